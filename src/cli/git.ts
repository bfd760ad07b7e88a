import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull, homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Evidence } from '../project/evidence.js';
import { displayPath } from '../project/paths.js';
import { visiblePath } from '../text/visible.js';

const MAXIMUM_OUTPUT = 1 << 30;

/** Why git gave no answer. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/**
 * Runs git in a repository and returns its output.
 *
 * @throws GitError with git's own message, or because git is not installed
 */
function git(root: string, args: readonly string[]): Buffer {
  return outputOf(root, startGit(root, args));
}

/** The same for a question to which git answers "no" with the exit status 1; `undefined` then. */
function ask(root: string, args: readonly string[]): Buffer | undefined {
  const result = startGit(root, args);
  return result.status === 1 ? undefined : outputOf(root, result);
}

function outputOf(root: string, { error, status, stdout, stderr }: SpawnSyncReturns<Buffer>): Buffer {
  if (error)
    throw new GitError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'git is not installed' : error.message);
  if (status !== 0) throw new GitError(reasonNotToOpen(root) ?? wordsIn(stderr));
  return stdout;
}

/**
 * A repository that came as an archive brings its own configuration, which may name programs that git runs. These are
 * switched off.
 */
const RUNS_NOTHING = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
].flatMap(([key = '', value = '']) => ['-c', `${key}=${value}`]);

/**
 * Git writes no index by the way, and fetches nothing that a partial clone lacks: a transport may be a program, too.
 */
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' };

function startGit(root: string, args: readonly string[]): SpawnSyncReturns<Buffer> {
  const filtersOff = [...ownFilters(root)].flatMap((name) => [
    ...['clean', 'smudge', 'process'].map((program) => [`filter.${name}.${program}`, ''] as const),
    [`filter.${name}.required`, 'false'] as const,
  ]);
  return runGit(root, filtersOff, args);
}

function runGit(
  root: string,
  settings: readonly (readonly [key: string, value: string])[],
  args: readonly string[],
): SpawnSyncReturns<Buffer> {
  return spawnSync('git', [...RUNS_NOTHING, ...args], {
    cwd: root,
    env: { ...process.env, ...ENVIRONMENT, ...inEnvironment(settings) },
    maxBuffer: MAXIMUM_OUTPUT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Settings after those that the environment has already. `-c` would take `a=b` in the name of a filter for its value.
 */
function inEnvironment(settings: readonly (readonly [key: string, value: string])[]): Record<string, string> {
  const first = Number(process.env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(first + settings.length), ...(Object.fromEntries(entries) as object) };
}

const filtersOfRoots = new Map<string, ReadonlySet<string>>();

/** The filters of `.gitattributes` whose programs the repository's own configuration names, not the user's. */
function ownFilters(root: string): ReadonlySet<string> {
  const known = filtersOfRoots.get(root);
  if (known) return known;
  const { status, stdout } = runGit(
    root,
    [],
    [
      ...['config', '--includes', '--show-scope', '--null'],
      ...['--name-only', '--get-regexp', String.raw`^filter\..*\.`],
    ],
  );
  const scopesAndKeys = status === 0 ? stdout.toString('utf8').split('\0') : [];
  const names = scopesAndKeys.flatMap((key, index) =>
    index % 2 === 1 && /^(?:local|worktree)$/.test(scopesAndKeys[index - 1] ?? '')
      ? [key.slice('filter.'.length, key.lastIndexOf('.'))]
      : [],
  );
  const filters = new Set(names);
  filtersOfRoots.set(root, filters);
  return filters;
}

/**
 * Why git does not open the repository, if it does not. Asked after a command has failed: outside of a repository, `git
 * diff` compares two files and its message is about something else.
 */
function reasonNotToOpen(root: string): string | undefined {
  const { status, stderr } = startGit(root, ['rev-parse', '--git-dir']);
  return status === 0
    ? undefined
    : `git cannot open the repository ${root}. "git status" must work there first. git says: ${wordsIn(stderr)}`;
}

/** Git's message with all its lines: a list or advice may follow the first one. */
function wordsIn(stderr: Buffer): string {
  return (
    stderr
      .toString('utf8')
      .trim()
      .replace(/^(?:fatal|error): /, '') || 'git ended without a message'
  );
}

/** Paths that git prints with `-z`, made absolute. */
function listPaths(root: string, args: readonly string[]): string[] {
  return git(root, args)
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => resolve(root, path));
}

const NAMES_ONLY = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all'] as const;

/** Makes git take paths literally: as a pattern, `[id].ts` would also mean `i.ts`. */
const LITERALLY = '--literal-pathspecs';

/** Finds the repository of each directory by its `.git`. Looks at each directory once. */
export class Repositories {
  readonly #rootOf = new Map<string, string | undefined>();

  /**
   * The root of the innermost work tree that holds the directory; `undefined` outside of any, and inside of a `.git`.
   */
  rootOf(directory: string): string | undefined {
    if (this.#rootOf.has(directory)) return this.#rootOf.get(directory);
    const root = this.#find(directory);
    this.#rootOf.set(directory, root);
    return root;
  }

  #find(directory: string): string | undefined {
    if (basename(directory) === '.git') return undefined;
    if (existsSync(join(directory, '.git'))) return directory;
    const parent = dirname(directory);
    return parent === directory ? undefined : this.rootOf(parent);
  }
}

/** The commit that is checked out, and the day of it (UTC); `undefined` where there is none, or git does not answer. */
export function headOf(root: string): { readonly id: string; readonly date: string } | undefined {
  try {
    const id = git(root, ['rev-parse', '--verify', 'HEAD']).toString('utf8').trim();
    // `git log` may run a program of the repository to verify signatures.
    const seconds = /^committer .* (\d+) [-+]\d{4}$/m.exec(git(root, ['cat-file', 'commit', id]).toString('utf8'))?.[1];
    return seconds === undefined
      ? undefined
      : { id, date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10) };
  } catch (error) {
    if (error instanceof GitError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Tracked files whose content on disk differs from the index. Leaves out new files. */
export function filesWithUnstagedChanges(root: string): string[] {
  return listPaths(root, ['diff', ...NAMES_ONLY]);
}

/** Groups the items by the root of their repository; the key is `undefined` for those outside of any. */
export function byRepository<Item>(
  items: readonly Item[],
  directoryOf: (item: Item) => string,
): ReadonlyMap<string | undefined, readonly Item[]> {
  const repositories = new Repositories();
  const byRoot = new Map<string | undefined, Item[]>();
  for (const item of items) {
    const root = repositories.rootOf(directoryOf(item));
    const others = byRoot.get(root);
    if (others) others.push(item);
    else byRoot.set(root, [item]);
  }
  return byRoot;
}

/** Files that git has in its index. */
export function trackedFiles(root: string): string[] {
  return listPaths(root, ['ls-files', '-z']);
}

/** Files that the next commit adds or changes. */
export function stagedFiles(root: string): string[] {
  return listPaths(root, ['diff', '--cached', '--diff-filter=d', ...NAMES_ONLY]);
}

/**
 * Files that differ from the commit where the current branch left `ref`, and new files that git does not ignore.
 *
 * @throws GitError when `ref` is not a commit
 */
export function filesSince(root: string, ref: string): string[] {
  const base = mergeBase(root, ref);
  return [...listPaths(root, ['diff', '--diff-filter=d', ...NAMES_ONLY, base, '--']), ...newFiles(root, [root])];
}

/** Files at or below these paths that git neither tracks nor ignores. */
export function newFiles(root: string, paths: readonly string[]): string[] {
  return paths.length === 0
    ? []
    : listPaths(root, [LITERALLY, 'ls-files', '--others', '--exclude-standard', '-z', '--', ...paths]);
}

function mergeBase(root: string, ref: string): string {
  const commit = ask(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
    ?.toString('utf8')
    .trim();
  if (commit === undefined) throw new GitError(`git does not know the commit "${ref}".`);
  try {
    return git(root, ['merge-base', commit, 'HEAD']).toString('utf8').trim();
  } catch {
    return commit; // unrelated histories, or a shallow clone that ends before the common commit
  }
}

/** The staged content of a file. */
export function stagedContent(root: string, path: string): Uint8Array {
  return git(root, ['cat-file', 'blob', `:./${path.slice(root.length + 1).replaceAll('\\', '/')}`]);
}

/** The file with the ignore rules of the user, which are for all repositories; it need not exist. */
export function excludesOfUser(root: string): string {
  const fallback = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'git', 'ignore');
  try {
    const named = ask(root, ['config', '--type=path', '--get', 'core.excludesFile'])?.toString('utf8').trimEnd();
    return named === undefined ? fallback : resolve(root, named);
  } catch (error) {
    if (error instanceof GitError) return fallback;
    throw error;
  }
}

/** Where the rule is that makes git ignore an untracked file; `undefined` when there is none, or git cannot tell. */
export function ignoringRule(root: string, path: string): Evidence | undefined {
  try {
    const [, source, line, pattern] =
      /^(.+):(\d+):(.*)\t/.exec(ask(root, ['check-ignore', '--verbose', '--', path])?.toString('utf8') ?? '') ?? [];
    // Git also names a rule that un-ignores the file.
    return source === undefined || pattern?.startsWith('!')
      ? undefined
      : { file: resolve(root, source), line: Number(line) };
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/**
 * Stages the files, except for new files that git ignores.
 *
 * @throws GitError for a file with a filter of the repository's own: it must not be staged unfiltered
 */
export function stage(root: string, paths: readonly string[]): void {
  const BATCH = 500; // command lines have a limit
  for (let start = 0; start < paths.length; start += BATCH) {
    const notIgnored = listPaths(root, [
      LITERALLY,
      'ls-files',
      '--cached',
      '--others',
      '--exclude-standard',
      '-z',
      '--',
      ...paths.slice(start, start + BATCH),
    ]);
    refuseFiltered(root, notIgnored);
    git(root, [LITERALLY, 'add', '--', ...notIgnored]);
  }
}

function refuseFiltered(root: string, paths: readonly string[]): void {
  const filters = ownFilters(root);
  if (filters.size === 0 || paths.length === 0) return;
  const answers = git(root, ['check-attr', '-z', 'filter', '--', ...paths])
    .toString('utf8')
    .split('\0');
  for (let at = 0; at + 2 < answers.length; at += 3) {
    const [path = '', , filter = ''] = answers.slice(at, at + 3);
    if (filters.has(filter))
      throw new GitError(
        `${visiblePath(displayPath(root, resolve(root, path)))} has the filter "${filter}", a program that the ` +
          'configuration of this repository names. That program is not run. Stage the files yourself with "git add".',
      );
  }
}
