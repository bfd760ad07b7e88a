import { dirname } from 'node:path';
import type { SelectedFile } from '../../files/find-files.js';
import { byRepository, filesWithUnstagedChanges, GitError, trackedFiles } from '../../git.js';
import { displayPath } from '../../../project/paths.js';
import { visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import { scan } from '../../scan/scan.js';
import type { Terminal } from '../../terminal/terminal.js';
import { UsageError } from '../../usage-error.js';
import type { RewriteOptions } from './options.js';
import { planFile } from './plan-file.js';

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

/** @throws UsageError that names every dirty file that the run would write */
export async function refuseDirty(
  files: readonly SelectedFile[],
  { dirty }: WorkingTree,
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<void> {
  const refused = await rewrittenAmong(dirty, files, rewrite, terminal);
  if (refused.length > 0) throw new UsageError(refusal(refused));
}

/** Names the files that the run rewrites and git cannot restore. */
export async function tellUntracked(
  files: readonly SelectedFile[],
  { untracked }: WorkingTree,
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<void> {
  const paths = await rewrittenAmong(untracked, files, rewrite, terminal);
  if (paths.length === 0) return;
  const which = paths.length === 1 ? 'this file' : `these ${count(paths.length, 'file')}`;
  terminal.stderr.write(`git does not track ${which}: it cannot undo the changes.\n${listed(paths)}\n`);
}

/** Which of these files the run would rewrite, as display paths. */
async function rewrittenAmong(
  some: ReadonlySet<string>,
  files: readonly SelectedFile[],
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<readonly string[]> {
  const suspects = files.filter(({ path }) => some.has(path));
  const paths: string[] = [];
  for await (const candidate of scan(suspects, { terminal })) {
    const plan = await planFile(candidate, terminal.engine, rewrite);
    if (plan.status === 'changed') paths.push(displayPath(terminal.cwd, candidate.path));
  }
  return paths;
}

function listed(paths: readonly string[]): string {
  return paths.map((path) => `  ${visiblePath(path)}`).join('\n');
}

/** Why the run does not write these files, and what to do. */
export function refusal(paths: readonly string[]): string {
  return [
    `${paths.length === 1 ? 'This file has' : 'These files have'} changes that are not staged, ` +
      'so you could not tell them from the migration afterwards:',
    listed(paths),
    'Commit, stage or stash them first, or use --allow-dirty. Nothing was written.',
  ].join('\n');
}
