import { callsOf } from '../../ast/functions.js';
import { onceFor } from '../../ast/once-for.js';
import { contains, enclosingFunction } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import type { StsModel } from '../types.js';
import { attemptsAround, triedBefore } from './failure-handlers.js';
import { placesOfUse, type Place } from './places-of-use.js';
import { mentions, namesIn, regionNodeOf } from './region-mentions.js';
import { holdersOf, holdsAlternatives } from './trying-calls.js';

/**
 * Whether another region is tried when one has failed, or at the same time: in a handler of the failure, after it, by
 * recursion, in `Promise.any`, or by a function that is given both.
 */
export const isTriedInTurn = (node: Node, model: StsModel): boolean =>
  hasAlternative(node, model) || callsItselfWithNext(node, model);

/** Another use with another region, of this site or of another of its kind, is tried in turn with a use of it. */
const hasAlternative = (node: Node, model: StsModel): boolean => nodesWithAlternatives(model).has(node);

/** A use of a site or request: where it is, and the words for where it goes. */
interface Use {
  readonly node: Node;
  readonly at: Node;
  readonly destination: string;
}

/** All sites and requests are looked at together: each beside each other would take the square of their number. */
const nodesWithAlternatives = onceFor((model: StsModel): ReadonlySet<Node> => {
  const found = new Set<Node>();
  for (const uses of usesByKind(model))
    for (const group of [...groupsTriedInTurn(uses, model), ...groupsOfAlternatives(uses, model)])
      if (group.some(({ destination }) => destination !== group[0]?.destination))
        for (const { node } of group) found.add(node);
  return found;
});

/** The uses of the sites of each kind, and those of the requests, in source order. */
function usesByKind(model: StsModel): readonly (readonly Use[])[] {
  const kinds = new Map<string | undefined, Node[]>();
  const note = (kind: string | undefined, node: Node): void => {
    const known = kinds.get(kind);
    if (known) known.push(node);
    else kinds.set(kind, [node]);
  };
  for (const { construct, node } of model.sites) note(construct.kind, node);
  for (const { meaning, site, node } of model.hosts) if (meaning === 'endpoint' && !site) note(undefined, node);
  return [...kinds.values()].map((nodes) =>
    nodes
      .flatMap((node) =>
        placesOfUse(node, model).map((place) => ({ node, at: place.at, destination: wordsOf(place, model) })),
      )
      .sort((a, b) => a.at.range[0] - b.at.range[0]),
  );
}

const wordsOf = ({ destination }: Place, { source }: StsModel): string =>
  destination.map(({ range }) => source.text.slice(range[0], range[1])).join('\n');

/** Each use that runs after a failure, with the uses that were tried before it. */
function groupsTriedInTurn(uses: readonly Use[], { source }: StsModel): readonly (readonly Use[])[] {
  return uses.flatMap((second) =>
    triedBefore(second.at, source).map((tried) => [
      second,
      ...usesIn(uses, tried).filter(({ destination }) => destination !== second.destination),
    ]),
  );
}

/** The uses inside a node. They are in source order, so the first is found by halving. */
function usesIn(uses: readonly Use[], { range }: Node): readonly Use[] {
  let low = 0;
  let high = uses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[middle] as Use).at.range[0] < range[0]) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < uses.length && (uses[end] as Use).at.range[0] < range[1]) end++;
  return uses.slice(low, end).filter(({ at }) => at.range[1] <= range[1]);
}

/** The uses in each list or call of which one is enough. */
function groupsOfAlternatives(uses: readonly Use[], model: StsModel): readonly (readonly Use[])[] {
  const groups = new Map<Node, Use[]>();
  for (const use of uses)
    for (const holder of holdersOf(use.at)) {
      const group = groups.get(holder);
      if (group) group.push(use);
      else groups.set(holder, [use]);
    }
  return [...groups].flatMap(([holder, group]) =>
    group.length > 1 && holdsAlternatives(holder, model) ? [group] : [],
  );
}

/**
 * `async function ask([region, ...rest]) { try { …region… } catch { return ask(rest); } }`: what is tried asks one
 * region, and the function calls itself for another.
 */
function callsItselfWithNext(node: Node, model: StsModel): boolean {
  const fn = enclosingFunction(node);
  if (!fn) return false;
  const own = callsOf(fn, model.source).filter((call) => contains(fn, call));
  if (own.length === 0) return false; // before a look at what the region is made of
  const region = regionNodeOf(node, model);
  const places = fn.params.flatMap((parameter, place) =>
    namesIn(parameter, model).some((name) => mentions(region, name, model)) ? [{ parameter, place }] : [],
  );
  const again = own.filter((call) =>
    places.some(({ parameter, place }) => passesAnother(call.arguments[place], parameter)),
  );
  if (again.length === 0) return false;
  const tried = placesOfUse(node, model).flatMap(({ at, calls }) => (calls === 0 ? attemptsAround(at, fn) : []));
  return tried.some((attempt) =>
    again.some(
      (call) => !contains(attempt, call) || triedBefore(call, model.source).some((before) => before === attempt),
    ),
  );
}

/** Whether a call of the function passes something else for a parameter than the parameter itself. */
const passesAnother = (argument: Node | undefined, parameter: Node): boolean =>
  argument !== undefined &&
  !(argument.type === 'Identifier' && parameter.type === 'Identifier' && argument.name === parameter.name);
