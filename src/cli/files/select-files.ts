import { resolve } from 'node:path';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { filesSince, filesWithUnstagedChanges, GitError, Repositories, stagedFiles } from '../git.js';
import type { FoundFiles, SelectedFile } from './find-files.js';
import { findFiles, isReachedByWalk } from './find-files.js';
import { IgnoreRules } from './ignore-rules.js';
import { byCodeUnit, displayPath, isWithin } from './paths.js';
import type { Shard } from './shard.js';
import { isInShard } from './shard.js';
import { existsSync, lstatSync } from 'node:fs';

/** The flags by which a run is narrowed down; the same for every command that reads files. */
export interface SelectionFlags {
  readonly staged?: boolean;
  readonly since?: string;
  readonly shard?: Shard;
}

export interface Selection extends FoundFiles {
  /** With `--staged`: files of the selection whose staged content is not the content on disk. */
  readonly partlyStaged: ReadonlySet<string>;
}

/**
 * The files a run looks at: paths (`.` when none), of those the staged or recently changed ones, of those the shard.
 *
 * @throws UsageError for a missing path, and for `--staged` or `--since` where git cannot answer
 */
export function selectFiles(paths: readonly string[], flags: SelectionFlags, host: Pick<Host, 'cwd'>): Selection {
  const { cwd } = host;
  const { shard } = flags;
  const found = usingGit(flags) ? changedFiles(paths, flags, cwd) : { ...findFiles(paths.length === 0 ? ['.'] : paths, cwd), partlyStaged: new Set<string>() };
  if (!shard) return found;
  return { ...found, files: found.files.filter(({ path }) => isInShard(displayPath(cwd, path), shard)) };
}

function usingGit({ staged, since }: SelectionFlags): boolean {
  return staged === true || since !== undefined;
}

function changedFiles(paths: readonly string[], { staged, since }: SelectionFlags, cwd: string): Selection {
  const roots = paths.map((path) => resolve(cwd, path));
  const missing = paths.filter((_, index) => !existsSync(roots[index] as string));
  if (missing.length > 0) throw new UsageError(`No such file or directory: ${missing.join(', ')}`);
  try {
    const changed = staged ? stagedFiles(cwd) : filesSince(cwd, since ?? 'HEAD');
    const rules = new IgnoreRules(cwd);
    const files = changed
      .filter((path) => isWithin(cwd, path) && (roots.length === 0 || roots.some((root) => isWithin(root, path))))
      .filter((path) => isReachedByWalk(cwd, path, rules) && (staged || isRegularFile(path)))
      .sort(byCodeUnit)
      .map((path): SelectedFile => ({ path, named: false }));
    const partlyStaged = staged ? partlyStagedOf(files, cwd) : new Set<string>();
    return { files: files.filter(({ path }) => partlyStaged.has(path) || isRegularFile(path)), problems: [], notices: [], leftovers: [], partlyStaged };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${staged ? '--staged' : '--since'}: ${error.message}`);
    throw error;
  }
}

function partlyStagedOf(files: readonly SelectedFile[], cwd: string): ReadonlySet<string> {
  const root = new Repositories().rootOf(cwd);
  const unstaged = new Set(root === undefined || files.length === 0 ? [] : filesWithUnstagedChanges(root));
  return new Set(files.map(({ path }) => path).filter((path) => unstaged.has(path)));
}

/** Not a link: git lists links by their own path, and they are not followed. */
function isRegularFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
