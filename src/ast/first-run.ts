import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Source } from './source.js';

/**
 * The index of the first statement of the file that may run the code at an offset; the number of statements when none
 * does. A function that is declared can be called before its declaration, so each mention of it counts as a call.
 * Anything else runs in its own statement at the earliest.
 */
export function firstRunOf(offset: number, source: Source): number {
  return firstRunAt(offset, source, new Set());
}

function firstRunAt(offset: number, source: Source, seen: Set<Node>): number {
  const { body } = source.ast;
  const index = firstEndingAfter(offset, body);
  const declared = functionDeclaredBy(body[index]);
  if (!declared || offset < declared.range[0]) return index;
  if (seen.has(declared)) return body.length;
  seen.add(declared);
  // Called by another module, it runs when this one has been evaluated.
  const mentions = declared.id
    ? (source.scopeManager.getDeclaredVariables(declared)[0]?.references ?? []).map(({ identifier }) => identifier)
    : [];
  return mentions.reduce((first, mention) => Math.min(first, firstRunAt(mention.range[0], source, seen)), body.length);
}

/** The index of the first statement that ends behind an offset. They are in source order, so it is found by halving. */
function firstEndingAfter(offset: number, body: readonly Node[]): number {
  let low = 0;
  let high = body.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offset < (body[middle] as Node).range[1]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The function that a statement declares, exported or not. */
function functionDeclaredBy(statement: Node | undefined): TSESTree.FunctionDeclaration | undefined {
  const declaration =
    statement?.type === 'ExportNamedDeclaration' || statement?.type === 'ExportDefaultDeclaration'
      ? statement.declaration
      : statement;
  return declaration?.type === 'FunctionDeclaration' ? declaration : undefined;
}
