import type { Node, Source } from '../../ast/source.js';

/** What an expression needs around it where one value stands: the range of `(a, b)` is without its parentheses. */
export const parenthesesFor = (node: Node): readonly [open: string, close: string] =>
  node.type === 'SequenceExpression' ? ['(', ')'] : ['', ''];

/** The text of an expression, as it can stand where one value does. */
export function expressionText(node: Node, source: Source): string {
  const [open, close] = parenthesesFor(node);
  return open + source.text.slice(...node.range) + close;
}
