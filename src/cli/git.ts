import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './usage-error.js';

const MAXIMUM_OUTPUT = 1 << 30;

/** Why git gave no answer. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** Runs git and returns its output. @throws GitError with git's own words, or that git is not installed */
function git(directory: string, args: readonly string[]): Buffer {
  try {
    return execFileSync('git', args, { cwd: directory, maxBuffer: MAXIMUM_OUTPUT, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') throw new GitError('git is not installed');
    throw new GitError(stderr?.toString('utf8').trim().split('\n')[0] || message);
  }
}

/** Paths that git prints with `-z`, made absolute. */
function listPaths(root: string, args: readonly string[]): string[] {
  return git(root, args).toString('utf8').split('\0').filter((path) => path !== '').map((path) => resolve(root, path));
}

const NAMES_ONLY = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all'] as const;

/** Finds the repository of each directory by its `.git`, asking the disk once per directory. */
export class Repositories {
  readonly #rootOf = new Map<string, string | undefined>();

  /** The root of the innermost repository that holds the directory; `undefined` outside of any. */
  rootOf(directory: string): string | undefined {
    if (this.#rootOf.has(directory)) return this.#rootOf.get(directory);
    const parent = dirname(directory);
    const root = existsSync(join(directory, '.git')) ? directory : parent === directory ? undefined : this.rootOf(parent);
    this.#rootOf.set(directory, root);
    return root;
  }
}

/** Tracked files whose content on disk differs from the index. New files that git does not know are not among them. */
export function filesWithUnstagedChanges(root: string): string[] {
  return listPaths(root, ['diff', ...NAMES_ONLY]);
}

/** Files that the next commit adds or changes. @throws UsageError outside git */
export function stagedFiles(cwd: string): string[] {
  return listPaths(requireRoot(cwd, '--staged'), ['diff', '--cached', '--diff-filter=d', ...NAMES_ONLY]);
}

/**
 * Files that differ between the working directory and the place where the current branch left `ref`, and new files that git does not
 * ignore. @throws UsageError outside git, or when `ref` names no commit
 */
export function filesSince(cwd: string, ref: string): string[] {
  const root = requireRoot(cwd, '--since');
  const base = mergeBase(root, ref);
  return [...listPaths(root, ['diff', '--diff-filter=d', ...NAMES_ONLY, base, '--']), ...listPaths(root, ['ls-files', '--others', '--exclude-standard', '-z'])];
}

function mergeBase(root: string, ref: string): string {
  let commit: string;
  try {
    commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).toString('utf8').trim();
  } catch {
    throw new UsageError(`--since: git knows no commit "${ref}".`);
  }
  try {
    return git(root, ['merge-base', commit, 'HEAD']).toString('utf8').trim();
  } catch {
    return commit; // unrelated histories, or a shallow clone that ends before the common commit
  }
}

/** The content of a file as the next commit will have it. */
export function stagedContent(root: string, path: string): Uint8Array {
  return git(root, ['cat-file', 'blob', `:./${path.slice(root.length + 1).replaceAll('\\', '/')}`]);
}

/** Whether git does not track a file and is told to ignore it; false when git cannot say. */
export function isIgnored(root: string, path: string): boolean {
  try {
    git(root, ['check-ignore', '--quiet', '--', path]);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false; // an exit status of 1 is its no
    throw error;
  }
}

/** Puts the files' present content into the index. */
export function stage(root: string, paths: readonly string[]): void {
  const BATCH = 500; // command lines have a limit
  for (let start = 0; start < paths.length; start += BATCH) git(root, ['add', '--', ...paths.slice(start, start + BATCH)]);
}

function requireRoot(cwd: string, flag: string): string {
  const root = new Repositories().rootOf(cwd);
  if (root === undefined) throw new UsageError(`${flag} needs a git repository, and ${cwd} is in none.`);
  return root;
}
