import type { TSESTree } from '@typescript-eslint/utils';
import { onceFor } from '../../ast/once-for.js';
import { enclosingFunction, staticName, unwrap } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { operandsOf } from '../../ast/text-value.js';
import type { ValueOf } from '../../ast/evaluation.js';
import type { Value } from '../../ast/value.js';
import { spansIn, type Span } from '../../text/positions.js';
import { isXmlNamespace, parseStsHost, type StsHost } from '../../sts/hosts.js';
import { isSentElsewhere } from './sent-elsewhere.js';
import type { Meaning } from './host-meaning.js';
import type { HostString, Site, StsModel, TemplateHost } from '../types.js';

/** Represents an expression inside a string. */
const HOLE = '\u0000';

/**
 * A string that is a host or URL as a whole, or a signed header (`host:sts.…`). Prose that mentions one does not count.
 */
const HOST_OR_URL = /^(?:host:\s*)?(?:(?:https?|wss?):)?(?:\/\/)?([^\s/?#:]+)(?::\d+)?(?:[/?#][\s\S]*)?$/i;

/**
 * `sts.${region}.amazonaws.com`, `sts.{region}.amazonaws.com`, also with the suffix in a variable. Partitions with one
 * region are left out, because they have no second one.
 */
const TEMPLATE_HOST =
  /^sts(?:-fips)?\.(?:\u0000|\{region\}|\$\{\w+\})\.(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|\u0000)$/i;

/** `${endpoint}.sts.${region}.vpce.amazonaws.com`: the region, the endpoint or both may be expressions. */
const INTERFACE_ENDPOINT =
  /^(?<endpoint>vpce-[\w\u0000-]+|[\w-]*\u0000[\w\u0000-]*)\.sts(?:-fips)?\.(?<region>\u0000|\{region\}|\$\{\w+\}|[a-z0-9-]+)\.vpce\.(?:amazonaws\.com(?:\.cn)?|\u0000)$/i;
const IS_HOLE = /[\u0000{]/;

/** Whether a text could hold an STS host. This is checked before anything is evaluated. */
export const mentionsHost = (text: string): boolean => /\bsts(?:-fips)?\./i.test(text);

/** Whether a file has the pieces of a host: the name of the service by itself, and the suffix of a host. */
export const hasPiecesOfHost = onceFor(({ text }: Source): boolean =>
  /(["'`])sts(?:-fips)?\1[\s\S]*amazonaws|amazonaws[\s\S]*(["'`])sts(?:-fips)?\2/.test(text),
);

/** Whether a node puts an STS host together from pieces of which none is one: `` `${service}.amazonaws.com` ``. */
export function joinsHost(node: Node, valueOf: ValueOf): boolean {
  const pieces = piecesOf(node);
  return pieces.length > 0 && saysHost(node, valueOf) && !pieces.some((piece) => saysHost(piece, valueOf));
}

const saysHost = (node: Node, valueOf: ValueOf): boolean => mentionsHost(textWithHoles(valueOf(node)) ?? '');

/** The expressions that a text is put together from. */
function piecesOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'TemplateLiteral':
      return node.expressions;
    case 'BinaryExpression':
      return operandsOf(node);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression' || !/^(?:join|concat)$/.test(staticName(callee) ?? '')) return [];
      const object = unwrap(callee.object);
      const elements = object.type === 'ArrayExpression' ? object.elements : [object];
      return [...elements, ...node.arguments].filter((each) => each !== null);
    }
    default:
      return [];
  }
}

/** Reads one string, template or concatenation as an STS host. */
export function hostStringAt(
  node: Node,
  source: Source,
  valueOf: ValueOf,
  meaningOf: (node: Node) => Meaning,
  siteOf: (value: Value, sinkOf: () => Node | undefined) => Site | undefined,
): HostString | undefined {
  const value = valueOf(node);
  const text = textWithHoles(value);
  const match = text === undefined ? undefined : HOST_OR_URL.exec(text.trim());
  if (text === undefined || !match || isXmlNamespace(text)) return undefined;
  const host = hostOf(match[1] ?? '', value);
  if (!host) return undefined;
  const site = siteOf(value, () => meaningOf(node).sink);
  const found: Meaning = site ? { meaning: 'endpoint', sink: site.node } : meaningOf(node);
  return {
    node,
    place: placeOf(node, source, valueOf),
    name: nameFor(host, value),
    host,
    meaning: found.meaning,
    variable: found.variable,
    sink: found.sink,
    site,
    isPresigned: found.meaning === 'endpoint' && isSentElsewhere(node, source),
  };
}

/** What requests are known from. */
type Requests = Pick<StsModel, 'hosts' | 'sites'>;

/**
 * The call of aws4 that signs the request to a global host, in the same function. aws4 signs for the global host by
 * default, so that the two change together.
 */
export function signingOf(host: HostString, { sites }: Pick<StsModel, 'sites'>): Site | undefined {
  if (host.host.kind !== 'global' || host.meaning !== 'endpoint' || host.site) return undefined;
  const around = enclosingFunction(host.sink ?? host.node);
  return sites.find(({ construct, node }) => construct.kind === 'aws4' && enclosingFunction(node) === around);
}

/**
 * What stands for the request that a host belongs to. It is the call that signs it, the call that gets the host, or
 * else one thing for all mentions of the host in its function (in `url`, `hostname` and `headers`). Reports and plans
 * count requests, not mentions.
 */
export function requestOf(host: HostString, model: Requests): object {
  const { hosts } = model;
  const signing = signingOf(host, model);
  if (signing) return signing;
  if (host.sink?.type === 'CallExpression') return host.sink;
  const around = enclosingFunction(host.node);
  if (!around) return host.sink ?? host;
  const mentions = hosts.filter(
    (other) =>
      other.meaning === 'endpoint' &&
      !other.site &&
      other.name === host.name &&
      enclosingFunction(other.node) === around,
  );
  return mentions.find(({ sink }) => sink?.type === 'CallExpression')?.sink ?? mentions[0] ?? host;
}

/**
 * What a report about a host in a request is about. Where the request goes to the global host on another path, its
 * regional hosts are reported besides.
 */
export function branchOf(host: HostString, model: Requests): object {
  const request = requestOf(host, model);
  if (host.host.kind === 'global') return request;
  const alike = endpointsByRequest(model).get(request) ?? [];
  return alike.some((other) => other.host.kind === 'global')
    ? (alike.find((other) => other.host.kind !== 'global') ?? request)
    : request;
}

const endpointsByRequest = onceFor((model: Requests): ReadonlyMap<object, readonly HostString[]> =>
  groupedBy(
    model.hosts.filter(({ meaning, site }) => meaning === 'endpoint' && !site),
    (host) => requestOf(host, model),
  ),
);

export function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => object,
): ReadonlyMap<object, readonly Item[]> {
  const groups = new Map<object, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** A host in messages: without protocol and path, and with the names of what is put in. */
function nameFor(host: StsHost | TemplateHost, value: Value): string {
  if (host.kind !== 'template') return host.host;
  const text =
    value.kind === 'text' ? value.parts.map((part) => (typeof part === 'string' ? part : put(part.node))) : [];
  return HOST_OR_URL.exec(text.join('').trim())?.[1] ?? withoutQuery(textWithHoles(value) ?? '');
}

const withoutQuery = (url: string): string => url.replace(/\?.*$/s, '');

function put(node: Node): string {
  const inner = unwrap(node);
  const name =
    inner.type === 'Identifier' ? inner.name : inner.type === 'MemberExpression' ? staticName(inner) : undefined;
  return `\${${name ?? '…'}}`;
}

/** What is underlined: the first text of a concatenation that holds the host, and of a long template the host alone. */
function placeOf(node: Node, source: Source, valueOf: ValueOf): Span {
  if (node.type === 'TemplateLiteral') return node.loc.start.line === node.loc.end.line ? node : hostIn(node, source);
  const pieces = piecesOf(node);
  const [first] = pieces;
  if (first === undefined) return node;
  const piece = pieces.find((each) => saysHost(each, valueOf)) ?? pieces.find((each) => isText(each, valueOf)) ?? first;
  return placeOf(piece, source, valueOf);
}

const isText = (node: Node, valueOf: ValueOf): boolean => /^sts(?:-fips)?$/i.test(textWithHoles(valueOf(node)) ?? '');

/** The host in a template of several lines. */
function hostIn(node: Node, { text }: Source): Span {
  const found = /[^\s/'"`]*\bsts(?:-fips)?\.[^\s/?#:'"`]*/i.exec(text.slice(node.range[0], node.range[1]));
  if (!found) return node;
  const start = node.range[0] + found.index;
  return spansIn(text)(start, start + found[0].length);
}

function hostOf(name: string, value: Value): StsHost | TemplateHost | undefined {
  if (TEMPLATE_HOST.test(name)) return { kind: 'template', region: holesOf(value)[0], isInterfaceEndpoint: false };
  const { endpoint, region } = INTERFACE_ENDPOINT.exec(name)?.groups ?? {};
  if (endpoint !== undefined && region !== undefined && IS_HOLE.test(region))
    return { kind: 'template', region: holesOf(value)[endpoint.split(HOLE).length - 1], isInterfaceEndpoint: true };
  if (endpoint === undefined || !endpoint.includes(HOLE)) return name.includes(HOLE) ? undefined : parseStsHost(name);
  // The name of the endpoint does not matter, because its region is written out.
  const host = parseStsHost(name.replace(endpoint, 'vpce-0'));
  return host && { ...host, host: name.replaceAll(HOLE, '…').toLowerCase() };
}

/** The expressions in a string. */
const holesOf = (value: Value): readonly Node[] =>
  value.kind === 'text' ? value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.node])) : [];

/** The STS host that a string value names, with its region written out. */
export function stsHostOf(value: Value): StsHost | undefined {
  const text = textWithHoles(value);
  const host = text === undefined ? undefined : hostOf(HOST_OR_URL.exec(text.trim())?.[1] ?? '', value);
  return host?.kind === 'template' ? undefined : host;
}

/** A text with `HOLE` for every expression whose value is not known. */
export function textWithHoles(value: Value): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  return value.kind === 'text'
    ? value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('')
    : undefined;
}

/** The whole string that a literal is a part of: the outermost `+`, template, `concat` or `join` around it. */
export function wholeString(node: Node): Node {
  const outer = stringAround(node);
  return outer ? wholeString(outer) : node;
}

function stringAround(node: Node): Node | undefined {
  const { parent } = node;
  if (parent?.type === 'TemplateLiteral' || (parent?.type === 'BinaryExpression' && parent.operator === '+'))
    return parent;
  if (parent?.type === 'MemberExpression' && parent.object === node) return callOf(parent, 'concat');
  if (parent?.type === 'CallExpression' && parent.callee !== node) return callOf(unwrap(parent.callee), 'concat');
  if (parent?.type !== 'ArrayExpression' || parent.parent.type !== 'MemberExpression') return undefined;
  const call = callOf(parent.parent, 'join');
  const [separator] = call?.arguments ?? [];
  return separator?.type === 'Literal' && (separator.value === '.' || separator.value === '') ? call : undefined;
}

/** The call of a method that a member of an object is, if it has that name. */
function callOf(callee: Node, method: string): TSESTree.CallExpression | undefined {
  const call = callee.type === 'MemberExpression' && staticName(callee) === method ? callee.parent : undefined;
  return call?.type === 'CallExpression' && call.callee === callee ? call : undefined;
}
