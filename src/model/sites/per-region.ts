import type { TSESTree } from '@typescript-eslint/utils';
import {
  ancestors,
  calleeName,
  contains,
  enclosingFunction,
  isFunction,
  staticName,
  wrapped,
  type FunctionNode,
} from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { someBelow, type Node } from '../../ast/source.js';
import { TRANSPARENT_CALLS } from '../../sts/packages.js';
import { siteAtNode } from '../site-at-node.js';
import type { StsModel } from '../types.js';
import { fieldMentions, readsOf } from './places-of-use.js';
import { mentions, namesIn, namesMentionedIn, regionNodeOf } from './region-mentions.js';

/**
 * One client for each region of a list: `regions.map((region) => new STSClient({ region }))`, or a loop over regions
 * that keeps each client. A client that a loop uses and drops has only its own region.
 */
export function isPerRegion(node: Node, model: StsModel): boolean {
  const region = regionNodeOf(node, model);
  for (const ancestor of ancestors(node)) {
    const visited = isFunction(ancestor) ? elementOf(ancestor) : undefined;
    if (visited && namesIn(visited, model).some((name) => mentions(region, name, model))) return true;
    if (isLoop(ancestor) && saysRegion(node, model) && changesInLoop(region, ancestor, model))
      if (isKept(node, ancestor, model)) return true;
  }
  return false;
}

/** The parameter of a callback that takes each element of a list. */
function elementOf(callback: FunctionNode): Node | undefined {
  const call = callback.parent;
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] !== callback)
    return undefined;
  const method = staticName(call.callee) ?? '';
  if (/^(?:map|flatMap|forEach)$/.test(method)) return callback.params[0];
  return /^reduce(?:Right)?$/.test(method) ? callback.params[1] : undefined;
}

/** Whether a client may have a region of its own. A loop over roles may build clients that have none. */
const saysRegion = (node: Node, model: StsModel): boolean =>
  siteAtNode(node, model.sites)?.configuration.setting('region').state !== 'absent';

type Loop =
  | TSESTree.DoWhileStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForStatement
  | TSESTree.WhileStatement;

export const isLoop = (node: Node): node is Loop => /^(?:For(?:In|Of)?|While|DoWhile)Statement$/.test(node.type);

/** Whether an expression is made of something that another turn of the loop has another value for. */
export function changesInLoop(node: Node, loop: Loop, model: StsModel): boolean {
  if (
    (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') &&
    namesIn(loop.left, model).some((name) => mentions(node, name, model))
  )
    return true;
  return namesMentionedIn(node, model).some(
    (name) => isWrittenIn(name, loop, model) || isTakenFromList(name, loop, model),
  );
}

function isWrittenIn(name: TSESTree.Identifier, loop: Loop, model: StsModel): boolean {
  return (
    variableOf(name, model.source)?.references.some(
      (reference) => reference.isWrite() && reference.init !== true && contains(loop, reference.identifier),
    ) === true
  );
}

/** `const region = regions.shift()` inside the loop, and the same with `pop` and the `next` of an iterator. */
function isTakenFromList(name: TSESTree.Identifier, loop: Loop, model: StsModel): boolean {
  const declared = variableOf(name, model.source)?.defs[0]?.node;
  return (
    declared?.type === 'VariableDeclarator' &&
    declared.init !== null &&
    contains(loop, declared) &&
    someBelow(
      declared.init,
      model.source.visitorKeys,
      (at) => at.type === 'CallExpression' && /^(?:shift|pop|next)$/.test(calleeName(at.callee) ?? ''),
    )
  );
}

/** How far the constants and fields that hold a client are followed. */
const MAX_STEPS = 4;

/** Whether a loop puts the value itself, and not an answer of it, where every turn has a place of its own. */
function isKept(value: Node, loop: Loop, model: StsModel, steps = 0): boolean {
  let isAdded = false; // `[...clients, client]`
  let child = wrapped(value);
  for (let parent = child.parent; parent; parent = child.parent) {
    if (parent.type === 'YieldExpression') return true;
    if (parent.type === 'CallExpression' && isAddedBy(parent, child)) return true;
    const target = targetOf(parent, child);
    if (target) {
      if (target.type === 'MemberExpression' && target.computed && staticName(target) === undefined) return true;
      if (isAdded && parent.type === 'AssignmentExpression') return true;
      return (
        steps < MAX_STEPS &&
        readsOfHolder(target, model).some((read) => contains(loop, read) && isKept(read, loop, model, steps + 1))
      );
    }
    const holder = holderThrough(parent, child);
    if (!holder) return false;
    isAdded ||=
      (holder.type === 'ArrayExpression' && holder.elements.some((each) => each?.type === 'SpreadElement')) ||
      (holder.type === 'ObjectExpression' && holder.properties.some((each) => each.type === 'SpreadElement'));
    child = wrapped(holder);
  }
  return false;
}

/** `clients.push(client)`, `clients.set(region, client)`, `Object.assign(clients, { [region]: client })` */
function isAddedBy(call: TSESTree.CallExpression, argument: Node): boolean {
  if (call.callee.type !== 'MemberExpression' || !call.arguments.some((each) => each === argument)) return false;
  const method = staticName(call.callee) ?? '';
  const [first] = call.arguments;
  return method === 'set'
    ? call.arguments.length === 2 && first !== argument && first?.type !== 'Literal'
    : /^(?:push|unshift|add|concat|assign)$/.test(method);
}

/** What a value is written to: the left side of an assignment, or the name of a declaration. */
function targetOf(parent: Node, child: Node): Node | undefined {
  if (parent.type === 'AssignmentExpression' && parent.right === child) return parent.left;
  return parent.type === 'VariableDeclarator' && parent.init === child ? parent.id : undefined;
}

const readsOfHolder = (target: Node, model: StsModel): readonly Node[] =>
  target.type === 'MemberExpression' ? fieldMentions(target, model) : readsOf(target, model);

/** The expression around a value that holds it, or that is the value: an object, a choice, a function that builds it. */
function holderThrough(parent: Node, child: Node): Node | undefined {
  switch (parent.type) {
    case 'ArrayExpression':
    case 'LogicalExpression':
      return parent;
    case 'ConditionalExpression':
      return parent.test === child ? undefined : parent;
    case 'Property':
      return parent.value === child && parent.parent.type === 'ObjectExpression' ? parent.parent : undefined;
    case 'NewExpression':
      return parent.callee === child ? undefined : parent;
    case 'CallExpression':
      return parent.callee !== child && TRANSPARENT_CALLS.has(calleeName(parent.callee) ?? '') ? parent : undefined;
    case 'ArrowFunctionExpression':
      return parent.body === child ? parent : undefined;
    case 'ReturnStatement': {
      const fn = enclosingFunction(parent);
      return fn?.type === 'FunctionDeclaration' ? undefined : fn;
    }
    default:
      return undefined;
  }
}
