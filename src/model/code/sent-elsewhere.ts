import type { TSESTree } from '@typescript-eslint/utils';
import { callsOf } from '../../ast/functions.js';
import { calleeName, contains, enclosingFunction, staticName, type FunctionNode } from '../../ast/parents.js';
import { walk, type Node, type Source } from '../../ast/source.js';
import { isSendingFunction } from '../../sts/senders.js';

/**
 * Words of the protocols by which another party sends a request to STS to learn who signed it: tokens of EKS, logins of
 * Vault and its like.
 */
const PROTOCOLS =
  /\.presign\(|x-k8s-aws-id|k8s-aws-v1|x-vault-aws-iam-server-id|(?:iam|sts)_?(?:http_?)?request_?(?:method|url|body|headers)/i;
/** A query that is signed by hand. Anyone who has the URL can send it. */
const SIGNED_QUERY = /x-amz-signature=/i;

/** Calls that may turn a signature into a token. */
const MAKES_TOKENS =
  /^(?:btoa|stringify|from|toString|toLowerCase|toUpperCase|encode\w*|parse|join|replace|replaceAll|trim|slice|substring|entries|keys|values|fromEntries|forEach|map|filter|reduce|assign|format\w*|byteLength|String|then|append|set|push)$/;
/** Encodings that show that another party sends the request. */
const ENCODES = /^(?:btoa|stringify)$/;
const sends = (name: string): boolean => isSendingFunction(name) || /^(?:send|get|post|put|open)$/i.test(name);

/** How many functions that return each other's results are followed. */
const MAX_DEPTH = 3;

/**
 * Whether the request of a host or signing call is only signed here, and sent by another party. It follows a protocol
 * for that, or the signature is encoded and returned, also by the functions of the file that call this one. A request
 * that is returned as it is may be sent by the code itself.
 */
export function isSentElsewhere(place: Node, source: Source, depth = 0): boolean {
  // google-auth-library signs the request to this URL, and Google sends it.
  if (place.parent?.type === 'Property' && staticName(place.parent) === 'regional_cred_verification_url') return true;
  const around = enclosingFunction(place);
  if (!around || depth > MAX_DEPTH) return false;
  const text = source.text.slice(around.range[0], around.range[1]);
  if (PROTOCOLS.test(text)) return true;
  const calls = callsWithin(around, source);
  if (SIGNED_QUERY.test(text) && !calls.some((call) => sends(nameOf(call)))) return true;
  const signings = calls.filter((call) => nameOf(call) === 'sign');
  if (signings.length > 0) return signings.every((signing) => isEncoded(signing, around, calls, source, depth));
  const callers = callsOf(around, source);
  return callers.length > 0 && callers.every((caller) => isSentElsewhere(caller, source, depth + 1));
}

/** Whether the result of a call leaves the function as a token, and the functions that get the token only return it. */
function isEncoded(
  signing: TSESTree.CallExpression,
  around: FunctionNode,
  calls: readonly TSESTree.CallExpression[],
  source: Source,
  depth: number,
): boolean {
  const later = calls.filter((call) => call !== signing && call.range[1] >= signing.range[1]);
  return (
    later.some(encodes) &&
    later.every((call) => MAKES_TOKENS.test(nameOf(call))) &&
    isReturned(signing, around, source, depth)
  );
}

const encodes = (call: TSESTree.CallExpression): boolean =>
  ENCODES.test(nameOf(call)) ||
  call.arguments.some((argument) => argument.type === 'Literal' && /^base64(?:url)?$/.test(String(argument.value)));

/** Whether a function returns the result of a call, and its callers in the file only return it as well. */
function isReturned(call: Node, around: FunctionNode, source: Source, depth: number): boolean {
  if (depth > MAX_DEPTH || !returnsAfter(call, around, source)) return false;
  return callsOf(around, source).every((caller) => {
    const outer = enclosingFunction(caller);
    const later =
      outer && callsWithin(outer, source).filter((each) => each !== caller && each.range[1] >= caller.range[1]);
    return (
      outer !== undefined &&
      later?.every((each) => MAKES_TOKENS.test(nameOf(each)) || isResolving(each)) === true &&
      (later.some(isResolving) || isReturned(caller, outer, source, depth + 1))
    );
  });
}

/** `new Promise((resolve) => { … resolve(token) })` returns it later. */
const isResolving = (call: TSESTree.CallExpression): boolean =>
  call.callee.type === 'Identifier' && call.callee.name === 'resolve';

function returnsAfter(call: Node, around: FunctionNode, source: Source): boolean {
  if (around.body.type !== 'BlockStatement') return contains(around.body, call);
  let found = false;
  walk(around.body, source.visitorKeys, (at) => {
    if (
      at.type === 'ReturnStatement' &&
      at.argument &&
      at.range[1] >= call.range[1] &&
      enclosingFunction(at) === around
    )
      found = true;
  });
  return found;
}

/** All calls inside a function, including those in nested functions. */
function callsWithin(around: FunctionNode, source: Source): readonly TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  walk(around.body, source.visitorKeys, (at) => {
    if (at.type === 'CallExpression') calls.push(at);
  });
  return calls;
}

const nameOf = ({ callee }: TSESTree.CallExpression): string => calleeName(callee) ?? '';
