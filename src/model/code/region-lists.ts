import type { TSESTree } from '@typescript-eslint/utils';
import { staticName, unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import type { ValueOf } from '../../ast/evaluation.js';
import type { LiteralValue } from '../../ast/value.js';
import { isWellFormedRegion, normaliseRegion } from '../../sts/regions.js';
import type { RegionList } from '../types.js';

/**
 * Names under which code keeps the regions to go to when one fails. Other lists of regions (deployments, menus) are no
 * fallbacks.
 */
const FALLBACK_NAME = /(?:fallback|failover)s?(?:_?regions?)?$|^regions?_?(?:fallback|failover)s?$/i;

/** The fallback lists that a declaration or property holds: one array, or a table of arrays by home region. */
export function regionListsAt(
  node: TSESTree.VariableDeclarator | TSESTree.Property | TSESTree.PropertyDefinition,
  valueOf: ValueOf,
): readonly RegionList[] {
  const value = node.type === 'VariableDeclarator' ? node.init : node.value;
  const inner = value ? unwrap(value) : undefined;
  if (inner?.type !== 'ArrayExpression' && inner?.type !== 'ObjectExpression') return [];
  const name =
    node.type !== 'VariableDeclarator' ? staticName(node) : node.id.type === 'Identifier' ? node.id.name : undefined;
  if (name === undefined || !FALLBACK_NAME.test(name)) return [];
  if (inner.type === 'ArrayExpression') return listOf(inner, undefined, valueOf);
  return inner.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const elements = unwrap(property.value);
    const home = staticName(property);
    if (home === undefined || elements.type !== 'ArrayExpression' || !looksLikeRegion(home)) return [];
    return listOf(elements, { kind: 'literal', value: home, node: property.key }, valueOf);
  });
}

function listOf(
  array: TSESTree.ArrayExpression,
  home: LiteralValue | undefined,
  valueOf: ValueOf,
): readonly RegionList[] {
  const elements = array.elements.flatMap((element) => {
    const value = element && element.type !== 'SpreadElement' ? valueOf(element) : undefined;
    return value?.kind === 'literal' && typeof value.value === 'string' ? [{ ...value, node: element as Node }] : [];
  });
  return elements.some((element) => looksLikeRegion(String(element.value)))
    ? [{ elements: home ? [home, ...elements] : elements }]
    : [];
}

const looksLikeRegion = (text: string): boolean => isWellFormedRegion(normaliseRegion(text));
