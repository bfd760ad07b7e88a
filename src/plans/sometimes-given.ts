import type { TSESTree } from '@typescript-eslint/utils';
import { ancestors, contains, unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import { someBelow, type Node, type Source } from '../ast/source.js';
import type { Site } from '../model/types.js';

/**
 * Whether a region that the code gives may be missing when the site runs: it is a parameter that may be `undefined`, or
 * it is set only where a test holds: `if (region) AWS.config.update({ region })`. `if (!AWS.config.region)` sets one
 * where it is missing, so there is always one.
 */
export function isGivenSometimes(setting: Node, site: Site, source: Source): boolean {
  const value = setting.type === 'Property' ? unwrap(setting.value) : setting;
  if (mayBeUndefined(value, source)) return true;
  const text = source.text.slice(...value.range);
  for (const ancestor of ancestors(setting)) {
    if (contains(ancestor, site.node)) return false;
    const test = testOf(ancestor, setting);
    const tested = test && source.text.slice(...test.range);
    if (tested !== undefined && (tested.includes(text) || !/region/i.test(tested))) return true;
  }
  return false;
}

/** What must hold where a part of a statement or expression runs. */
function testOf(ancestor: Node, part: Node): Node | undefined {
  if (ancestor.type === 'IfStatement') return ancestor.alternate ? undefined : ancestor.test;
  return ancestor.type === 'LogicalExpression' && ancestor.operator === '&&' && contains(ancestor.right, part)
    ? ancestor.left
    : undefined;
}

/** `region?: string`, `region: string | undefined` */
function mayBeUndefined(value: Node, source: Source): boolean {
  const definition = value.type === 'Identifier' ? variableOf(value, source)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || definition.name.type !== 'Identifier') return false;
  const { optional, typeAnnotation }: TSESTree.Identifier = definition.name;
  return (
    optional ||
    (typeAnnotation?.typeAnnotation.type === 'TSUnionType' &&
      someBelow(typeAnnotation, source.visitorKeys, ({ type }) => type === 'TSUndefinedKeyword'))
  );
}
