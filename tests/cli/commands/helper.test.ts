import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHelperHeader, renderHelper } from '../../../src/helper/index.js';
import { ownVersion } from '../../../src/project/own-version.js';
import { COMMONJS, ESM, manifest, tsconfig } from '../../project/migrate-in.js';
import { runIn, runProduct, type Outcome } from '../run-in-process.js';
import { tree, type Tree } from '../tree.js';

const REGIONS = ['--regions', 'eu-west-1,eu-central-1'];
const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> => runIn(dir, ['helper', ...args]);
const sectionsOf = (text: string): readonly string[] => readHelperHeader(text)?.sections ?? [];
const FALLBACKS = { 'eu-west-1': ['eu-central-1'] };

describe('helper writes a new one', () => {
  it('to the usual place, with all sections and the regions', async () => {
    const dir = tree({ 'package.json': manifest(), 'tsconfig.json': tsconfig({}), 'src/a.ts': '' });
    expect(await run(dir, ...REGIONS)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^src\/aws\/sts-failover\.ts {2}written \(\d+ lines\)\.\n$/) as string,
    });
    const text = dir.read('src/aws/sts-failover.ts');
    expect(sectionsOf(text)).toEqual(['client', 'provider', 'requests']);
    expect(text).toContain("'eu-west-1': ['eu-central-1']");
  });

  it.each([
    ['packages/aws/src/sts-failover', 'packages/aws/src/sts-failover.js', 'v3-esm'],
    ['packages/aws/src/sts-failover.cjs', 'packages/aws/src/sts-failover.cjs', 'v3-cjs'],
    ['./sts.ts', 'sts.ts', 'v3-ts'],
  ])('to a path: %s', async (path, file, variant) => {
    const dir = tree({ 'package.json': manifest(), 'packages/aws/package.json': manifest('module') });
    expect((await run(dir, path, ...REGIONS)).status).toBe(0);
    expect(readHelperHeader(dir.read(file))?.variant).toBe(variant);
  });

  it('for SDK v2 where the package has no other', async () => {
    const dir = tree({ 'package.json': JSON.stringify({ dependencies: { 'aws-sdk': '^2.1000.0' } }) });
    await run(dir, 'lib/sts', ...REGIONS);
    expect(readHelperHeader(dir.read('lib/sts.js'))?.variant).toBe('v2-cjs');
  });

  it('with the sections that are asked for', async () => {
    const dir = tree({ 'package.json': manifest() });
    await run(dir, 'lib/sts', '--sections', 'provider', ...REGIONS);
    expect(sectionsOf(dir.read('lib/sts.js'))).toEqual(['provider']);
  });

  it('to the path of the settings, which starts at their file', async () => {
    const dir = tree({
      'package.json': manifest(),
      'sts-regional.config.json': JSON.stringify({
        regions: ['eu-west-1', 'eu-central-1'],
        helper: { module: './packages/a/lib/sts' },
      }),
      'packages/a/package.json': manifest(),
      '.git/HEAD': 'ref: refs/heads/main',
    });
    await runIn(dir, ['helper'], { cwd: dir.path('packages/a') });
    expect(existsSync(dir.path('packages/a/lib/sts.js'))).toBe(true);
  });

  it.each([
    ['--dry-run', 0, /^\+\/\/ AWS STS with failover/m],
    ['--check', 1, /would be written \(\d+ lines\)/],
  ])('never with %s', async (flag, status, said) => {
    const dir = tree({ 'package.json': manifest() });
    const outcome = await run(dir, 'lib/sts', flag, ...REGIONS);
    expect(outcome.status).toBe(status);
    expect(outcome.stdout).toMatch(said);
    expect(existsSync(dir.path('lib'))).toBe(false);
  });
});

describe('helper updates the one that is there', () => {
  it('and keeps its tables', async () => {
    const dir = tree({ 'lib/sts.js': renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: '0.0.1' }) });
    expect(await run(dir, 'lib/sts')).toMatchObject({
      status: 0,
      stdout: `lib/sts.js  updated from 0.0.1 to ${ownVersion()}; region tables kept.\n`,
    });
    expect(dir.read('lib/sts.js')).toBe(renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: ownVersion() }));
  });

  it('with a section that it lacks', async () => {
    const dir = tree({
      'lib/sts.js': renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: ownVersion(), sections: ['provider'] }),
    });
    expect((await run(dir, 'lib/sts', '--sections', 'requests')).stdout).toBe(
      `lib/sts.js  updated in ${ownVersion()}, with requests added; region tables kept.\n`,
    );
    expect(sectionsOf(dir.read('lib/sts.js'))).toEqual(['provider', 'requests']);
  });

  it('unless somebody edited it', async () => {
    const text = renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: '0.0.1' }).replace(
      '\nconst ',
      '\nlet x;\nconst ',
    );
    const dir = tree({ 'lib/sts.js': text });
    expect(await run(dir, 'lib/sts')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('was edited since version 0.0.1 wrote it and is left alone') as string,
    });
    expect(dir.read('lib/sts.js')).toBe(text);
  });
});

describe('helper refuses, and writes nothing', () => {
  const WORKSPACE = {
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/aws/package.json': JSON.stringify({ name: '@acme/aws' }),
  };
  it.each([
    ['a folder', ['lib'], { 'lib/a.js': '' }, /"lib" is the name of a package/],
    ['a folder by its path', ['./lib'], { 'lib/a.js': '' }, /but lib is a folder\. Name a file with PATH/],
    ['a path that ends in "/"', ['lib/'], {}, /"lib\/" ends in "\/": write "lib\/sts-failover"/],
    ['a path outside of the repository', ['../../sts-failover'], {}, /which is outside .*: nothing is written there/],
    ['another file', ['lib/a.js'], { 'lib/a.js': 'exports.a = 1;' }, /exists and does not export createStsClient/],
    ['a package', ['@acme/aws'], WORKSPACE, /"@acme\/aws" is the name of a package.*packages\/aws\/src\/sts-failover/],
    ['an unknown section', ['lib/sts', '--sections', 'clients'], {}, /no section "clients"\. Did you mean "client"\?/],
  ])('%s', async (_, args, files, said) => {
    const dir = tree({ 'package.json': manifest(), ...files });
    const { status, stdout, stderr } = await run(dir, ...args, ...REGIONS);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(existsSync(dir.path('lib/sts-failover.js'))).toBe(false);
  });

  it('a new one without regions', async () => {
    const { status, stderr } = await run(tree({ 'package.json': manifest() }), 'lib/sts');
    expect(status).toBe(2);
    expect(stderr).toContain('name them with --regions');
  });
});

describe('a helper that packages share', () => {
  const app = (name: string, more: object = {}): string => JSON.stringify({ name, version: '1.0.0', ...more });
  const SDK = { dependencies: { '@aws-sdk/client-sts': '^3.700.0' } };
  const shared = (entry: string, files: Readonly<Record<string, string>> = {}): Tree =>
    tree({
      'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
      'packages/aws/package.json': app('@acme/aws', { ...SDK, main: 'index.js' }),
      'packages/aws/index.js': entry,
      'packages/app/package.json': app('app', { dependencies: { '@acme/aws': '1.0.0', ...SDK.dependencies } }),
      'packages/app/index.js': COMMONJS,
      ...files,
    });
  const migrate = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
    runProduct(dir, ['migrate', ...REGIONS, '--helper-path', '@acme/aws', ...args]);
  const EXPORTS = 'exports.createStsClient = () => undefined;\n';

  it('is imported by the name of its package, and nothing is written for it', async () => {
    const dir = shared(EXPORTS);
    const { status, stdout } = await migrate(dir, 'packages/app', '--format', 'json');
    expect({ status, helpers: (JSON.parse(stdout) as { helpers: string[] }).helpers }).toEqual({
      status: 0,
      helpers: [],
    });
    expect(dir.read('packages/app/index.js')).toContain("const { createStsClient } = require('@acme/aws');");
    expect(existsSync(dir.path('packages/app/aws'))).toBe(false);
  });

  it.each([
    ['a re-export', "export * from './sts.js';\n", { 'packages/aws/sts.ts': 'export const createStsClient = 1;\n' }],
    ['a list', 'const createStsClient = 1;\nmodule.exports = { createStsClient };\n', {}],
    [
      'a helper of ours',
      "module.exports = require('./sts');\n",
      {
        'packages/aws/sts.js': renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: ownVersion() }),
      },
    ],
  ])('is found behind %s', async (_, entry, files) => {
    expect((await migrate(shared(entry, files), 'packages/app')).status).toBe(0);
  });

  it.each([
    [
      'lacks a function',
      EXPORTS.replace('createStsClient', 'make'),
      /@acme\/aws, which does not export `createStsClient` \(looked in packages\/aws\/index\.js\)/,
      '@acme/aws',
    ],
    [
      'does not resolve',
      EXPORTS,
      /@acme\/other, which packages\/app\/index\.js cannot resolve\. Install that package/,
      '@acme/other',
    ],
  ])('is refused when it %s', async (_, entry, said, name) => {
    const dir = shared(entry);
    const { status, stderr } = await migrate(dir, 'packages/app', '--helper-path', name);
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
    expect(dir.read('packages/app/index.js')).toBe(COMMONJS);
  });

  it('is named with the package.json that does not depend on it', async () => {
    const dir = shared(EXPORTS, { 'packages/app/package.json': app('app', SDK) });
    const { status, stderr } = await migrate(dir, 'packages/app');
    expect(status).toBe(0);
    expect(stderr).toContain(
      'packages/app/package.json does not depend on @acme/aws, which its files import now: add it to the dependencies.\n',
    );
    expect(dir.read('packages/app/package.json')).toBe(app('app', SDK));
  });

  it('is suggested once where packages have got a helper each', async () => {
    const two = shared(EXPORTS, { 'packages/two/package.json': app('two', SDK), 'packages/two/a.mjs': ESM });
    const { stderr } = await runProduct(two, ['migrate', ...REGIONS, 'packages/app', 'packages/two']);
    expect(stderr.match(/2 packages of this workspace have a failover helper of their own/g)).toHaveLength(1);
    const one = shared(EXPORTS);
    expect((await runProduct(one, ['migrate', ...REGIONS, 'packages/app'])).stderr).not.toContain('of their own');
  });
});
