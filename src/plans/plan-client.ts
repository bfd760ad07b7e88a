import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import type { CallNode, Site, StsModel } from '../model/types.js';
import type { Edit } from '../text/edit.js';
import { appendArgument, openingParenthesis } from './edits/arguments.js';
import { removeProperty } from './edits/object-literal.js';
import { left } from './obstacles/index.js';
import { need } from './plan-with-helper.js';
import type { FailoverOptions, Plan } from './plan.js';
import { isEnvironmentRegion } from './region-expression.js';

/**
 * `new STSClient(config)` → `createStsClient(config)`. The aggregated client and subclasses become the second argument.
 * `release` takes out the endpoint that the helper goes to itself.
 */
export function planClient(site: Site, model: StsModel, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node, construct, name } = site;
  const { source } = model;
  if (!admitsOnlyClients(site.callee, source)) return left('wider-parameter-type', { name });
  if (node.arguments.length > 1) return left('more-arguments', { name });
  const isPlain = construct.helper === 'replaces' && isConstructItself(site, model);
  const base = source.text.slice(node.callee.range[0], node.callee.range[1]);
  const [first] = node.arguments;
  const hasParentheses = first !== undefined || openingParenthesis(node, source) !== undefined;
  const missing = hasParentheses ? '' : `(${isPlain ? '' : `{}, ${base}`})`;
  const callee: Edit = {
    range: [node.range[0], calleeEnd(node, source)],
    text: nameOf('createStsClient') + missing,
  };
  const literal = first && unwrap(first);
  const edits = [
    callee,
    ...release,
    ...(literal?.type === 'ObjectExpression' ? withoutEnvironmentSpread(literal, source) : []),
    ...(isPlain || !hasParentheses ? [] : [appendArgument(node, first ? base : `{}, ${base}`, source)]),
  ];
  return { kind: 'edits', edits, needs: need('v3', 'createStsClient', isPlain ? [site.callee] : []) };
}

/** A class that is a parameter must be of a type that names an STS client, if it has a type. */
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
  const rest = source.text.slice(end, openingParenthesis(node, source) ?? node.range[1]);
  return end + (/^(?:\s*\))+/.exec(rest)?.[0].length ?? 0);
}

/** What `explicit-regions` wrote for the region of the environment says what the helper does anyway. */
export const withoutEnvironmentSpread = (literal: TSESTree.ObjectExpression, source: Source): readonly Edit[] =>
  literal.properties
    .filter(
      (property) => property.type === 'SpreadElement' && isEnvironmentRegion(source.text.slice(...property.range)),
    )
    .map((property) => removeProperty(property, literal, source));
