import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import { slashed } from '../../project/paths.js';
import { readSmallFile } from '../../project/read-file.js';

interface RuleFile {
  /** The directory that the patterns are relative to. */
  readonly base: string;
  readonly rules: ignore.Ignore;
}

/** Whether names that differ by case alone are the same file. */
export const CASE_INSENSITIVE = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Git's ignore rules for the files of one run: every `.gitignore` from the root of the repository down, and
 * `.git/info/exclude`. Outside a repository, every `.gitignore` above. A starting directory that is itself ignored was
 * named by the user, so the rules above it do not apply to its content.
 */
export class IgnoreRules {
  readonly #byDirectory = new Map<string, readonly RuleFile[]>();
  readonly #root: string;

  /** @param root the directory that the search starts from; absolute */
  constructor(root: string) {
    this.#root = root;
    if (this.ignores(root, true)) this.#byDirectory.set(root, ownRules(root));
  }

  /**
   * Whether git ignores the path. Its directory must not be ignored: a search from the top never enters such a
   * directory.
   */
  ignores(path: string, isDirectory: boolean): boolean {
    return this.#decide(this.#rulesFor(dirname(path)), path, isDirectory);
  }

  /**
   * The same for the entries of one directory; `undefined` when no rule applies there.
   *
   * @param names what is in the directory, so that the disk is not asked for ignore files that are not there
   */
  inDirectory(
    directory: string,
    names: ReadonlySet<string>,
  ): ((path: string, isDirectory: boolean) => boolean) | undefined {
    const files = this.#rulesFor(directory, (name) => names.has(name));
    return files.length === 0 ? undefined : (path, isDirectory) => this.#decide(files, path, isDirectory);
  }

  #decide(files: readonly RuleFile[], path: string, isDirectory: boolean): boolean {
    for (let index = files.length - 1; index >= 0; index -= 1) {
      const { base, rules } = files[index] as RuleFile;
      const result = rules.test(below(base, path) + (isDirectory ? '/' : ''));
      if (result.ignored) return true;
      if (result.unignored) return false;
    }
    return false;
  }

  /** The same for any path below the root: also true when a directory above it is ignored. */
  ignoresBelow(path: string): boolean {
    const names = relative(this.#root, path).split(sep);
    return names.some((_, index) =>
      this.ignores(join(this.#root, ...names.slice(0, index + 1)), index < names.length - 1),
    );
  }

  /** Outermost first. */
  #rulesFor(
    directory: string,
    holds: (name: string) => boolean = (name) => existsSync(join(directory, name)),
  ): readonly RuleFile[] {
    const known = this.#byDirectory.get(directory);
    if (known) return known;
    const parent = dirname(directory);
    const isRoot = holds('.git');
    const above = isRoot || parent === directory ? [] : this.#rulesFor(parent);
    const own = isRoot || holds('.gitignore') ? ownRules(directory) : [];
    const files = own.length === 0 ? above : [...above, ...own];
    this.#byDirectory.set(directory, files);
    return files;
  }
}

function isRepository(directory: string): boolean {
  return existsSync(join(directory, '.git'));
}

function ownRules(directory: string): RuleFile[] {
  return [
    ...(isRepository(directory) ? ruleFile(directory, join(directory, '.git', 'info', 'exclude')) : []),
    // As for git, a link is no ignore file.
    ...(isLink(join(directory, '.gitignore')) ? [] : ruleFile(directory, join(directory, '.gitignore'))),
  ];
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

function ruleFile(base: string, path: string): RuleFile[] {
  const text = readSmallFile(path); // git, too, passes over one that is unreadable or a directory
  return text === undefined ? [] : [{ base, rules: ignore({ ignorecase: CASE_INSENSITIVE }).add(text) }];
}

/**
 * The path relative to a directory above it, with `/`. Every file needs this, and it is much faster than `relative`.
 */
function below(base: string, path: string): string {
  return slashed(path.slice(base.endsWith(sep) ? base.length : base.length + 1));
}
