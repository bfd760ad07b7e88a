import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { walk, type Node, type Source } from '../../ast/source.js';

/**
 * Whether code takes the signed request out of a client, for another party to send: `request.httpRequest` of SDK v2, or
 * a middleware of SDK v3 that keeps the request. Its host is part of what the other party checks, so that a client that
 * goes elsewhere breaks a login (Vault compares it with the URL that it gets).
 */
export function isHandedOn(client: Node, source: Source): boolean {
  const member = memberOf(client);
  if (member && staticName(member) === 'middlewareStack') return hasKeepingMiddleware(member, source);
  const call = member && callOf(member);
  return call !== undefined && [call, ...mentionsOf(call, source)].some((request) => isTakenApart(request, source));
}

const memberOf = (object: Node): TSESTree.MemberExpression | undefined => {
  const value = wrapped(object);
  return value.parent?.type === 'MemberExpression' && value.parent.object === value ? value.parent : undefined;
};

const callOf = (callee: Node): TSESTree.CallExpression | undefined =>
  callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined;

/** The mentions of the constant that holds a value. */
function mentionsOf(value: Node, source: Source): readonly Node[] {
  const holder = wrapped(value).parent;
  const variable =
    holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
      ? variableOf(holder.id, source)
      : undefined;
  return (variable?.references ?? []).filter((each) => each.isRead()).map(({ identifier }) => identifier);
}

/** `request.httpRequest`, `request.build()`, `request.send().request.httpRequest`, `request.on('sign', …)`. */
function isTakenApart(request: Node, source: Source): boolean {
  const member = memberOf(request);
  if (!member) return false;
  const name = staticName(member) ?? '';
  const call = callOf(member);
  if (name === 'httpRequest') return !isChanged(member);
  if (call && /^(?:build|sign)$/.test(name)) return true;
  if (call && name === 'on') return call.arguments.some((listener) => readsHttpRequest(listener, source));
  return /^(?:send|request|runTo)$/.test(name) && isTakenApart(call ?? member, source);
}

function readsHttpRequest(listener: Node, source: Source): boolean {
  let reads = false;
  walk(listener, source.visitorKeys, (node) => {
    if (node.type === 'MemberExpression' && staticName(node) === 'httpRequest') reads ||= !isChanged(node);
  });
  return reads;
}

/** `request.httpRequest.headers['x'] = …` adds to a request that the client sends itself. */
function isChanged(node: Node): boolean {
  const outer = memberOf(node);
  if (outer) return isChanged(outer);
  const { parent } = wrapped(node);
  return parent?.type === 'AssignmentExpression' && parent.left === wrapped(node);
}

/** `client.middlewareStack.add(…)` of a middleware that never passes the request on, or puts it into a variable. */
function hasKeepingMiddleware(stack: Node, source: Source): boolean {
  const add = memberOf(stack);
  const [middleware] = (add && callOf(add)?.arguments) ?? [];
  const outer = middleware && unwrap(middleware);
  if (!outer || !isFunction(outer)) return false;
  const [next] = outer.params;
  const name = next?.type === 'Identifier' ? next.name : undefined;
  let passesOn = false;
  let keeps = false;
  walk(outer.body, source.visitorKeys, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name)
      passesOn = true;
    if (node.type === 'AssignmentExpression' && node.left.type !== 'MemberExpression') keeps ||= isRequest(node.right);
  });
  return keeps || !passesOn;
}

const isRequest = (node: Node): boolean => {
  const value = unwrap(node);
  return value.type === 'MemberExpression' && staticName(value) === 'request';
};
