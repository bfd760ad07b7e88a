import { describe, expect, it } from 'vitest';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';
import { ENTRY, FLAGS, initialised } from './initialised.js';

describe('init with an ESLint configuration', () => {
  it.each([
    [
      'a list',
      'eslint.config.mjs',
      "import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended,\n];\n",
      `import js from '@eslint/js';\nimport stsRegional from 'eslint-plugin-sts-regional';\n\n` +
        `export default [\n  js.configs.recommended,\n  ${ENTRY},\n];\n`,
    ],
    [
      'defineConfig with arguments',
      'eslint.config.ts',
      "import { defineConfig } from 'eslint/config';\nexport default defineConfig(\n  { rules: {} }\n);\n",
      `import { defineConfig } from 'eslint/config';\n` +
        `import stsRegional from 'eslint-plugin-sts-regional';\nexport default defineConfig(\n` +
        `  { rules: {} },\n  ${ENTRY}\n);\n`,
    ],
    [
      'tseslint.config with a list',
      'eslint.config.js',
      'import tseslint from "typescript-eslint";\nexport default tseslint.config([\n' +
        '  ...tseslint.configs.strict,\n]);\n',
      `import tseslint from "typescript-eslint";\nimport stsRegional from "eslint-plugin-sts-regional";\n` +
        `export default tseslint.config([\n  ...tseslint.configs.strict,\n  ${ENTRY},\n]);\n`,
    ],
    [
      'a constant',
      'eslint.config.mjs',
      'const config = [{ rules: {} }];\nexport default config;\n',
      `import stsRegional from 'eslint-plugin-sts-regional';\n\n` +
        `const config = [{ rules: {} }, ${ENTRY}];\nexport default config;\n`,
    ],
    [
      'CommonJS',
      'eslint.config.cjs',
      "const js = require('@eslint/js');\nmodule.exports = [js.configs.recommended];\n",
      `const js = require('@eslint/js');\nconst stsRegional = require('eslint-plugin-sts-regional');\n` +
        `module.exports = [js.configs.recommended, ${ENTRY}];\n`,
    ],
    [
      'an empty list',
      'eslint.config.mjs',
      'export default [];\n',
      `import stsRegional from 'eslint-plugin-sts-regional';\n\nexport default [\n  ${ENTRY},\n];\n`,
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
    expect(dir.read('eslint.config.mjs')).toContain(`export default [\n  ${spread},\n  ${ENTRY},\n]`);
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
    });
  });
});

describe('init with .eslintrc.cjs', () => {
  const LEGACY = "'plugin:sts-regional/legacy-recommended'";

  it.each([
    ['a list', "module.exports = {\n  extends: ['a'],\n};\n", `module.exports = {\n  extends: ['a', ${LEGACY}],\n};\n`],
    [
      'one name',
      "module.exports = {\n  extends: 'a',\n  settings: { b: 1 },\n};\n",
      `module.exports = {\n  extends: ['a', ${LEGACY}],\n  settings: { b: 1 },\n};\n`,
    ],
    [
      'a constant',
      'module.exports = {\n  extends: ours,\n};\n',
      `module.exports = {\n  extends: [ours, ${LEGACY}].flat(),\n};\n`,
    ],
    ['nothing', 'module.exports = {\n};\n', `module.exports = {\n  extends: [${LEGACY}],\n};\n`],
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
