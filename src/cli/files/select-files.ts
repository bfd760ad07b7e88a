import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { byRepository, filesSince, filesWithUnstagedChanges, GitError, stagedContent, stagedFiles } from '../git.js';
import { visiblePath } from '../../text/visible.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import type { FoundSettings } from '../settings/settings-file.js';
import type { FoundFiles, SelectedFile } from './find-files.js';
import { filesAt, findFiles, resolvePaths, sortedOnce } from './find-files.js';
import type { IgnoreFlags, LeftOutBy } from './ignore-patterns.js';
import { leftOutBy } from './ignore-patterns.js';
import { displayPath } from '../../project/paths.js';
import type { Shard } from './shard.js';
import { isInShard } from './shard.js';
import { whyNothing } from './why-nothing.js';

/** The flags that restrict a run to some of the files. */
export interface SelectionFlags extends IgnoreFlags {
  readonly staged?: boolean;
  readonly since?: string;
  readonly shard?: Shard;
}

export interface Selection extends FoundFiles {
  /**
   * With `--staged`: the selected files that are staged only in part. Each has a function that reads what is staged.
   */
  readonly partlyStaged: ReadonlyMap<string, () => Uint8Array>;
  /**
   * That nothing is read and why, where a folder was named. A list of files, as a hook passes it, may have none to read.
   */
  readonly whyNothing?: string;
}

/**
 * The files that a run looks at: those at the paths that nothing leaves out, restricted to staged or changed ones,
 * restricted to one shard.
 *
 * @throws UsageError for a missing path, a pattern that matches nothing, and for `--staged` or `--since` where git
 * cannot answer
 */
export function selectFiles(
  paths: readonly string[],
  flags: SelectionFlags,
  { cwd }: Pick<Terminal, 'cwd'>,
  settings: Pick<FoundSettings, 'ignore' | 'path'>,
): Selection {
  const { shard } = flags;
  const leftOut = leftOutBy(flags, settings, cwd);
  if (usingGit(flags)) return inShard(changedFiles(paths, flags, cwd, leftOut), shard, cwd);
  const found = findFiles(paths, cwd, leftOut);
  return inShard({ ...found, ...nothingIn(found, leftOut, cwd), partlyStaged: new Map() }, shard, cwd);
}

function inShard(found: Selection, shard: Shard | undefined, cwd: string): Selection {
  if (!shard) return found;
  return { ...found, walked: [], files: found.files.filter(({ path }) => isInShard(displayPath(cwd, path), shard)) };
}

function nothingIn(
  { files, walked, problems, notices, namesFolder }: FoundFiles,
  leftOut: LeftOutBy,
  cwd: string,
): Partial<Pick<Selection, 'whyNothing' | 'notices'>> {
  if (walked.length === 0 || files.length > 0 || problems.length > 0) return {};
  const reasons = walked.map((folder) => `${visiblePath(displayPath(cwd, folder))}: ${whyNothing(folder, leftOut)}.`);
  const why = ['Nothing was scanned.', ...reasons].join(' ');
  return namesFolder ? { whyNothing: why } : { notices: [...notices, why] };
}

function usingGit({ staged, since }: SelectionFlags): boolean {
  return staged === true || since !== undefined;
}

function changedFiles(paths: readonly string[], { since }: SelectionFlags, cwd: string, leftOut: LeftOutBy): Selection {
  const flag = since === undefined ? '--staged' : '--since';
  const { named, ...resolved } = resolvePaths(paths, cwd, leftOut);
  try {
    const changes = [...byRepository(named, ({ path, isDirectory }) => (isDirectory ? path : dirname(path)))].map(
      ([root, starts]) => {
        if (root === undefined)
          throw new UsageError(
            `${flag} needs a git repository, and ${starts.map(({ path }) => path).join(', ')} ` +
              'is not in the work tree of one.',
          );
        const changed = since === undefined ? stagedFiles(root) : filesSince(root, since);
        return { root, files: starts.flatMap((start) => filesAt(start, changed, leftOut)) };
      },
    );
    const files = sortedOnce(changes.flatMap((change) => change.files));
    const partlyStaged = new Map(since === undefined ? changes.flatMap(partlyStagedOf) : []);
    return {
      ...resolved,
      files: files.filter(({ path }) => partlyStaged.has(path) || isRegularFile(path)),
      walked: [],
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
