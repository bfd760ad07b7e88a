/**
 * What the presets of NestJS and airbnb make of a helper with `eslint --fix`: it still compiles, and an update still
 * knows it as unedited. `npm run lint-presets` installs them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readHelperHeader, renderHelper, type HelperVariant } from '../../../src/helper/index.js';
import { installedSets } from '../../support/installed-sets.js';
import { ALL_SECTIONS, FALLBACKS } from '../load.js';

const PRESETS = {
  nestjs: {
    // As `nest new` writes them.
    compilerOptions: {
      module: 'nodenext',
      target: 'es2023',
      strictNullChecks: true,
      noImplicitAny: false,
      strictBindCallApply: false,
    },
    configuration: {
      'eslint.config.mjs': `import eslint from '@eslint/js';
import prettier from 'eslint-plugin-prettier/recommended';
import tseslint from 'typescript-eslint';
export default tseslint.config(
  eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked, prettier,
  { languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } } },
  { rules: { 'prettier/prettier': ['error', { endOfLine: 'auto', singleQuote: true, trailingComma: 'all' }] } },
);
`,
    },
    /** Rules that may report; they fix nothing. */
    reports: [],
  },
  airbnb: {
    compilerOptions: { module: 'commonjs', moduleResolution: 'node', target: 'es2022', strict: true },
    configuration: {
      '.eslintrc.cjs': `module.exports = {
  root: true, env: { node: true, es2022: true }, extends: ['airbnb-base'],
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
  overrides: [{
    files: ['*.ts'], extends: ['airbnb-base', 'airbnb-typescript/base'],
    parserOptions: { project: './tsconfig.json', tsconfigRootDir: __dirname },
  }],
};
`,
    },
    reports: [
      '@typescript-eslint/return-await',
      '@typescript-eslint/no-use-before-define',
      'max-len',
      'no-await-in-loop',
      'no-param-reassign',
      'no-plusplus',
      'no-promise-executor-return',
      'no-restricted-syntax',
      'no-return-assign',
      'no-void',
    ],
  },
} as const;

const VARIANTS: Readonly<Record<string, HelperVariant>> = {
  'v3.ts': 'v3-ts',
  'v2.ts': 'v2-ts',
  'v3.js': 'v3-cjs',
  'v2.js': 'v2-cjs',
};

describe.each(installedSets('lint-presets'))('the preset of %s', (name, folder) => {
  const preset = PRESETS[name as keyof typeof PRESETS];
  const path = (file: string): string => join(folder, 'src', file);
  const run = (tool: string, ...args: string[]): string =>
    spawnSync(process.execPath, [join(folder, 'node_modules', tool), ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, ESLINT_USE_FLAT_CONFIG: String(name !== 'airbnb') },
    }).stdout;
  let results: { filePath: string; messages: { ruleId: string }[] }[];

  beforeAll(() => {
    mkdirSync(join(folder, 'src'), { recursive: true });
    const compilerOptions = { ...preset.compilerOptions, allowJs: true, noEmit: true, skipLibCheck: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    for (const [file, text] of Object.entries(preset.configuration)) writeFileSync(join(folder, file), text);
    const options = { version: '1.0.0', fallbacks: FALLBACKS, sections: ALL_SECTIONS };
    for (const [file, variant] of Object.entries(VARIANTS)) writeFileSync(path(file), renderHelper(variant, options));
    const extensions = name === 'airbnb' ? ['--ext', '.ts,.js'] : [];
    results = JSON.parse(run('eslint/bin/eslint.js', '--fix', '--no-ignore', '-f', 'json', ...extensions, 'src'));
  });

  test('reports nothing but what it may', () => {
    const reported = results
      .filter(({ filePath }) => filePath.endsWith('.ts'))
      .flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
    expect(preset.reports).toEqual(expect.arrayContaining([...new Set(reported)]));
  });

  test.each(Object.keys(VARIANTS))('leaves %s unedited in the eyes of an update', (file) => {
    expect(readHelperHeader(readFileSync(path(file), 'utf8'))).toMatchObject({ edited: false });
  });

  test('leaves it compiling', () => {
    expect(run('typescript/bin/tsc', '-p', '.')).toBe('');
  });
});
