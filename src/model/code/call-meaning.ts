import type { OriginOf } from '../../ast/origin.js';
import { calleeName, staticName, unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import { isSendingFunction, isSendingMethod, isSendingObject, senderOf } from '../../sts/senders.js';
import { isStub, isStubFunction, isStubObject } from '../../sts/stubs.js';
import type { CallNode, HostMeaning } from '../types.js';
import { meaningOfName, type NamedMeaning } from './named-meaning.js';

/** Functions and methods that compare what they get with what a test expects. */
const EXPECTATIONS: readonly RegExp[] = [
  /^(?:expect|assert|should|ok|equal|strictEqual|deepEqual|deepStrictEqual|notEqual|is|same|t)$/,
  /^(?:to[A-Z]\w*|not[A-Z]\w*|assert\w*|calledWith\w*|hasResource\w*|arrayWith|objectLike|stringLikeRegexp)$/,
];

/** What a host means as an argument of a function, by the function's name. */
const FUNCTIONS: readonly NamedMeaning[] = [
  ...EXPECTATIONS.map((name) => ({ name, meaning: 'identity' as const })),
  // tokens, principals, hashes
  { name: /^(?:getIDToken|getIdToken|withAudience|setAudience)$/, meaning: 'identity' },
  { name: /^(?:\w*Principal|\w*OpenIdConnectProvider\w*|principal|hash|createHash|update)$/, meaning: 'identity' },
  // comparisons, logs, lists
  {
    name: /^(?:includes|startsWith|endsWith|indexOf|match|test|replace|split|has|join|equals|RegExp)$/,
    meaning: 'unknown',
  },
  { name: /^(?:log|info|debug|warn|error|describe|it|Error|TypeError|push|concat)$/, meaning: 'unknown' },
  // what a request is made of
  { name: /^(?:URL|Request|Endpoint|HttpRequest|open|urlopen)$/, meaning: 'endpoint' },
];

/** Whether a call compares its arguments with what a test expects. */
export function isExpectation(call: CallNode): boolean {
  const name = calleeName(call.callee) ?? '';
  return EXPECTATIONS.some((expectation) => expectation.test(name));
}

/** Whether a test expects the code around to fail: `expect(() => fetch(…)).toThrow()`, `assert.rejects(fetch(…))`. */
export function isExpectedToFail(node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const { parent }: Node = at;
    if (parent?.type !== 'CallExpression' || parent.callee === at) continue;
    const name = calleeName(parent.callee) ?? '';
    if (
      FAILS.test(name) ||
      (name === 'expect' && parent.parent.type === 'MemberExpression' && FAILS.test(staticName(parent.parent) ?? ''))
    )
      return true;
  }
  return false;
}

/** Expectations of an error. */
const FAILS = /^(?:rejects|throws(?:Async)?|toThrow\w*|rejectedWith)$/;

/** What a host means among the arguments of a call; `undefined` when the call does not show it. */
export function meaningOfCall(call: CallNode, originOf: OriginOf): HostMeaning | undefined {
  const callee = unwrap(call.callee);
  const origin = originOf(callee);
  if (origin?.module !== undefined) {
    const exported = origin.path.join('.');
    if (isStub(origin.module, exported)) return 'stub';
    const module = packageOf(origin.module);
    if (senderOf(module, exported) || sendsRequest([module.replace(/^node:/, ''), ...origin.path])) return 'endpoint';
  }
  const name = calleeName(callee);
  if (name === undefined) return undefined;
  if (callee.type === 'MemberExpression' && isSendingMethod(name)) return meaningOfMethod(callee.object, name);
  if (isStubFunction(name)) return 'stub';
  return meaningOfName(name, FUNCTIONS) ?? (isSendingFunction(name) ? 'endpoint' : undefined);
}

/** Whether a path of names leads to what sends requests, whatever the file calls it: `https.get`, `undici.request`. */
function sendsRequest(path: readonly string[]): boolean {
  const [object, name] = path.length === 1 ? [undefined, ...path] : path.slice(-2);
  if (name === undefined) return false;
  return object === undefined ? isSendingFunction(name) : isSendingObject(object) && isSendingMethod(name);
}

/** A method that sends requests on some objects and stubs them on others: `axios.get`, `rest.get`. */
function meaningOfMethod(object: Node, method: string): HostMeaning | undefined {
  const inner = unwrap(object);
  const owner = calleeName(inner.type === 'CallExpression' ? inner.callee : inner);
  if (owner !== undefined && isStubObject(owner)) return 'stub';
  // `fetch` sends whatever it is called on: aws4fetch has it on a client.
  return method === 'fetch' || (owner !== undefined && isSendingObject(owner)) ? 'endpoint' : undefined;
}
