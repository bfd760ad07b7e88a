import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { byRepository, filesSince, filesWithUnstagedChanges, GitError, stagedContent, stagedFiles } from '../git.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import type { FoundFiles, SelectedFile } from './find-files.js';
import { filesAt, findFiles, resolvePaths, sortedOnce } from './find-files.js';
import { displayPath } from '../../project/paths.js';
import type { Shard } from './shard.js';
import { isInShard } from './shard.js';

/** The flags that restrict a run to some of the files. */
export interface SelectionFlags {
  readonly staged?: boolean;
  readonly since?: string;
  readonly shard?: Shard;
}

export interface Selection extends FoundFiles {
  /**
   * With `--staged`: the selected files that are staged only in part. Each has a function that reads what is staged.
   */
  readonly partlyStaged: ReadonlyMap<string, () => Uint8Array>;
}

/**
 * The files that a run looks at: those at the paths, restricted to staged or changed ones, restricted to one shard.
 *
 * @throws UsageError for a missing path, and for `--staged` or `--since` where git cannot answer
 */
export function selectFiles(
  paths: readonly string[],
  flags: SelectionFlags,
  terminal: Pick<Terminal, 'cwd'>,
): Selection {
  const { cwd } = terminal;
  const { shard } = flags;
  const found = usingGit(flags)
    ? changedFiles(paths, flags, cwd)
    : { ...findFiles(paths, cwd), partlyStaged: new Map<string, () => Uint8Array>() };
  if (!shard) return found;
  return { ...found, walked: [], files: found.files.filter(({ path }) => isInShard(displayPath(cwd, path), shard)) };
}

function usingGit({ staged, since }: SelectionFlags): boolean {
  return staged === true || since !== undefined;
}

function changedFiles(paths: readonly string[], { since }: SelectionFlags, cwd: string): Selection {
  const flag = since === undefined ? '--staged' : '--since';
  const { named, problems, notices } = resolvePaths(paths, cwd);
  try {
    const changes = [...byRepository(named, ({ path, isDirectory }) => (isDirectory ? path : dirname(path)))].map(
      ([root, starts]) => {
        if (root === undefined)
          throw new UsageError(
            `${flag} needs a git repository, and ${starts.map(({ path }) => path).join(', ')} ` +
              'is not in the work tree of one.',
          );
        const changed = since === undefined ? stagedFiles(root) : filesSince(root, since);
        return { root, files: starts.flatMap((start) => filesAt(start, changed)) };
      },
    );
    const files = sortedOnce(changes.flatMap((change) => change.files));
    const partlyStaged = new Map(since === undefined ? changes.flatMap(partlyStagedOf) : []);
    return {
      files: files.filter(({ path }) => partlyStaged.has(path) || isRegularFile(path)),
      walked: [],
      problems,
      notices,
      leftovers: [],
      partlyStaged,
    };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${flag}: ${error.message}`);
    throw error;
  }
}

function partlyStagedOf({
  root,
  files,
}: {
  readonly root: string;
  readonly files: readonly SelectedFile[];
}): [path: string, read: () => Uint8Array][] {
  const unstaged = new Set(files.length === 0 ? [] : filesWithUnstagedChanges(root));
  return files.filter(({ path }) => unstaged.has(path)).map(({ path }) => [path, () => stagedContent(root, path)]);
}

/** False for a link: git lists links by their own path, and a run does not follow them. */
function isRegularFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
