import type { TSESTree } from '@typescript-eslint/utils';
import { shortText } from './parents.js';
import type { Node, Source } from './source.js';
import type { Value } from './value.js';

export type ValueOf = (node: Node) => Value;

/** Looks a name up in another file; `undefined` when nobody can. */
export type ImportedValue = (module: string, exported: string) => Value | undefined;

/** What the parts that evaluate one kind of expression share: the file, and the way back to all other kinds. */
export interface Evaluation {
  readonly source: Source;
  readonly valueOf: ValueOf;
  readonly importedValue: ImportedValue | undefined;
  /** The call that a function of the file runs for, where only that one is asked about. */
  readonly call: TSESTree.CallExpression | undefined;
  /** What the TypeScript annotation of a name, field or function says; `undefined` without one, or when it says nothing of use. */
  readonly annotated: (annotation: Node | undefined, at: Node) => Value | undefined;
  /** Evaluates something that may lead back to itself. It gives nothing then. */
  readonly once: <T>(key: unknown, evaluate: () => T) => T | undefined;
  /** Whether the question that is being answered may cost so many steps more; then they are counted. */
  readonly maySpend: (steps: number) => boolean;
}

/** The user's own words for an expression, as reasons quote them. */
export const quote = (node: Node, source: Source): string => `\`${shortText(node, source.text)}\``;

export const unknown = (reason: string, node: Node): Value => ({ kind: 'unknown', reason, node });
