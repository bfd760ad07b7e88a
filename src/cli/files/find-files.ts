import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { visibleLine, visiblePath } from '../../text/visible.js';
import { UsageError } from '../usage-error.js';
import type { LeftOutBy } from './ignore-patterns.js';
import { IgnoreRules } from './ignore-rules.js';
import { byCodeUnit, displayPath, isWithin, slashed } from '../../project/paths.js';
import { configFormatOf } from '../../config-files/formats.js';
import { configBytesMayConcernSts } from '../../model/config/config-prefilter.js';
import { mayConcernSts } from '../../model/prefilter.js';
import { isFile } from '../../project/read-file.js';
import { isLeftover } from '../../project/replace-file.js';
import { count } from '../reports/words.js';
import { peekBytes } from './source-text.js';
import { hasBuiltName, isOfUnknownFormat, isTargetFile, SKIPPED_DIRECTORIES } from './target-files.js';

/** A file that a run looks at. */
export interface SelectedFile {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Whether the command line names it. Then it is read even where a search would skip it. */
  readonly named: boolean;
}

/** A file or directory that could not be read. */
export interface FileProblem {
  readonly path: string;
  readonly message: string;
}

export interface FoundFiles {
  /** Sorted by path, each once. */
  readonly files: SelectedFile[];
  /** Directories that were searched completely. */
  readonly walked: readonly string[];
  readonly problems: FileProblem[];
  /** Sentences about paths that were named but are left out. */
  readonly notices: string[];
  /** Temporary files of runs that were killed. */
  readonly leftovers: string[];
  /** Whether a folder is named, and not only files, as hooks do. */
  readonly namesFolder: boolean;
}

/** A file or directory that a command line names. */
export interface NamedPath {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly isDirectory: boolean;
}

/**
 * What the paths of a command line mean; `.` when there are none. Leaves out links out of the tree and everything in
 * `node_modules`, with a notice, and files of unknown formats: hooks pass whole lists, so the notice only names those
 * that mention STS, unless there is nothing else.
 *
 * @throws UsageError for a path that does not exist
 */
export function resolvePaths(
  paths: readonly string[],
  cwd: string,
  leftOut: LeftOutBy = nobody,
): Pick<FoundFiles, 'problems' | 'notices' | 'namesFolder'> & { readonly named: readonly NamedPath[] } {
  const found = { named: [] as NamedPath[], problems: [] as FileProblem[], notices: [] as string[] };
  let namesFolder = false;
  const unknown: UnknownFile[] = [];
  const byList = new Map<string, string[]>();
  const missing = paths.filter((path) => !exists(resolve(cwd, path)));
  if (missing.length > 0) throw new UsageError(`No such file or directory: ${missing.join(', ')}`);
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const named = resolve(cwd, path);
    let real: string;
    try {
      real = realpathSync(named);
    } catch (error) {
      found.problems.push({ path: named, message: `Cannot read: ${reasonOf(error)}` });
      continue;
    }
    if (isWithin(cwd, named) && !isWithin(cwd, real)) {
      found.notices.push(
        `${visiblePath(path)} is a link to ${visibleLine(real)}, outside the working directory; links out of the tree are not followed.`,
      );
      continue;
    }
    const isDirectory = statSync(real).isDirectory();
    namesFolder ||= isDirectory && paths.length > 0;
    if (displayPath(cwd, real).split('/').includes('node_modules')) {
      found.notices.push(`${visiblePath(path)} is in node_modules and is left out.`);
      continue;
    }
    const by = leftOut(real, isDirectory);
    if (by !== undefined) {
      byList.set(by, [...(byList.get(by) ?? []), visiblePath(path)]);
    } else if (isDirectory) {
      found.named.push({ path: real, isDirectory: true });
    } else if (isTargetFile(real)) {
      if (isFile(real)) found.named.push({ path: real, isDirectory: false });
      else found.notices.push(`${visiblePath(path)} is not a regular file and is left out.`);
    } else if (isOfUnknownFormat(real) && isFile(real)) {
      const bytes = bytesOf(real);
      if (configFormatOf(real, bytes.toString('latin1')) !== undefined)
        found.named.push({ path: real, isDirectory: false });
      else
        unknown.push({ name: visiblePath(path), mentionsSts: configBytesMayConcernSts(bytes) || mayConcernSts(bytes) });
    }
  }
  const unread = found.named.length === 0 ? unknown : unknown.filter(({ mentionsSts }) => mentionsSts);
  // A hook names every file, so what is left out is only said where nothing else is read.
  const ignored = found.named.length === 0 ? [...byList].map(noticeOfLeftOut) : [];
  return { ...found, namesFolder, notices: [...found.notices, ...ignored, ...noticeOfUnread(unread)] };
}

const nobody: LeftOutBy = () => undefined;

const noticeOfLeftOut = ([by, names]: readonly [string, readonly string[]]): string =>
  `${firstOf(names)} ${names.length === 1 ? 'is' : 'are'} left out by ${by}.`;

/** The first names of a list, and how many more there are. */
function firstOf(names: readonly string[]): string {
  const others = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (others > 0 ? ` and ${count(others, 'other file')}` : '');
}

/** A file that is named, and whose name shows no format that is read. */
interface UnknownFile {
  readonly name: string;
  readonly mentionsSts: boolean;
}

const MOST_NAMES = 3;

function noticeOfUnread(files: readonly UnknownFile[]): readonly string[] {
  if (files.length === 0) return [];
  const [is, mention] = files.length === 1 ? ['is', 'mentions'] : ['are', 'mention'];
  const but = files.every(({ mentionsSts }) => mentionsSts) ? `${mention} STS but ${is}` : is;
  return [`${firstOf(files.map(({ name }) => name))} ${but} not read: the name shows no format that is known.`];
}

function bytesOf(path: string): Buffer {
  try {
    return Buffer.from(peekBytes(path));
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * The source and configuration files behind the paths of a command line. A search of a directory skips git-ignored
 * files, `node_modules`, `dist`, built files and symbolic links (the target of a link inside the tree is found anyway).
 * A file that is named is never skipped.
 *
 * @throws UsageError for a path that does not exist
 */
export function findFiles(paths: readonly string[], cwd: string, leftOut: LeftOutBy = nobody): FoundFiles {
  const { named, ...resolved } = resolvePaths(paths, cwd, leftOut);
  const walked = named.flatMap(({ path, isDirectory }) => (isDirectory ? [path] : []));
  const found: FoundFiles = { ...resolved, files: [], walked, leftovers: [] };
  for (const { path, isDirectory } of named) {
    if (isDirectory) walk(path, { rules: new IgnoreRules(path), leftOut }, found);
    else found.files.push({ path, named: true });
  }
  return { ...found, files: sortedOnce(found.files) };
}

/** Which of `files` a search at the named path would find. `--staged` and `--since` apply this to git's lists. */
export function filesAt(
  { path: root, isDirectory }: NamedPath,
  files: readonly string[],
  leftOut: LeftOutBy = nobody,
): SelectedFile[] {
  if (!isDirectory) return files.filter((path) => path === root).map((path) => ({ path, named: true }));
  const rules = new IgnoreRules(root);
  return files
    .filter((path) => isWithin(root, path) && isReachedByWalk(root, path, rules) && leftOut(path) === undefined)
    .map((path) => ({ path, named: false }));
}

function isReachedByWalk(root: string, path: string, rules: IgnoreRules): boolean {
  const names = path
    .slice(root.length)
    .split(sep)
    .filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  if (!isTargetFile(path) || hasBuiltName(name)) return false;
  if (names.slice(0, -1).some((directory) => SKIPPED_DIRECTORIES.has(directory))) return false;
  return !rules.ignoresBelow(path);
}

/** What a search leaves out: what git ignores, and what the settings and flags say. */
interface Exclusions {
  readonly rules: IgnoreRules;
  readonly leftOut: LeftOutBy;
}

function walk(directory: string, exclusions: Exclusions, found: FoundFiles): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    found.problems.push({ path: directory, message: `Cannot read the directory: ${reasonOf(error)}` });
    return;
  }
  const { rules, leftOut } = exclusions;
  const ignoredByGit = rules.inDirectory(directory, new Set(entries.map(({ name }) => name)));
  const ignores = (path: string, isDirectory: boolean): boolean =>
    ignoredByGit?.(path, isDirectory) === true || leftOut(path, isDirectory) !== undefined;
  for (const entry of entries) {
    const path = directory.endsWith(sep) ? directory + entry.name : directory + sep + entry.name;
    if (entry.isDirectory()) {
      if (!SKIPPED_DIRECTORIES.has(entry.name) && !ignores(path, true)) walk(path, exclusions, found);
    } else if (entry.isFile() && isTargetFile(path) && !hasBuiltName(entry.name) && !ignores(path, false)) {
      found.files.push({ path, named: false });
    } else if (isLeftover(entry.name)) {
      found.leftovers.push(path);
    }
  }
}

/** Sorts by path and keeps each file once. It counts as named if it was named at least once. */
export function sortedOnce(files: readonly SelectedFile[]): SelectedFile[] {
  const byPath = new Map<string, SelectedFile>();
  for (const file of files) {
    if (!byPath.has(file.path) || file.named) byPath.set(file.path, file);
  }
  return [...byPath.values()].sort((a, b) => byCodeUnit(slashed(a.path), slashed(b.path)));
}

/** A link to nothing or to itself does not exist. A path in a directory that cannot be read may exist. */
function exists(path: string): boolean {
  try {
    realpathSync(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** Why a file system call failed, in words: `permission denied` for `EACCES`. */
export function reasonOf(error: unknown): string {
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && path?.includes('\uFFFD'))
    return 'its name is not valid UTF-8, so it cannot be opened; rename it';
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'operation not permitted',
    ENOENT: 'it does not exist',
    EISDIR: 'it is a directory',
    ENOSPC: 'no space left on the device',
    EROFS: 'the file system is read-only',
  };
  return (code !== undefined && known[code]) || message || String(error);
}
