import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUp } from './folders-up.js';
import { evidenceAt, type Evidence } from './evidence.js';

/** What we read of a package.json. */
export interface Manifest {
  readonly folder: string;
  readonly type: 'module' | 'commonjs';
  readonly dependencies: Readonly<Record<string, string>>;
  /** The package manager that it asks for, such as `pnpm@10.0.0`. */
  readonly packageManager: string | undefined;
  /** The patterns of its workspaces, without those that exclude. */
  readonly workspaces: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** What it publishes, besides what every package does; `undefined` when that is everything, or nothing because it is private. */
  readonly files: readonly string[] | undefined;
  /** Where a key stands: `evidenceOf('scripts', 'build')`. */
  readonly evidenceOf: (...keys: readonly string[]) => Evidence;
}

const manifests = new Map<string, Manifest | undefined>();
const versions = new Map<string, string | undefined>();

/** The package.json of the folder itself; `undefined` when there is none or it cannot be read: nobody else's broken file stops a lint run. */
function manifestIn(folder: string): Manifest | undefined {
  if (!manifests.has(folder)) manifests.set(folder, readManifest(folder));
  return manifests.get(folder);
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined; // asked first, because an exception per folder is slow
  try {
    const text = readFileSync(path, 'utf8');
    const content = JSON.parse(text) as Record<string, unknown>;
    const dependencies = Object.assign(
      {},
      ...['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'].map((key) => content[key]),
    ) as Record<string, string>;
    let workspaces: readonly string[] | undefined;
    return {
      folder,
      type: content['type'] === 'module' ? 'module' : 'commonjs',
      dependencies,
      packageManager: typeof content['packageManager'] === 'string' ? content['packageManager'] : undefined,
      scripts: textsIn(content['scripts']),
      files:
        Array.isArray(content['files']) && content['private'] !== true
          ? content['files'].filter((entry) => typeof entry === 'string')
          : undefined,
      // Each key is looked for behind the one before: the text is known to be JSON.
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

/** The texts of a table; anything else in it is a mistake of its author's. */
const textsIn = (table: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(table ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** npm and Yarn: a list, or an object with a list of `packages`. */
function workspacesOf(field: unknown): readonly string[] {
  const list = Array.isArray(field) ? field : ((field as { packages?: unknown } | undefined)?.packages ?? []);
  return (Array.isArray(list) ? list : [])
    .filter((entry): entry is string => typeof entry === 'string' && !entry.startsWith('!'))
    .map((entry) => entry.replace(/^\.\//, ''));
}

/** pnpm keeps its patterns in a file of its own, as a plain list of strings. */
function pnpmWorkspaces(folder: string): readonly string[] {
  const path = join(folder, 'pnpm-workspace.yaml');
  if (!existsSync(path)) return [];
  try {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(/^\s*-\s*['"]?([^'"#\s]+)['"]?\s*$/gm)].map(([, pattern]) => pattern ?? '');
  } catch {
    return [];
  }
}

/** The manifests from a folder upwards, nearest first. */
export function* manifestsAbove(folder: string): Generator<Manifest> {
  for (const at of foldersUp(folder)) {
    const manifest = manifestIn(at);
    if (manifest) yield manifest;
  }
}

/**
 * The version of a package as the code in a folder runs with it: the installed one (nearest node_modules), else the range of the nearest
 * package.json that declares it; `undefined` when nothing tells.
 */
export function versionFor(folder: string, packageName: string): string | undefined {
  const key = `${folder}\0${packageName}`;
  if (!versions.has(key))
    versions.set(key, installedVersion(folder, packageName) ?? declaredVersion(folder, packageName));
  return versions.get(key);
}

function installedVersion(folder: string, packageName: string): string | undefined {
  for (const at of foldersUp(folder)) {
    const version = versionIn(join(at, 'node_modules', packageName, 'package.json'));
    if (version !== undefined) return version; // otherwise the next folder up may have it
  }
  return undefined;
}

function versionIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function declaredVersion(folder: string, packageName: string): string | undefined {
  for (const manifest of manifestsAbove(folder)) {
    const range = manifest.dependencies[packageName];
    if (typeof range === 'string') return lowestOf(range);
  }
  return undefined;
}

/** The lowest version of a range: `^3.600.0` is at least 3.600.0. Tags and links tell nothing. */
function lowestOf(range: string): string | undefined {
  const match = /(?:^|[\s^~>=v@])(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/.exec(range.trim());
  if (!match || /^[a-z]+$/i.test(range)) return undefined;
  const numbers = match.slice(1, 4).map((part) => Number.parseInt(part ?? '0', 10) || 0);
  return numbers.join('.');
}
