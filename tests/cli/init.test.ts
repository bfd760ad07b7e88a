import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
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
    expect(dir.read('eslint.config.mjs')).toBe(
      `import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRIES},\n];\n`,
    );
    expect(stdout).toContain("+import stsRegional from 'eslint-plugin-sts-regional';");
    expect(stdout).toContain('by hand a commit hook');
    expect(stdout).toContain('Written: sts-regional.config.json, eslint.config.mjs\n');
  });

  it('names it eslint.config.js in an ES module package, with the TypeScript parser where that is a dependency', async () => {
    const { dir } = await initialised({
      'package.json': '{ "type": "module", "devDependencies": { "@typescript-eslint/parser": "^8.0.0" } }',
    });
    expect(dir.read('eslint.config.js')).toContain('languageOptions: { parser: tsParser }');
  });

  it.each([
    ['typescript-eslint', "import tseslint from 'typescript-eslint';", 'parser: tseslint.parser'],
    ['typescript', "import tsParser from '@typescript-eslint/parser';", 'parser: tsParser'],
  ])('reads TypeScript where %s alone is a dependency', async (name, load, parser) => {
    const { dir } = await initialised({ 'package.json': JSON.stringify({ devDependencies: { [name]: '^5.0.0' } }) });
    expect(dir.read('eslint.config.mjs')).toContain(load);
    expect(dir.read('eslint.config.mjs')).toContain(parser);
  });
});

describe('init with an ESLint configuration', () => {
  it.each([
    [
      'a list',
      'eslint.config.mjs',
      "import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended,\n];\n",
      `import js from '@eslint/js';\nimport stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  js.configs.recommended,\n  ${ENTRIES},\n];\n`,
    ],
    [
      'defineConfig with arguments',
      'eslint.config.ts',
      "import { defineConfig } from 'eslint/config';\nexport default defineConfig(\n  { rules: {} }\n);\n",
      `import { defineConfig } from 'eslint/config';\nimport stsRegional from 'eslint-plugin-sts-regional';\nexport default defineConfig(\n  { rules: {} },\n  ${ENTRIES}\n);\n`,
    ],
    [
      'tseslint.config with a list',
      'eslint.config.js',
      'import tseslint from "typescript-eslint";\nexport default tseslint.config([\n  ...tseslint.configs.strict,\n]);\n',
      `import tseslint from "typescript-eslint";\nimport stsRegional from "eslint-plugin-sts-regional";\nexport default tseslint.config([\n  ...tseslint.configs.strict,\n  ${ENTRIES.replaceAll("'", '"')},\n]);\n`,
    ],
    [
      'a constant',
      'eslint.config.mjs',
      'const config = [{ rules: {} }];\nexport default config;\n',
      `import stsRegional from 'eslint-plugin-sts-regional';\n\nconst config = [{ rules: {} }, ${ENTRIES.replace('\n ', '')}];\nexport default config;\n`,
    ],
    [
      'CommonJS',
      'eslint.config.cjs',
      "const js = require('@eslint/js');\nmodule.exports = [js.configs.recommended];\n",
      `const js = require('@eslint/js');\nconst stsRegional = require('eslint-plugin-sts-regional');\nmodule.exports = [js.configs.recommended, ${ENTRIES.replace('\n ', '')}];\n`,
    ],
    [
      'an empty list',
      'eslint.config.mjs',
      'export default [];\n',
      `import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRIES},\n];\n`,
    ],
  ])('extends %s and keeps the rest', async (_, name, before, after) => {
    const { dir } = await initialised({ [name]: before });
    expect(dir.read(name)).toBe(after);
  });

  it.each([
    ['a promise', 'export default await build();\n', '...[await build()].flat()'],
    [
      'a call of another package',
      "import preset from 'preset';\nexport default preset({ vue: true })\n",
      '...[await preset({ vue: true })].flat()',
    ],
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
    const { dir, stdout } = await initialised({
      'package.json': '{\n  "eslintConfig": { "root": true },\n  "lint-staged": {}\n}\n',
    });
    expect(JSON.parse(dir.read('package.json'))).toEqual({
      eslintConfig: {
        root: true,
        extends: 'plugin:sts-regional/legacy-recommended',
        settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] } },
      },
      'lint-staged': { '*': 'sts-regional check' },
    });
    expect(stdout).toContain('Written: sts-regional.config.json, package.json\n');
  });

  it('extends .eslintrc.json', async () => {
    const { dir } = await initialised({ '.eslintrc.json': '{\n    "extends": "eslint:recommended"\n}\n' });
    expect(dir.read('.eslintrc.json')).toMatch(/^\{\n {4}"extends"/);
    expect(JSON.parse(dir.read('.eslintrc.json'))).toEqual({
      extends: ['eslint:recommended', 'plugin:sts-regional/legacy-recommended'],
      settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] } },
    });
  });
});

describe('init with .eslintrc.cjs', () => {
  const LEGACY = "'plugin:sts-regional/legacy-recommended'";
  const SETTINGS = "'sts-regional': { regions: ['eu-west-1', 'eu-central-1'] }";

  it.each([
    [
      'a list',
      "module.exports = {\n  extends: ['a'],\n};\n",
      `module.exports = {\n  extends: ['a', ${LEGACY}],\n  settings: { ${SETTINGS} },\n};\n`,
    ],
    [
      'one name',
      "module.exports = {\n  extends: 'a',\n  settings: { b: 1 },\n};\n",
      `module.exports = {\n  extends: ['a', ${LEGACY}],\n  settings: { b: 1, ${SETTINGS} },\n};\n`,
    ],
    [
      'a constant',
      'module.exports = {\n  extends: ours,\n};\n',
      `module.exports = {\n  extends: [ours, ${LEGACY}].flat(),\n  settings: { ${SETTINGS} },\n};\n`,
    ],
    [
      'nothing',
      'module.exports = {\n};\n',
      `module.exports = {\n  extends: [${LEGACY}],\n  settings: { ${SETTINGS} },\n};\n`,
    ],
  ])('extends what extends %s', async (_, before, after) => {
    const { dir } = await initialised({ '.eslintrc.cjs': before });
    expect(dir.read('.eslintrc.cjs')).toBe(after);
  });

  it('says what to add where a spread may hold it already', async () => {
    const text = 'module.exports = { ...base };\n';
    const dir = tree({ '.eslintrc.cjs': text });
    expect((await runIn(dir, FLAGS)).stdout).toContain(
      `by hand the recommended rules in .eslintrc.cjs:\n          extends: [${LEGACY}],\n`,
    );
    expect(dir.read('.eslintrc.cjs')).toBe(text);
  });
});

describe('init with a tool for commit hooks', () => {
  it.each([
    ['JSON', '{ "*.md": "a" }\n', '{ "*.md": "a", "*": "sts-regional check" }\n'],
    ['YAML', '"*.md": a\n', '"*.md": a\n"*": sts-regional check\n'],
  ])('extends .lintstagedrc in %s', async (_, before, after) => {
    const { dir } = await initialised({ '.lintstagedrc': before });
    expect(dir.read('.lintstagedrc')).toBe(after);
  });

  it('appends to the hook of husky', async () => {
    const { dir } = await initialised({ '.husky/pre-commit': 'npm test' });
    expect(dir.read('.husky/pre-commit')).toBe('npm test\nnpx sts-regional check --staged\n');
  });

  it('writes the hook of husky where there is none, executable', async () => {
    const { dir } = await initialised({ '.husky/_/husky.sh': '' });
    expect(statSync(dir.path('.husky/pre-commit')).mode & 0o777).toBe(0o755);
  });

  it('prefers lint-staged, which husky runs', async () => {
    const { dir } = await initialised({
      'package.json': '{\n\t"lint-staged": {\n\t\t"*.md": "prettier --check"\n\t}\n}\n',
      '.husky/pre-commit': 'npx lint-staged\n',
    });
    expect(JSON.parse(dir.read('package.json'))).toEqual({
      'lint-staged': { '*.md': 'prettier --check', '*': 'sts-regional check' },
    });
    expect(dir.read('package.json')).toContain('\n\t"lint-staged"');
    expect(dir.read('.husky/pre-commit')).toBe('npx lint-staged\n');
  });

  it.each([
    [
      'without pre-commit',
      'pre-push:\n  commands:\n    test:\n      run: npm test\n',
      'pre-push:\n  commands:\n    test:\n      run: npm test\npre-commit:\n  commands:\n    sts-regional:\n      run: npx sts-regional check --staged\n',
    ],
    [
      'with pre-commit',
      'pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint\n',
      'pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint\n    sts-regional:\n      run: npx sts-regional check --staged\n',
    ],
    [
      'with jobs',
      'pre-commit:\n  jobs:\n    - run: npm test # always\n\n# end\n',
      'pre-commit:\n  jobs:\n    - run: npm test # always\n    - name: sts-regional\n      run: npx sts-regional check --staged\n\n# end\n',
    ],
  ])('extends lefthook.yml %s', async (_, before, after) => {
    const { dir } = await initialised({ 'lefthook.yml': before });
    expect(dir.read('lefthook.yml')).toBe(after);
  });

  it('extends .pre-commit-config.yaml in its own indentation', async () => {
    const { dir } = await initialised({
      '.pre-commit-config.yaml':
        'repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v4.6.0\n  hooks:\n  - id: check-yaml\n',
    });
    expect(dir.read('.pre-commit-config.yaml')).toMatch(
      / {2}- id: check-yaml\n- repo: local\n {2}hooks:\n {4}- id: sts-regional\n/,
    );
  });
});

describe('init and a hook that ends the shell', () => {
  it.each([
    ['exit 0', 'npm test\nexit 0\n', 'npm test\nnpx sts-regional check --staged\nexit 0\n'],
    [
      'exec, over two lines',
      'npm test\nexec npx lint-staged \\\n  --quiet\n\n# end\n',
      'npm test\nnpx sts-regional check --staged\nexec npx lint-staged \\\n  --quiet\n\n# end\n',
    ],
    ['exit behind another command', 'npm test && exit 0', 'npx sts-regional check --staged\nnpm test && exit 0\n'],
    [
      'nothing that ends it when all is well',
      'npm test || exit 1\n# exit 0\n',
      'npm test || exit 1\n# exit 0\nnpx sts-regional check --staged\n',
    ],
    [
      'exit in a branch',
      'if true; then\n  exit 1\nfi\n',
      'if true; then\n  exit 1\nfi\nnpx sts-regional check --staged\n',
    ],
  ])('puts the check where it runs: %s', async (_, before, after) => {
    const { dir } = await initialised({ '.husky/pre-commit': before });
    expect(dir.read('.husky/pre-commit')).toBe(after);
  });
});

describe('init and how a file is written', () => {
  it.each([
    ['package.json', '{\n    "lint-staged": {\n        "*.md": ["a",\n"b"]\n    }\n}'],
    ['.pre-commit-config.yaml', 'repos:\n  - repo: meta\n    hooks:\n      - id: identity\n\nci:\n  skip: []\n'],
    ['.husky/pre-commit', 'npm test\n'],
    ['lefthook.yml', 'pre-commit:\n    commands:\n        lint:\n            run: npm run lint\n'],
    ['eslint.config.mjs', 'export default [\n  { rules: {} },\n];\n'],
  ])('keeps the line ends of Windows, and every line, in %s', async (name, text) => {
    const before = text.replaceAll('\n', '\r\n');
    const { dir } = await initialised({ [name]: before });
    const after = dir.read(name);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    const lines = (written: string): string[] => written.split('\r\n').map((line) => line.replace(/,$/, ''));
    expect(lines(after)).toEqual(expect.arrayContaining(lines(before)));
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('keeps a byte order mark', async () => {
    const { dir } = await initialised({ '.eslintrc.json': '\uFEFF{\n  "root": true\n}\n' });
    expect(dir.read('.eslintrc.json')).toMatch(/^\uFEFF\{\n {2}"root": true,\n {2}"extends"/);
  });

  it('keeps comments in JSON', async () => {
    const { dir } = await initialised({ '.eslintrc.json': '{\n  // ours\n  "root": true // first\n}\n' });
    expect(dir.read('.eslintrc.json')).toMatch(/^\{\n {2}\/\/ ours\n {2}"root": true, \/\/ first\n {2}"extends"/);
  });
});

describe('init and links', () => {
  it('changes the file that a link within the repository leads to, and keeps its mode', async () => {
    const dir = tree({
      'shared/eslint.config.js': 'export default [];\n',
      'shared/hook': 'npm test\n',
      'package.json': '{}',
      '.husky/_/h': '',
    }).commit();
    symlinkSync('shared/eslint.config.js', dir.path('eslint.config.js'));
    symlinkSync('../shared/hook', dir.path('.husky/pre-commit'));
    chmodSync(dir.path('shared/hook'), 0o750);
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        'Written: sts-regional.config.json, shared/eslint.config.js, shared/hook\n',
      ) as string,
    });
    expect(lstatSync(dir.path('eslint.config.js')).isSymbolicLink()).toBe(true);
    expect(dir.read('shared/eslint.config.js')).toContain('stsRegional.configs.recommended');
    expect(dir.read('shared/hook')).toBe('npm test\nnpx sts-regional check --staged\n');
    expect(statSync(dir.path('shared/hook')).mode & 0o777).toBe(0o750);
  });

  it.each([
    ['in git, where the package is a part of it', true, 0],
    ['outside of git', false, 2],
  ])('of a link to a folder above: %s', async (_, inGit, status) => {
    const dir = tree({ 'shared.json': '{ "root": true }\n', 'packages/a/package.json': '{}' });
    symlinkSync('../../shared.json', dir.path('packages/a/.eslintrc.json'));
    if (inGit) dir.commit();
    expect(await runIn(dir, FLAGS, { cwd: dir.path('packages/a') })).toMatchObject({ status });
    expect(dir.read('shared.json').includes('sts-regional')).toBe(inGit);
  });

  it('refuses a link out of the repository, and one to nothing, before anything is written', async () => {
    const outside = tree({ 'pre-commit': 'npm test\n' });
    const dir = tree({ 'package.json': '{}', '.husky/_/h': '' }).commit();
    symlinkSync(outside.path('pre-commit'), dir.path('.husky/pre-commit'));
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 2,
      stderr: `error: .husky/pre-commit cannot be written: it leads to ${outside.path('pre-commit')}, outside of ${dir.root}. Change that file by hand, or replace the link. Nothing was written.\n`,
    });
    rmSync(outside.path('pre-commit'));
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 2,
      stderr: 'error: .husky/pre-commit cannot be written: it is a link to nothing. Nothing was written.\n',
    });
    expect(readdirSync(dir.root).sort()).toEqual(['.git', '.husky', 'package.json']);
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

  it('takes them, all of them, for ESLint', async () => {
    const dir = tree({
      'package.json':
        '{ "sts-regional": { "regions": ["eu-west-1", "eu-central-1"], "allowEnvRegion": true, "vpcEndpoints": { "eu-west-1": "https://vpce-1.sts.eu-west-1.vpce.amazonaws.com" } } }',
    });
    expect(await runIn(dir, ['init', '--yes'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('kept    package.json has settings') as string,
    });
    expect(dir.read('eslint.config.mjs')).toContain(
      "{ settings: { 'sts-regional': { regions: ['eu-west-1', 'eu-central-1'], allowEnvRegion: true, vpcEndpoints: { 'eu-west-1': 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com' } } } },",
    );
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
    expect((await runIn(dir, OTHERS)).stdout).toContain(
      'by hand settings for the command line in sts-regional.config.mjs:\n          regions: ["us-east-1","us-west-2"],\n',
    );
  });
});

describe('init in a package of a repository', () => {
  const within = async (files: Readonly<Record<string, string>>): Promise<{ dir: Tree; stdout: string }> => {
    const dir = tree({ 'packages/a/package.json': '{}', ...files }).commit();
    const { stdout } = await runIn(dir, FLAGS, { cwd: dir.path('packages/a') });
    return { dir, stdout };
  };
  const AT_THE_ROOT = 'run init there:\n          cd ../.. && npx sts-regional init --regions eu-west-1,eu-central-1\n';

  it.each([
    ['eslint.config.js', 'export default [];\n'],
    ['.eslintrc.json', '{}'],
    ['package.json', '{ "eslintConfig": {} }'],
  ])('does not hide the %s of the root, and says to run it there', async (name, text) => {
    const { dir, stdout } = await within({ [name]: text });
    expect(stdout).toContain(
      `by hand the recommended rules in ../../${name}, which holds for this folder too; ${AT_THE_ROOT}`,
    );
    expect(readdirSync(dir.path('packages/a')).sort()).toEqual(['package.json', 'sts-regional.config.json']);
    expect(dir.read(name)).toBe(text);
  });

  it('does not hide a configuration above where there is no git', async () => {
    const dir = tree({ 'eslint.config.js': 'export default [];\n', 'packages/a/package.json': '{}' });
    expect((await runIn(dir, FLAGS, { cwd: dir.path('packages/a') })).stdout).toContain(
      'by hand the recommended rules in ../../eslint.config.js',
    );
  });

  it('extends a part of the cascade that the package has itself', async () => {
    const { dir } = await within({ '.eslintrc.json': '{ "root": true }', 'packages/a/.eslintrc.json': '{}' });
    expect(JSON.parse(dir.read('packages/a/.eslintrc.json'))).toMatchObject({
      extends: 'plugin:sts-regional/legacy-recommended',
    });
  });

  it.each([
    ['husky', '.husky/pre-commit', 'npm test\n', 'husky in ../../.husky/pre-commit'],
    ['lint-staged', 'package.json', '{ "lint-staged": {} }', 'lint-staged in ../../package.json'],
    ['lefthook', 'lefthook.yml', '', 'lefthook in ../../lefthook.yml'],
  ])('finds %s at the root', async (_, name, text, what) => {
    const { dir, stdout } = await within({ [name]: text });
    expect(stdout).toContain(`by hand ${what}, which holds for this folder too; ${AT_THE_ROOT}`);
    expect(dir.read(name)).toBe(text);
  });

  it('has nothing to say where the root has both already', async () => {
    const { stdout } = await within({
      'eslint.config.mjs': "import stsRegional from 'eslint-plugin-sts-regional';\n",
      '.husky/pre-commit': 'npx sts-regional check --staged\n',
    });
    expect(stdout).toContain(
      'kept    ../../eslint.config.mjs has the plugin\nkept    husky in ../../.husky/pre-commit has the check\n',
    );
  });

  it('looks no further than the repository', async () => {
    const outer = tree({
      'eslint.config.js': 'export default [];\n',
      '.husky/pre-commit': '',
      'inner/package.json': '{}',
      'inner/.git/HEAD': '',
    });
    const { stdout } = await runIn(outer, FLAGS, { cwd: outer.path('inner') });
    expect(stdout).toContain('by hand a commit hook, since none of husky');
    expect(outer.read('inner/eslint.config.mjs')).toContain('stsRegional');
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

describe('init writes what docs/hooks.md says', () => {
  it('for lint-staged', async () => {
    const { dir } = await initialised({ 'package.json': '{ "lint-staged": {} }\n' });
    expect(JSON.parse(dir.read('package.json'))).toEqual(
      JSON.parse(recipeOf('husky and lint-staged').get('package.json') ?? ''),
    );
  });

  it.each([
    ['husky alone', '.husky/pre-commit', { '.husky/.gitignore': '_\n' }, ''],
    ['lefthook', 'lefthook.yml', { 'lefthook.yml': '' }, ''],
    [
      'pre-commit, with the installed package',
      '.pre-commit-config.yaml',
      { '.pre-commit-config.yaml': 'repos:\n  - repo: meta\n    hooks:\n      - id: identity\n' },
      '  - repo: meta\n    hooks:\n      - id: identity\n',
    ],
  ])('for %s', async (heading, file, files, there) => {
    const { dir } = await initialised(files);
    expect(dir.read(file).replace(there, '')).toBe(recipeOf(heading).get(file));
  });
});

describe('init asks', () => {
  it('refuses without --yes where nobody can be asked', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3))).toMatchObject({
      status: 2,
      stderr:
        'error: init asks before it writes, and nobody can be asked without a terminal or with CI set: add --yes. Nothing was written.\n',
    });
    expect(statSync(dir.path('sts-regional.config.json'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('refuses without --yes on a terminal with CI set', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3), { terminal: true, env: { CI: '1' } })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('with CI set: add --yes. Nothing was written.') as string,
    });
  });

  it('stops at the question when the process is to end, with the status of Ctrl-C and nothing written', async () => {
    const dir = tree({ 'package.json': '{}' });
    expect(await runIn(dir, FLAGS.slice(0, 3), { terminal: true, interrupted: AbortSignal.abort() })).toMatchObject({
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

describe('the built init', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildBinary('init');
  });

  it('writes with --yes, and what it wrote makes the next check use the regions', () => {
    const dir = tree({
      'package.json': '{}',
      'a.ts': "import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n",
    });
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [binary, ...args], { cwd: dir.root, encoding: 'utf8' });
    expect(run(...FLAGS).status).toBe(0);
    expect(run('migrate', '--dry-run').stdout).toContain("+    'eu-west-1': ['eu-central-1'],");
    expect(run('init', '--help').stdout).toContain('Examples:\n  sts-regional init');
  });
});
