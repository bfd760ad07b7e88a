/**
 * What the presets of NestJS and airbnb make of a helper with `eslint --fix`: it still compiles, and an update still knows it as unedited.
 * npm installs them below .cache once, which needs the network and a minute, so this runs when asked for:
 * `LINT_PRESETS=1 npx vitest run tests/helper/presets`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readHelperHeader, renderHelper, type HelperVariant } from '../../src/helper/index.js';
import { installOnce } from '../../scripts/install.mjs';
import { ALL_SECTIONS, FALLBACKS } from './load.js';

const CACHE = fileURLToPath(new URL('../../.cache/presets/', import.meta.url));
const SDKS = ['@aws-sdk/client-sts@3.1169.0', '@types/node@20.19.43'];

const PRESETS = {
  nestjs: {
    packages: [
      'eslint@9',
      '@eslint/js@9',
      'typescript-eslint@8',
      'prettier@3',
      'eslint-plugin-prettier@5',
      'eslint-config-prettier@10',
      'typescript@5.8',
    ],
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
    packages: [
      'eslint@8',
      'eslint-config-airbnb-base@15',
      'eslint-config-airbnb-typescript@18',
      'eslint-plugin-import@2',
      '@typescript-eslint/eslint-plugin@7',
      '@typescript-eslint/parser@7',
      'typescript@5.4',
    ],
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

describe.skipIf(process.env['LINT_PRESETS'] !== '1').each(Object.entries(PRESETS))(
  'the preset of %s',
  (name, preset) => {
    const folder = join(CACHE, name);
    const path = (file: string): string => join(folder, 'src', file);
    const run = (tool: string, ...args: string[]): string =>
      spawnSync(process.execPath, [join(folder, 'node_modules', tool), ...args], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1e8,
        env: { ...process.env, ESLINT_USE_FLAT_CONFIG: String(name !== 'airbnb') },
      }).stdout;
    let reported: string[];

    beforeAll(() => {
      installOnce(folder, [...preset.packages, ...SDKS]);
      mkdirSync(join(folder, 'src'), { recursive: true });
      const compilerOptions = { ...preset.compilerOptions, allowJs: true, noEmit: true, skipLibCheck: true };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
      for (const [file, text] of Object.entries(preset.configuration)) writeFileSync(join(folder, file), text);
      for (const [file, variant] of Object.entries(VARIANTS))
        writeFileSync(
          path(file),
          renderHelper(variant, { version: '1.0.0', fallbacks: FALLBACKS, sections: ALL_SECTIONS }),
        );
      const extensions = name === 'airbnb' ? ['--ext', '.ts,.js'] : [];
      const results = JSON.parse(
        run('eslint/bin/eslint.js', '--fix', '--no-ignore', '-f', 'json', ...extensions, 'src'),
      ) as {
        filePath: string;
        messages: { ruleId: string }[];
      }[];
      reported = results
        .filter(({ filePath }) => filePath.endsWith('.ts'))
        .flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
    }, 600_000);

    test('reports nothing but what it may', () => {
      expect([...new Set(reported)].filter((rule) => !(preset.reports as readonly string[]).includes(rule))).toEqual(
        [],
      );
    });

    test.each(Object.keys(VARIANTS))('leaves %s unedited in the eyes of an update', (file) => {
      expect(readHelperHeader(readFileSync(path(file), 'utf8'))).toMatchObject({ edited: false });
    });

    test('leaves it compiling', () => {
      expect(run('typescript/bin/tsc', '-p', '.')).toBe('');
    });
  },
);
