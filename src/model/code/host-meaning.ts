import type { TSESTree } from '@typescript-eslint/utils';
import type { OriginOf } from '../../ast/origin.js';
import { isFunction, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { meaningOfKey } from './key-meaning.js';
import type { HostMeaning } from '../types.js';

/**
 * What a string that looks like an STS host is for. It is an endpoint when it reaches a sink: a request URL or host, an `endpoint` key, or
 * a variable that does. The same words are audiences of OIDC tokens, service principals, event sources, XML namespaces and expectations;
 * those are never endpoints. Each table row has a test.
 */
export interface Meaning {
  readonly meaning: HostMeaning;
  readonly sink: Node | undefined;
}

interface Row {
  readonly name: RegExp;
  readonly meaning: HostMeaning;
}

/** By the name of the function that the string is an argument of. */
const CALLS: readonly Row[] = [
  {
    name: /^(?:expect|assert|should|ok|equal|strictEqual|deepEqual|deepStrictEqual|notEqual|is|same|t)$|^(?:to[A-Z]\w*|not[A-Z]\w*|assert\w*|calledWith\w*|hasResource\w*|arrayWith|objectLike|stringLikeRegexp)$/,
    meaning: 'identity',
  },
  {
    name: /^(?:nock|intercept|onGet|onPost|onAny|mock\w*|stub\w*|fetchMock|when|respondWith|MockAgent)$/,
    meaning: 'stub',
  },
  {
    name: /^(?:getIDToken|getIdToken|\w*Principal|\w*OpenIdConnectProvider\w*|withAudience|setAudience|principal|hash|createHash|update)$/,
    meaning: 'identity',
  },
  {
    name: /^(?:includes|startsWith|endsWith|indexOf|match|test|replace|split|has|join|log|info|debug|warn|error|describe|it|Error|TypeError|push|concat|equals|RegExp)$/,
    meaning: 'unknown',
  },
  {
    name: /^(?:fetch|\w*Fetch|axios|got|ky|needle|superagent|request|URL|Request|Endpoint|HttpRequest|open|urlopen)$/,
    meaning: 'endpoint',
  },
];

/** Objects whose `get`, `post` … send a request. */
const REQUESTERS =
  /^(?:window|globalThis|self|axios|got|ky|needle|superagent|request|https?|agent|client|http2|undici|urllib|\$http|httpClient|bent)$/i;
const METHODS = /^(?:get|post|put|head|delete|request|patch|send|stream|fetch)$/i;
const STUB_PACKAGES = /^(?:nock|msw|fetch-mock|axios-mock-adapter|undici|@mswjs\/.*|jest-fetch-mock|pretender)$/;

/** Names of variables, fields and functions that hold or give an endpoint. */
const ENDPOINT_NAME = /(?:endpoint|host(?:name)?|url|uri)s?$/i;
const IDENTITY_NAME = /aud(?:ience)?s?$|client_?ids?$|principal|event_?source|namespace|xmlns/i;

const UNKNOWN: Meaning = { meaning: 'unknown', sink: undefined };
const PARTS = new Set([
  'TemplateLiteral',
  'ConditionalExpression',
  'LogicalExpression',
  'ChainExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'AwaitExpression',
]);

/** Whether a part of a longer string stands where its host does: at the start, after `//`, or as a signed header. Not in `&audience=${NAME}`. */
function standsAsHost(part: Node, parent: Node): boolean {
  if (parent.type === 'TemplateLiteral')
    return endsBeforeHost(parent.quasis[parent.expressions.indexOf(part as TSESTree.Expression)]?.value.raw ?? '');
  return parent.type !== 'BinaryExpression' || parent.right !== part || endsBeforeHost(textAtEnd(parent.left));
}

const endsBeforeHost = (text: string): boolean => /^$|(?:\/\/|@|\bhost:\s*)$/i.test(text);

/** The known text at the end of an expression; empty where it is not known. */
function textAtEnd(node: Node): string {
  switch (node.type) {
    case 'Literal':
      return String(node.value);
    case 'TemplateLiteral':
      return node.quasis.at(-1)?.value.raw ?? '';
    case 'BinaryExpression':
      return textAtEnd(node.right);
    default:
      return '';
  }
}

export function createMeaningOf(source: Source, originOf: OriginOf): (node: Node) => Meaning {
  function meaningOf(node: Node, seen: ReadonlySet<Node> = new Set()): Meaning {
    const parent = node.parent;
    if (!parent || seen.has(node)) return UNKNOWN;
    if (!standsAsHost(node, parent)) return UNKNOWN;
    const next = new Set(seen).add(node);
    if (PARTS.has(parent.type))
      return parent.type === 'ConditionalExpression' && parent.test === node ? UNKNOWN : meaningOf(parent, next);
    switch (parent.type) {
      case 'BinaryExpression':
        return parent.operator === '+' ? meaningOf(parent, next) : UNKNOWN;
      case 'Property':
        return parent.value === node ? ofKey(parent, next) : UNKNOWN;
      case 'PropertyDefinition':
        return parent.value === node ? named(staticName(parent), parent) : UNKNOWN;
      case 'ArrayExpression':
        return ofContainer(parent, next);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === node ? UNKNOWN : ofArgument(parent, node, next);
      case 'VariableDeclarator':
        return parent.init === node && parent.id.type === 'Identifier' ? ofVariable(parent.id, next) : UNKNOWN;
      case 'AssignmentPattern':
        return parent.left.type === 'Identifier' ? ofVariable(parent.left, next) : UNKNOWN;
      case 'AssignmentExpression':
        return parent.right === node ? ofAssignment(parent, next) : UNKNOWN;
      case 'MemberExpression':
        return ofMethod(parent, node, next);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return ofResult(parent);
      default:
        return UNKNOWN;
    }
  }

  /** A value under a key: identities also count from further out (`{ Principal: { Service: [ … ] } }`), endpoints only from the key itself. */
  function ofKey(property: TSESTree.Property, seen: ReadonlySet<Node>): Meaning {
    const outer = identityAround(property);
    if (outer) return { meaning: 'identity', sink: undefined };
    if (isEndpointRule(property)) return UNKNOWN;
    const meaning = meaningOfKey(staticName(property) ?? computedKeyText(property));
    if (meaning !== undefined)
      return { meaning, sink: meaning === 'endpoint' ? requestAround(property.parent) : undefined };
    const entry = ofEntry(property, seen);
    if (entry.meaning !== 'unknown') return entry;
    return property.parent.type === 'ObjectExpression' && property.shorthand
      ? UNKNOWN
      : ofContainer(property.parent, seen);
  }

  /** `const endpoints = { sts: 'https://…' }`: what `endpoints.sts` is used for. */
  function ofEntry(property: TSESTree.Property, seen: ReadonlySet<Node>): Meaning {
    const name = staticName(property);
    const object = outermost(property.parent);
    const holder = object.parent;
    if (
      name === undefined ||
      holder?.type !== 'VariableDeclarator' ||
      holder.init !== object ||
      holder.id.type !== 'Identifier'
    )
      return UNKNOWN;
    const uses = (variableOf(holder.id, source)?.references ?? [])
      .filter((reference) => reference.isRead())
      .map(({ identifier }): Meaning => {
        const { parent } = identifier;
        if (parent.type === 'MemberExpression' && parent.object === identifier && staticName(parent) === name)
          return meaningOf(parent, seen);
        if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return UNKNOWN;
        const taken = parent.id.properties.find(
          (each): each is TSESTree.Property => each.type === 'Property' && staticName(each) === name,
        )?.value;
        return taken?.type === 'Identifier' ? ofVariable(taken, seen) : UNKNOWN;
      });
    return uses.find((use) => use.meaning === 'endpoint') ?? uses.find((use) => use.meaning !== 'unknown') ?? UNKNOWN;
  }

  /** The object with `as const` and `Object.freeze(…)` around it. */
  function outermost(object: Node): Node {
    const outer = wrapped(object);
    const call = outer.parent;
    return call?.type === 'CallExpression' &&
      call.arguments[0] === outer &&
      source.text.slice(call.callee.range[0], call.callee.range[1]) === 'Object.freeze'
      ? outermost(call)
      : outer;
  }

  /** `{ url: 'https://sts.amazonaws.com', properties: { authSchemes } }`: a row of an SDK's own endpoint rules, not a request. */
  const isEndpointRule = (property: TSESTree.Property): boolean =>
    property.parent.type === 'ObjectExpression' &&
    property.parent.properties.some(
      (sibling) => sibling.type === 'Property' && /^(?:properties|authSchemes)$/.test(staticName(sibling) ?? ''),
    );

  const computedKeyText = (property: TSESTree.Property): string =>
    source.text.slice(property.key.range[0], property.key.range[1]).replace(/[`'"]/g, '');

  function identityAround(property: Node): boolean {
    for (let at: Node | undefined = property; at; at = at.parent) {
      if (at.type === 'Property') {
        const key = staticName(at) ?? computedKeyText(at);
        if (meaningOfKey(key) === 'identity') return true;
      } else if (at.type === 'CallExpression' || at.type === 'NewExpression') {
        const meaning = callMeaning(at)?.meaning;
        if (meaning === 'identity' || meaning === 'stub') return true;
        if (!Array.isArray(at.arguments)) return false;
      } else if (at.type !== 'ObjectExpression' && at.type !== 'ArrayExpression' && !PARTS.has(at.type)) return false;
    }
    return false;
  }

  /** An object or array that holds the string somewhere: only where it is handed to tells. */
  function ofContainer(container: Node, seen: ReadonlySet<Node>): Meaning {
    const found = meaningOf(container, seen);
    // A list of URLs is an endpoint only where it is seen to be requested: lists to compare with have such names too.
    if (container.type === 'ArrayExpression' && found.sink === undefined && found.meaning === 'endpoint')
      return UNKNOWN;
    // `{ token: 'sts.amazonaws.com' }` in a request is not the request's host.
    return found.meaning === 'endpoint' && container.type === 'ObjectExpression' ? UNKNOWN : found;
  }

  function callMeaning(call: TSESTree.CallExpression | TSESTree.NewExpression): Row | undefined {
    const callee = unwrap(call.callee);
    const module = originOf(callee)?.module;
    if (module !== undefined && STUB_PACKAGES.test(module))
      return module === 'undici' && /^(?:fetch|request)$/.test(calleeName(callee) ?? '')
        ? { name: /./, meaning: 'endpoint' }
        : { name: /./, meaning: 'stub' };
    const name = calleeName(callee);
    if (name === undefined) return undefined;
    if (callee.type === 'MemberExpression' && METHODS.test(name)) {
      const object = unwrap(callee.object);
      const owner =
        object.type === 'Identifier'
          ? object.name
          : object.type === 'MemberExpression'
            ? staticName(object)
            : object.type === 'CallExpression'
              ? calleeName(unwrap(object.callee))
              : undefined;
      if (owner !== undefined && /^(?:nock|msw|mock|server|worker|fetchMock|rest|scope)$/i.test(owner))
        return { name: /./, meaning: 'stub' };
      // Whatever it is called on, `fetch` requests: aws4fetch has it on a client.
      return name === 'fetch' || (owner !== undefined && REQUESTERS.test(owner))
        ? { name: /./, meaning: 'endpoint' }
        : undefined;
    }
    return CALLS.find((row) => row.name.test(name));
  }

  const calleeName = (callee: Node): string | undefined =>
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? staticName(callee) : undefined;

  function ofArgument(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
    seen: ReadonlySet<Node>,
  ): Meaning {
    const row = callMeaning(call);
    if (row?.meaning === 'endpoint') return isRewritten(call) ? UNKNOWN : { meaning: 'endpoint', sink: call };
    if (row) return { meaning: row.meaning, sink: undefined };
    const callee = unwrap(call.callee);
    // String(…), encodeURI(…), host.toLowerCase(): the result means what the argument means.
    if (callee.type === 'Identifier' && /^(?:String|encodeURI|trim)$/.test(callee.name)) return meaningOf(call, seen);
    // A function of this file that passes it on: const get = (host) => https.request({ host })
    const parameter = parameterFor(callee, call, argument);
    return parameter ? ofVariable(parameter, seen) : UNKNOWN;
  }

  /** `const url = new URL('…'); url.hostname = …`: the request goes to the other host. */
  function isRewritten(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const holder = wrapped(call).parent;
    if (call.type !== 'NewExpression' || holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier')
      return false;
    return (
      variableOf(holder.id, source)?.references.some(
        ({ identifier: { parent } }) =>
          parent.type === 'MemberExpression' &&
          /^(?:host|hostname|href)$/.test(staticName(parent) ?? '') &&
          parent.parent.type === 'AssignmentExpression' &&
          parent.parent.left === parent,
      ) === true
    );
  }

  function parameterFor(
    callee: Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
  ): TSESTree.Identifier | undefined {
    if (callee.type !== 'Identifier') return undefined;
    const declared = variableOf(callee, source)?.defs[0]?.node;
    const fn = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : declared;
    const parameter =
      fn && isFunction(fn) ? fn.params[call.arguments.indexOf(argument as TSESTree.Expression)] : undefined;
    const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
    return name?.type === 'Identifier' ? name : undefined;
  }

  /** A variable is an endpoint when any of its uses is one; with no telling use its name decides, together with its value being a URL or host. */
  function ofVariable(identifier: TSESTree.Identifier, seen: ReadonlySet<Node>): Meaning {
    const reads = (variableOf(identifier, source)?.references ?? [])
      .filter((reference) => reference.isRead())
      .map((reference): Node => reference.identifier);
    if (reads.length > 0 && reads.every(isCompared)) return UNKNOWN;
    const uses = reads.map((read) => meaningOf(read, seen));
    return (
      uses.find((use) => use.meaning === 'endpoint') ??
      uses.find((use) => use.meaning !== 'unknown') ??
      named(identifier.name, undefined)
    );
  }

  /** `host === GLOBAL_HOST`, `hosts.includes(HOST)`: something to recognise, nowhere to go. */
  const isCompared = ({ parent }: Node): boolean =>
    (parent?.type === 'BinaryExpression' && parent.operator !== '+') ||
    parent?.type === 'SwitchCase' ||
    (parent?.type === 'CallExpression' &&
      parent.callee.type === 'MemberExpression' &&
      /^(?:includes|startsWith|endsWith|indexOf|has|test|match|equals)$/.test(staticName(parent.callee) ?? ''));

  function ofMethod(member: TSESTree.MemberExpression, node: Node, seen: ReadonlySet<Node>): Meaning {
    if (member.object !== node) return UNKNOWN;
    const name = staticName(member) ?? '';
    const call = member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : undefined;
    if (/^(?:replace|replaceAll|trim|toLowerCase|toString|concat)$/.test(name) && call) return meaningOf(call, seen);
    return /^(?:href|host|hostname|origin)$/.test(name) ? meaningOf(member, seen) : UNKNOWN;
  }

  function ofAssignment(assignment: TSESTree.AssignmentExpression, seen: ReadonlySet<Node>): Meaning {
    if (assignment.left.type === 'MemberExpression') {
      const name = staticName(assignment.left) ?? '';
      const meaning = meaningOfKey(name);
      return meaning ? { meaning, sink: undefined } : UNKNOWN;
    }
    return assignment.left.type === 'Identifier' ? ofVariable(assignment.left, seen) : UNKNOWN;
  }

  /** What a function returns is judged by the function's name: `getStsEndpoint`. */
  function ofResult(node: Node): Meaning {
    let at: Node | undefined = node;
    while (at && !isFunction(at)) at = at.parent;
    const holder = at?.parent;
    const name =
      at && 'id' in at && at.id
        ? at.id.name
        : holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
          ? holder.id.name
          : holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition' || holder?.type === 'Property'
            ? staticName(holder)
            : undefined;
    return named(name, undefined);
  }

  const named = (name: string | undefined, sink: Node | undefined): Meaning =>
    name === undefined
      ? UNKNOWN
      : IDENTITY_NAME.test(name)
        ? { meaning: 'identity', sink: undefined }
        : ENDPOINT_NAME.test(name)
          ? { meaning: 'endpoint', sink }
          : UNKNOWN;

  /** The request that an options object belongs to: one request whose host stands in two places is one sink. */
  function requestAround(object: Node): Node {
    let at: Node = object;
    while (
      at.parent &&
      (at.parent.type === 'Property' || at.parent.type === 'ObjectExpression' || PARTS.has(at.parent.type))
    )
      at = at.parent;
    return at.parent?.type === 'CallExpression' || at.parent?.type === 'NewExpression' ? at.parent : at;
  }

  return (node) => meaningOf(node);
}
