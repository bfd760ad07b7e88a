import { join } from 'node:path';
import { isAtLeast } from '../sts/versions.js';
import { foldersUp } from './folders-up.js';
import { evidenceAt, type Evidence } from './evidence.js';
import { lockedVersion } from './lock-file.js';
import { readOwnFile } from './own-files.js';
import { readSmallFile } from './read-file.js';
import { endsBelow, isVersion } from './version-range.js';

/** What we read from a package.json. */
export interface Manifest {
  readonly folder: string;
  readonly name: string | undefined;
  readonly type: 'module' | 'commonjs';
  /** Dependencies of every kind. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The names of those that the program needs where it runs. */
  readonly runtimeDependencies: readonly string[];
  /** The versions of Node.js that it runs on: `engines.node`. */
  readonly nodeRange: string | undefined;
  /** The version of Node.js that Volta runs it with: `volta.node`. */
  readonly voltaNode: string | undefined;
  /** The package manager that it names, such as `pnpm@10.0.0`. */
  readonly packageManager: string | undefined;
  /** The patterns of its workspaces, without negated ones. */
  readonly workspaces: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** Its `files`: what it publishes. `undefined` when it publishes everything, or nothing because it is private. */
  readonly files: readonly string[] | undefined;
  /** Where a key is in the file: `evidenceOf('scripts', 'build')`. */
  readonly evidenceOf: (...keys: readonly string[]) => Evidence;
}

const manifests = new Map<string, Manifest | undefined>();
const versions = new Map<string, FoundVersion | undefined>();
const installedVersions = new Map<string, FoundVersion | undefined>();

/**
 * The package.json of the folder itself; `undefined` when there is none. One that cannot be read does not stop a run.
 */
function manifestIn(folder: string): Manifest | undefined {
  if (!manifests.has(folder)) manifests.set(folder, readManifest(folder));
  return manifests.get(folder);
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'package.json');
  const text = readOwnFile(path);
  if (text === undefined) return undefined;
  try {
    const content = JSON.parse(text) as Record<string, unknown>;
    const dependencies = Object.assign(
      {},
      ...['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'].map((key) => content[key]),
    ) as Record<string, string>;
    let workspaces: readonly string[] | undefined;
    return {
      folder,
      name: typeof content['name'] === 'string' ? content['name'] : undefined,
      type: content['type'] === 'module' ? 'module' : 'commonjs',
      dependencies,
      runtimeDependencies: Object.keys(textsIn(content['dependencies'])),
      nodeRange: textsIn(content['engines'])['node'],
      voltaNode: textsIn(content['volta'])['node'],
      packageManager: typeof content['packageManager'] === 'string' ? content['packageManager'] : undefined,
      scripts: textsIn(content['scripts']),
      files:
        Array.isArray(content['files']) && content['private'] !== true
          ? content['files'].filter((entry) => typeof entry === 'string')
          : undefined,
      // Each key is searched for after the one before it, which is safe because the text is JSON.
      evidenceOf: (...keys) =>
        evidenceAt(
          path,
          text,
          keys.reduce((from, key) => Math.max(from, text.indexOf(`${JSON.stringify(key)}:`, from)), 0),
        ),
      get workspaces() {
        return (workspaces ??= workspacesOf(content['workspaces'] ?? pnpmWorkspaces(folder))); // few files ask
      },
    };
  } catch {
    return undefined;
  }
}

/** The entries of a table whose values are strings. */
const textsIn = (table: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(table ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** npm and Yarn have a list, or an object with a list of `packages`. */
function workspacesOf(field: unknown): readonly string[] {
  const list = Array.isArray(field) ? field : ((field as { packages?: unknown } | undefined)?.packages ?? []);
  return (Array.isArray(list) ? list : [])
    .filter((entry): entry is string => typeof entry === 'string' && !entry.startsWith('!'))
    .map((entry) => entry.replace(/^\.\//, ''));
}

/** pnpm has its patterns in a separate file, as a plain list of strings. */
function pnpmWorkspaces(folder: string): readonly string[] {
  return (readOwnFile(join(folder, 'pnpm-workspace.yaml')) ?? '')
    .split('\n')
    .flatMap((line) => /^-\s*['"]?([^'"#\s]+)['"]?$/.exec(line.trim())?.[1] ?? []);
}

/** The manifests from a folder upwards, nearest first. */
export function* manifestsAbove(folder: string): Generator<Manifest> {
  for (const at of foldersUp(folder)) {
    const manifest = manifestIn(at);
    if (manifest) yield manifest;
  }
}

/**
 * The version of a package that the code in a folder uses: the installed one (nearest node_modules), else the one that
 * a lock file names, else the lowest one that the nearest package.json with this dependency allows; `undefined` when
 * there is none of them.
 */
export const versionFor = (folder: string, packageName: string): string | undefined =>
  foundVersion(folder, packageName)?.version;

/** A version, and the file that says it: the package.json of what is installed, a lock file, or the package.json. */
export interface FoundVersion {
  readonly by: 'installation' | 'lock file' | 'package.json';
  readonly version: string;
  readonly evidence: () => Evidence;
  /** What the dependency allows, where nothing else says the version. */
  readonly range?: string;
}

/** The same, with what says so. */
export function foundVersion(folder: string, packageName: string): FoundVersion | undefined {
  const key = `${folder}\0${packageName}`;
  if (!versions.has(key))
    versions.set(key, installedVersion(folder, packageName) ?? declaredVersion(folder, packageName));
  return versions.get(key);
}

/**
 * What shows that the code in a folder runs with a package older than a version: the installed version, else that of a
 * lock file, else the range of the nearest package.json with this dependency; `undefined` when it may be newer.
 */
export function versionBelow(folder: string, packageName: string, version: string): string | undefined {
  const found = foundVersion(folder, packageName);
  if (found?.range !== undefined) return endsBelow(found.range, version) ? found.range.trim() : undefined;
  return found === undefined || isAtLeast(found.version, version) ? undefined : found.version;
}

/** The version of a package in the nearest node_modules. Every site of a file asks for it. */
function installedVersion(folder: string, packageName: string): FoundVersion | undefined {
  const key = `${folder}\0${packageName}`;
  if (!installedVersions.has(key)) installedVersions.set(key, findInstalledVersion(folder, packageName));
  return installedVersions.get(key);
}

function findInstalledVersion(folder: string, packageName: string): FoundVersion | undefined {
  for (const at of foldersUp(folder)) {
    const file = join(at, 'node_modules', packageName, 'package.json');
    const version = versionIn(file);
    if (version !== undefined) return { by: 'installation', version, evidence: () => evidenceOfVersion(file) };
  }
  return undefined;
}

function evidenceOfVersion(file: string): Evidence {
  const text = readSmallFile(file) ?? '';
  return evidenceAt(file, text, Math.max(0, text.indexOf('"version"')));
}

function versionIn(path: string): string | undefined {
  const text = readSmallFile(path);
  if (text === undefined) return undefined;
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'string' && isVersion(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function declaredVersion(folder: string, packageName: string): FoundVersion | undefined {
  for (const { folder: declaredIn, dependencies, evidenceOf } of manifestsAbove(folder)) {
    const range = dependencies[packageName];
    if (typeof range !== 'string') continue;
    const locked = lockedVersion({ folder: declaredIn, name: packageName, range });
    if (locked) return { by: 'lock file', ...locked };
    const version = lowestOf(range);
    return version === undefined
      ? undefined
      : { by: 'package.json', version, range, evidence: () => evidenceOf(packageName) };
  }
  return undefined;
}

/** The lowest version of a range: 3.600.0 for `^3.600.0`. `undefined` for tags and links. */
function lowestOf(range: string): string | undefined {
  const match = /(?:^|[\s^~>=v@])(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/.exec(range.trim());
  if (!match || /^[a-z]+$/i.test(range)) return undefined;
  const numbers = match.slice(1, 4).map((part) => Number.parseInt(part ?? '0', 10) || 0);
  return numbers.join('.');
}
