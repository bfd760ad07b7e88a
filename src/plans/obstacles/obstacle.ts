import { fill, type Words } from '../../text/fill.js';
import type { Left } from '../plan.js';

/** One reason why a codemod leaves something to a person. Its code is its key in the table. */
export interface Obstacle {
  /** What is wrong, with the user's own names in the place of `{{name}}`, and why. A sentence without a full stop. */
  readonly reason: string;
  /** What a person can do. A sentence without a full stop. */
  readonly nextStep: string;
  /** The person uses the helper by hand: the next step ends with the page that says how. */
  readonly isByHand?: true;
}

/** An obstacle that a codemod looks for before it plans. */
export interface ObstacleTo<Subject> extends Obstacle {
  /** Whether it stands in the way; or the words that its texts need, if it does. */
  readonly when: (subject: Subject) => boolean | Words | undefined;
}

/** Obstacles by their codes. The order is the order in which they are looked for: the first one is told. */
export type ObstaclesTo<Subject> = Readonly<Record<string, ObstacleTo<Subject>>>;

const BY_HAND_PAGE =
  'https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/codemods/failover.md#by-hand';

export const leftBy = (code: string, { reason, nextStep, isByHand }: Obstacle, words: Words): Left => ({
  kind: 'left',
  obstacle: code,
  reason: fill(reason, words),
  nextStep: isByHand ? `${fill(nextStep, words)} (how: ${BY_HAND_PAGE})` : fill(nextStep, words),
});

/** The first obstacle of a table that stands in the way of a subject. `words` are what all its texts may need. */
export function firstObstacle<Subject>(
  table: ObstaclesTo<Subject>,
  subject: Subject,
  words: Words = {},
): Left | undefined {
  for (const [code, obstacle] of Object.entries(table)) {
    const found = obstacle.when(subject);
    if (found !== undefined && found !== false)
      return leftBy(code, obstacle, found === true ? words : { ...words, ...found });
  }
  return undefined;
}
