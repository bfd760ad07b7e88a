import { ancestors, isFunction, staticName } from '../../ast/parents.js';
import { someBelow, type Node } from '../../ast/source.js';
import type { Surroundings } from '../settings/surroundings.js';
import type { StsModel } from '../types.js';
import { isBuiltByHelper } from './built-by-helper.js';
import { handlesFailure } from './failure-handlers.js';
import { changesInLoop, isLoop, isPerRegion } from './per-region.js';
import { placesOfUse, type Place } from './places-of-use.js';
import { mentions, namesIn, regionNodeOf } from './region-mentions.js';
import { isTriedInTurn } from './tried-in-turn.js';
import { isTriedList, triesInTurn } from './trying-calls.js';

/**
 * Whether a site or request already has a second region to go to. That is so if the failover helper
 * builds it, once for each region of a list, for the next region of a list, again with the next region in a loop
 * or by recursion, where another region failed, or beside another region in `Promise.any`.
 */
export function hasFailover(node: Node, model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): boolean {
  return (
    isBuiltByHelper(node, model, surroundings) ||
    isPerRegion(node, model) ||
    isNextOfList(node, model) ||
    isLoopedOver(node, regionNodeOf(node, model), model) ||
    isGoneThrough(node, model) ||
    isTriedInTurn(node, model)
  );
}

/** `regions[attempt % regions.length]`: some code around it goes through the regions, such as a retry loop. */
function isNextOfList(node: Node, model: StsModel): boolean {
  const region = regionNodeOf(node, model);
  if (region === node) return false;
  return someBelow(region, model.source.visitorKeys, (at) => {
    if (at.type !== 'MemberExpression' || !at.computed || at.property.type === 'Literal') return false;
    const list = model.valueOf(at.object);
    return list.kind === 'array'
      ? (list.elements?.length ?? 0) > 1
      : /^(?:Binary|Update)Expression$/.test(at.property.type);
  });
}

/**
 * `for (const region of regions) try { … } catch …`, and loops with a `catch` in which what the region is made of
 * changes.
 */
function isLoopedOver(node: Node, region: Node, model: StsModel): boolean {
  for (const ancestor of ancestors(node))
    if (isLoop(ancestor) && handlesFailure(ancestor, model.source) && changesInLoop(region, ancestor, model))
      return true;
  return false;
}

/**
 * The function around it is called with each region: in a loop that ends with the first success, or by a call that
 * tries one after the other. A loop without an end asks all regions for something.
 */
function isGoneThrough(node: Node, model: StsModel): boolean {
  return placesOfUse(node, model).some((place) =>
    place.visitedBy === undefined
      ? (place.calls > 0 &&
          endsInLoop(place.at) &&
          place.destination.some((region) => isLoopedOver(place.at, region, model))) ||
        isVisitedInTurn(place, model)
      : isHandedToTrying(place.at, place.visitedBy, model),
  );
}

/** Whether the loop around a call ends where it succeeds: `return await ask(region)`, `await ask(region); break;`. */
function endsInLoop(node: Node): boolean {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === 'ReturnStatement') return true;
    if (ancestor.type === 'BlockStatement' && ancestor.body.some(({ type }) => /^(?:Break|Return)/.test(type)))
      return true;
    if (isFunction(ancestor) || isLoop(ancestor)) return false;
  }
  return false;
}

/** `Promise.any(regions.map((region) => ask(region)))`, `tryEach(regions, (region) => ask(region))` */
function isVisitedInTurn({ at, destination }: Place, model: StsModel): boolean {
  for (const callback of ancestors(at)) {
    if (!isFunction(callback) || callback.parent.type !== 'CallExpression') continue;
    const index = callback.params.findIndex((parameter) =>
      namesIn(parameter, model).some((name) => destination.some((region) => mentions(region, name, model))),
    );
    if (index >= 0 && isHandedToTrying(callback, index, model)) return true;
  }
  return false;
}

/** Whether a function goes to a call that tries regions in turn, or to `map` of a list that does. */
function isHandedToTrying(callback: Node, parameter: number, model: StsModel): boolean {
  const call = callback.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.some((argument) => argument === callback)) return false;
  if (call.callee.type === 'MemberExpression' && /^(?:map|flatMap)$/.test(staticName(call.callee) ?? ''))
    return parameter === 0 && isTriedList(call.callee.object, model);
  return triesInTurn(call, model);
}
