import { join, relative, sep } from 'node:path';
import { evidenceAt, type Evidence } from './evidence.js';
import { foldersUp } from './folders-up.js';
import { readOwnFile } from './own-files.js';
import { repositoryRootOf } from './repository.js';
import { isVersion } from './version-range.js';

/** A version that a lock file names, and where. */
export interface LockedVersion {
  readonly version: string;
  readonly evidence: () => Evidence;
}

/** The dependency whose version is asked for: the folder of its package.json, its name, and the range there. */
interface Dependency {
  readonly folder: string;
  readonly name: string;
  readonly range: string;
}

/** Says which version of a dependency a lock file in a folder names, and the index of the text that says so. */
type Lookup = (dependency: Dependency, root: string) => { readonly version: string; readonly at: number } | undefined;

/** Large repositories have lock files of several megabytes. */
const MOST_BYTES = 30_000_000;

const READERS: readonly (readonly [file: string, read: (text: string) => Lookup])[] = [
  ['npm-shrinkwrap.json', readNpmLock],
  ['package-lock.json', readNpmLock],
  ['yarn.lock', readYarnLock],
  ['pnpm-lock.yaml', readPnpmLock],
];

const lookups = new Map<string, readonly Lookup[]>();

/** The version of a dependency that the nearest lock file names: the one that an installation brings. */
export function lockedVersion(dependency: Dependency): LockedVersion | undefined {
  for (const at of foldersUp(dependency.folder, repositoryRootOf(dependency.folder))) {
    for (const [name, read] of READERS) {
      const path = join(at, name);
      const lookup = lookupOf(path, read);
      const found = lookup?.(dependency, at);
      if (found && isVersion(found.version))
        return {
          version: found.version,
          evidence: () => evidenceAt(path, readOwnFile(path, MOST_BYTES) ?? '', found.at),
        };
    }
  }
  return undefined;
}

/** A lock file that cannot be read does not stop a run. */
function lookupOf(path: string, read: (text: string) => Lookup): Lookup | undefined {
  if (!lookups.has(path)) {
    const text = readOwnFile(path, MOST_BYTES);
    lookups.set(path, text === undefined ? [] : attempt(() => read(text)));
  }
  return lookups.get(path)?.[0];
}

function attempt(read: () => Lookup): readonly Lookup[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}

interface NpmEntry {
  readonly version?: unknown;
}

/** `packages` has a key for each folder below node_modules; up to npm 6 there is a tree of `dependencies`. */
function readNpmLock(text: string): Lookup {
  const { packages, dependencies } = JSON.parse(text) as Record<string, Readonly<Record<string, NpmEntry>> | undefined>;
  const versionAt = (table: typeof packages, key: string) => {
    const version = table?.[key]?.version;
    return typeof version === 'string'
      ? { version, at: Math.max(0, text.indexOf(`${JSON.stringify(key)}:`)) }
      : undefined;
  };
  return ({ folder, name }, root) => {
    for (const at of foldersUp(folder, root)) {
      const found = versionAt(packages, [...pathBelow(root, at), 'node_modules', name].join('/'));
      if (found) return found;
    }
    return versionAt(dependencies, name);
  };
}

const pathBelow = (root: string, folder: string): readonly string[] =>
  relative(root, folder).split(sep).filter(Boolean);

/** A block for each version, below a line with all ranges that lead to it: `"a@^1.0.0", "a@^1.2.0":` */
function readYarnLock(text: string): Lookup {
  return ({ name, range }) => {
    for (const [header, names, version] of blocksOf(text)) {
      const asked = names.split(/,\s*/).map((one) => one.replace(/^"|"$/g, ''));
      if (asked.some((one) => one === `${name}@${range}` || one === `${name}@npm:${range}`))
        return { version, at: header };
    }
    return undefined;
  };
}

function* blocksOf(text: string): Generator<readonly [at: number, names: string, version: string]> {
  for (const match of text.matchAll(/^(?=\S)([^#\n]+):\r?\n {2}version:? "?([^"\r\n]+)"?/gm))
    yield [match.index, (match[1] ?? '').replace(/^"|"$/g, ''), match[2] ?? ''];
}

/** The direct dependencies of each package, by its folder. A workspace has them below `importers`. */
function readPnpmLock(text: string): Lookup {
  return ({ folder, name }, root) => {
    const importer = pathBelow(root, folder).join('/') || '.';
    const section = /^importers:/m.test(text)
      ? sectionOf(text, importer)
      : importer === '.'
        ? { text, at: 0 }
        : undefined;
    if (!section) return undefined;
    const quoted = `['"]?${escaped(name)}['"]?`;
    const found = new RegExp(
      `^(?: {2}| {6})${quoted}:(?: |\\r?\\n(?: +specifier:.*\\r?\\n)? +version: )['"]?(\\d[^\\s'"(_]*)`,
      'm',
    ).exec(section.text);
    return found?.[1] === undefined ? undefined : { version: found[1], at: section.at + found.index };
  };
}

/** The lines below `  packages/a:` of `importers`. */
function sectionOf(text: string, importer: string): { readonly text: string; readonly at: number } | undefined {
  const found = new RegExp(`^ {2}['"]?${escaped(importer)}['"]?:\\r?\\n((?: {4}.*\\r?\\n|\\r?\\n(?= {4}))*)`, 'm').exec(
    text,
  );
  return found ? { text: found[1] ?? '', at: found.index + found[0].length - (found[1] ?? '').length } : undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
