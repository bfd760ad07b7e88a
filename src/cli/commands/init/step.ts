import type { Settings } from '../../engine.js';

/** One thing that `init` does to the repository, or cannot do. */
export type Step =
  /** `before` is `undefined` for a new file; `needs` are packages that it imports besides ours. */
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
  /** What a person has to do, since the file has a form that cannot be extended safely, or is not in the working directory. */
  | { readonly kind: 'by-hand'; readonly what: string; readonly text: string };

export type Write = Extract<Step, { kind: 'write' }>;

/** What the steps are planned from. */
export interface Plan {
  readonly cwd: string;
  /** The root of the git work tree; `undefined` outside of git. */
  readonly root: string | undefined;
  /** What the command line and ESLint are to know. */
  readonly settings: Settings;
  /** The text of a file as it will be when the steps before are done. */
  readonly read: (path: string) => string;
}
