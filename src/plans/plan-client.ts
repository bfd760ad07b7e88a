import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import type { CallNode, Site, StsModel } from '../model/types.js';
import { editedPart, type Edit } from '../text/edit.js';
import { appendArgument, openingParenthesis } from './edits/arguments.js';
import { expressionText } from './edits/expression-text.js';
import { removeProperty } from './edits/object-literal.js';
import { left } from './obstacles/index.js';
import { need } from './plan-with-helper.js';
import type { FailoverOptions, Plan } from './plan.js';
import { isEnvironmentRegion } from './region-expression.js';

/**
 * `new STSClient(config)` → `createStsClient(config)`. The aggregated client and subclasses become the second argument.
 * `release` removes an endpoint that the helper uses anyway.
 */
export function planClient(site: Site, model: StsModel, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node, construct, name } = site;
  const { source } = model;
  if (!admitsOnlyClients(site.callee, source)) return left('wider-parameter-type', { name });
  if (node.arguments.length > 1) return left('more-arguments', { name });
  const isPlain = construct.helper === 'replaces' && isConstructItself(site, model);
  const base = expressionText(node.callee, source);
  const [first] = node.arguments;
  const hasParentheses = first !== undefined || openingParenthesis(node, source) !== undefined;
  const missing = hasParentheses ? '' : `(${isPlain ? '' : `{}, ${base}`})`;
  const range = [node.range[0], calleeEnd(node, source)] as const;
  const callee: Edit = { range, text: `${nameOf('createStsClient')}${commentsIn(range, source)}${missing}` };
  const literal = first && unwrap(first);
  const released = [
    ...release,
    ...(literal?.type === 'ObjectExpression' ? withoutEnvironmentSpread(literal, source) : []),
  ];
  const emptied = isPlain ? emptiedArguments(node, released, source) : undefined;
  const edits = [
    callee,
    ...(emptied ? [emptied] : released),
    ...(isPlain || !hasParentheses ? [] : [appendArgument(node, first ? base : `{}, ${base}`, source)]),
  ];
  return { kind: 'edits', edits, needs: need('v3', 'createStsClient', isPlain ? [site.callee] : []) };
}

/** The edit that removes an empty configuration, and all edits in it. One with a comment stays. */
function emptiedArguments(node: CallNode, edits: readonly Edit[], source: Source): Edit | undefined {
  const [literal] = node.arguments;
  const open = openingParenthesis(node, source);
  if (literal?.type !== 'ObjectExpression' || open === undefined) return undefined;
  const range = [open + 1, node.range[1] - 1] as const;
  return /^\s*\{\s*\}\s*,?\s*$/.test(editedPart(source.text, range, edits)) ? { range, text: '' } : undefined;
}

/** A parameter that holds the class must have no type, or one that names an STS client. */
function admitsOnlyClients(callee: Node, source: Source): boolean {
  const definition = callee.type === 'Identifier' ? variableOf(callee, source)?.defs[0] : undefined;
  const annotation =
    definition?.type === 'Parameter' && definition.name.type === 'Identifier'
      ? definition.name.typeAnnotation
      : undefined;
  return annotation === undefined || source.text.slice(...annotation.range).includes('STS');
}

/** Neither a subclass of the client in this file nor a parameter that the client is passed for. */
const isConstructItself = (site: Site, model: StsModel): boolean =>
  model.originOf(site.callee) !== undefined &&
  !(site.callee.type === 'Identifier' && variableOf(site.callee, model.source)?.defs[0]?.type === 'Parameter');

/** Behind the callee, its type arguments and the parentheses around it: `new (require('x').STSClient)({})`. */
function calleeEnd(node: CallNode, source: Source): number {
  const end = (node.typeArguments ?? node.callee).range[1];
  const before = openingParenthesis(node, source) ?? node.range[1];
  let rest = source.text.slice(end, before);
  for (const { range } of source.comments)
    if (range[0] >= end && range[1] <= before)
      rest = rest.slice(0, range[0] - end) + ' '.repeat(range[1] - range[0]) + rest.slice(range[1] - end);
  return end + (/^(?:\s*\))+/.exec(rest)?.[0].length ?? 0);
}

/** Comments of a range, as text behind a name: before it, one would part `return` from its value. */
const commentsIn = ([start, end]: Edit['range'], { comments, text }: Source): string =>
  comments
    .filter(({ range }) => range[0] >= start && range[1] <= end)
    .map(({ type, range }) => ` ${text.slice(...range)}${type === 'Line' ? '\n' : ''}`)
    .join('');

/** Removes the region that `explicit-regions` wrote: the helper reads AWS_REGION itself. */
export const withoutEnvironmentSpread = (literal: TSESTree.ObjectExpression, source: Source): readonly Edit[] =>
  literal.properties
    .filter(
      (property) => property.type === 'SpreadElement' && isEnvironmentRegion(source.text.slice(...property.range)),
    )
    .map((property) => removeProperty(property, literal, source));
