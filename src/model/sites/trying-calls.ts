import type { TSESTree } from '@typescript-eslint/utils';
import { functionAt } from '../../ast/functions.js';
import {
  ancestors,
  calleeName,
  closest,
  contains,
  enclosingFunction,
  isFunction,
  staticName,
  unwrap,
} from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { someBelow, type Node } from '../../ast/source.js';
import type { StsModel } from '../types.js';
import { handlesFailure } from './failure-handlers.js';
import { fieldMentions, holderOf, readsOf } from './places-of-use.js';

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export const isCall = (node: Node): node is Call => node.type === 'CallExpression' || node.type === 'NewExpression';

/** Words in the name of a function from elsewhere that goes on to its next argument when one fails. */
const TRYING_WORDS = new Set(
  (
    'any attempt attempts backup either failover failsafe fallback fallbacks first hedge hedged hedging race ' +
    'redundant resilient retry secondary sequential tries try turn until'
  ).split(' '),
);
/** Pairs of words: `failOver`, `fallBack`, `failSafe`. */
const TRYING_PAIRS = /fail_(?:over|safe)|fall_back/;

/** Methods that go through a list and give another list, or nothing, whatever fails. */
const VISITING = /^(?:map|flatMap|forEach|entries|values|filter|slice|concat|reverse|toReversed|sort|toSorted)$/;

/**
 * Whether a call goes on to another of the things that it is given when one fails: `Promise.any`, `Promise.race`, a
 * function of this file that handles failures, or one from elsewhere whose name says it.
 */
export function triesInTurn(call: Call, model: StsModel): boolean {
  const name = calleeName(call.callee);
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && calleeName(callee.object) === 'Promise')
    return name === 'allSettled' ? picksOne(call, model) : name === 'any' || name === 'race';
  const fn = functionAt(callee, model.source) ?? classAt(callee, model);
  return fn ? handlesFailure(fn, model.source) || someBelow(fn, model.source.visitorKeys, isAnyOrRace) : says(name);
}

/** The class of this file that a name stands for. */
function classAt(callee: Node, { source }: StsModel): Node | undefined {
  const declared = callee.type === 'Identifier' ? variableOf(callee, source)?.defs[0]?.node : undefined;
  return declared?.type === 'ClassDeclaration' ? declared : undefined;
}

const isAnyOrRace = (node: Node): boolean =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  calleeName(node.callee.object) === 'Promise' &&
  /^(?:any|race)$/.test(staticName(node.callee) ?? '');

/** `(await Promise.allSettled(all)).find(({ status }) => status === 'fulfilled')` */
function picksOne(call: Call, { source }: StsModel): boolean {
  const around = enclosingFunction(call) ?? source.ast;
  return someBelow(
    around,
    source.visitorKeys,
    (at) => at.type === 'CallExpression' && /^find(?:Last)?$/.test(calleeName(at.callee) ?? ''),
  );
}

function says(name: string | undefined): boolean {
  const words = (name ?? '').replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  return words.split('_').some((word) => TRYING_WORDS.has(word)) || TRYING_PAIRS.test(words);
}

/**
 * Whether what a list or call is given are alternatives of each other: they are tried in turn, or beside each other.
 */
export const holdsAlternatives = (holder: Node, model: StsModel): boolean =>
  isCall(holder) ? triesInTurn(holder, model) : isTriedList(holder, model);

/** The lists and calls that are given what stands at a place, up to the statements around it. */
export function holdersOf(place: Node): readonly Node[] {
  const holders: Node[] = [];
  for (const at of ancestors(place)) {
    if (at.type === 'BlockStatement' || at.type === 'Program') break;
    if (at.type === 'ArrayExpression' || (isCall(at) && isAmongArguments(place, at))) holders.push(at);
  }
  return holders;
}

const isAmongArguments = (node: Node, call: Call): boolean =>
  call.arguments.some((argument) => contains(argument, node));

/** How often a list may be handed on. */
const MAX_STEPS = 4;

/** Whether the elements of a list are tried in turn or beside each other, wherever the list gets to. */
export function isTriedList(list: Node, model: StsModel, steps = 0): boolean {
  if (isTriedHere(list, model)) return true;
  const { parent, child } = listHolderOf(list);
  if (isCall(parent ?? list) && parent && isAmongArguments(child, parent as Call))
    return triesInTurn(parent as Call, model);
  return steps < MAX_STEPS && mentionsOfHolder(parent, child, model).some((at) => isTriedList(at, model, steps + 1));
}

function mentionsOfHolder(parent: Node | undefined, child: Node, model: StsModel): readonly Node[] {
  if (parent?.type === 'VariableDeclarator' && parent.init === child) return readsOf(parent.id, model);
  if (parent?.type === 'PropertyDefinition' && parent.value === child) return fieldMentions(parent, model);
  if (parent?.type !== 'AssignmentExpression' || parent.right !== child) return [];
  return parent.left.type === 'MemberExpression' ? fieldMentions(parent.left, model) : readsOf(parent.left, model);
}

/** What gets the list, through spreads and calls such as `list.map(send)`. */
function listHolderOf(list: Node): ReturnType<typeof holderOf> {
  let holder = holderOf(list);
  for (let { parent, child } = holder; parent; { parent, child } = holder) {
    const isPart =
      parent.type === 'SpreadElement' || (parent.type === 'ArrayExpression' && child.type === 'SpreadElement');
    if (!isPart) return holder;
    holder = parent.type === 'SpreadElement' ? { parent: parent.parent, child: parent } : holderOf(parent);
  }
  return holder;
}

/** A loop with a handler that goes through the list or takes the next of it, or a method that handles failures. */
function isTriedHere(list: Node, model: StsModel): boolean {
  const { parent } = list;
  const { source } = model;
  if (parent?.type === 'MemberExpression' && parent.object === list) {
    if (parent.computed)
      return parent.property.type !== 'Literal' && handlesFailure(loopOrFunction(list, model), source);
    const call = parent.parent;
    const method = staticName(parent) ?? '';
    if (call.type === 'CallExpression' && call.callee === parent && !VISITING.test(method))
      return call.arguments.some((each) => isFunction(each) && handlesFailure(each, source));
  }
  const loop = closest(list, (at): at is TSESTree.ForOfStatement => at.type === 'ForOfStatement');
  return loop !== undefined && contains(loop.right, list) && handlesFailure(loop.body, source);
}

const loopOrFunction = (node: Node, { source }: StsModel): Node =>
  closest(node, (at): at is Node => /^(?:For|While|DoWhile)/.test(at.type) || isFunction(at)) ?? source.ast;
