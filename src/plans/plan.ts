import type { Node } from '../ast/source.js';
import type { Edit } from '../text/edit.js';

/** What a codemod does at one site: edit it, nothing, or leave it to a person. */
export type Plan = Edits | { readonly kind: 'nothing' } | Left;

export interface Edits {
  readonly kind: 'edits';
  readonly edits: readonly Edit[];
  readonly needs?: HelperNeed;
  /** Text that the edits move. Sites inside it are rewritten first. */
  readonly moves?: readonly (readonly [start: number, end: number])[];
  /** What has to be true where the code runs, now that it is edited. A sentence without a full stop. */
  readonly requires?: string;
  /** Nothing is guessed and the code can only get better, so it may be done without asking. */
  readonly isSafe?: boolean;
}

export interface Left {
  readonly kind: 'left';
  /** The code of the obstacle in the table `OBSTACLES`. */
  readonly obstacle: string;
  /** What is wrong, and what a person can do. Both are sentences without a full stop. */
  readonly reason: string;
  readonly nextStep: string;
}

/** The functions of the failover helper that the edited code calls. */
export interface HelperNeed {
  readonly sdk: 'v2' | 'v3';
  readonly functions: readonly string[];
  /** Mentions that the edits remove: an imported name that has no other mention is no longer imported. */
  readonly replaced: readonly Node[];
}

export interface FailoverOptions {
  /** Also rewrites `fromIni` and `fromNodeProviderChain`. */
  readonly profileProviders?: boolean;
  /** The name that a function of the helper has in this file. */
  readonly nameOf: (helperFunction: string) => string;
  /** The helper will be written with the regions of the settings; a helper that exists has its own. */
  readonly needsFallbacks?: boolean;
}

export const NOTHING = { kind: 'nothing' } as const satisfies Plan;
