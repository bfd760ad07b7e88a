import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';

interface RuleFile {
  /** The directory that the patterns are relative to. */
  readonly base: string;
  readonly rules: ignore.Ignore;
}

const CASE_INSENSITIVE = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Git's ignore rules for files of one run: every `.gitignore` from the repository's root down, and `.git/info/exclude`. Outside a
 * repository, every `.gitignore` above. Where the starting directory is ignored itself, somebody asked for it by name: then the rules
 * above it say nothing about what is in it.
 */
export class IgnoreRules {
  readonly #byDirectory = new Map<string, readonly RuleFile[]>();
  readonly #root: string;

  /** @param root the directory that a walk starts from; absolute */
  constructor(root: string) {
    this.#root = root;
    if (this.ignores(root, true)) this.#byDirectory.set(root, ownRules(root));
  }

  /** Whether git ignores the path. Its directory must not be ignored itself; a walk from the top never asks about one that is. */
  ignores(path: string, isDirectory: boolean): boolean {
    return this.#decide(this.#rulesFor(dirname(path)), path, isDirectory);
  }

  /**
   * The same for the entries of one directory; `undefined` when no rule concerns it.
   *
   * @param names what is in the directory, so that nobody has to ask the disk for rules that are not there
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

  /** The same for a path below the root that was not reached by a walk: also true when a directory above it is ignored. */
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
    ...ruleFile(directory, join(directory, '.gitignore')),
  ];
}

function ruleFile(base: string, path: string): RuleFile[] {
  if (!existsSync(path)) return []; // asked first, because an exception per directory is slow
  try {
    return [{ base, rules: ignore({ ignorecase: CASE_INSENSITIVE }).add(readFileSync(path, 'utf8')) }];
  } catch {
    return []; // unreadable, or a directory: git passes over it too
  }
}

/** The way from a directory to something below it, with `/`. Much faster than `relative`, and asked for every file. */
function below(base: string, path: string): string {
  const way = path.slice(base.endsWith(sep) ? base.length : base.length + 1);
  return sep === '/' ? way : way.split(sep).join('/');
}
