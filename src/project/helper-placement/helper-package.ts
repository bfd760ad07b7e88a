import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { missingExports } from '../exported-names.js';
import { foldersUp } from '../folders-up.js';
import { manifestsAbove, type Manifest } from '../manifest.js';
import { isFile, readSmallFile } from '../read-file.js';
import { resolveModule, splitSpecifier, workspaceOf, workspacePackage } from '../resolve-module.js';

/** The module that files import the helper from, by name. */
export interface HelperPackage {
  /** The files that the name may mean, of which a program loads one: source, compiled code or declarations. */
  readonly entries: readonly string[];
  /** The folder of the package; `undefined` for an alias of tsconfig.json or an import of package.json. */
  readonly folder: string | undefined;
}

/**
 * The helper of this name, as a file finds it: installed, in the workspace, or through an alias; `undefined` when it
 * does not.
 */
export function helperPackage(file: string, specifier: string): HelperPackage | undefined {
  const [name, path] = splitSpecifier(specifier);
  const folder = installedFolder(file, name) ?? workspacePackage(file, name);
  const source = resolveModule(file, specifier) ?? throughImports(file, specifier);
  const entries = new Set([
    ...(source === undefined ? [] : [source]),
    ...(folder === undefined ? [] : entriesOf(folder, path)),
  ]);
  return entries.size === 0 ? undefined : { entries: [...entries], folder };
}

/** Which of these functions the helper does not export. */
export const missingFunctions = ({ entries }: HelperPackage, functions: readonly string[]): readonly string[] =>
  entries.reduce<readonly string[]>((missing, entry) => missingExports(entry, missing), functions);

/** The package.json that should name the package among its dependencies and does not. */
export function manifestWithout(file: string, specifier: string): Manifest | undefined {
  const [name] = splitSpecifier(specifier);
  const manifests = [...manifestsAbove(dirname(file))];
  const isNamed = manifests.some(({ dependencies, name: own }) => dependencies[name] !== undefined || own === name);
  return isNamed || helperPackage(file, specifier)?.folder === undefined ? undefined : manifests[0];
}

/**
 * Whether a package manager lets a file import the package of a workspace without a dependency: npm, Yarn and Bun do.
 */
export function isFoundUndeclared(file: string, specifier: string): boolean {
  const [name] = splitSpecifier(specifier);
  if (installedFolder(file, name) !== undefined) return true;
  const workspace = workspaceOf(file);
  return (
    workspace !== undefined &&
    workspace.packageManager?.startsWith('pnpm') !== true &&
    !existsSync(join(workspace.folder, 'pnpm-workspace.yaml'))
  );
}

const installedFolder = (file: string, name: string): string | undefined =>
  name.startsWith('#')
    ? undefined
    : [...foldersUp(dirname(file))]
        .map((folder) => join(folder, 'node_modules', name))
        .find((folder) => isFile(join(folder, 'package.json')));

/** `#aws` in `imports` of the package.json. */
function throughImports(file: string, specifier: string): string | undefined {
  const [manifest] = manifestsAbove(dirname(file));
  if (!specifier.startsWith('#') || !manifest) return undefined;
  return targetsOf(contentOf(manifest.folder)['imports'], specifier)
    .map((target) => join(manifest.folder, target))
    .find(isFile);
}

function entriesOf(folder: string, path: string): readonly string[] {
  const content = contentOf(folder);
  const targets = targetsOf(content['exports'], path === '' ? '.' : `./${path}`);
  const named = path === '' ? ['main', 'module', 'types', 'typings', 'source'].map((key) => content[key]) : [];
  const usual = path === '' ? ['index.js', 'index.ts', 'src/index.ts', 'index.d.ts'] : [path];
  return [...targets, ...named, ...usual]
    .filter((target) => typeof target === 'string')
    .flatMap((target) => ['', '.js', '.ts', '.mjs', '.cjs', '/index.js'].map((end) => join(folder, target + end)))
    .filter(isFile);
}

/** Every file that a key of `exports` or `imports` leads to, whatever the conditions. */
function targetsOf(table: unknown, key: string): readonly string[] {
  if (typeof table === 'string') return key === '.' ? [table] : [];
  if (typeof table !== 'object' || table === null) return [];
  const entries = Object.entries(table);
  const isByPath = entries.some(([name]) => /^[.#]/.test(name));
  return stringsIn(isByPath ? entries.find(([name]) => name === key)?.[1] : key === '.' ? table : undefined);
}

const stringsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

function contentOf(folder: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readSmallFile(join(folder, 'package.json')) ?? '{}');
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
