import type { TSESTree } from '@typescript-eslint/utils';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { functionAt, returnedNodes } from './functions.js';
import { ObjectBuilder } from './object-value.js';
import { isFieldAccess, isFunction, staticName, unwrap, type FunctionNode } from './parents.js';
import { allCallsOf, MAX_CALLERS } from './parameters.js';
import type { Node, Source } from './source.js';
import { joined } from './text-value.js';
import { choice, optionsOf, relocated, type Value } from './value.js';

/** Calls that return their first argument, or a copy of it. */
const GIVES_ITS_ARGUMENT = /^(?:Object\.freeze|Object\.seal|structuredClone|String|Promise\.resolve|require\.resolve)$/;

export function valueOfCall(node: TSESTree.CallExpression, evaluation: Evaluation): Value {
  const { source, valueOf, importedValue } = evaluation;
  const callee = unwrap(node.callee);
  const calleeText = source.text.slice(callee.range[0], callee.range[1]);
  const [first] = node.arguments;
  if (first && GIVES_ITS_ARGUMENT.test(calleeText)) return valueOf(first);
  if (calleeText === 'Deno.env.get' && first?.type === 'Literal')
    return { kind: 'environment', name: String(first.value), node };
  if (calleeText === 'Object.assign' && first && node.arguments.every(({ type }) => type !== 'SpreadElement')) {
    const builder = new ObjectBuilder(node);
    for (const argument of node.arguments) builder.spread(valueOf(argument), argument);
    return builder.build();
  }
  if (calleeText === 'require' && first?.type === 'Literal') {
    const imported = importedValue?.(String(first.value), '*');
    if (imported) return relocated(imported, node);
  }
  return (
    textOfCall(node, evaluation) ??
    resultOfCallee(node, evaluation) ??
    unknown(`it is the result of ${quote(node, source)}`, node)
  );
}

/** The text that `['a', b].join('.')` or `'a'.concat(b)` puts together. */
function textOfCall(call: TSESTree.CallExpression, { valueOf }: Evaluation): Value | undefined {
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? staticName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || (method !== 'join' && method !== 'concat')) return undefined;
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const receiver = valueOf(callee.object);
  const given = call.arguments.map(valueOf);
  if (method === 'concat')
    return receiver.kind === 'text' || (receiver.kind === 'literal' && typeof receiver.value === 'string')
      ? joined([receiver, ...given], call)
      : undefined;
  if (receiver.kind !== 'array' || receiver.elements === undefined) return undefined;
  const [separator = { kind: 'literal', value: ',', node: call }] = given;
  return joined(
    receiver.elements.flatMap((element, index) => (index === 0 ? [element] : [separator, element])),
    call,
  );
}

function resultOfCallee(call: TSESTree.CallExpression, evaluation: Evaluation): Value | undefined {
  const callee = unwrap(call.callee);
  if (isFieldAccess(callee)) {
    const method = functionAt(callee, evaluation.source);
    return method && resultOf(method, evaluation);
  }
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression' && !isFunction(callee)) return undefined;
  const value = evaluation.valueOf(callee);
  const result = value.kind === 'function' ? value.result() : undefined;
  return result && withoutOtherCalls(result, call, evaluation);
}

/** A result without what only other calls pass, unless the function keeps what it was passed. */
function withoutOtherCalls(result: Value, call: TSESTree.CallExpression, { source, valueOf }: Evaluation): Value {
  const fn = functionAt(call.callee, source);
  const calls = (result.kind === 'choice' && fn && allCallsOf(fn, source)) || [];
  if (!fn || calls.length < 2 || calls.length > MAX_CALLERS || writesOutside(fn, source)) return result;
  const passedBy = (each: TSESTree.CallExpression): readonly Node[] =>
    each.arguments.flatMap((argument) => optionsOf(valueOf(argument)).map(({ node }) => node));
  const own = new Set(passedBy(call));
  const others = new Set(calls.filter((each) => each !== call).flatMap(passedBy));
  const left = optionsOf(result).filter(({ node }) => own.has(node) || !others.has(node));
  return left.length === 0 ? result : choice(left, result.node);
}

const writesOutside = (fn: FunctionNode, { scopeManager }: Source): boolean =>
  scopeManager.acquire(fn)?.through.some((reference) => reference.isWrite()) ?? true;

/** What a function returns, over all its `return` statements, or else what its annotation says. */
export function resultOf(fn: FunctionNode, evaluation: Evaluation): Value | undefined {
  const { source, valueOf, annotated, once } = evaluation;
  const value = once(fn, () => {
    const returned = returnedNodes(fn, source);
    return returned && choice(returned.map(valueOf), fn);
  });
  return value === undefined || value.kind === 'unknown' ? (annotated(fn.returnType, fn) ?? value) : value;
}
