import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { manifestsAbove, type Manifest } from './manifest.js';
import { isWithin, slashed } from './paths.js';
import { isFile, readSmallFile } from './read-file.js';
import { configChain } from './tsconfig.js';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/**
 * The source file of this project that an import leads to; `undefined` for a package from a registry and for a missing
 * file.
 */
export function resolveModule(fromFile: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return sourceFile(resolve(dirname(fromFile), specifier));
  return throughPaths(fromFile, specifier) ?? throughWorkspace(fromFile, specifier);
}

/** The file that a path means, with or without an extension: `./x.js` may be `x.ts`, and a folder means its index. */
function sourceFile(path: string): string | undefined {
  const stem = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const candidates = [
    path,
    stem,
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => join(path, `index${extension}`)),
  ];
  return candidates.find((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file) && isFile(file));
}

interface PathMapping {
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Whether bare names are looked up below `base`. */
  readonly isBaseUrl: boolean;
}

const mappings = new Map<string, PathMapping | undefined>();

/** `compilerOptions.paths` and `baseUrl` of the nearest tsconfig.json. */
function throughPaths(fromFile: string, specifier: string): string | undefined {
  const mapping = mappingFor(dirname(fromFile));
  if (!mapping) return undefined;
  for (const [pattern, targets] of Object.entries(mapping.paths)) {
    const [start = '', end] = pattern.split('*');
    if (
      end === undefined
        ? specifier !== pattern
        : !(specifier.startsWith(start) && specifier.endsWith(end) && specifier.length >= start.length + end.length)
    )
      continue;
    const middle = end === undefined ? '' : specifier.slice(start.length, specifier.length - end.length);
    for (const target of targets) {
      const file = sourceFile(resolve(mapping.base, target.replace('*', middle)));
      if (file) return file;
    }
  }
  return mapping.isBaseUrl ? sourceFile(resolve(mapping.base, specifier)) : undefined;
}

/** A specifier that starts with an alias of tsconfig.json. */
export interface Aliased {
  readonly specifier: string;
  /** The specifiers of the file that do so, too. */
  readonly likes: readonly string[];
}

/**
 * How a file would import a path of its project through an alias that other imports of the file use.
 *
 * @param target absolute, without an extension
 * @param modules the specifiers of those imports
 */
export function aliasOf(fromFile: string, target: string, modules: Iterable<string>): Aliased | undefined {
  const mapping = mappingFor(dirname(fromFile));
  const likes = [...modules].filter((name) => !name.startsWith('.') && throughPaths(fromFile, name) !== undefined);
  if (!mapping || likes.length === 0) return undefined;
  const below = (folder: string): string | undefined => {
    const base = resolve(mapping.base, folder);
    return isWithin(base, target) ? slashed(relative(base, target)) : undefined;
  };
  for (const [pattern, targets] of Object.entries(mapping.paths)) {
    const start = pattern.replace(/\*$/, '');
    if (!pattern.endsWith('/*') || !likes.some((name) => name.startsWith(start))) continue;
    const [way] = targets.flatMap((path) => (path.endsWith('/*') ? (below(path.slice(0, -1)) ?? []) : []));
    if (way !== undefined) return { specifier: start + way, likes };
  }
  const starts = Object.keys(mapping.paths).map((pattern) => pattern.replace(/\*$/, ''));
  const usesBase = mapping.isBaseUrl && likes.some((name) => !starts.some((start) => name.startsWith(start)));
  const way = usesBase ? below('') : undefined;
  return way === undefined ? undefined : { specifier: way, likes };
}

function mappingFor(folder: string): PathMapping | undefined {
  if (mappings.has(folder)) return mappings.get(folder);
  const config = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find(isFile);
  const mapping = config ? readMapping(config) : dirname(folder) === folder ? undefined : mappingFor(dirname(folder));
  mappings.set(folder, mapping);
  return mapping;
}

/** `paths` and `baseUrl` are taken from one file: a `baseUrl` of another file does not apply to these `paths`. */
function readMapping(config: string): PathMapping | undefined {
  const found = configChain(config).find(({ compilerOptions: { paths, baseUrl } }) => paths ?? baseUrl);
  if (!found) return undefined;
  const { paths = {}, baseUrl } = found.compilerOptions;
  return { base: resolve(dirname(found.path), baseUrl ?? '.'), paths, isBaseUrl: baseUrl !== undefined };
}

const workspaces = new Map<string, ReadonlyMap<string, string>>();

/** The parts of `@acme/aws/sts`: the name of the package, and the path in it. */
export function splitSpecifier(specifier: string): readonly [name: string, path: string] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return [name, specifier.slice(name.length + 1)];
}

/** Finds a package of the same repository by its name. Leads to its source, not to its build output. */
function throughWorkspace(fromFile: string, specifier: string): string | undefined {
  const [name, rest] = splitSpecifier(specifier);
  const folder = workspacePackage(fromFile, name);
  if (folder === undefined) return undefined;
  const places =
    rest === ''
      ? [folder, join(folder, 'src')]
      : [join(folder, rest), join(folder, 'src', rest), join(folder, rest.replace(/^(?:dist|lib|build)\//, 'src/'))];
  return places.map(sourceFile).find((file) => file !== undefined);
}

/** The folder of a package of the same workspace. */
export function workspacePackage(fromFile: string, name: string): string | undefined {
  const workspace = workspaceOf(fromFile);
  return workspace && packagesOf(workspace.folder, workspace.workspaces).get(name);
}

/** The manifest with the workspaces that a file is in. */
export function workspaceOf(fromFile: string): Manifest | undefined {
  for (const manifest of manifestsAbove(dirname(fromFile))) if (manifest.workspaces.length > 0) return manifest;
  return undefined;
}

/**
 * The packages of a repository's workspaces by name. Patterns usually end in `/*`; deeper patterns are not followed.
 */
function packagesOf(root: string, patterns: readonly string[]): ReadonlyMap<string, string> {
  let packages = workspaces.get(root);
  if (!packages) {
    const folders = patterns.flatMap((pattern) =>
      /\/\*{1,2}$/.test(pattern) ? subfolders(join(root, pattern.replace(/\/\*{1,2}$/, ''))) : [join(root, pattern)],
    );
    packages = new Map(
      folders.flatMap((folder) => {
        const name = nameIn(folder);
        return name === undefined ? [] : [[name, folder] as const];
      }),
    );
    workspaces.set(root, packages);
  }
  return packages;
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

function nameIn(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readSmallFile(join(folder, 'package.json')) ?? '{}') as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
