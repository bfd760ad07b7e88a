import { PACKAGE } from '../../../../src/cli/commands/init/flat-config.js';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';
import { ENTRY, FLAGS, initialised } from './initialised.js';

describe('init in a repository without anything', () => {
  it('writes settings and an ESLint configuration, shows both as diffs, and says what to do about a hook', async () => {
    const { dir, stdout } = await initialised({});
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toEqual({
      $schema: './node_modules/eslint-plugin-sts-regional/schema.json',
      regions: ['eu-west-1', 'eu-central-1'],
    });
    expect(dir.read('eslint.config.mjs')).toBe(
      `import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRY},\n];\n`,
    );
    expect(stdout).toContain("+import stsRegional from 'eslint-plugin-sts-regional';");
    expect(stdout).toContain('by hand a commit hook');
    expect(stdout).toContain('Written: sts-regional.config.json, eslint.config.mjs\n');
  });

  it(
    'names it eslint.config.js in an ES module package, with the TypeScript parser ' + 'where that is a dependency',
    async () => {
      const { dir } = await initialised({
        'package.json': '{ "type": "module", "devDependencies": { "@typescript-eslint/parser": "^8.0.0" } }',
      });
      expect(dir.read('eslint.config.js')).toContain('languageOptions: { parser: tsParser }');
    },
  );

  it.each([
    ['typescript-eslint', "import tseslint from 'typescript-eslint';", 'parser: tseslint.parser'],
    ['typescript', "import tsParser from '@typescript-eslint/parser';", 'parser: tsParser'],
  ])('reads TypeScript where %s alone is a dependency', async (name, load, parser) => {
    const { dir } = await initialised({ 'package.json': JSON.stringify({ devDependencies: { [name]: '^5.0.0' } }) });
    expect(dir.read('eslint.config.mjs')).toContain(load);
    expect(dir.read('eslint.config.mjs')).toContain(parser);
  });
});

describe('init where there are settings', () => {
  const OTHERS = ['init', '--regions', 'us-east-1,us-west-2', '--yes'];

  it('refuses regions that the settings contradict', async () => {
    const dir = tree({ 'sts-regional.config.json': '{ "regions": ["eu-west-1", "eu-central-1"] }' });
    expect(await runIn(dir, OTHERS)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: sts-regional\.config\.json has the regions eu-west-1,eu-central-1 and --regions says us-east-1,us-west-2; /,
      ) as string,
    });
    expect(readdirSync(dir.root)).toEqual(['sts-regional.config.json']);
  });

  it('keeps them, and says them nowhere else: ESLint reads that file', async () => {
    const dir = tree({ 'package.json': '{ "sts-regional": { "regions": ["eu-west-1", "eu-central-1"] } }' });
    expect(await runIn(dir, ['init', '--yes'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('kept    package.json has settings') as string,
    });
    expect(readdirSync(dir.root).sort()).toEqual(['eslint.config.mjs', 'package.json']);
    expect(dir.read('eslint.config.mjs')).not.toContain('eu-west-1');
  });

  it('finds the schema in the package that a workspace has at its root', async () => {
    const dir = tree({ 'packages/a/package.json': '{}', [`node_modules/${PACKAGE}/schema.json`]: '{}' }).commit();
    await runIn(dir, FLAGS, { cwd: dir.path('packages/a') });
    expect(JSON.parse(dir.read('packages/a/sts-regional.config.json'))).toMatchObject({
      $schema: `../../node_modules/${PACKAGE}/schema.json`,
    });
  });

  it.each([
    [
      'eslint.config.mjs',
      'export default [];\n',
      "{ settings: { 'sts-regional': { regions: ['us-east-1', 'us-west-2'] } } }",
    ],
    ['.eslintrc.json', '{}\n', '"sts-regional": { "regions": [ "us-east-1", "us-west-2" ] }'],
    [
      '.eslintrc.cjs',
      'module.exports = {};\n',
      "settings: { 'sts-regional': { regions: ['us-east-1', 'us-west-2'] } }",
    ],
  ])('tells them to ESLint where it does not find them, in %s', async (name, before, settings) => {
    const dir = tree({ [name]: before, 'sts.config.mjs': 'export default { regions: ["us-east-1", "us-west-2"] };\n' });
    await runIn(dir, ['init', '--yes', '--settings', 'sts.config.mjs']);
    expect(dir.read(name)).toContain(settings);
  });

  it.each([
    [
      'sts-regional.config.json',
      '{\n  "allowEnvRegion": true\n}\n',
      '{\n  "allowEnvRegion": true,\n  "regions": [\n    "us-east-1",\n    "us-west-2"\n  ]\n}\n',
    ],
    ['package.json', '{ "sts-regional": {} }\n', '{ "sts-regional": { "regions": [ "us-east-1", "us-west-2" ] } }\n'],
  ])('adds the regions that they lack, in %s', async (name, before, after) => {
    const dir = tree({ [name]: before });
    expect(await runIn(dir, OTHERS)).toMatchObject({ status: 0 });
    expect(dir.read(name)).toBe(after);
  });

  it('says which to add where they are code', async () => {
    const dir = tree({ 'sts-regional.config.mjs': 'export default { allowEnvRegion: true };\n' });
    const { stdout } = await runIn(dir, [...OTHERS, '--settings', 'sts-regional.config.mjs']);
    expect(stdout).toContain(
      'by hand settings in sts-regional.config.mjs:\n' + '          regions: ["us-east-1","us-west-2"],\n',
    );
    expect(stdout).toContain('          --settings sts-regional.config.mjs\n');
  });
});

describe('init and the package itself', () => {
  const said = async (files: Readonly<Record<string, string>>): Promise<string> =>
    (await runIn(tree(files), FLAGS)).stdout;

  it.each([
    ['npm, when nothing tells', {}, 'npm install --save-dev eslint-plugin-sts-regional'],
    [
      'the one that package.json names',
      { 'package.json': '{ "packageManager": "pnpm@10.1.0" }', 'yarn.lock': '' },
      'pnpm add --save-dev eslint-plugin-sts-regional',
    ],
    [
      'the one whose lock file is there',
      { 'package.json': '{}', 'yarn.lock': '' },
      'yarn add --dev eslint-plugin-sts-regional',
    ],
    [
      'pnpm, at the root of a workspace',
      { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages: []\n' },
      'pnpm add --save-dev --workspace-root eslint-plugin-sts-regional',
    ],
  ])('says how to install it: %s', async (_, files, command) => {
    expect(await said(files)).toContain(
      `ESLint and the hook need eslint-plugin-sts-regional, not installed here yet: ${command}\n`,
    );
  });

  it.each([
    ['declared', { 'package.json': '{ "devDependencies": { "eslint-plugin-sts-regional": "latest" } }' }],
    ['installed', { 'node_modules/eslint-plugin-sts-regional/package.json': '{ "version": "0.1.0" }' }],
  ])('says nothing where it is %s', async (_, files) => {
    expect(await said(files)).not.toContain('not installed');
  });
});

describe('init asks', () => {
  it('refuses without --yes where nobody can be asked', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3))).toMatchObject({
      status: 2,
      stderr:
        'error: init asks before it writes, but it cannot ask without a terminal or with ' +
        'CI set. Add --yes. Nothing was written.\n',
    });
    expect(statSync(dir.path('sts-regional.config.json'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('refuses without --yes on a terminal with CI set', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3), { isTTY: true, env: { CI: '1' } })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('with CI set. Add --yes. Nothing was written.') as string,
    });
  });

  it('stops at the question when the process is to end, with the status of Ctrl-C and nothing written', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3), { isTTY: true, interrupted: AbortSignal.abort() })).toMatchObject({
      status: 130,
      stdout: expect.stringMatching(/Nothing was written\.\n$/) as string,
    });
    expect(readdirSync(dir.root)).toEqual(['package.json']);
  });

  it('writes nothing when one of the files cannot be written', async () => {
    const dir = tree({ 'package.json': '{}', '.husky/pre-commit': 'npm test\n' });
    chmodSync(dir.path('.husky/pre-commit'), 0o444);
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 2,
      stderr: 'error: .husky/pre-commit cannot be written: permission denied. Nothing was written.\n',
    });
    expect(readdirSync(dir.root).sort()).toEqual(['.husky', 'package.json']);
  });

  it('exits 2 without regions, for one that does not exist, and for one alone', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, ['init', '--yes'])).toMatchObject({ status: 2 });
    expect(await runIn(dir, ['init', '--regions', 'eu-wset-1,eu-central-1', '--yes'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean "eu-west-1"?') as string,
    });
    expect(await runIn(dir, ['init', '--regions', 'eu-west-1', '--yes'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Name a second region') as string,
    });
  });
});
