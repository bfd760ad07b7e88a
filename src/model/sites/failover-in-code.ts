import type { TSESTree } from '@typescript-eslint/utils';
import { callsOf } from '../../ast/functions.js';
import {
  ancestors,
  closest,
  contains,
  enclosingFunction,
  isFunction,
  staticName,
  unwrap,
  type FunctionNode,
} from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { walk, type Node, type Source } from '../../ast/source.js';
import type { Surroundings } from '../settings/surroundings.js';
import type { Site, StsModel } from '../types.js';

/**
 * Whether a site or request already has a second region to go to: it is built inside a call of the failover helper, once for each region
 * of a list, for whichever region of a list is next, again with the next region in a loop or by recursion, in a `catch` after another region
 * failed, or beside another region in `Promise.any`.
 */
export function hasFailover(node: Node, model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): boolean {
  return (
    isInsideHelper(node, model, surroundings) ||
    isPerRegion(node, model) ||
    isNextOfList(node, model) ||
    isLoopedOver(node, model) ||
    isCaught(node, model) ||
    isCalledInTurn(node, model) ||
    callsItselfWithNext(node, model)
  );
}

/** Whether the node stands in the arguments of a call of the helper, which sends the requests of what it is given to regional hosts. */
export function isInsideHelper(node: Node, model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): boolean {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type !== 'CallExpression') continue;
    const module = model.originOf(ancestor.callee)?.module;
    if (module !== undefined && surroundings.isHelper(module)) return true;
  }
  return false;
}

/** Where a site's region is written: what has to change for another region to be asked. A request has its host. */
function regionNodeOf(node: Node, model: StsModel): Node {
  const region = model.sites.find((site) => site.node === node)?.configuration.setting('region');
  return region?.state === 'present' ? region.node : node;
}

/** `regions.map((region) => new STSClient({ region }))`, and the same with other methods that visit each region. */
function isPerRegion(node: Node, model: StsModel): boolean {
  for (const ancestor of ancestors(node)) {
    if (!isFunction(ancestor)) continue;
    const call = ancestor.parent;
    const method =
      call.type === 'CallExpression' && call.callee.type === 'MemberExpression' && call.arguments[0] === ancestor
        ? (staticName(call.callee) ?? '')
        : '';
    const visited = /^(?:map|flatMap|forEach)$/.test(method)
      ? ancestor.params[0]
      : /^reduce(?:Right)?$/.test(method)
        ? ancestor.params[1]
        : undefined;
    if (visited && namesIn(visited, model).some((name) => mentions(regionNodeOf(node, model), name, model)))
      return true;
  }
  return false;
}

/** `regions[attempt % regions.length]`: some code around goes through the regions, an executor of retries for example. */
function isNextOfList(node: Node, model: StsModel): boolean {
  const region = regionNodeOf(node, model);
  if (region === node) return false;
  let found = false;
  walk(region, model.source.visitorKeys, (at) => {
    if (at.type !== 'MemberExpression' || !at.computed || at.property.type === 'Literal') return;
    const list = model.valueOf(at.object);
    if (
      list.kind === 'array' ? (list.elements?.length ?? 0) > 1 : /^(?:Binary|Update)Expression$/.test(at.property.type)
    )
      found = true;
  });
  return found;
}

/** `for (const region of regions) try { … } catch …`, and loops with a `catch` in which what the region is made of changes. */
function isLoopedOver(node: Node, model: StsModel): boolean {
  for (const ancestor of ancestors(node)) {
    if (!/^(?:For|While|DoWhile)/.test(ancestor.type) || !('body' in ancestor) || !hasCatch(ancestor, model)) continue;
    const region = regionNodeOf(node, model);
    if (
      (ancestor.type === 'ForOfStatement' || ancestor.type === 'ForInStatement') &&
      namesIn(ancestor.left, model).some((name) => mentions(region, name, model))
    )
      return true;
    if (namesMentionedIn(region, model).some((name) => isWrittenIn(name, ancestor, model))) return true;
  }
  return false;
}

function isWrittenIn(name: TSESTree.Identifier, loop: Node, model: StsModel): boolean {
  return (
    variableOf(name, model.source)?.references.some(
      (reference) => reference.isWrite() && reference.init !== true && contains(loop, reference.identifier),
    ) === true
  );
}

/** The names that a pattern declares. */
function namesIn(pattern: Node, model: StsModel): readonly TSESTree.Identifier[] {
  const names: TSESTree.Identifier[] = [];
  walk(pattern, model.source.visitorKeys, (at) => {
    if (at.type === 'Identifier' && !(at.parent.type === 'Property' && at.parent.key === at && !at.parent.shorthand))
      names.push(at);
  });
  return names;
}

/** The variables that an expression reads, and those that its constants are made of. */
function namesMentionedIn(node: Node, model: StsModel, depth = 0): readonly TSESTree.Identifier[] {
  return namesIn(node, model).flatMap((name) => {
    const declared = depth < 3 ? variableOf(name, model.source)?.defs[0]?.node : undefined;
    const made =
      declared?.type === 'VariableDeclarator' &&
      declared.init &&
      !contains(declared, name) &&
      !isFunction(declared.init)
        ? namesMentionedIn(declared.init, model, depth + 1)
        : [];
    return [name, ...made];
  });
}

function mentions(node: Node, name: TSESTree.Identifier, model: StsModel): boolean {
  const variable = variableOf(name, model.source);
  return (
    variable !== undefined &&
    namesMentionedIn(node, model).some((mention) => variableOf(mention, model.source) === variable)
  );
}

const withCatch = new WeakMap<Source, boolean>();

/** Whether the text has any word of a second try at all. Asked for every site, so each text is searched once. */
function saysCatch(source: Source): boolean {
  const known = withCatch.get(source) ?? /catch|Promise\.any/.test(source.text);
  withCatch.set(source, known);
  return known;
}

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

function hasCatch(body: Node, model: StsModel): boolean {
  let found = false;
  walk(body, model.source.visitorKeys, (at) => {
    if (at.type === 'CatchClause') found = true;
  });
  return found;
}

/** One of two clients of different regions, the second of which is used in the `catch` after the first, or at the same time. */
function isCaught(node: Node, model: StsModel): boolean {
  if (!saysCatch(model.source)) return false; // most files, and the only cheap question
  if (!placesOf(node, model).some(isTriedOrCaught)) return false; // next: without a look at every other site for each
  const mine = model.sites.find((site) => site.node === node);
  if (!mine) return false;
  const regions = usedRegions(mine, model);
  return model.sites.some(
    (other) =>
      other !== mine &&
      other.construct.kind === mine.construct.kind &&
      usedRegions(other, model) !== regions &&
      areTriedInTurn(mine, other, model),
  );
}

/** `call('eu-west-1')` in a `try`, `call('eu-central-1')` in its `catch`: the function around the site takes the region as a parameter. */
function isCalledInTurn(node: Node, model: StsModel): boolean {
  if (!saysCatch(model.source)) return false;
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
 * `async function ask([region, ...rest]) { try { …region… } catch { return ask(rest); } }`: what is tried asks one region, and the function
 * calls itself for another.
 */
function callsItselfWithNext(node: Node, model: StsModel): boolean {
  if (!saysCatch(model.source)) return false;
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

function usedRegions(site: Site, model: StsModel): string {
  const region = site.configuration.setting('region');
  return region.state === 'present' ? model.source.text.slice(region.node.range[0], region.node.range[1]) : '';
}

function areTriedInTurn(a: Site, b: Site, model: StsModel): boolean {
  return [
    [a, b],
    [b, a],
  ].some(([first, second]) =>
    placesOf((first as Site).node, model).some((tried) =>
      placesOf((second as Site).node, model).some(
        (other) =>
          triedBefore(other).some((block) => contains(block, tried)) ||
          (closest(other, isAnyCall) !== undefined && closest(other, isAnyCall) === closest(tried, isAnyCall)),
      ),
    ),
  );
}

/** Where a client is built and where the constant that holds it is mentioned. */
function placesOf(node: Node, model: StsModel): readonly Node[] {
  const holder = node.parent;
  const variable =
    holder?.type === 'VariableDeclarator' && unwrap(holder.id).type === 'Identifier'
      ? variableOf(holder.id as TSESTree.Identifier, model.source)
      : undefined;
  return [node, ...(variable?.references.map((reference) => reference.identifier) ?? [])];
}
