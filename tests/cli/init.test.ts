import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, symlinkSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBinary } from './build.js';
import { recipeOf } from '../hooks/recipe.js';
import { runIn } from './run-in-process.js';
import type { Content, Tree } from './tree.js';
import { tree } from './tree.js';

const FLAGS = ['init', '--regions', 'eu-west-1,eu-central-1', '--yes'];
const ENTRIES = `stsRegional.configs.recommended,\n  { settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] } } }`;

/** What `init` makes of these files; and that a second run changes nothing. */
async function initialised(files: Readonly<Record<string, Content>>): Promise<{ dir: Tree; stdout: string }> {
  const dir = tree({ 'package.json': '{ "name": "orders" }\n', ...files });
  const first = await runIn(dir, FLAGS);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const second = await runIn(dir, FLAGS);
  expect(second.status).toBe(0);
  expect(second.stdout).toContain('Nothing to write.');
  return { dir, stdout: first.stdout };
}

describe('init in a repository without anything', () => {
  it('writes settings and an ESLint configuration, shows both as diffs, and says what to do about a hook', async () => {
    const { dir, stdout } = await initialised({});
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toEqual({ regions: ['eu-west-1', 'eu-central-1'] });
    expect(dir.read('eslint.config.mjs')).toBe(`import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRIES},\n];\n`);
    expect(stdout).toContain("+import stsRegional from 'eslint-plugin-sts-regional';");
    expect(stdout).toContain('by hand a commit hook');
    expect(stdout).toContain('Written: sts-regional.config.json, eslint.config.mjs\n');
  });

  it('names it eslint.config.js in an ES module package, with the TypeScript parser where that is a dependency', async () => {
    const { dir } = await initialised({ 'package.json': '{ "type": "module", "devDependencies": { "@typescript-eslint/parser": "^8.0.0" } }' });
    expect(dir.read('eslint.config.js')).toContain("languageOptions: { parser: tsParser }");
  });
});

describe('init with an ESLint configuration', () => {
  it.each([
    ['a list', 'eslint.config.mjs', "import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended,\n];\n", `import js from '@eslint/js';\nimport stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  js.configs.recommended,\n  ${ENTRIES},\n];\n`],
    ['defineConfig with arguments', 'eslint.config.ts', "import { defineConfig } from 'eslint/config';\nexport default defineConfig(\n  { rules: {} }\n);\n", `import { defineConfig } from 'eslint/config';\nimport stsRegional from 'eslint-plugin-sts-regional';\nexport default defineConfig(\n  { rules: {} },\n  ${ENTRIES}\n);\n`],
    ['tseslint.config with a list', 'eslint.config.js', 'import tseslint from "typescript-eslint";\nexport default tseslint.config([\n  ...tseslint.configs.strict,\n]);\n', `import tseslint from "typescript-eslint";\nimport stsRegional from "eslint-plugin-sts-regional";\nexport default tseslint.config([\n  ...tseslint.configs.strict,\n  ${ENTRIES.replaceAll("'", '"')},\n]);\n`],
    ['a constant', 'eslint.config.mjs', 'const config = [{ rules: {} }];\nexport default config;\n', `import stsRegional from 'eslint-plugin-sts-regional';\n\nconst config = [{ rules: {} }, ${ENTRIES.replace('\n ', '')}];\nexport default config;\n`],
    ['CommonJS', 'eslint.config.cjs', "const js = require('@eslint/js');\nmodule.exports = [js.configs.recommended];\n", `const js = require('@eslint/js');\nconst stsRegional = require('eslint-plugin-sts-regional');\nmodule.exports = [js.configs.recommended, ${ENTRIES.replace('\n ', '')}];\n`],
    ['an empty list', 'eslint.config.mjs', 'export default [];\n', `import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRIES},\n];\n`],
  ])('extends %s and keeps the rest', async (_, name, before, after) => {
    const { dir } = await initialised({ [name]: before });
    expect(dir.read(name)).toBe(after);
  });

  it.each([
    ['a promise', 'export default await build();\n', '...[await build()].flat()'],
    ['a call of another package', "import preset from 'preset';\nexport default preset({ vue: true })\n", '...[await preset({ vue: true })].flat()'],
  ])('puts %s into a list', async (_, before, spread) => {
    const { dir } = await initialised({ 'eslint.config.mjs': before });
    expect(dir.read('eslint.config.mjs')).toContain(`export default [\n  ${spread},\n  ${ENTRIES},\n]`);
  });

  it('says what to add where the list is made by other code', async () => {
    const text = 'module.exports = build();\n';
    const dir = tree({ 'package.json': '{}', 'eslint.config.cjs': text });
    const { stdout } = await runIn(dir, FLAGS);
    expect(stdout).toContain('by hand the recommended rules in eslint.config.cjs');
    expect(dir.read('eslint.config.cjs')).toBe(text);
  });

  it('extends eslintConfig in package.json, together with lint-staged there', async () => {
    const { dir, stdout } = await initialised({ 'package.json': '{\n  "eslintConfig": { "root": true },\n  "lint-staged": {}\n}\n' });
    expect(JSON.parse(dir.read('package.json'))).toEqual({
      eslintConfig: { root: true, extends: ['plugin:sts-regional/legacy-recommended'], settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] } } },
      'lint-staged': { '*': 'sts-regional check' },
    });
    expect(stdout).toContain('Written: sts-regional.config.json, package.json\n');
  });

  it('extends .eslintrc.json', async () => {
    const { dir } = await initialised({ '.eslintrc.json': '{\n    "extends": "eslint:recommended"\n}\n' });
    expect(dir.read('.eslintrc.json')).toMatch(/^\{\n {4}"extends"/);
    expect(JSON.parse(dir.read('.eslintrc.json'))).toEqual({ extends: ['eslint:recommended', 'plugin:sts-regional/legacy-recommended'], settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] } } });
  });
});

describe('init with a tool for commit hooks', () => {
  it('appends to the hook of husky', async () => {
    const { dir } = await initialised({ '.husky/pre-commit': 'npm test' });
    expect(dir.read('.husky/pre-commit')).toBe('npm test\nnpx sts-regional check --staged\n');
  });

  it('writes the hook of husky where there is none, executable', async () => {
    const { dir } = await initialised({ '.husky/_/husky.sh': '' });
    expect(statSync(dir.path('.husky/pre-commit')).mode & 0o777).toBe(0o755);
  });

  it('prefers lint-staged, which husky runs', async () => {
    const { dir } = await initialised({ 'package.json': '{\n\t"lint-staged": {\n\t\t"*.md": "prettier --check"\n\t}\n}\n', '.husky/pre-commit': 'npx lint-staged\n' });
    expect(JSON.parse(dir.read('package.json'))).toEqual({ 'lint-staged': { '*.md': 'prettier --check', '*': 'sts-regional check' } });
    expect(dir.read('package.json')).toContain('\n\t"lint-staged"');
    expect(dir.read('.husky/pre-commit')).toBe('npx lint-staged\n');
  });

  it.each([
    ['without pre-commit', 'pre-push:\n  commands:\n    test:\n      run: npm test\n', 'pre-push:\n  commands:\n    test:\n      run: npm test\npre-commit:\n  commands:\n    sts-regional:\n      run: npx sts-regional check --staged\n'],
    ['with pre-commit', 'pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint\n', 'pre-commit:\n  parallel: true\n  commands:\n    sts-regional:\n      run: npx sts-regional check --staged\n    lint:\n      run: npm run lint\n'],
  ])('extends lefthook.yml %s', async (_, before, after) => {
    const { dir } = await initialised({ 'lefthook.yml': before });
    expect(dir.read('lefthook.yml')).toBe(after);
  });

  it('extends .pre-commit-config.yaml in its own indentation', async () => {
    const { dir } = await initialised({ '.pre-commit-config.yaml': 'repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v4.6.0\n  hooks:\n  - id: check-yaml\n' });
    expect(dir.read('.pre-commit-config.yaml')).toMatch(/ {2}- id: check-yaml\n- repo: local\n {2}hooks:\n {4}- id: sts-regional\n/);
  });
});

describe('init writes what docs/hooks.md says', () => {
  it('for lint-staged', async () => {
    const { dir } = await initialised({ 'package.json': '{ "lint-staged": {} }\n' });
    expect(JSON.parse(dir.read('package.json'))).toEqual(JSON.parse(recipeOf('husky and lint-staged').get('package.json') ?? ''));
  });

  it.each([
    ['husky alone', '.husky/pre-commit', { '.husky/.gitignore': '_\n' }, ''],
    ['lefthook', 'lefthook.yml', { 'lefthook.yml': '' }, ''],
    ['pre-commit, with the installed package', '.pre-commit-config.yaml', { '.pre-commit-config.yaml': 'repos:\n  - repo: meta\n    hooks:\n      - id: identity\n' }, '  - repo: meta\n    hooks:\n      - id: identity\n'],
  ])('for %s', async (heading, file, files, there) => {
    const { dir } = await initialised(files);
    expect(dir.read(file).replace(there, '')).toBe(recipeOf(heading).get(file));
  });
});

describe('init asks', () => {
  it('refuses without --yes where nobody can be asked', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3))).toMatchObject({ status: 2, stderr: 'error: init asks before it writes and needs a terminal for that, or --yes. Nothing was written.\n' });
    expect(statSync(dir.path('sts-regional.config.json'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('writes nothing when one of the files cannot be written', async () => {
    const dir = tree({ 'package.json': '{}', '.husky/_/husky.sh': '' });
    symlinkSync('/nonexistent/pre-commit', dir.path('.husky/pre-commit')); // a place that nothing can be created at
    expect(await runIn(dir, FLAGS)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^error: \.husky\/pre-commit cannot be written: .*\. Nothing was written\.\n$/) as string });
    expect(readdirSync(dir.root).sort()).toEqual(['.husky', 'package.json']);
  });

  it('exits 2 without regions, for one that does not exist, and for one alone', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, ['init', '--yes'])).toMatchObject({ status: 2 });
    expect(await runIn(dir, ['init', '--regions', 'eu-wset-1,eu-central-1', '--yes'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean "eu-west-1"?') as string });
    expect(await runIn(dir, ['init', '--regions', 'eu-west-1', '--yes'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Name a second region') as string });
  });
});

describe('the built init', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildBinary('init');
  });

  it('writes with --yes, and what it wrote makes the next check use the regions', () => {
    const dir = tree({ 'package.json': '{}', 'a.ts': "import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n" });
    const run = (...args: readonly string[]) => spawnSync(process.execPath, [binary, ...args], { cwd: dir.root, encoding: 'utf8' });
    expect(run(...FLAGS).status).toBe(0);
    expect(run('migrate', '--dry-run').stdout).toContain("+    'eu-west-1': ['eu-central-1'],");
    expect(run('init', '--help').stdout).toContain('Examples:\n  sts-regional init');
  });
});
