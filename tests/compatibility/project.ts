import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderHelper } from '../../src/helper/index.js';
import { CASES, codeOf, HELPER, SETTINGS, TYPED_CASES, type Case } from './cases.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const CACHE = join(ROOT, '.cache', 'compatibility');

export const NAME = 'eslint-plugin-sts-regional';

/** Builds the package as it is published into a folder, for projects to have it in their `node_modules`. */
export function buildPackage(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(
    process.execPath,
    [join(ROOT, 'scripts', 'build.mjs'), join(folder, 'dist'), '--noCheck', '--declaration', 'false'],
    { stdio: 'inherit' },
  );
  for (const path of ['package.json', 'docs']) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  return folder;
}

/** The configuration that each host reads in the same project. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'eslint.config.mjs': `import sts from '${NAME}';

const settings = { 'sts-regional': ${JSON.stringify(SETTINGS)} };
const parser = await import('@typescript-eslint/parser').catch(() => undefined);

export default [
  { files: ['*.js'], ...sts.configs.recommended, settings },
  { files: ['alias.js'], languageOptions: { sourceType: 'commonjs' } },
  ...(parser ? [{ files: ['*.ts'], ...sts.configs.recommended, languageOptions: { parser, parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } }, settings }] : []),
];
`,
  '.eslintrc.json': JSON.stringify({
    root: true,
    extends: ['plugin:sts-regional/legacy-recommended'],
    parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    settings: { 'sts-regional': SETTINGS },
    overrides: [
      { files: ['*.ts'], parser: '@typescript-eslint/parser', parserOptions: { project: './tsconfig.json' } },
    ],
  }),
  '.oxlintrc.json': JSON.stringify({
    plugins: [],
    categories: { correctness: 'off' },
    jsPlugins: [NAME],
    rules: Object.fromEntries(
      [
        'no-global-endpoint',
        'no-legacy-endpoint-mode',
        'require-region',
        'no-endpoint-region-mismatch',
        'valid-region',
        'no-ineffective-failover',
        'require-fallback-region',
      ].map((rule) => [`sts-regional/${rule}`, 'error']),
    ),
    settings: { 'sts-regional': SETTINGS },
  }),
};

const HELPER_OPTIONS = { fallbacks: { 'eu-west-1': ['eu-central-1'] }, version: '0.1.0' };

const SOURCES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'compatibility', private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, module: 'nodenext', types: [], skipLibCheck: true },
    include: ['*.ts', 'src'],
  }),
  [HELPER]: renderHelper('v3-esm', HELPER_OPTIONS),
  [HELPER.replace(/js$/, 'ts')]: renderHelper('v3-ts', HELPER_OPTIONS),
  'src/sdk.ts': "export { STSClient } from '@aws-sdk/client-sts';\n",
  'node_modules/@aws-sdk/client-sts/package.json': JSON.stringify({
    name: '@aws-sdk/client-sts',
    version: '3.1169.0',
    type: 'module',
    types: './index.d.ts',
  }),
  'node_modules/@aws-sdk/client-sts/index.d.ts':
    'export declare class STSClient {\n  constructor(configuration?: { region?: string });\n}\n',
};

/**
 * A new project that has the cases as its files, and the configuration of every host.
 *
 * @param plugin the folder of the built package; left out where npm installs it
 */
export function writeProject(
  folder: string,
  plugin?: string,
  cases: readonly Case[] = [...CASES, ...TYPED_CASES],
): void {
  const files = {
    ...SOURCES,
    ...CONFIGURATIONS,
    ...Object.fromEntries(cases.map((each) => [each.file, codeOf(each)])),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (plugin !== undefined) symlinkSync(plugin, join(folder, 'node_modules', NAME), 'junction');
}
