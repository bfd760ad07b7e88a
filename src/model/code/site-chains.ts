import type { TSESTree } from '@typescript-eslint/utils';
import { returnedNodes } from '../../ast/functions.js';
import { contains, isFunction, shortText, staticName, unwrap } from '../../ast/parents.js';
import { soleValue, variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { CREDENTIAL_CHAINS, packageOf } from '../../sts/packages.js';
import type { Chain, Site } from '../types.js';
import { siteAtNode } from '../site-at-node.js';
import type { CodeReader } from './code-reader.js';

/** The credential chain that a call makes, with the links that use STS. */
export function chainAt(
  node: TSESTree.CallExpression,
  sites: readonly Site[],
  source: Source,
  reader: CodeReader,
): Chain | undefined {
  const origin = reader.originOf(node.callee);
  if (origin?.module === undefined || !CREDENTIAL_CHAINS.get(packageOf(origin.module))?.includes(origin.path.join('.')))
    return undefined;
  const links = node.arguments.map((argument) => siteAtNode(linkAt(argument, source), sites));
  const mapped = node.arguments.flatMap((argument) => mappedSite(argument, sites, source) ?? []);
  return {
    node,
    name: shortText(node.callee, source.text),
    links: [...links.filter((link): link is Site => link !== undefined), ...mapped],
    length: node.arguments.length,
    isPerRegion: mapped.length > 0,
  };
}

/**
 * The provider in `...regions.map((region) => fromX({ clientConfig: { region } }))`, also where a constant holds the
 * list.
 */
function mappedSite(argument: Node, sites: readonly Site[], source: Source): Site | undefined {
  if (argument.type !== 'SpreadElement') return undefined;
  const list = unwrap(argument.argument);
  const call = list.type === 'Identifier' ? soleValue(list, source) : list;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || staticName(call.callee) !== 'map')
    return undefined;
  const [callback] = call.arguments;
  const returned = callback && isFunction(callback) ? returnedNodes(callback, source) : undefined;
  const [parameter] = callback && isFunction(callback) ? callback.params : [];
  const site = returned?.map((node) => siteAtNode(unwrap(node), sites)).find((each) => each !== undefined);
  const region = site?.configuration.setting('region');
  if (!site || region?.state !== 'present' || parameter?.type !== 'Identifier') return undefined;
  return variableOf(parameter, source)?.references.some(({ identifier }) => contains(region.node, identifier))
    ? site
    : undefined;
}

/** The expression of a link, which may be held by a constant. */
function linkAt(argument: Node, source: Source): Node {
  const inner = unwrap(argument);
  if (inner.type !== 'Identifier') return inner;
  const declared = variableOf(inner, source)?.defs[0]?.node;
  return declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : inner;
}
