import type { TSESTree } from '@typescript-eslint/utils';
import { callsOf } from '../../ast/functions.js';
import {
  ancestors,
  closest,
  contains,
  enclosingFunction,
  staticName,
  unwrap,
  type FunctionNode,
} from '../../ast/parents.js';
import { onceFor } from '../../ast/once-for.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { siteAtNode } from '../site-at-node.js';
import type { Site, StsModel } from '../types.js';
import { mentions, namesIn, regionNodeOf } from './region-mentions.js';

/**
 * Whether another region is tried when one has failed, or at the same time: in a `catch`, by recursion, in
 * `Promise.any`.
 */
export const isTriedInTurn = (node: Node, model: StsModel): boolean =>
  saysCatch(model.source) && // most files do not, and only this is quick to answer
  (isCaught(node, model) || isCalledInTurn(node, model) || callsItselfWithNext(node, model));

/** Whether a word in the text points to a second attempt. */
const saysCatch = onceFor(({ text }: Source): boolean => /catch|Promise\.any/.test(text));

/** Two clients of different regions, where one is used in the `catch` after the other, or beside it. */
function isCaught(node: Node, model: StsModel): boolean {
  if (!placesOf(node, model).some(isTriedOrCaught)) return false; // before a look at every other site
  const mine = siteAtNode(node, model.sites);
  if (!mine) return false;
  const regions = regionText(mine, model);
  return model.sites.some(
    (other) =>
      other !== mine &&
      other.construct.kind === mine.construct.kind &&
      regionText(other, model) !== regions &&
      areTriedInTurn(mine, other, model),
  );
}

/**
 * `call('eu-west-1')` in a `try`, `call('eu-central-1')` in its `catch`: the function around the site takes the region
 * as a parameter.
 */
function isCalledInTurn(node: Node, model: StsModel): boolean {
  const around = enclosingFunction(node);
  if (!around) return false;
  const calls = callsOf(around, model.source);
  const isInTurn = calls.some((second) =>
    triedBefore(second).some((tried) => calls.some((first) => contains(tried, first))),
  );
  return (
    isInTurn && around.params.some((parameter) => parameter.type === 'Identifier' && mentions(node, parameter, model))
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
  const tried = placesOf(node, model).flatMap((place) => ancestorBlocks(place, fn));
  return tried.some((block) =>
    again.some((call) => !contains(block, call) || triedBefore(call).some((before) => before === block)),
  );
}

/** Whether a call of the function passes something else for a parameter than the parameter itself. */
const passesAnother = (argument: Node | undefined, parameter: Node): boolean =>
  argument !== undefined &&
  !(argument.type === 'Identifier' && parameter.type === 'Identifier' && argument.name === parameter.name);

/** The blocks that are tried around a place, inside a function: of `try`, and what `.catch(…)` is called on. */
function ancestorBlocks(place: Node, fn: FunctionNode): readonly Node[] {
  const blocks: Node[] = [];
  for (const ancestor of ancestors(place)) {
    if (ancestor === fn) break;
    if (ancestor.type === 'TryStatement' && ancestor.handler && contains(ancestor.block, place))
      blocks.push(ancestor.block);
    if (isCatchCall(ancestor) && contains(ancestor.callee.object, place)) blocks.push(ancestor.callee.object);
  }
  return blocks;
}

/** What was tried before this place runs: the block of its `try`, or what `.catch(() => …)` is called on. */
function triedBefore(place: Node): readonly Node[] {
  const tried: Node[] = [];
  for (const ancestor of ancestors(place)) {
    if (ancestor.type === 'CatchClause') tried.push(ancestor.parent.block);
    if (isCatchCall(ancestor) && !contains(ancestor.callee, place)) tried.push(ancestor.callee.object);
  }
  return tried;
}

/** The words for the region of a site. */
function regionText(site: Site, model: StsModel): string {
  const region = site.configuration.setting('region');
  return region.state === 'present' ? model.source.text.slice(region.node.range[0], region.node.range[1]) : '';
}

/** Whether one of two sites is tried before the other, or beside it. */
const areTriedInTurn = (a: Site, b: Site, model: StsModel): boolean =>
  placesOf(a.node, model).some((one) =>
    placesOf(b.node, model).some((other) => {
      const any = closest(other, isAnyCall);
      return (
        isTriedBefore(one, other) || isTriedBefore(other, one) || (any !== undefined && any === closest(one, isAnyCall))
      );
    }),
  );

const isTriedBefore = (first: Node, second: Node): boolean =>
  triedBefore(second).some((block) => contains(block, first));

/** Where a client is built and where the constant that holds it is mentioned. */
function placesOf(node: Node, model: StsModel): readonly Node[] {
  const holder = node.parent;
  const variable =
    holder?.type === 'VariableDeclarator' && unwrap(holder.id).type === 'Identifier'
      ? variableOf(holder.id as TSESTree.Identifier, model.source)
      : undefined;
  return [node, ...(variable?.references.map((reference) => reference.identifier) ?? [])];
}

/** Whether a place stands in a `try`, a `catch` or `Promise.any`. */
function isTriedOrCaught(place: Node): boolean {
  for (const ancestor of ancestors(place))
    if (ancestor.type === 'TryStatement' || isCatchCall(ancestor) || isAnyCall(ancestor)) return true;
  return false;
}

type MethodCall = TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression };

/** `promise.catch(…)` */
const isCatchCall = (node: Node): node is MethodCall =>
  node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && staticName(node.callee) === 'catch';

/** `Promise.any([…])` */
const isAnyCall = (node: Node): node is MethodCall =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  staticName(node.callee) === 'any' &&
  node.callee.object.type === 'Identifier' &&
  node.callee.object.name === 'Promise';
