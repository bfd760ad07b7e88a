import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { isFunction, staticName, unwrap } from '../../ast/parents.js';
import { isGlobal, variableOf } from '../../ast/scopes.js';
import { childrenOf, walk, type Node, type Source } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import type { StsModel } from '../types.js';

/** What a call sends a request with, when its answer is a promise and it takes an `AbortSignal`. */
export type Sender = 'fetch' | 'axios' | 'aws4fetch';

/** Packages that have the standard's `fetch`, by the names that they export it under; '' is the package itself. */
const FETCHES: ReadonlyMap<string, readonly string[]> = new Map([
  ['node-fetch', ['']],
  ['cross-fetch', ['', 'fetch']],
  ['isomorphic-fetch', ['']],
  ['node-fetch-native', ['', 'fetch']],
  ['undici', ['fetch']],
]);

/** aws-sdk and its relatives; the other packages sign at once, with credentials that they are given. */
const SIGNATURE_V4 = /^@(?:smithy|aws-sdk)\/signature-v4$/;

/** What a call sends its request with; `undefined` when it sends none, or in a way that cannot be sent again in another region. */
export function senderAt(call: TSESTree.CallExpression, model: StsModel): Sender | undefined {
  const callee = unwrap(call.callee);
  const origin = model.originOf(callee);
  if (origin?.module !== undefined) {
    const module = packageOf(origin.module);
    if (FETCHES.get(module)?.includes(origin.path.join('.')) === true) return 'fetch';
    return module === 'axios' && /^(?:|get|delete|head|request|post|put|patch)$/.test(origin.path.join('.'))
      ? 'axios'
      : undefined;
  }
  if (callee.type === 'Identifier')
    return callee.name === 'fetch' && isGlobal(callee, model.source) ? 'fetch' : undefined;
  if (callee.type !== 'MemberExpression' || staticName(callee) !== 'fetch') return undefined;
  const object = unwrap(callee.object);
  if (object.type === 'Identifier' && object.name === 'globalThis' && isGlobal(object, model.source)) return 'fetch';
  return classOf(object, model) === 'aws4fetch.AwsClient' ? 'aws4fetch' : undefined;
}

/** Where the options of a request stand among its arguments. */
export function optionsIndex(call: TSESTree.CallExpression, sender: Sender): number {
  if (sender !== 'axios') return 1;
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? staticName(callee) : undefined;
  if (method !== undefined && /^(?:post|put|patch)$/.test(method)) return 2;
  const [first] = call.arguments;
  return method === 'request' ||
    (method === undefined && first !== undefined && unwrap(first).type === 'ObjectExpression')
    ? 0
    : 1;
}

/** `package.Class` of the class that a name is built from in this file. */
function classOf(node: Node, model: StsModel): string | undefined {
  const built = constructionOf(node, model);
  const origin = built && model.originOf(built.callee);
  return origin?.module === undefined ? undefined : `${packageOf(origin.module)}.${origin.path.join('.')}`;
}

/** The `new X(…)` that a constant holds, or that the node itself is. */
export function constructionOf(node: Node, model: StsModel): TSESTree.NewExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === 'NewExpression') return inner;
  const definition = inner.type === 'Identifier' ? variableOf(inner, model.source)?.defs[0] : undefined;
  const init =
    definition?.type === 'Variable' && definition.parent.kind === 'const' && definition.node.id.type === 'Identifier'
      ? definition.node.init
      : undefined;
  return init && unwrap(init).type === 'NewExpression' ? (unwrap(init) as TSESTree.NewExpression) : undefined;
}

/** A call that signs a request, with the object that says for which region. */
export interface Signing {
  readonly call: TSESTree.CallExpression;
  readonly by: 'aws4' | 'aws4fetch' | 'signature-v4';
  /** The `new SignatureV4(…)` or `new AwsClient(…)`. */
  readonly signer: TSESTree.NewExpression | undefined;
}

/** The signing that a call does: `aws4.sign(…)`, `signer.sign(…)`, and `client.fetch(…)` of aws4fetch, which also sends. */
export function signingAt(call: TSESTree.CallExpression, model: StsModel): Signing | undefined {
  const callee = unwrap(call.callee);
  const origin = model.originOf(callee);
  if (origin?.module !== undefined && packageOf(origin.module) === 'aws4' && origin.path.join('.') === 'sign')
    return { call, by: 'aws4', signer: undefined };
  if (callee.type !== 'MemberExpression') return undefined;
  const signer = constructionOf(callee.object, model);
  const built = classOf(callee.object, model);
  if (built === 'aws4fetch.AwsClient' && staticName(callee) === 'fetch') return { call, by: 'aws4fetch', signer };
  const [module = '', name] = built?.split(/\.(?=\w+$)/) ?? [];
  return SIGNATURE_V4.test(module) && name === 'SignatureV4' && staticName(callee) === 'sign'
    ? { call, by: 'signature-v4', signer }
    : undefined;
}

/** The calls inside a node that run when it does, outermost first: not those in functions that it makes. */
export function callsIn(node: Node, source: Source): readonly TSESTree.CallExpression[] {
  const found: TSESTree.CallExpression[] = [];
  const visit = (at: Node): void => {
    if (at.type === 'CallExpression') found.push(at);
    for (const child of childrenOf(at, source.visitorKeys)) if (!isFunction(child)) visit(child);
  };
  visit(node);
  return found;
}

/** The variables that a node mentions. */
export function variablesIn(node: Node, source: Source): ReadonlySet<Scope.Variable> {
  const found = new Set<Scope.Variable>();
  walk(node, source.visitorKeys, (at) => {
    const isKey = at.parent?.type === 'Property' && at.parent.key === at && !at.parent.shorthand && !at.parent.computed;
    const isMember = at.parent?.type === 'MemberExpression' && at.parent.property === at && !at.parent.computed;
    const variable = at.type === 'Identifier' && !isKey && !isMember ? variableOf(at, source) : undefined;
    if (variable) found.add(variable);
  });
  return found;
}
