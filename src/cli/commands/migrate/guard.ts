import { dirname } from 'node:path';
import type { SelectedFile } from '../../files/find-files.js';
import { byRepository, filesWithUnstagedChanges, GitError, trackedFiles } from '../../git.js';
import { UsageError } from '../../usage-error.js';

/** What git knows about the files of a run before any is written. */
export interface WorkingTree {
  /** Files whose content on disk is not in git's index. A rewrite of one could not be undone by itself. */
  readonly dirty: ReadonlySet<string>;
  /** Selected files inside a repository that git does not track, so that it cannot undo a rewrite. */
  readonly untracked: ReadonlySet<string>;
  /** Why git can undo nothing here, as a sentence; `undefined` when it can. */
  readonly unguarded: string | undefined;
}

/**
 * Asks every repository that holds selected files what it tracks and what has unstaged changes.
 *
 * @throws UsageError when there is a repository but git gives no answer, because then changes could be lost
 */
export function inspectWorkingTree(files: readonly SelectedFile[]): WorkingTree {
  const repositories = byRepository(
    files.map(({ path }) => path),
    dirname,
  );
  const dirty = new Set<string>();
  const untracked = new Set<string>();
  for (const [root, paths] of repositories) {
    if (root === undefined) continue;
    try {
      for (const path of filesWithUnstagedChanges(root)) dirty.add(path);
      const tracked = new Set(trackedFiles(root));
      for (const path of paths) if (!tracked.has(path)) untracked.add(path);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (error.message === 'git is not installed')
        return { dirty, untracked, unguarded: 'git is not installed, so it cannot undo the changes.' };
      throw new UsageError(
        'git cannot say which files have unstaged changes, and you could not tell those from the migration ' +
          `afterwards. Use --allow-dirty to migrate anyway.\n${error.message}`,
      );
    }
  }
  return {
    dirty,
    untracked,
    unguarded: repositories.has(undefined) ? 'Not in a git repository, so git cannot undo the changes.' : undefined,
  };
}
