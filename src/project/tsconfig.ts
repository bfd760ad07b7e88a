import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { valueOfJson } from '../config-files/read-json.js';
import { foldersUp } from './folders-up.js';
import { readOwnFile } from './own-files.js';
import { isFile, readSmallFile } from './read-file.js';

/** The compiler options that we read, as they are written. */
export interface CompilerOptions {
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  readonly baseUrl?: string;
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly allowImportingTsExtensions?: boolean;
  readonly rewriteRelativeImportExtensions?: boolean;
  readonly allowJs?: boolean;
  readonly checkJs?: boolean;
  readonly noEmit?: boolean;
  readonly verbatimModuleSyntax?: boolean;
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly composite?: boolean;
}

/** One configuration file of TypeScript. */
export interface ConfigFile {
  readonly path: string;
  readonly compilerOptions: CompilerOptions;
  readonly include?: readonly string[];
}

/** `extends` and `references` may form a circle, so they are followed only this far. */
const MAX_DEPTH = 5;

const chains = new Map<string, readonly ConfigFile[]>();

/**
 * A configuration file and the files that it builds on, the strongest first: itself, what it extends, and, for a file
 * without files of its own, what it references.
 */
export function configChain(path: string): readonly ConfigFile[] {
  let chain = chains.get(path);
  if (!chain) {
    chain = readChain(path, 0);
    chains.set(path, chain);
  }
  return chain;
}

/** The chain of the configuration that compiles a file; empty where there is none. */
export function chainFor(file: string, root: string | undefined): readonly ConfigFile[] {
  const config = nearestTsconfig(dirname(file), root);
  return config === undefined ? [] : configChain(config);
}

/** The first value of an option in a chain. */
export function optionIn<Name extends keyof CompilerOptions>(
  chain: readonly ConfigFile[],
  name: Name,
): CompilerOptions[Name] | undefined {
  return chain.find(({ compilerOptions }) => compilerOptions[name] !== undefined)?.compilerOptions[name];
}

/** A folder that a chain names. Its path is relative to the file that names it. */
export function folderIn(chain: readonly ConfigFile[], name: 'outDir' | 'rootDir'): string | undefined {
  const naming = chain.find(({ compilerOptions }) => compilerOptions[name] !== undefined);
  return naming && resolve(dirname(naming.path), naming.compilerOptions[name] ?? '');
}

/** What we read of a configuration file. Values of another type than TypeScript wants are left out. */
interface RawConfig {
  readonly compilerOptions: CompilerOptions;
  readonly include: readonly string[] | undefined;
  readonly hasNoFiles: boolean;
  readonly parents: readonly string[];
  readonly references: readonly string[];
}

type IsRight = (value: unknown) => boolean;
const isText: IsRight = (value) => typeof value === 'string';
const isFlag: IsRight = (value) => typeof value === 'boolean';

const RIGHT_OPTIONS: Readonly<Record<Exclude<keyof CompilerOptions, 'paths'>, IsRight>> = {
  baseUrl: isText,
  module: isText,
  moduleResolution: isText,
  allowImportingTsExtensions: isFlag,
  rewriteRelativeImportExtensions: isFlag,
  allowJs: isFlag,
  checkJs: isFlag,
  noEmit: isFlag,
  verbatimModuleSyntax: isFlag,
  outDir: isText,
  rootDir: isText,
  composite: isFlag,
};

function readChain(path: string, depth: number): readonly ConfigFile[] {
  if (depth > MAX_DEPTH) return [];
  const content = readConfig(path);
  if (!content) return [];
  const { compilerOptions, include } = content;
  const parents = content.parents.toReversed().flatMap((parent) => extended(path, parent) ?? []);
  const parts = content.hasNoFiles ? content.references.flatMap((reference) => referred(path, reference) ?? []) : [];
  return [
    { path, compilerOptions, ...(include && { include }) },
    ...[...parents, ...parts].flatMap((next) => readChain(next, depth + 1)),
  ];
}

/** Package managers install with links, also from outside of the repository. */
const isInstalled = (path: string): boolean => path.split(sep).includes('node_modules');

function readConfig(path: string): RawConfig | undefined {
  const text = isInstalled(path) ? readSmallFile(path) : readOwnFile(path);
  if (text === undefined) return undefined;
  try {
    return rawConfigOf(valueOfJson(text));
  } catch {
    return undefined;
  }
}

function rawConfigOf(config: unknown): RawConfig | undefined {
  if (!isTable(config)) return undefined;
  const { extends: parents, include, files, references } = config;
  return {
    compilerOptions: compilerOptionsOf(config['compilerOptions']),
    include: Array.isArray(include) ? textsOf(include) : undefined,
    hasNoFiles: Array.isArray(files) && files.length === 0,
    parents: textsOf(Array.isArray(parents) ? parents : [parents]),
    references: textsOf((Array.isArray(references) ? references : []).map((each) => isTable(each) && each['path'])),
  };
}

function compilerOptionsOf(options: unknown): CompilerOptions {
  if (!isTable(options)) return {};
  const { paths } = options;
  return {
    ...Object.fromEntries(
      Object.entries(RIGHT_OPTIONS).flatMap(([name, isRight]) =>
        isRight(options[name]) ? [[name, options[name]]] : [],
      ),
    ),
    ...(isTable(paths) && {
      paths: Object.fromEntries(
        Object.entries(paths).flatMap(([pattern, targets]) =>
          Array.isArray(targets) ? [[pattern, textsOf(targets)]] : [],
        ),
      ),
    }),
  };
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No path has a NUL, and the file system refuses one with an exception. */
const textsOf = (list: readonly unknown[]): readonly string[] =>
  list.filter((entry): entry is string => typeof entry === 'string' && !entry.includes('\0'));

/** A path, or a file of an installed package (`@tsconfig/node20`, `@tsconfig/node20/tsconfig.json`). */
function extended(from: string, parent: string): string | undefined {
  const path = resolve(dirname(from), parent);
  const relative = [path, `${path}.json`].find(isFile);
  if (relative !== undefined || parent.startsWith('.')) return relative;
  if (!hasReadableManifests(dirname(from), parent)) return undefined;
  const resolver = createRequire(from);
  for (const request of [parent, `${parent}.json`, `${parent}/tsconfig.json`]) {
    try {
      const file = resolver.resolve(request);
      if (file.endsWith('.json')) return file;
    } catch {
      // not installed under this name
    }
  }
  return undefined;
}

/** Node reads these manifests to resolve a request. It would wait for a named pipe, and read a device without end. */
const hasReadableManifests = (folder: string, request: string): boolean => {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(request)?.[0] ?? request;
  return [...foldersUp(folder)]
    .flatMap((at) => [join(at, 'package.json'), join(at, 'node_modules', name, 'package.json')])
    .every((path) => !existsSync(path) || isFile(path));
};

function referred(from: string, path: string): string | undefined {
  const target = resolve(dirname(from), path);
  return [target, join(target, 'tsconfig.json')].find(isFile);
}

const nearest = new Map<string, string | undefined>();

/**
 * The configuration that TypeScript uses for the files of a folder: the nearest tsconfig.json upwards. For a package
 * without one, tsconfig.build.json or another tsconfig.*.json of the package.
 *
 * @param root the folder of the package
 */
function nearestTsconfig(folder: string, root: string | undefined): string | undefined {
  const key = `${folder}\0${root ?? ''}`;
  if (nearest.has(key)) return nearest.get(key);
  const own = [join(folder, 'tsconfig.json')].find(isFile) ?? (folder === root ? variantIn(folder) : undefined);
  const found = own ?? (dirname(folder) === folder ? undefined : nearestTsconfig(dirname(folder), root));
  nearest.set(key, found);
  return found;
}

/** Whether a folder has a configuration of TypeScript, under any of its names. */
export const hasTsconfig = (folder: string): boolean =>
  isFile(join(folder, 'tsconfig.json')) || variantIn(folder) !== undefined;

function variantIn(folder: string): string | undefined {
  try {
    const names = readdirSync(folder)
      .filter((name) => /^tsconfig\..+\.json$/.test(name))
      .sort();
    const name = names.includes('tsconfig.build.json')
      ? 'tsconfig.build.json'
      : (names.find((each) => !/test|spec|lint/.test(each)) ?? names[0]);
    return name === undefined ? undefined : join(folder, name);
  } catch {
    return undefined;
  }
}
