import { enclosingFunction } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import type { ValueOf } from '../../ast/evaluation.js';
import type { Value } from '../../ast/value.js';
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

/** Reads one string, template or concatenation as an STS host. */
export function hostStringAt(
  node: Node,
  source: Source,
  valueOf: ValueOf,
  meaningOf: (node: Node) => Meaning,
  siteOf: (value: Value, sinkOf: () => Node | undefined) => Site | undefined,
): HostString | undefined {
  const value = valueOf(node);
  const text = textOf(value);
  const match = text === undefined ? undefined : HOST_OR_URL.exec(text.trim());
  if (text === undefined || !match || isXmlNamespace(text)) return undefined;
  const host = hostOf(match[1] ?? '', value);
  if (!host) return undefined;
  const site = siteOf(value, () => meaningOf(node).sink);
  const found: Meaning = site ? { meaning: 'endpoint', sink: site.node } : meaningOf(node);
  return {
    node,
    value,
    text: source.text.slice(node.range[0], node.range[1]),
    host,
    meaning: found.meaning,
    variable: found.variable,
    sink: found.sink,
    site,
    isPresigned: found.meaning === 'endpoint' && isSentElsewhere(node, source),
  };
}

/**
 * What stands for the request that a host belongs to. It is the call that gets the host, or else one thing for all
 * mentions of the host in its function (in `url`, `hostname` and `headers`). Reports and plans count requests, not
 * mentions.
 */
export function requestOf(host: HostString, { hosts }: Pick<StsModel, 'hosts'>): object {
  if (host.sink?.type === 'CallExpression') return host.sink;
  const around = enclosingFunction(host.node);
  if (!around) return host.sink ?? host;
  const mentions = hosts.filter(
    (other) =>
      other.meaning === 'endpoint' &&
      !other.site &&
      nameOf(other) === nameOf(host) &&
      enclosingFunction(other.node) === around,
  );
  return mentions.find(({ sink }) => sink?.type === 'CallExpression')?.sink ?? mentions[0] ?? host;
}

/** The host without its protocol and path. */
const nameOf = ({ host, value }: HostString): string =>
  host.kind === 'template' ? (HOST_OR_URL.exec(textOf(value) ?? '')?.[1] ?? '') : host.host;

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
  const text = textOf(value);
  const host = text === undefined ? undefined : hostOf(HOST_OR_URL.exec(text.trim())?.[1] ?? '', value);
  return host?.kind === 'template' ? undefined : host;
}

function textOf(value: Value): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  return value.kind === 'text'
    ? value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('')
    : undefined;
}

/** The whole string that a literal is a part of: the outermost `+` or template around it. */
export function wholeString(node: Node): Node {
  let whole = node;
  for (let parent = whole.parent; parent; parent = whole.parent) {
    if ((parent.type === 'BinaryExpression' && parent.operator === '+') || parent.type === 'TemplateLiteral')
      whole = parent;
    else break;
  }
  return whole;
}
