import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, readText } from '../repository/repository.js';
import { buildBinary } from './build.js';
import type { Tree } from './tree.js';
import { tree } from './tree.js';

let binary = '';
beforeAll(() => {
  binary = buildBinary('flags');
});

function run(
  dir: Tree,
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: dir.root,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const MANIFEST = JSON.stringify({
  name: 'orders',
  dependencies: { '@aws-sdk/client-sts': '^3.600.0', '@aws-sdk/credential-providers': '^3.600.0' },
});
const REGIONAL = `import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({ region: 'eu-west-1' });\n`;
const WITHOUT_REGION = `import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n`;
const FROM_PROFILE = `import { fromIni } from '@aws-sdk/credential-providers';\nexport const credentials = fromIni({ profile: 'deploy', clientConfig: { region: 'eu-west-1' } });\n`;
const REGIONS = ['--regions', 'eu-west-1,eu-central-1,eu-north-1'] as const;
const project = (files: Readonly<Record<string, string>>): Tree => tree({ 'package.json': MANIFEST, ...files });

describe('the built migrate', () => {
  it('--fallbacks decides where the helper goes from a region', () => {
    const dir = project({ 'src/a.ts': REGIONAL });
    const { status, stdout } = run(dir, 'migrate', ...REGIONS, '--fallbacks', 'eu-west-1=eu-north-1', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\+.*'eu-west-1': \['eu-north-1'\]/m);
  });

  it('--vpc-endpoints reach the helper', () => {
    const dir = project({ 'src/a.ts': REGIONAL });
    const endpoint = 'https://vpce-0123456789abcdef0-abcdefgh.sts.eu-west-1.vpce.amazonaws.com';
    const { status, stdout } = run(dir, 'migrate', ...REGIONS, '--vpc-endpoints', `eu-west-1=${endpoint}`, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain(endpoint);
  });

  it('--profile-providers also rewrites fromIni, which is left without', () => {
    const dir = project({ 'src/a.ts': FROM_PROFILE });
    expect(run(dir, 'migrate', ...REGIONS, '--dry-run').stdout).not.toContain('+++ b/src/a.ts');
    expect(run(dir, 'migrate', ...REGIONS, '--dry-run', '--profile-providers').stdout).toContain('+++ b/src/a.ts');
  });

  it('--sdk-version decides what the rewrite may rely on', () => {
    const dir = project({
      'src/a.js': `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS({ region: 'eu-west-1' });\n`,
    });
    const changes = (version: string): boolean =>
      run(
        dir,
        'migrate',
        ...REGIONS,
        '--only',
        'regional-endpoints',
        '--dry-run',
        '--sdk-version',
        version,
      ).stdout.includes('+++ b/src/a.js');
    expect([changes('2.500.0'), changes('2.1693.0')]).toEqual([false, true]); // the regional mode came with 2.525.0
  });

  it('--allow-dirty writes a file with unstaged changes, which is refused without', () => {
    const dir = project({ 'src/a.ts': '' }).commit().write({ 'src/a.ts': WITHOUT_REGION });
    expect(run(dir, 'migrate', ...REGIONS).status).toBe(2);
    expect(dir.read('src/a.ts')).toBe(WITHOUT_REGION);
    expect(run(dir, 'migrate', ...REGIONS, '--allow-dirty').status).toBe(0);
    expect(dir.read('src/a.ts')).not.toBe(WITHOUT_REGION);
  });
});

describe('the built check', () => {
  it('--rule changes the severity of one rule', () => {
    const dir = project({ 'src/a.ts': WITHOUT_REGION });
    expect(run(dir, 'check').status).toBe(1);
    expect(run(dir, 'check', '--rule', 'require-region: off').status).toBe(0);
  });
});

describe('the built init', () => {
  it('--yes writes without a terminal', () => {
    const dir = project({});
    expect(run(dir, 'init', '--regions', 'eu-west-1,eu-central-1', '--yes').status).toBe(0);
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toMatchObject({ regions: ['eu-west-1', 'eu-central-1'] });
  });
});

describe('every flag', () => {
  it.each(['check', 'migrate', 'endpoints', 'init', 'update-helper', 'merge-reports', 'audit'])(
    'of %s is used in a test that runs the built binary',
    (command) => {
      const help = run(project({}), command, '--help').stdout;
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
        .map((match) => match[1] ?? '')
        .filter((flag) => flag !== '--help');
      const tests = filesBelow('tests')
        .filter((path) => path.endsWith('.test.ts'))
        .map(readText)
        .filter((text) => text.includes('buildBinary('));
      expect(flags.length).toBeGreaterThan(0);
      expect(
        flags.filter((flag) => !tests.some((text) => text.includes(`'${flag}'`) || text.includes(`'${flag}=`))),
      ).toEqual([]);
    },
  );
});
