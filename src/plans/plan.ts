import type { Node } from '../ast/source.js';
import type { Site } from '../model/types.js';
import type { Edit } from '../text/edit.js';

/**
 * What a codemod does at one site: `edits` it, has `nothing` to do there, or leaves it alone (`left`) and says why and what a person can
 * do. `reason` and `nextStep` are sentences without a full stop.
 */
export type Plan =
  | {
      readonly kind: 'edits';
      readonly edits: readonly Edit[];
      readonly needs?: HelperNeed;
      /** Nothing is guessed and it can only get better, so that it may be done unasked. */
      readonly isSafe?: boolean;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'left'; readonly reason: string; readonly nextStep: string };

/** What the edited code calls of the failover helper. */
export interface HelperNeed {
  readonly sdk: 'v2' | 'v3';
  readonly functions: readonly string[];
  /** Mentions that the edits take away: a name that has no others left is no longer imported. */
  readonly replaced: readonly Node[];
}

export const NOTHING = { kind: 'nothing' } as const satisfies Plan;

export const left = (reason: string, nextStep: string): Extract<Plan, { kind: 'left' }> => ({
  kind: 'left',
  reason,
  nextStep,
});

const BY_HAND_PAGE =
  'https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/codemods/failover.md#by-hand';

/** Left to a person who goes through the helper by hand: the page says how, and how to get a helper where no site of the repository brings one. */
export const leftToHand = (reason: string, nextStep: string): Extract<Plan, { kind: 'left' }> =>
  left(reason, `${nextStep} (how: ${BY_HAND_PAGE})`);

/** On the global host the party that checks the request may expect it. */
export const PRESIGNED = left(
  'The request is only signed here, and its host is part of what another party checks',
  'Move to the regional host together with the party that checks it',
);

/** A class that is handed over is built where no edit of this call reaches. */
export const builtElsewhere = ({ name }: Site): Plan =>
  left(
    `\`${name}\` is given as a class and built out of sight`,
    'Build it where it is used instead of handing the class over, then run again',
  );

export const unlessBuiltElsewhere = (plan: Plan, site: Site): Plan =>
  plan.kind === 'edits' && site.isBuiltElsewhere ? builtElsewhere(site) : plan;
