import type { TSESTree } from '@typescript-eslint/utils';
import { shortText } from './parents.js';
import type { Node, Source } from './source.js';
import type { Value } from './value.js';

export type ValueOf = (node: Node) => Value;

/** Looks up what another file exports under a name; `undefined` when that is not known. */
export type ImportedValue = (module: string, exported: string) => Value | undefined;

/** What the functions that evaluate one kind of expression share. `valueOf` leads back to all other kinds. */
export interface Evaluation {
  readonly source: Source;
  readonly valueOf: ValueOf;
  readonly importedValue: ImportedValue | undefined;
  /** The one call whose arguments count as the parameters of its function, when the question is about that call. */
  readonly call: TSESTree.CallExpression | undefined;
  /** What a TypeScript annotation says about the value; `undefined` when there is none, or when it does not help. */
  readonly annotated: (annotation: Node | undefined, at: Node) => Value | undefined;
  /** Evaluates something that may depend on itself. The inner evaluation then returns `undefined`. */
  readonly once: <T>(key: unknown, evaluate: () => T) => T | undefined;
  /** Counts steps towards the limit of the current question. `false`: there are no more, and nothing was counted. */
  readonly maySpend: (steps: number) => boolean;
}

/** The user's own words for an expression, as reasons quote them. */
export const quote = (node: Node, source: Source): string => `\`${shortText(node, source.text)}\``;

export const unknown = (reason: string, node: Node): Value => ({ kind: 'unknown', reason, node });
