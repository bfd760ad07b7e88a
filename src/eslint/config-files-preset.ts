import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ESLint, Linter } from 'eslint';
import { RULES } from '../../rules/index.js';
import { CONFIG_RULES } from '../engines/lint/lint-config.js';
import { NAMESPACE, recommendedRules } from './presets.js';

interface LanguageRow {
  readonly name: string;
  readonly files: string[];
  readonly ignores?: string[];
  /** The package that brings the language; none for our own. */
  readonly package?: { readonly name: string; readonly as: string };
  readonly language: string;
  readonly languageOptions?: Linter.Config['languageOptions'];
  /** Its files may hold code of functions, so the rules for code run on them too. */
  readonly holdsCode?: true;
}

const LOCK_FILES = [
  '**/package-lock.json',
  '**/npm-shrinkwrap.json',
  '**/composer.lock',
  '**/pnpm-lock.yaml',
  '**/*-lock.json',
];
/**
 * Helm's and other generators' files under names of YAML, which no parser of YAML reads: our own language reads them by
 * lines.
 */
const TEMPLATES = ['**/templates/**/*.yml', '**/templates/**/*.yaml'];
const JSON_PLUGIN = { name: '@eslint/json', as: 'json' };

/** Which files are read through which language. The names of plugins are those that their own documentation uses. */
const LANGUAGES: readonly LanguageRow[] = [
  {
    name: 'json',
    files: ['**/*.json', '**/*.jsonc', '**/*.webmanifest'],
    ignores: LOCK_FILES,
    package: JSON_PLUGIN,
    language: 'json/jsonc',
    languageOptions: { allowTrailingCommas: true },
  },
  { name: 'json5', files: ['**/*.json5'], package: JSON_PLUGIN, language: 'json/json5' },
  {
    name: 'yaml',
    files: ['**/*.yml', '**/*.yaml'],
    ignores: [...LOCK_FILES, ...TEMPLATES],
    package: { name: 'eslint-plugin-yml', as: 'yml' },
    language: 'yml/yaml',
    holdsCode: true,
  },
  { name: 'toml', files: ['**/*.toml'], package: { name: 'eslint-plugin-toml', as: 'toml' }, language: 'toml/toml' },
  {
    name: 'markdown',
    files: ['**/*.md'],
    package: { name: '@eslint/markdown', as: 'markdown' },
    language: 'markdown/gfm',
  },
  {
    name: 'key-value',
    files: [
      '**/.env',
      '**/.env.*',
      '**/*.env',
      '**/.envrc',
      '**/.aws/config',
      '**/.aws/credentials',
      '**/*.ini',
      '**/*.cfg',
      '**/*.{tf,tofu,tfvars,hcl}',
      '**/*.properties',
      '**/Dockerfile',
      '**/Dockerfile.*',
      '**/*.dockerfile',
      '**/Containerfile',
      ...TEMPLATES,
      '**/*.md/*.{sh,bash,shell,zsh,console,dotenv,docker,hcl,terraform,tf,properties}',
    ],
    ignores: ['**/.terraform.lock.hcl'],
    language: `${NAMESPACE}/key-value`,
    holdsCode: true,
  },
];

/**
 * The flat configuration for configuration files. Its language plugins are optional peers and are loaded here, when
 * somebody asks for it.
 *
 * @throws Error that names every package that is missing and says how to install it
 */
export function configFilesPreset(
  plugin: ESLint.Plugin,
  load: (name: string) => unknown = loadPackage,
): Linter.Config[] {
  const loaded = new Map(
    [...new Set(LANGUAGES.flatMap((row) => row.package?.name ?? []))].map((name) => [name, load(name)]),
  );
  const missing = [...loaded].filter(([, found]) => found === undefined).map(([name]) => name);
  if (missing.length > 0) {
    throw new Error(
      `${NAMESPACE}: configs['config-files'] reads configuration files with language plugins, and ` +
        `${missing.join(', ')} cannot be found. Install what is missing: npm install --save-dev ${missing.join(' ')}`,
    );
  }
  const forConfig = recommendedRules(CONFIG_RULES);
  const forCode = recommendedRules(RULES.map(({ name }) => name));
  return LANGUAGES.map(({ name, files, ignores, package: from, language, languageOptions, holdsCode }) => ({
    name: `${NAMESPACE}/config-files/${name}`,
    files,
    ...(ignores && { ignores }),
    plugins: { [NAMESPACE]: plugin, ...(from && { [from.as]: loaded.get(from.name) as ESLint.Plugin }) },
    language,
    ...(languageOptions && { languageOptions }),
    rules: holdsCode ? forCode : forConfig,
  }));
}

/**
 * Looks where we are installed, then where ESLint runs: package managers that keep packages apart know a plugin in one
 * of the two.
 */
function loadPackage(name: string): unknown {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      const found = createRequire(from)(name) as { readonly default?: unknown };
      return found.default ?? found;
    } catch (error) {
      if (!['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
    }
  }
  return undefined;
}
