import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { UsageError } from '../usage-error.js';
import { IgnoreRules } from './ignore-rules.js';
import { byCodeUnit, displayPath, isWithin } from './paths.js';
import { isLeftover } from '../../project/replace-file.js';
import { hasBuiltName, isTargetFile, SKIPPED_DIRECTORIES } from './target-files.js';

/** A file that a run looks at. */
export interface SelectedFile {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Named on the command line, so read even where a walk would pass over it. */
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
  readonly problems: FileProblem[];
  /** Things that were asked for by name and are left out, in words. */
  readonly notices: string[];
  /** Temporary files of runs that were killed. */
  readonly leftovers: string[];
}

/**
 * The source and configuration files behind the paths of a command line. Directories are walked without git-ignored files,
 * `node_modules`, `dist`, built files and symbolic links (what a link inside the tree points to is found anyway). A file that is named
 * is taken even so, except in `node_modules`; one of another type is passed over without a word, because hooks hand over whole lists.
 *
 * @throws UsageError for a path that does not exist
 */
export function findFiles(paths: readonly string[], cwd: string): FoundFiles {
  const found: FoundFiles = { files: [], problems: [], notices: [], leftovers: [] };
  const missing = paths.filter((path) => !exists(resolve(cwd, path)));
  if (missing.length > 0) throw new UsageError(`No such file or directory: ${missing.join(', ')}`);
  for (const path of paths) {
    const named = resolve(cwd, path);
    let real: string;
    try {
      real = realpathSync(named);
    } catch (error) {
      found.problems.push({ path: named, message: `Cannot read: ${reasonOf(error)}` });
      continue;
    }
    if (isWithin(cwd, named) && !isWithin(cwd, real)) {
      found.notices.push(`${path} is a link to ${real}, outside the working directory; links out of the tree are not followed.`);
    } else if (displayPath(cwd, real).split('/').includes('node_modules')) {
      found.notices.push(`${path} is in node_modules and is left out.`);
    } else if (statSync(real).isDirectory()) {
      walk(real, new IgnoreRules(real), found);
    } else if (isTargetFile(real) && statSync(real).isFile()) {
      found.files.push({ path: real, named: true });
    }
  }
  return { ...found, files: sortedOnce(found.files) };
}

/** Whether a walk of `root` would come to the file: what `--staged` and `--since` apply to git's lists. */
export function isReachedByWalk(root: string, path: string, rules: IgnoreRules): boolean {
  const names = path.slice(root.length).split(sep).filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  if (!isTargetFile(path) || hasBuiltName(name)) return false;
  if (names.slice(0, -1).some((directory) => SKIPPED_DIRECTORIES.has(directory))) return false;
  return !rules.ignoresBelow(path);
}

function walk(directory: string, rules: IgnoreRules, found: FoundFiles): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    found.problems.push({ path: directory, message: `Cannot read the directory: ${reasonOf(error)}` });
    return;
  }
  const ignores = rules.inDirectory(directory, new Set(entries.map(({ name }) => name)));
  for (const entry of entries) {
    const path = directory.endsWith(sep) ? directory + entry.name : directory + sep + entry.name;
    if (entry.isDirectory()) {
      if (!SKIPPED_DIRECTORIES.has(entry.name) && !ignores?.(path, true)) walk(path, rules, found);
    } else if (entry.isFile() && isTargetFile(path) && !hasBuiltName(entry.name) && !ignores?.(path, false)) {
      found.files.push({ path, named: false });
    } else if (isLeftover(entry.name)) {
      found.leftovers.push(path);
    }
  }
}

function sortedOnce(files: readonly SelectedFile[]): SelectedFile[] {
  const byPath = new Map<string, SelectedFile>();
  for (const file of files) {
    if (!byPath.has(file.path) || file.named) byPath.set(file.path, file);
  }
  return [...byPath.values()].sort((a, b) => byCodeUnit(slashed(a.path), slashed(b.path)));
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** A link to nothing, or to itself, does not exist; what is behind a closed directory may. */
function exists(path: string): boolean {
  try {
    realpathSync(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** The reason of a failed file system call, without its stack: `permission denied` for `EACCES`. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = { EACCES: 'permission denied', EPERM: 'operation not permitted', ENOENT: 'it no longer exists', EISDIR: 'it is a directory', ENOSPC: 'no space left on the device', EROFS: 'the file system is read-only' };
  return (code !== undefined && known[code]) || message || String(error);
}
