import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CODEMOD_NAMES, type CodemodName } from '../../../src/engines/migrate/codemods.js';
import { buildTransforms, JSCODESHIFT } from '../built-transforms.js';
import { readFixtures, REGIONS, V3_VERSION } from '../fixtures.js';

const EXTENSIONS = 'js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte,astro';

let transforms: string;
const folders: string[] = [];

beforeAll(() => {
  transforms = buildTransforms();
});

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project of its own with these files. */
function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-jscodeshift-')));
  folders.push(root);
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true }\n', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function run(codemod: CodemodName, root: string, ...options: readonly string[]): string {
  return execFileSync(
    process.execPath,
    [
      JSCODESHIFT,
      '--no-babel',
      `--extensions=${EXTENSIONS}`,
      '-t',
      join(transforms, `${codemod}.js`),
      `--regions=${REGIONS.join(',')}`,
      `--sdk-version=${V3_VERSION}`,
      ...options,
      root,
    ],
    { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

describe('a transform under jscodeshift itself', () => {
  it.each(CODEMOD_NAMES)('writes what the fixtures of %s say', (codemod) => {
    const fixtures = readFixtures([codemod]).filter(
      ({ settings, profileProviders }) =>
        settings.regionSource === undefined &&
        settings.vpcEndpoints === undefined &&
        settings.sdkVersion === undefined &&
        !profileProviders,
    );
    // A package for each kind of file: one with JavaScript and TypeScript would get a helper for each.
    const placed = fixtures.map((fixture) => ({
      ...fixture,
      path: join(extname(fixture.file).slice(1), fixture.file),
    }));
    const manifests = placed.map(({ path }) => [join(dirname(path), 'package.json'), '{}'] as const);
    const root = project(
      Object.fromEntries([...manifests, ...placed.map(({ path, input }) => [path, input] as const)]),
    );
    run(codemod, root);
    const written = Object.fromEntries(placed.map(({ path }) => [path, readFileSync(join(root, path), 'utf8')]));
    expect(written).toEqual(Object.fromEntries(placed.map(({ path, output }) => [path, output])));
  });

  it('writes nothing with --dry, the helper included', () => {
    const files = {
      'src/client.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1' });\n",
    };
    const root = project(files);
    const output = run('sts-regional', root, '--dry');
    expect(output).toContain('1 ok');
    expect(filesBelow(root)).toEqual(['package.json', 'src/client.ts']);
    expect(readFileSync(join(root, 'src/client.ts'), 'utf8')).toBe(files['src/client.ts']);
  });

  it('writes the helper once and whole, however many workers want it', () => {
    const client =
      "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1' });\n";
    const root = project(
      Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`src/clients/client-${index}.ts`, client])),
    );
    expect(run('failover', root, '--cpus=4')).toContain('150 ok');
    const helpers = filesBelow(root).filter((file) => !file.startsWith('src/clients/') && file !== 'package.json');
    expect(helpers).toEqual(['src/aws/sts-failover.ts']);
    expect(readFileSync(join(root, 'src/aws/sts-failover.ts'), 'utf8')).toMatch(
      /^\/\/ AWS STS with failover[\s\S]*\n}\n$/,
    );
    expect(readFileSync(join(root, 'src/clients/client-0.ts'), 'utf8')).toContain("from '../aws/sts-failover'");
  });

  it('takes its options in both spellings', () => {
    const root = project({
      'src/client.js': "const { STSClient } = require('@aws-sdk/client-sts');\nmodule.exports = new STSClient({});\n",
    });
    run('sts-regional', root, '--regionSource=literal', '--helper-path=lib/sts');
    expect(readFileSync(join(root, 'src/client.js'), 'utf8')).toBe(
      "const { createStsClient } = require('../lib/sts');\nmodule.exports = createStsClient({ region: 'eu-west-1' });\n",
    );
    expect(filesBelow(root)).toContain('lib/sts.js');
  });

  it('names what it leaves alone, with line, reason and next step', () => {
    const root = project({
      'src/client.ts':
        "import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';\nexport const make = (list: [STSClientConfig]) => new STSClient(...list);\n",
    });
    expect(run('failover', root)).toContain(
      'src/client.ts:2 left unchanged: The arguments of `STSClient` are spread from a list, which may hold more than ' +
        'the helper takes. Write the configuration as one argument, then run again.',
    );
  });

  it('counts a file that no parser reads as an error and goes on', () => {
    const root = project({
      'broken.ts': "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({;\n",
      'whole.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });\n",
    });
    const output = run('regional-endpoints', root);
    expect(output).toContain('1 errors');
    expect(output).toContain('1 ok');
    expect(readFileSync(join(root, 'whole.ts'), 'utf8')).toContain("new STSClient({ region: 'us-east-1' })");
  });

  it('refuses a region that is none, and changes no file', () => {
    const text = "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({});\n";
    const root = project({ 'client.ts': text });
    const { stdout } = spawnSync(
      process.execPath,
      [
        JSCODESHIFT,
        '--no-babel',
        '--extensions=ts',
        '-t',
        join(transforms, 'sts-regional.js'),
        '--regions=eu-wset-1',
        root,
      ],
      { encoding: 'utf8' },
    );
    expect(stdout).toContain('"eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?');
    expect(readFileSync(join(root, 'client.ts'), 'utf8')).toBe(text);
  });
});
