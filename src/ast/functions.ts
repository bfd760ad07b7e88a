import type { TSESTree } from '@typescript-eslint/utils';
import {
  closest,
  enclosingClass,
  enclosingFunction,
  isFunction,
  staticName,
  unwrap,
  type FunctionNode,
} from './parents.js';
import { soleValue, variableOf } from './scopes.js';
import { forEachChild, walk, type Node, type Source } from './source.js';

/** A function with more `return` statements than this says too little about any one call. */
const MAX_RETURNS = 8;

/**
 * The function of this file that an expression refers to: written in place, declared, held by a name that is set once,
 * or a method of the class around (`this.make`).
 */
export function functionAt(node: Node, source: Source): FunctionNode | undefined {
  const inner = unwrap(node);
  if (isFunction(inner)) return inner;
  if (inner.type === 'MemberExpression') return methodAt(inner);
  if (inner.type !== 'Identifier') return undefined;
  const variable = variableOf(inner, source);
  const declared = variable?.defs.length === 1 ? variable.defs[0]?.node : undefined;
  if (declared?.type === 'FunctionDeclaration') return declared;
  const value = soleValue(inner, source);
  return value && isFunction(value) ? value : undefined;
}

function methodAt(node: TSESTree.MemberExpression): FunctionNode | undefined {
  if (unwrap(node.object).type !== 'ThisExpression') return undefined;
  const method = enclosingClass(node)?.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'method' && staticName(member) === staticName(node),
  );
  return method?.value.type === 'FunctionExpression' ? method.value : undefined;
}

/**
 * The expressions that a function may return; `undefined` for generators, functions that return nothing, and functions
 * with too many `return` statements.
 */
export function returnedNodes(fn: FunctionNode, source: Source): readonly Node[] | undefined {
  if (fn.generator) return undefined;
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const returned: Node[] = [];
  walk(fn.body, source.visitorKeys, (node) => {
    if (node.type === 'ReturnStatement' && enclosingFunction(node) === fn && node.argument)
      returned.push(node.argument);
  });
  return returned.length === 0 || returned.length > MAX_RETURNS ? undefined : returned;
}

/**
 * Every `this` below a node that means the same as directly inside it: also in arrow functions, but not in other
 * functions and classes.
 */
export function thisIn(node: Node, { visitorKeys }: Source): readonly Node[] {
  const found: Node[] = [];
  const descend = (below: Node): void => {
    if (below.type === 'ThisExpression') found.push(below);
    if (below.type !== 'ClassBody' && !(isFunction(below) && below.type !== 'ArrowFunctionExpression'))
      forEachChild(below, visitorKeys, descend);
  };
  forEachChild(node, visitorKeys, descend);
  return found;
}

/** The calls of a function by its name: of a declaration, a constant or a method. */
export function callsOf(fn: FunctionNode, source: Source): readonly TSESTree.CallExpression[] {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    const owner = closest(parent, (at): at is TSESTree.ClassBody => at.type === 'ClassBody');
    return owner ? ownCallsIn(owner, source).filter(({ callee }) => staticName(callee) === staticName(parent)) : [];
  }
  const name =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined;
  const mentioned = name ? (variableOf(name, source)?.references ?? []) : [];
  return mentioned.flatMap(({ identifier }) =>
    identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier ? [identifier.parent] : [],
  );
}

type OwnCall = TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression };

const isOwnCall = (node: Node): node is OwnCall =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  node.callee.object.type === 'ThisExpression';

const ownCalls = new WeakMap<TSESTree.ClassBody, readonly OwnCall[]>();

/** The calls `this.…()` in a class. A class with many sites is searched once. */
function ownCallsIn(owner: TSESTree.ClassBody, source: Source): readonly OwnCall[] {
  const known = ownCalls.get(owner);
  if (known) return known;
  const calls: OwnCall[] = [];
  walk(owner, source.visitorKeys, (at) => {
    if (isOwnCall(at)) calls.push(at);
  });
  ownCalls.set(owner, calls);
  return calls;
}
