import type { TSESTree } from '@typescript-eslint/utils';
import { parse } from '../../src/ast/parse.js';
import { walk, type Node, type Source } from '../../src/ast/source.js';
import { applyEdits, type Edit } from '../../src/text/edit.js';

/** @throws Error when the text does not parse */
export function sourceOf(text: string, path = '/project/file.ts'): Source {
  const result = parse(text, path);
  if ('failure' in result) throw new Error(`${result.failure.line}: ${result.failure.message}\n${text}`);
  return result.source;
}

export function firstOf<T extends Node>(source: Source, isWanted: (node: Node) => node is T): T {
  const found: T[] = [];
  walk(source.ast, source.visitorKeys, (node) => {
    if (isWanted(node)) found.push(node);
  });
  const [first] = found;
  if (!first) throw new Error(`Nothing to edit in ${source.text}`);
  return first;
}

export const isLiteral = (node: Node): node is TSESTree.ObjectExpression => node.type === 'ObjectExpression';
export const isConstruction = (node: Node): node is TSESTree.NewExpression => node.type === 'NewExpression';

/** The first object literal of a text, edited. */
export function editLiteral(
  text: string,
  edit: (literal: TSESTree.ObjectExpression, source: Source) => Edit | readonly Edit[],
): string {
  const source = sourceOf(text);
  const edits = edit(firstOf(source, isLiteral), source);
  return applyEdits(text, Array.isArray(edits) ? (edits as Edit[]) : [edits as Edit]);
}
