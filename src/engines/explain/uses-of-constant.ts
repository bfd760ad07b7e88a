import { wrapped } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';

/** How many constants that are made of each other are followed. */
const MAX_CONSTANTS = 5;

/** Where the file uses the constant that a text is in, or that is made of it: `https://${HOST}/`. */
export function usesOfConstant(text: Node, source: Source, depth = 0): readonly Node[] {
  const { parent } = wholeTextOf(text);
  if (depth === MAX_CONSTANTS || parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return [];
  const uses = (variableOf(parent.id, source)?.references ?? [])
    .filter((reference) => !reference.isWrite())
    .map(({ identifier }) => identifier as Node);
  return uses.flatMap((use) => [use, ...usesOfConstant(use, source, depth + 1)]);
}

/** The whole text that a part is put into. */
function wholeTextOf(part: Node): Node {
  const inner = wrapped(part);
  const { parent } = inner;
  return parent?.type === 'TemplateLiteral' || (parent?.type === 'BinaryExpression' && parent.operator === '+')
    ? wholeTextOf(parent)
    : inner;
}
