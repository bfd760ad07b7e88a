import { describe, expect, it } from 'vitest';
import { filesBelow, readText } from '../../repository/repository.js';
import { ERROR, WARNING } from '../project.js';
import { runProduct } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

const MANIFEST = JSON.stringify({
  name: 'orders',
  dependencies: { '@aws-sdk/client-sts': '^3.600.0', '@aws-sdk/credential-providers': '^3.600.0' },
});
const FROM_PROFILE =
  `import { fromIni } from '@aws-sdk/credential-providers';\n` +
  `export const credentials = fromIni({ profile: 'deploy', clientConfig: { region: 'eu-west-1' } });\n`;
const THREE_REGIONS = ['--regions', 'eu-west-1,eu-central-1,eu-north-1'] as const;
const project = (files: Readonly<Record<string, string>>): Tree => tree({ 'package.json': MANIFEST, ...files });

describe('migrate', () => {
  it('--fallbacks decides where the helper goes from a region', async () => {
    const dir = project({ 'src/a.ts': WARNING });
    const { status, stdout } = await runProduct(dir, [
      'migrate',
      ...THREE_REGIONS,
      '--fallbacks',
      'eu-west-1=eu-north-1',
      '--dry-run',
      '--show-helper',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\+.*'eu-west-1': \['eu-north-1'\]/m);
  });

  it('--vpc-endpoints reach the helper', async () => {
    const dir = project({ 'src/a.ts': WARNING });
    const endpoint = 'https://vpce-0123456789abcdef0-abcdefgh.sts.eu-west-1.vpce.amazonaws.com';
    const { status, stdout } = await runProduct(dir, [
      'migrate',
      ...THREE_REGIONS,
      '--vpc-endpoints',
      `eu-west-1=${endpoint}`,
      '--dry-run',
      '--show-helper',
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain(endpoint);
  });

  it('--helper-test writes a test beside the helper, for the runner of package.json', async () => {
    const dir = project({ 'package.json': '{ "devDependencies": { "vitest": "4.0.0" } }', 'src/a.ts': WARNING });
    const { stdout } = await runProduct(dir, ['migrate', ...THREE_REGIONS, '--helper-test']);
    expect(stdout).toContain('Helper written: src/aws/sts-failover.test.ts\n');
    expect(dir.read('src/aws/sts-failover.test.ts')).toContain("import { test } from 'vitest';");
  });

  it('--profile-providers also rewrites fromIni, which is left without', async () => {
    const dir = project({ 'src/a.ts': FROM_PROFILE });
    expect((await runProduct(dir, ['migrate', ...THREE_REGIONS, '--dry-run'])).stdout).not.toContain('+++ b/src/a.ts');
    expect((await runProduct(dir, ['migrate', ...THREE_REGIONS, '--dry-run', '--profile-providers'])).stdout).toContain(
      '+++ b/src/a.ts',
    );
  });

  it('--sdk-version decides what the rewrite may rely on', async () => {
    const dir = project({
      'src/a.js': `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS({ region: 'eu-west-1' });\n`,
    });
    const changes = async (version: string): Promise<boolean> => {
      const flags = ['--only', 'regional-endpoints', '--dry-run', '--sdk-version', version];
      return (await runProduct(dir, ['migrate', ...THREE_REGIONS, ...flags])).stdout.includes('+++ b/src/a.js');
    };
    // The regional mode came with 2.525.0.
    expect([await changes('2.500.0'), await changes('2.1693.0')]).toEqual([false, true]);
  });
});

describe('check', () => {
  it('--rule changes the severity of one rule', async () => {
    const dir = project({ 'src/a.ts': ERROR });
    expect((await runProduct(dir, ['check'])).status).toBe(1);
    expect((await runProduct(dir, ['check', '--rule', 'require-region: off'])).status).toBe(0);
  });
});

describe('init', () => {
  it('--yes writes without a terminal', async () => {
    const dir = project({});
    expect((await runProduct(dir, ['init', '--regions', 'eu-west-1,eu-central-1', '--yes'])).status).toBe(0);
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toMatchObject({ regions: ['eu-west-1', 'eu-central-1'] });
  });
});

describe('every flag', () => {
  it.each(['check', 'migrate', 'endpoints', 'init', 'update-helper', 'merge-reports', 'audit'])(
    'of %s is used in a test that runs a command line',
    async (command) => {
      const help = (await runProduct(project({}), [command, '--help'])).stdout;
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
        .map((match) => match[1] ?? '')
        .filter((flag) => flag !== '--help');
      const tests = filesBelow('tests')
        .filter((path) => path.endsWith('.test.ts'))
        .map(readText)
        .filter((text) => /\b(?:buildBinary|runBinary|runProduct|runIn)\(/.test(text));
      expect(flags.length).toBeGreaterThan(0);
      expect(
        flags.filter((flag) => !tests.some((text) => text.includes(`'${flag}'`) || text.includes(`'${flag}=`))),
      ).toEqual([]);
    },
  );
});
