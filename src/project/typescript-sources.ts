import { readdirSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import { readHelperHeader } from '../helper/header.js';
import { mayConcernStsText } from '../model/prefilter.js';
import { isTestPath } from '../model/settings/surroundings.js';
import { readSmallFile } from './read-file.js';

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'lib-cov', 'coverage', 'cypress']);
/** A search stops after this many entries: a package with TypeScript usually shows it early. */
const MAX_ENTRIES = 3_000;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const CODE = /\.[cm]?[jt]sx?$/;
const packages = new Map<string, boolean>();
const users = new Map<string, boolean>();

/** Whether a package has TypeScript code that is neither a test nor the configuration of a tool. */
export function hasTypeScriptSources(root: string): boolean {
  let found = packages.get(root);
  if (found === undefined)
    packages.set(root, (found = hasSources(root, root, (path) => isSource(path) && !isHelper(path)) === true));
  return found;
}

/** Whether TypeScript code of a package may use STS. A package with too many files to look at may. */
export function mayUseStsInTypeScript(root: string): boolean {
  let found = users.get(root);
  if (found === undefined) users.set(root, (found = hasSources(root, root, mayUseSts) ?? true));
  return found;
}

const mayUseSts = (path: string): boolean => isSource(path) && mayConcernStsText(readSmallFile(path) ?? '');

/**
 * The folder below `folder` that all its sources have in common, tests and configuration of tools left out; `undefined`
 * when there are none.
 */
export function commonFolderOfSources(folder: string, withJavaScript: boolean): string | undefined {
  const kind = withJavaScript ? CODE : TYPESCRIPT;
  const isOurs = (path: string): boolean => isSource(path, kind);
  let common = folder;
  for (;;) {
    const entries = entriesOf(common);
    if (entries.some((entry) => entry.isFile() && isOurs(join(common, entry.name)))) return common;
    const below = entries
      .filter((entry) => isSearched(entry) && !isTestPath(`${entry.name}/x`))
      .map(({ name }) => join(common, name))
      .filter((path) => hasSources(path, folder, isOurs) === true);
    const [only] = below;
    if (only === undefined) return undefined;
    if (below.length > 1) return common;
    common = only;
  }
}

/** `undefined` when the search stops before it has seen everything. */
function hasSources(folder: string, root: string, isOurs: (path: string) => boolean): boolean | undefined {
  const folders = [folder];
  let entries = 0;
  for (let at = folders.shift(); at !== undefined; at = folders.shift()) {
    if (entries >= MAX_ENTRIES) return undefined;
    for (const entry of entriesOf(at)) {
      entries += 1;
      const path = join(at, entry.name);
      if (isSearched(entry)) folders.push(path);
      if (entry.isFile() && !isTestPath(relative(root, path)) && isOurs(path)) return true;
    }
  }
  return false;
}

const isSearched = (entry: Dirent): boolean =>
  entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name);

const isSource = (path: string, kind = TYPESCRIPT): boolean =>
  kind.test(path) && !/\.(?:d|config)\.[cm]?[jt]s$/.test(path);

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A `.ts` helper alone does not make a TypeScript package. */
const isHelper = (path: string): boolean => /sts-failover/.test(path) && helperHeaderOf(path) !== undefined;

/** The header of the failover helper at a path, `undefined` when there is none. */
export function helperHeaderOf(path: string): ReturnType<typeof readHelperHeader> {
  const text = readSmallFile(path);
  return text === undefined ? undefined : readHelperHeader(text);
}
