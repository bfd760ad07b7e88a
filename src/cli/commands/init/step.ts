import type { Settings } from '../../engine.js';

/** One change that `init` makes to the repository, or cannot make. */
export type Step =
  /** `before` is `undefined` for a new file; `needs` are the packages that it imports besides ours. */
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly before: string | undefined;
      readonly after: string;
      readonly what: string;
      readonly executable?: true;
      readonly needs?: readonly string[];
    }
  | { readonly kind: 'present'; readonly what: string }
  /**
   * For a file whose form cannot be extended safely, or that is outside the working directory: a person has to change
   * it.
   */
  | { readonly kind: 'by-hand'; readonly what: string; readonly text: string };

export type WriteStep = Extract<Step, { kind: 'write' }>;

/** The repository that is set up, and with what. */
export interface Setup {
  readonly cwd: string;
  /** The root of the git work tree; `undefined` outside of git. */
  readonly root: string | undefined;
  readonly settings: Settings;
  /** Whether the rules under ESLint find the settings file. If not, ESLint's configuration says the settings, too. */
  readonly isFoundByEslint: boolean;
  /** The text of a file as it will be after the steps before. */
  readonly read: (path: string) => string;
}
