import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { lookUp } from '../../ast/object-value.js';
import { contains, enclosingFunction, staticName, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node } from '../../ast/source.js';
import type { Value } from '../../ast/value.js';
import { whyNotDeferrable } from '../../model/sites/deferral.js';
import { handSignatureIn, type HandSignature } from '../../model/sites/hand-signature.js';
import { codeAround, mayCarryOneTimeCode, signingAt, variablesIn, type Signing } from '../../model/sites/requests.js';
import type { StsModel } from '../../model/types.js';
import { declaredBy, ownSignal, partsOf, type HandMadeRequest } from '../hand-made-request.js';
import { isHome, type Home } from '../request-region.js';
import type { ObstaclesTo } from './obstacle.js';

/** A request that the code makes itself, which failover is planned for. */
export interface RequestCandidate {
  readonly request: HandMadeRequest;
  readonly home: Home;
  readonly model: StsModel;
}

export const REQUEST_OBSTACLES = {
  'request-with-one-time-code': {
    when: ({ request, model }) => mayCarryOneTimeCode(request.send, model),
    reason: 'The request may carry a one-time code, which a second region would refuse',
    nextStep: 'Keep one region here, or cache the credentials',
  },
  'signed-by-hand': {
    when: (candidate) => {
      const signature = isSignedBefore(candidate) ? handSignatureAround(candidate) : undefined;
      return signature && { region: signature.region ?? candidate.home.text };
    },
    reason: 'The code signs the request by hand, for `{{region}}`',
    nextStep: 'Sign and send it inside `withStsRegions` of the helper, for each region',
    isByHand: true,
  },
  'signed-before': {
    when: isSignedBefore,
    reason: 'The request is signed for one region, and not at the place where it is sent',
    nextStep: 'Sign and send it inside `withStsRegions` of the helper, for each region',
    isByHand: true,
  },
  'signed-for-other-region': {
    when: (candidate) => candidate.request.signings.some((signing) => !isSignedForHome(signing, candidate)),
    reason: 'The request may be signed for a region other than that of its host',
    nextStep: 'Sign for the region of the host, then run again',
  },
  'signer-waits': {
    when: ({ request, model }) => request.signings.some((signing) => mayWait(signing, model)),
    reason: 'The signer may have to wait for its credentials, and that wait would count against the region',
    nextStep: 'Await the credentials first and give them to the signer as a constant, then run again',
  },
  'request-by-hand': {
    when: ({ request, model }) =>
      request.signings.some((signing) => hasFixedOptions(signing, request)) ||
      !request.preparations.every((statement) => isPreparation(statement, request.own, model)),
    reason: 'The code makes this request itself, to one region',
    nextStep: 'Send it inside `withStsRegions` of the helper, to the host `stsHost(region)`',
    isByHand: true,
  },
  'used-beside-request': {
    when: ({ request }) => {
      const parts = partsOf(request);
      const variable = [...request.own].find(({ references }) =>
        references.some(({ identifier }) => !parts.some((part) => contains(part, identifier))),
      );
      return variable && { name: variable.name };
    },
    reason: '`{{name}}` depends on the region of the request but is also used outside of the request',
    nextStep: 'Send the request inside `withStsRegions` of the helper by hand',
    isByHand: true,
  },
  'request-not-repeatable': {
    when: (candidate) => {
      const why = whyNotRepeatable(candidate);
      return why === undefined ? undefined : { why };
    },
    reason: 'The request is made again for each region, and {{why}}',
    nextStep: 'Put that into a constant before the request, then run again',
  },
} as const satisfies ObstaclesTo<RequestCandidate>;

/** Requests of these operations carry a token instead of a signature. */
const UNSIGNED = /AssumeRoleWith(?:WebIdentity|SAML)\b/;
const SIGNATURE = /authorization|x-amz-|signature|\.sign\(/i;

/** Whether the request that is sent has a signature already. */
function isSignedBefore({ request, model }: RequestCandidate): boolean {
  const code = codeAround(request.send, model);
  return request.signings.length === 0 && !(UNSIGNED.test(code) && !SIGNATURE.test(code));
}

const handSignatureAround = ({ request: { send }, model }: RequestCandidate): HandSignature | undefined =>
  handSignatureIn(enclosingFunction(send) ?? model.source.ast, model);

/** Calls that may be made again for another region, a moment later. */
const REPEATABLE = new RegExp(
  `^(?:${[
    '(?:new )?(?:URL|URLSearchParams|Headers|Request|Date|TextEncoder|Map)',
    'encodeURI(?:Component)?',
    'btoa',
    String.raw`(?:fs\.)?readFileSync`,
    String.raw`Buffer\.from`,
    String.raw`Object\.fromEntries`,
  ].join('|')})$`,
);
const REPEATABLE_METHOD = /^(?:to\w*String|trim|join|replace|replaceAll|slice|get|format)$/;
const REPEATABLE_MODULE = /^(?:aws4|aws4fetch|@aws-crypto)(?:\/|$)/;

/** The options of the signer: the request itself for aws4, the options of the class for the others. */
function signerOptions({ call, by, signer }: Signing, model: StsModel): Value | undefined {
  const options = by === 'aws4' ? call.arguments[0] : signer?.arguments[0];
  return options && model.valueOf(options);
}

function isSignedForHome(signing: Signing, { home, model }: RequestCandidate): boolean {
  const options = signerOptions(signing, model);
  const region = options && lookUp(options, 'region');
  const isSame = region?.state === 'present' && isHome(region.node, home, model);
  if (signing.by === 'signature-v4') return isSame;
  // aws4 takes the region from the host, and aws4fetch from the URL, when they get none.
  return isSame || (signing.by === 'aws4' ? region?.state === 'absent' : !region || region.state === 'absent');
}

/** A `SignatureV4` that gets its credentials when it signs. */
function mayWait(signing: Signing, model: StsModel): boolean {
  if (signing.by !== 'signature-v4' || !signing.signer) return false;
  const options = signerOptions(signing, model);
  const credentials = options && lookUp(options, 'credentials');
  return !(credentials?.state === 'present' && isAtHand(credentials.node, model));
}

/** Whether the credentials are already available: written out, or awaited before. */
function isAtHand(node: Node, model: StsModel): boolean {
  const value = node.type === 'Property' ? unwrap(node.value) : unwrap(node);
  if (value.type === 'ObjectExpression') return true;
  const definition = value.type === 'Identifier' ? variableOf(value, model.source)?.defs[0] : undefined;
  if (definition?.type !== 'Variable' || definition.parent.kind !== 'const' || !definition.node.init) return false;
  return /^(?:ObjectExpression|AwaitExpression)$/.test(unwrap(definition.node.init).type);
}

/**
 * A signer that is built elsewhere and already called with options, which is where the region of the signature would
 * have to go.
 */
const hasFixedOptions = ({ call, by, signer }: Signing, request: HandMadeRequest): boolean =>
  by === 'signature-v4' &&
  signer !== undefined &&
  call.arguments.length > 1 &&
  !partsOf(request).some((part) => contains(part, signer));

/**
 * A declaration of constants, or a change of what another preparation made: `url.searchParams.set(…)`,
 * `aws4.sign(options)`.
 */
function isPreparation(statement: Node, own: ReadonlySet<Scope.Variable>, model: StsModel): boolean {
  if (statement.type === 'VariableDeclaration')
    return (
      statement.kind !== 'var' &&
      declaredBy(statement, model).every(
        (variable) => variable.references.filter((reference) => reference.isWrite()).length === 1,
      )
    );
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  if (expression.type === 'CallExpression' && signingAt(expression, model)?.by === 'aws4') return true;
  const target =
    expression.type === 'CallExpression'
      ? expression.callee
      : expression.type === 'AssignmentExpression'
        ? expression.left
        : undefined;
  if (target?.type !== 'MemberExpression') return false;
  return [...variablesIn(target, model.source)].some((variable) => own.has(variable));
}

function whyNotRepeatable({ request, model }: RequestCandidate): string | undefined {
  const { send, own } = request;
  const signal = ownSignal(request); // moves out of the function
  const call = (at: TSESTree.CallExpression | TSESTree.NewExpression): boolean =>
    at === send || (signal !== undefined && contains(signal, at)) || isRepeatable(at, model);
  return partsOf(request)
    .map((part) => whyNotDeferrable(part, model, { own, call }))
    .find((reason) => reason !== undefined);
}

function isRepeatable(call: TSESTree.CallExpression | TSESTree.NewExpression, model: StsModel): boolean {
  if (call.type === 'CallExpression' && signingAt(call, model)) return true;
  if (REPEATABLE_MODULE.test(model.originOf(call.callee)?.module ?? '')) return true;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && REPEATABLE_METHOD.test(staticName(callee) ?? '')) return true;
  return REPEATABLE.test(model.source.text.slice(callee.range[0], callee.range[1]));
}
