import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { lookUp } from '../ast/object-value.js';
import { ancestors, contains, enclosingFunction, staticName, unwrap } from '../ast/parents.js';
import { declares, variableOf } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import { whyNotDeferrable } from '../model/sites/deferral.js';
import { callsIn, optionsIndex, senderAt, signingAt, variablesIn, type Signing } from '../model/sites/requests.js';
import type { Sender } from '../sts/senders.js';
import type { StsModel } from '../model/types.js';
import type { Edit } from '../text/edit.js';
import { left, leftToHand, type Plan } from './plan.js';
import type { FailoverOptions } from './plan-failover.js';
import { homeText, isHome, regionalEdits, type Home } from './request-region.js';
import { requestText, type Preparation } from './request-text.js';
import { braced, styleOf } from './edits/style.js';

/** A request that the code makes itself: the call that sends it, and the statements before it that only prepare it for its region. */
interface HandMade {
  readonly send: TSESTree.CallExpression;
  readonly sender: Sender;
  readonly preparations: readonly TSESTree.Statement[];
  /** What the preparations declare. */
  readonly own: ReadonlySet<Scope.Variable>;
  readonly signings: readonly Signing[];
}

export const BY_HAND = leftToHand(
  'The code makes this request itself, to one region',
  'Send it inside `withStsRegions` of the helper, to the host `stsHost(region)`',
);

export const HANDED_OVER = left(
  'The request is signed here and sent by somebody else, who cannot fail over',
  'Agree on a region with the party that sends it',
);

/** Requests of these operations carry a token instead of a signature. */
const UNSIGNED = /AssumeRoleWith(?:WebIdentity|SAML)\b/;
const SIGNATURE = /authorization|x-amz-|signature|\.sign\(/i;
const ONE_TIME = /\b(?:TokenCode|SerialNumber)\b/;

/** Calls that may be made again for another region, a moment later. */
const REPEATABLE =
  /^(?:(?:new )?(?:URL|URLSearchParams|Headers|Request|Date|TextEncoder|Map)|encodeURI(?:Component)?|btoa|(?:fs\.)?readFileSync|Buffer\.from|Object\.fromEntries)$/;
const REPEATABLE_METHOD = /^(?:to\w*String|trim|join|replace|replaceAll|slice|get|format)$/;

/**
 * A request to one regional host, made and sent in one place, becomes `withStsRegions((region, signal) => …)`: what depends on the region
 * moves inside, the host becomes `stsHost(region)`, and the signature is for `region`. `seed` is the host or signing call that tells of it.
 */
export function planRequest(seed: Node, home: Home, model: StsModel, { nameOf }: FailoverOptions): Plan {
  const request = findRequest(seed, home, model);
  if (!request) return BY_HAND;
  const obstacle = obstacleTo(request, home, model);
  if (obstacle) return obstacle;

  const region = declares('region', model.source) ? 'stsRegion' : 'region';
  const signal = declares('signal', model.source) ? 'stsSignal' : 'signal';
  const parts: Node[] = [...request.preparations, request.send];
  const inner = parts.map((part) => regionalEdits(part, home, model, region, nameOf('stsHost')));
  const sending = signalEdits(request, signal, region, model);
  if (!sending || inner.some((edits) => edits === undefined)) return BY_HAND;
  const style = styleOf(model.source);
  const own = homeText(home, style);
  const options = [
    ...(own === undefined ? [] : [own === 'region' ? 'region' : `region: ${own}`]),
    ...(sending.given === undefined ? [] : [sending.given === 'signal' ? 'signal' : `signal: ${sending.given}`]),
  ];
  const signingRegions = request.signings.flatMap(({ call, by, signer }): Edit[] =>
    by === 'signature-v4' && call.arguments.length === 1 && signer && !parts.some((part) => contains(part, signer))
      ? [insertAt((call.arguments[0] as Node).range[1], `, ${braced(`signingRegion: ${region}`, style)}`)]
      : [],
  );
  const preparations = request.preparations.map((statement, index): Preparation => ({
    statement,
    edits: [...(inner[index] ?? []), ...within(statement, signingRegions)],
  }));
  const edits = requestText({
    source: model.source,
    send: request.send,
    sendEdits: [...(inner.at(-1) ?? []), ...sending.edits, ...within(request.send, signingRegions)],
    preparations,
    open: `${nameOf('withStsRegions')}(`,
    parameters: `(${region}, ${signal})`,
    close: options.length === 0 ? ')' : `, ${braced(options.join(', '), style)})`,
  });
  return edits === undefined
    ? BY_HAND
    : { kind: 'edits', edits, needs: { sdk: 'v3', functions: ['stsHost', 'withStsRegions'], replaced: [] } };
}

const insertAt = (at: number, text: string): Edit => ({ range: [at, at], text });
const within = (node: Node, edits: readonly Edit[]): readonly Edit[] =>
  edits.filter((edit) => node.range[0] <= edit.range[0] && edit.range[1] <= node.range[1]);

function findRequest(seed: Node, home: Home, model: StsModel): HandMade | undefined {
  const { source } = model;
  const statements = statementsAround(seed);
  const own = new Set<Scope.Variable>();
  const preparations: TSESTree.Statement[] = [];
  const isRegional = (node: Node): boolean =>
    home.nodes.some((regional) => contains(node, regional)) ||
    [...variablesIn(node, source)].some((variable) => own.has(variable));
  for (const statement of statements ?? []) {
    if (!isRegional(statement)) continue;
    const send = callsIn(statement, source).find((call) => senderAt(call, model) !== undefined && isRegional(call));
    const sender = send && senderAt(send, model);
    if (send && sender) {
      const parts: Node[] = [...preparations, send];
      if (!parts.some((part) => contains(part, seed))) return undefined;
      return {
        send,
        sender,
        preparations,
        own,
        signings: parts.flatMap((part) => callsIn(part, source)).flatMap((call) => signingAt(call, model) ?? []),
      };
    }
    preparations.push(statement);
    for (const variable of declaredBy(statement, model)) own.add(variable);
  }
  return undefined;
}

/** The statements of the block that a node stands in, in the same function. */
function statementsAround(seed: Node): readonly TSESTree.Statement[] | undefined {
  for (const ancestor of ancestors(seed)) {
    if (ancestor.type === 'BlockStatement' || ancestor.type === 'Program') return ancestor.body;
    if (ancestor.type === 'ArrowFunctionExpression' && contains(ancestor.body, seed))
      return [ancestor.body as unknown as TSESTree.Statement]; // an expression
    if (/^(?:SwitchCase|StaticBlock|PropertyDefinition)$/.test(ancestor.type)) return undefined;
  }
  return undefined;
}

const declaredBy = (statement: Node, model: StsModel): readonly Scope.Variable[] =>
  statement.type === 'VariableDeclaration'
    ? statement.declarations.flatMap((declarator) => model.source.scopeManager.getDeclaredVariables(declarator))
    : [];

/** Why a request must be left to a person, with the next step. */
function obstacleTo(request: HandMade, home: Home, model: StsModel): Plan | undefined {
  const { send, preparations, own, signings } = request;
  const { source } = model;
  const parts: Node[] = [...preparations, send];
  const text = around(send, source.text);
  if (ONE_TIME.test(text))
    return left(
      'The request may carry a one-time code, which a second region would refuse',
      'Keep one region here, or cache the credentials',
    );
  if (signings.length === 0 && !(UNSIGNED.test(text) && !SIGNATURE.test(text)))
    return leftToHand(
      'The request is signed for one region, and not where it is sent',
      'Sign and send it inside `withStsRegions` of the helper, for each region',
    );
  for (const signing of signings) {
    const obstacle = obstacleToSigning(signing, home, parts, model);
    if (obstacle) return obstacle;
  }
  if (!preparations.every((statement) => isPreparation(statement, own, model))) return BY_HAND;
  const elsewhere = [...own].find((variable) =>
    variable.references.some(({ identifier }) => !parts.some((part) => contains(part, identifier))),
  );
  if (elsewhere)
    return leftToHand(
      `\`${elsewhere.name}\` is made for the region of the request, and used outside of it as well`,
      'Send the request inside `withStsRegions` of the helper by hand',
    );
  const signal = ownSignal(request); // moves out of the function
  const call = (at: TSESTree.CallExpression | TSESTree.NewExpression): boolean =>
    at === send || (signal !== undefined && contains(signal, at)) || isRepeatable(at, model);
  const why = parts.map((part) => whyNotDeferrable(part, model, { own, call })).find((reason) => reason !== undefined);
  return why === undefined
    ? undefined
    : left(
        `The request is made again for each region, and ${why}`,
        'Put that into a constant before the request, then run again',
      );
}

/** The signal that the caller hands to the call that sends. */
function ownSignal({ send, sender }: HandMade): TSESTree.Property | undefined {
  const options = send.arguments[optionsIndex(send, sender)];
  const literal = options && unwrap(options);
  return literal?.type === 'ObjectExpression'
    ? literal.properties.find((p): p is TSESTree.Property => p.type === 'Property' && staticName(p) === 'signal')
    : undefined;
}

/** The function, or statement of the file, that a request is made in. */
function around(node: Node, text: string): string {
  const scope = enclosingFunction(node) ?? node;
  return text.slice(scope.range[0], scope.range[1]);
}

function obstacleToSigning(
  { call, by, signer }: Signing,
  home: Home,
  parts: readonly Node[],
  model: StsModel,
): Plan | undefined {
  const options = by === 'aws4' ? call.arguments[0] : signer?.arguments[0];
  const value = options && model.valueOf(options);
  const region = value && lookUp(value, 'region');
  const isSameRegion = region?.state === 'present' && isHome(region.node, home, model);
  if (
    by === 'aws4'
      ? region?.state !== 'absent' && !isSameRegion
      : by === 'signature-v4'
        ? !isSameRegion
        : region?.state === 'unknown' || (region?.state === 'present' && !isSameRegion)
  )
    return left(
      'The request may be signed for another region than the one of its host',
      'Sign for the region of the host, then run again',
    );
  if (by !== 'signature-v4' || !signer) return undefined;
  if (call.arguments.length > 1 && !parts.some((part) => contains(part, signer))) return BY_HAND;
  const credentials = value && lookUp(value, 'credentials');
  return credentials?.state === 'present' && isAtHand(credentials.node, model)
    ? undefined
    : left(
        'The signer may have to wait for its credentials, which would count as time of the region',
        'Await the credentials first and give them to the signer as a constant, then run again',
      );
}

/** Credentials that are there already: written out, or awaited before. */
function isAtHand(node: Node, model: StsModel): boolean {
  const value = node.type === 'Property' ? unwrap(node.value) : unwrap(node);
  if (value.type === 'ObjectExpression') return true;
  const definition = value.type === 'Identifier' ? variableOf(value, model.source)?.defs[0] : undefined;
  if (definition?.type !== 'Variable' || definition.parent.kind !== 'const' || !definition.node.init) return false;
  return /^(?:ObjectExpression|AwaitExpression)$/.test(unwrap(definition.node.init).type);
}

/** A declaration of constants, or a change of what another preparation made: `url.searchParams.set(…)`, `aws4.sign(options)`. */
function isPreparation(statement: Node, own: ReadonlySet<Scope.Variable>, model: StsModel): boolean {
  if (statement.type === 'VariableDeclaration')
    return (
      statement.kind !== 'var' &&
      [...declaredBy(statement, model)].every(
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

function isRepeatable(call: TSESTree.CallExpression | TSESTree.NewExpression, model: StsModel): boolean {
  if (call.type === 'CallExpression' && signingAt(call, model)) return true;
  const module = model.originOf(call.callee)?.module;
  if (module !== undefined && /^(?:aws4|aws4fetch|@aws-crypto)(?:\/|$)/.test(module)) return true;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && REPEATABLE_METHOD.test(staticName(callee) ?? '')) return true;
  return REPEATABLE.test(model.source.text.slice(callee.range[0], callee.range[1]));
}

interface Sending {
  readonly edits: readonly Edit[];
  /** The caller's own signal, which moves to the options of the helper. */
  readonly given: string | undefined;
}

/** Hands `signal` to the call that sends, and the region to aws4fetch, whose client has one of its own. */
function signalEdits(request: HandMade, signal: string, region: string, model: StsModel): Sending | undefined {
  const { send, sender, own, signings } = request;
  const { source } = model;
  const style = styleOf(source);
  const index = optionsIndex(send, sender);
  const added = [
    ...(needsRegion(send, signings, model)
      ? [`aws: ${braced(`region${region === 'region' ? '' : `: ${region}`}`, style)}`]
      : []),
    signal === 'signal' ? 'signal' : `signal: ${signal}`,
  ].join(', ');
  const argument = send.arguments[index];
  const last = send.arguments.at(-1);
  if (send.arguments.some(({ type }) => type === 'SpreadElement') || !last) return undefined;
  if (!argument)
    return {
      edits: [
        insertAt(last.range[1], `, ${send.arguments.length < index ? 'undefined, ' : ''}${braced(added, style)}`),
      ],
      given: undefined,
    };
  const literal = unwrap(argument);
  if (literal.type !== 'ObjectExpression') {
    if (!hasNoSignal(literal, own, model)) return undefined;
    return {
      edits: [
        insertAt(argument.range[0], `{${style.braceSpace}...`),
        insertAt(argument.range[1], `, ${added}${style.braceSpace}}`),
      ],
      given: undefined,
    };
  }
  const mine = ownSignal(request);
  const spreads = literal.properties.filter((p) => p.type === 'SpreadElement');
  const hasOwnRegion = literal.properties.some((p) => p.type === 'Property' && staticName(p) === 'aws');
  if (
    !spreads.every(({ argument: spread }) => hasNoSignal(spread, own, model)) ||
    (hasOwnRegion && added.startsWith('aws'))
  )
    return undefined;
  if (mine) {
    if (added.startsWith('aws')) return undefined;
    return {
      edits: [{ range: mine.range, text: added }],
      given: source.text.slice(mine.value.range[0], mine.value.range[1]),
    };
  }
  return { edits: [addLast(literal, added, source)], given: undefined };
}

const needsRegion = (send: Node, signings: readonly Signing[], model: StsModel): boolean =>
  signings.some(
    ({ call, by, signer }) =>
      by === 'aws4fetch' &&
      call === send &&
      signer?.arguments[0] !== undefined &&
      lookUp(model.valueOf(signer.arguments[0]), 'region').state === 'present',
  );

/** Options that were made for the request, or in which we can see that no signal is. */
function hasNoSignal(node: Node, own: ReadonlySet<Scope.Variable>, model: StsModel): boolean {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression' && signingAt(inner, model)?.by === 'aws4') return true;
  if (inner.type !== 'Identifier' && inner.type !== 'MemberExpression') return false;
  const variable = inner.type === 'Identifier' ? variableOf(inner, model.source) : undefined;
  return (variable !== undefined && own.has(variable)) || lookUp(model.valueOf(inner), 'signal').state === 'absent';
}

/** Behind the last property, since what comes later wins; on a line of its own when the others have theirs. */
function addLast(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const { text } = source;
  const last = literal.properties.at(-1);
  if (!last) return { range: literal.range, text: braced(property, styleOf(source)) };
  const comma = /^\s*,/.exec(text.slice(last.range[1], literal.range[1]))?.[0];
  const at = last.range[1] + (comma?.length ?? 0);
  const lead = /(?:^|\r?\n)[ \t]*$/.exec(text.slice(0, last.range[0]))?.[0];
  return insertAt(
    at,
    `${comma === undefined ? ',' : ''}${lead === undefined || lead === '' ? ' ' : lead}${property}${comma === undefined ? '' : ','}`,
  );
}
