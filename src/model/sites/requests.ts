import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { enclosingFunction, isFunction, isKeyOrMember, staticName, unwrap } from '../../ast/parents.js';
import { isGlobal, variableOf } from '../../ast/scopes.js';
import { childrenOf, walk, type Node, type Source } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import { senderOf, type Sender } from '../../sts/senders.js';
import { signerOf, type RequestSigner } from '../../sts/signers.js';
import type { StsModel } from '../types.js';

/**
 * What a call sends its request with; `undefined` when it sends none, or in a way that cannot be sent again in another
 * region.
 */
export function senderAt(call: TSESTree.CallExpression, model: StsModel): Sender | undefined {
  const callee = unwrap(call.callee);
  const origin = model.originOf(callee);
  if (origin?.module !== undefined) return senderOf(packageOf(origin.module), origin.path.join('.'));
  if (callee.type === 'Identifier')
    return callee.name === 'fetch' && isGlobal(callee, model.source) ? 'fetch' : undefined;
  if (callee.type !== 'MemberExpression' || staticName(callee) !== 'fetch') return undefined;
  const object = unwrap(callee.object);
  if (object.type === 'Identifier' && object.name === 'globalThis' && isGlobal(object, model.source)) return 'fetch';
  return signerBuiltAt(object, model)?.method === 'fetch' ? 'aws4fetch' : undefined;
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

/** The signer whose class a name is built from in this file. */
function signerBuiltAt(node: Node, model: StsModel): RequestSigner | undefined {
  const built = constructionOf(node, model);
  return signerOf(built && model.originOf(built.callee));
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
  readonly by: RequestSigner['by'];
  /** The `new SignatureV4(…)` or `new AwsClient(…)`. */
  readonly signer: TSESTree.NewExpression | undefined;
}

/**
 * The signing that a call does: `aws4.sign(…)`, `signer.sign(…)`, and `client.fetch(…)` of aws4fetch, which also sends.
 */
export function signingAt(call: TSESTree.CallExpression, model: StsModel): Signing | undefined {
  const callee = unwrap(call.callee);
  const called = signerOf(model.originOf(callee));
  if (called && !called.isClass) return { call, by: called.by, signer: undefined };
  if (callee.type !== 'MemberExpression') return undefined;
  const built = signerBuiltAt(callee.object, model);
  return built?.method !== undefined && built.method === staticName(callee)
    ? { call, by: built.by, signer: constructionOf(callee.object, model) }
    : undefined;
}

/** The calls inside a node that run when it does, outermost first. Calls in nested functions do not count. */
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
    const variable = at.type === 'Identifier' && !isKeyOrMember(at) ? variableOf(at, source) : undefined;
    if (variable) found.add(variable);
  });
  return found;
}

/** The text of the function around a node, or of the node itself outside of functions. */
export function codeAround(node: Node, { source }: StsModel): string {
  const scope = enclosingFunction(node) ?? node;
  return source.text.slice(scope.range[0], scope.range[1]);
}

const ONE_TIME = /\b(?:TokenCode|SerialNumber)\b/;

/** Whether a request may carry a one-time code, so that it cannot be sent again. */
export const mayCarryOneTimeCode = (node: Node, model: StsModel): boolean => ONE_TIME.test(codeAround(node, model));
