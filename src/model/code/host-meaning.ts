import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { OriginOf } from '../../ast/origin.js';
import { closest, isFunction, propertyNamed, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { isEnvironment } from '../../ast/value-of-member.js';
import type { CallNode, HostMeaning } from '../types.js';
import { isExpectedToFail, meaningOfCall } from './call-meaning.js';
import { isEnvironmentOfProgram, isRowOfTable, settingOfInfrastructure } from './host-holder.js';
import { standsAsHost } from './host-in-text.js';
import { meaningOfKey } from './key-meaning.js';
import { meaningOfName, type NamedMeaning } from './named-meaning.js';

/** What an STS host is used for. */
export interface Meaning {
  readonly meaning: HostMeaning;
  /** The call that sends the request, or the object whose key the host is. */
  readonly sink: Node | undefined;
  /** The environment variable, or the setting of infrastructure, that is set to the host. */
  readonly variable?: string | undefined;
}

const UNKNOWN: Meaning = { meaning: 'unknown', sink: undefined };
const IDENTITY: Meaning = { meaning: 'identity', sink: undefined };

/** What the names of variables, fields and functions say about the host in them. */
const HOLDERS: readonly NamedMeaning[] = [
  { name: /aud(?:ience)?s?$|client_?ids?$|principal|event_?source|namespace|xmlns/i, meaning: 'identity' },
  { name: /(?:endpoint|host(?:name)?|url|uri)(?:s|_?override)?$/i, meaning: 'endpoint' },
];

/** Nodes whose value is, or contains, the value inside. */
const PARTS: ReadonlySet<string> = new Set([
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

/** Methods that compare a host with others. */
const COMPARES = /^(?:includes|startsWith|endsWith|indexOf|has|test|match|equals)$/;
/** Methods and functions whose result means the same as the host. */
const KEEPS_MEANING = /^(?:replace|replaceAll|trim|toLowerCase|toString|concat)$/;
const CONVERTS = /^(?:String|encodeURI|trim|btoa|Buffer\.from)$/;

/**
 * Says what a string that looks like an STS host is used for. It is an endpoint when it reaches a sink: a request URL
 * or host, an `endpoint` key, or a variable that leads to one. The same text can be an audience of OIDC tokens, a
 * service principal, an event source, an XML namespace or an expectation. Those are never endpoints. Each row of the
 * tables has a test.
 */
export function createMeaningOf(source: Source, originOf: OriginOf): (node: Node) => Meaning {
  const reader = new MeaningReader(source, originOf);
  return (node) => reader.meaningOf(node);
}

class MeaningReader {
  /** What variables are used for. A variable counts as unknown while it is being looked at. */
  readonly #variables = new Map<Scope.Variable, Meaning>();
  readonly #inProgress = new Set<Node>();

  constructor(
    private readonly source: Source,
    private readonly originOf: OriginOf,
  ) {}

  meaningOf(node: Node): Meaning {
    const { parent } = node;
    if (!parent || this.#inProgress.has(node) || !standsAsHost(node, parent)) return UNKNOWN;
    this.#inProgress.add(node);
    const meaning = this.#asPartOf(parent, node);
    this.#inProgress.delete(node);
    return meaning;
  }

  #asPartOf(parent: Node, node: Node): Meaning {
    if (PARTS.has(parent.type))
      return parent.type === 'ConditionalExpression' && parent.test === node ? UNKNOWN : this.meaningOf(parent);
    switch (parent.type) {
      case 'BinaryExpression':
        return parent.operator === '+' ? this.meaningOf(parent) : UNKNOWN;
      case 'Property':
        return parent.value === node ? this.#ofKey(parent) : UNKNOWN;
      case 'PropertyDefinition':
        return parent.value === node ? byName(staticName(parent), parent) : UNKNOWN;
      case 'ArrayExpression':
        return this.#ofContainer(parent);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === node ? UNKNOWN : this.#ofArgument(parent, node);
      case 'VariableDeclarator':
        return parent.init === node ? this.#ofTarget(parent.id) : UNKNOWN;
      case 'AssignmentPattern':
        return this.#ofTarget(parent.left);
      case 'AssignmentExpression':
        return parent.right === node ? this.#ofAssignment(parent) : UNKNOWN;
      case 'MemberExpression':
        return this.#ofMember(parent, node);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return byName(nameOfFunctionAround(parent), undefined);
      default:
        return UNKNOWN;
    }
  }

  /**
   * A value under a key. An identity may be named by a key further out (`{ Principal: { Service: [ … ] } }`), an
   * endpoint only by the key itself.
   */
  #ofKey(property: TSESTree.Property): Meaning {
    if (this.#isIdentityAround(property)) return IDENTITY;
    if (isEndpointRule(property)) return UNKNOWN;
    const key = this.#keyOf(property);
    if (isEnvironmentOfProgram(property, key, this.source))
      return { meaning: 'setting', sink: undefined, variable: key };
    const meaning = meaningOfKey(key);
    const setting = settingOfInfrastructure(property, key, meaning === 'endpoint', this.source, this.originOf);
    if (setting !== undefined) return { meaning: 'setting', sink: undefined, variable: setting };
    if (meaning === 'endpoint' && isRowOfTable(property.parent)) return UNKNOWN;
    if (meaning !== undefined)
      return { meaning, sink: meaning === 'endpoint' ? requestAround(property.parent) : undefined };
    const entry = this.#ofEntry(property);
    if (entry.meaning !== 'unknown') return entry;
    return property.parent.type === 'ObjectExpression' && property.shorthand
      ? UNKNOWN
      : this.#ofContainer(property.parent);
  }

  /** The key of a property, or the text of a computed key. */
  #keyOf(property: TSESTree.Property): string {
    return staticName(property) ?? this.#text(property.key).replace(/[`'"]/g, '');
  }

  #isIdentityAround(property: Node): boolean {
    for (let at: Node | undefined = property; at; at = at.parent) {
      if (at.type === 'Property') {
        if (meaningOfKey(this.#keyOf(at)) === 'identity') return true;
      } else if (at.type === 'CallExpression' || at.type === 'NewExpression') {
        const meaning = meaningOfCall(at, this.originOf);
        if (meaning === 'identity' || meaning === 'stub') return true;
      } else if (at.type !== 'ObjectExpression' && at.type !== 'ArrayExpression' && !PARTS.has(at.type)) return false;
    }
    return false;
  }

  /** `const endpoints = { sts: 'https://…' }`: what `endpoints.sts` is used for. */
  #ofEntry(property: TSESTree.Property): Meaning {
    const name = staticName(property);
    const object = this.#outermost(property.parent);
    const holder = object.parent;
    if (name === undefined || holder?.type !== 'VariableDeclarator' || holder.init !== object) return UNKNOWN;
    if (holder.id.type !== 'Identifier') return UNKNOWN;
    return mostTelling(
      this.#readsOf(holder.id).map((read) => {
        const { parent } = read;
        if (parent?.type === 'MemberExpression' && parent.object === read && staticName(parent) === name)
          return this.meaningOf(parent);
        if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return UNKNOWN;
        const taken = propertyNamed(parent.id, name)?.value;
        return taken ? this.#ofTarget(taken) : UNKNOWN;
      }),
    );
  }

  /** The object with `as const` and `Object.freeze(…)` around it. */
  #outermost(object: Node): Node {
    const outer = wrapped(object);
    const call = outer.parent;
    return call?.type === 'CallExpression' && call.arguments[0] === outer && this.#text(call.callee) === 'Object.freeze'
      ? this.#outermost(call)
      : outer;
  }

  /** An object or array with the string in it. Only its use shows what the string means. */
  #ofContainer(container: Node): Meaning {
    const found = this.meaningOf(container);
    if (found.meaning !== 'endpoint') return found;
    // A list of URLs is an endpoint only when the code requests them. Lists to compare with have such names too.
    if (container.type === 'ArrayExpression') return found.sink ? found : UNKNOWN;
    // `{ token: 'sts.amazonaws.com' }` in a request is not the request's host.
    return container.type === 'ObjectExpression' ? UNKNOWN : found;
  }

  #ofArgument(call: CallNode, argument: Node): Meaning {
    const meaning = meaningOfCall(call, this.originOf);
    if (meaning === 'endpoint' && isExpectedToFail(call)) return IDENTITY;
    if (meaning === 'endpoint') return this.#isRewritten(call) ? UNKNOWN : { meaning, sink: call };
    if (meaning !== undefined) return { meaning, sink: undefined };
    const callee = unwrap(call.callee);
    if (CONVERTS.test(this.#text(callee))) return this.meaningOf(call);
    // A function of this file that passes it on: const get = (host) => https.request({ host })
    const parameter = this.#parameterFor(callee, call, argument);
    return parameter ? this.#ofVariable(parameter) : UNKNOWN;
  }

  /** `const url = new URL('…'); url.hostname = …`: the request goes to the other host. */
  #isRewritten(call: CallNode): boolean {
    const holder = wrapped(call).parent;
    return (
      call.type === 'NewExpression' &&
      holder?.type === 'VariableDeclarator' &&
      holder.id.type === 'Identifier' &&
      variableOf(holder.id, this.source)?.references.some(
        ({ identifier: { parent } }) =>
          parent.type === 'MemberExpression' &&
          /^(?:host|hostname|href)$/.test(staticName(parent) ?? '') &&
          parent.parent.type === 'AssignmentExpression' &&
          parent.parent.left === parent,
      ) === true
    );
  }

  #parameterFor(callee: Node, call: CallNode, argument: Node): TSESTree.Identifier | undefined {
    if (callee.type !== 'Identifier') return undefined;
    const declared = variableOf(callee, this.source)?.defs[0]?.node;
    const fn = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : declared;
    const parameter =
      fn && isFunction(fn) ? fn.params[call.arguments.indexOf(argument as TSESTree.Expression)] : undefined;
    const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
    return name?.type === 'Identifier' ? name : undefined;
  }

  #ofAssignment({ left }: TSESTree.AssignmentExpression): Meaning {
    if (left.type !== 'MemberExpression') return this.#ofTarget(left);
    const name = staticName(left) ?? '';
    if (isEnvironment(unwrap(left.object), this.source)) return { meaning: 'setting', sink: undefined, variable: name };
    const meaning = meaningOfKey(name);
    return meaning ? { meaning, sink: undefined } : UNKNOWN;
  }

  #ofTarget(target: Node): Meaning {
    return target.type === 'Identifier' ? this.#ofVariable(target) : UNKNOWN;
  }

  #ofVariable(identifier: TSESTree.Identifier): Meaning {
    const variable = variableOf(identifier, this.source);
    if (!variable) return byName(identifier.name, undefined);
    const known = this.#variables.get(variable);
    if (known) return known;
    this.#variables.set(variable, UNKNOWN);
    const meaning = this.#ofReads(identifier);
    this.#variables.set(variable, meaning);
    return meaning;
  }

  /** A variable is an endpoint when any of its uses is one. When no use shows anything, its name decides. */
  #ofReads(identifier: TSESTree.Identifier): Meaning {
    const reads = this.#readsOf(identifier);
    if (reads.length > 0 && reads.every(isCompared)) return UNKNOWN;
    const used = mostTelling(reads.map((read) => this.meaningOf(read)));
    return used.meaning === 'unknown' ? byName(identifier.name, undefined) : used;
  }

  #readsOf(identifier: TSESTree.Identifier): readonly Node[] {
    return (variableOf(identifier, this.source)?.references ?? [])
      .filter((reference) => reference.isRead())
      .map((reference): Node => reference.identifier);
  }

  #ofMember(member: TSESTree.MemberExpression, node: Node): Meaning {
    if (member.object !== node) return UNKNOWN;
    const name = staticName(member) ?? '';
    const call = member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : undefined;
    if (call && KEEPS_MEANING.test(name)) return this.meaningOf(call);
    return /^(?:href|host|hostname|origin)$/.test(name) ? this.meaningOf(member) : UNKNOWN;
  }

  #text({ range: [start, end] }: Node): string {
    return this.source.text.slice(start, end);
  }
}

const mostTelling = (meanings: readonly Meaning[]): Meaning =>
  meanings.find(({ meaning }) => meaning === 'endpoint') ??
  meanings.find(({ meaning }) => meaning !== 'unknown') ??
  UNKNOWN;

function byName(name: string | undefined, sink: Node | undefined): Meaning {
  const meaning = name === undefined ? undefined : meaningOfName(name, HOLDERS);
  if (meaning === undefined) return UNKNOWN;
  return { meaning, sink: meaning === 'endpoint' ? sink : undefined };
}

/** What a function returns is judged by the function's name: `getStsEndpoint`. */
function nameOfFunctionAround(node: Node): string | undefined {
  const fn = isFunction(node) ? node : closest(node, isFunction);
  if (fn && 'id' in fn && fn.id) return fn.id.name;
  const holder = fn?.parent;
  if (holder?.type === 'VariableDeclarator') return holder.id.type === 'Identifier' ? holder.id.name : undefined;
  return holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition' || holder?.type === 'Property'
    ? staticName(holder)
    : undefined;
}

/**
 * `{ url: 'https://sts.amazonaws.com', properties: { authSchemes } }`: a row of an SDK's own endpoint rules, not a
 * request.
 */
const isEndpointRule = ({ parent }: TSESTree.Property): boolean =>
  ['properties', 'authSchemes'].some((key) => propertyNamed(parent, key) !== undefined);

/** `host === GLOBAL_HOST`, `hosts.includes(HOST)`: the host is compared, not called. */
const isCompared = ({ parent }: Node): boolean =>
  (parent?.type === 'BinaryExpression' && parent.operator !== '+') ||
  parent?.type === 'SwitchCase' ||
  (parent?.type === 'CallExpression' &&
    parent.callee.type === 'MemberExpression' &&
    COMPARES.test(staticName(parent.callee) ?? ''));

/** The request that an options object belongs to. A request that names its host twice is one sink. */
function requestAround(object: Node): Node {
  let at: Node = object;
  while (
    at.parent &&
    (at.parent.type === 'Property' || at.parent.type === 'ObjectExpression' || PARTS.has(at.parent.type))
  )
    at = at.parent;
  return at.parent?.type === 'CallExpression' || at.parent?.type === 'NewExpression' ? at.parent : at;
}
