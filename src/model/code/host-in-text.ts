import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../ast/source.js';

/**
 * Whether a part of a longer string is at the place of the host: at the start, after `//`, or as a signed header. In
 * `&audience=${NAME}` it is not.
 */
export function standsAsHost(part: Node, whole: Node): boolean {
  if (whole.type === 'TemplateLiteral')
    return endsBeforeHost(whole.quasis[whole.expressions.indexOf(part as TSESTree.Expression)]?.value.raw ?? '');
  return whole.type !== 'BinaryExpression' || whole.right !== part || endsBeforeHost(textAtEnd(whole.left));
}

const endsBeforeHost = (text: string): boolean => /^$|(?:\/\/|@|\bhost:\s*)$/i.test(text);

/** The text at the end of an expression; empty when it is not known. */
function textAtEnd(node: Node): string {
  switch (node.type) {
    case 'Literal':
      return String(node.value);
    case 'TemplateLiteral':
      return node.quasis.at(-1)?.value.raw ?? '';
    case 'BinaryExpression':
      return textAtEnd(node.right);
    default:
      return '';
  }
}
