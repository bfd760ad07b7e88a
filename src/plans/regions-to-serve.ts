import { ancestors, isFunction } from '../ast/parents.js';
import { soleValue } from '../ast/scopes.js';
import { walk, type Node } from '../ast/source.js';
import type { LiteralValue } from '../ast/value.js';
import { fallbacksOf } from '../model/settings/settings.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import type { RegionState } from '../model/sites/site-facts.js';
import type { StsModel } from '../model/types.js';
import { partitionOf } from '../sts/regions.js';

/**
 * The regions of a site that must have a fallback in this run. A program runs in one partition. So where one branch is
 * for deployments in another partition (`isChina ? 'cn-north-1' : 'us-east-1'`), and the run names no region there, the
 * helper keeps those deployments in their region. But where the role that is assumed decides, one program needs every
 * branch.
 */
export function regionsToServe(
  region: Extract<RegionState, { state: 'given' }>,
  model: StsModel,
  { settings }: Pick<Surroundings, 'settings'>,
): readonly string[] {
  const fallbacks = fallbacksOf(settings);
  const named = new Set([...(settings.regions ?? []), ...Object.keys(fallbacks)].map((name) => partitionOf(name).id));
  const isServed = ({ value }: LiteralValue): boolean => fallbacks[String(value)] !== undefined;
  const isForOthers = ({ node, value }: LiteralValue): boolean =>
    !named.has(partitionOf(String(value)).id) && (region.literals.length > 1 || conditionsAround(node).length > 0);
  const isServedElsewhere = region.literals.some(isServed) || !region.isComplete;
  const needed =
    isServedElsewhere && !followsRole(region, model)
      ? region.literals.filter((literal) => isServed(literal) || !isForOthers(literal))
      : region.literals;
  return needed.map(({ value }) => String(value));
}

const ROLE = /[Rr]ole|ROLE|\barn|[a-z]Arn|ARN/;

/** Whether the region, or a condition for one of its branches, speaks of a role or its ARN. */
function followsRole({ node, literals }: Extract<RegionState, { state: 'given' }>, model: StsModel): boolean {
  const deciding = [node, ...literals.flatMap((literal) => conditionsAround(literal.node))];
  return deciding.some((each) => ROLE.test(textWithConstants(each, model)));
}

function conditionsAround(node: Node): readonly Node[] {
  const conditions: Node[] = [];
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === 'ConditionalExpression' || ancestor.type === 'IfStatement') conditions.push(ancestor.test);
    if (ancestor.type === 'SwitchStatement') conditions.push(ancestor.discriminant);
    if (isFunction(ancestor)) break;
  }
  return conditions;
}

/** The text of an expression, and of the constants that it names. */
function textWithConstants(node: Node, { source }: StsModel): string {
  const texts = [source.text.slice(...node.range)];
  walk(node, source.visitorKeys, (at) => {
    const value = at.type === 'Identifier' ? soleValue(at, source) : undefined;
    if (value && !isFunction(value)) texts.push(source.text.slice(...value.range));
  });
  return texts.join('\n');
}
