import { enclosingFunction } from '../ast/parents.js';
import type { Node, Source } from '../ast/source.js';
import type { ValueOf } from '../ast/evaluation.js';
import type { Value } from '../ast/value.js';
import { isXmlNamespace, parseStsHost, type StsHost } from '../sts/endpoints.js';
import type { Meaning } from './host-meaning.js';
import type { HostString, Site } from './types.js';

/** Stands for an expression inside a string while its text is read. */
const HOLE = '\u0000';

/** A string that is a host or URL as a whole, also as a signed header (`host:sts.…`): prose that merely mentions one is none. */
const HOST_OR_URL = /^(?:host:\s*)?(?:(?:https?|wss?):)?(?:\/\/)?([^\s/?#:]+)(?::\d+)?(?:[/?#][\s\S]*)?$/i;

/** `sts.${region}.amazonaws.com`, `sts.{region}.amazonaws.com`, also with the suffix in a variable. Partitions of one region are left out: they have no second one. */
const TEMPLATE_HOST = /^sts(?:-fips)?\.(?:\u0000|\{region\}|\$\{\w+\})\.(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|\u0000)$/i;

/** Whether a string literal or template could hold an STS host: checked before anything is evaluated. */
export const mentionsHost = (text: string): boolean => /\bsts(?:-fips)?\./i.test(text);

/** Reads one string, template or concatenation as an STS host. */
export function hostStringAt(node: Node, source: Source, valueOf: ValueOf, meaningOf: (node: Node) => Meaning, siteOf: (value: Value) => Site | undefined): HostString | undefined {
  const value = valueOf(node);
  const text = textOf(value);
  const match = text === undefined ? undefined : HOST_OR_URL.exec(text.trim());
  if (text === undefined || !match || isXmlNamespace(text)) return undefined;
  const host = hostOf(match[1] ?? '', value);
  if (!host) return undefined;
  const site = siteOf(value);
  const found: Meaning = site ? { meaning: 'endpoint', sink: site.node } : meaningOf(node);
  return { node, value, text: source.text.slice(node.range[0], node.range[1]), host, meaning: found.meaning, sink: found.sink, site, isPresigned: isPresigned(node, source) };
}

/** `signer.presign(new HttpRequest({ hostname }))`: the URL is made here and used by somebody else (EKS tokens, Vault). */
function isPresigned(node: Node, source: Source): boolean {
  const around = enclosingFunction(node);
  return around !== undefined && /\.presign\(/.test(source.text.slice(around.range[0], around.range[1]));
}

function hostOf(name: string, value: Value): StsHost | { kind: 'template'; region: Node | undefined } | undefined {
  if (TEMPLATE_HOST.test(name)) return { kind: 'template', region: value.kind === 'text' ? value.parts.find((part) => typeof part !== 'string')?.node : undefined };
  return name.includes(HOLE) ? undefined : parseStsHost(name);
}

function textOf(value: Value): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  return value.kind === 'text' ? value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('') : undefined;
}

/** The whole of the string that a literal is a part of: the outermost `+` or template around it. */
export function wholeString(node: Node): Node {
  let whole = node;
  for (let parent = whole.parent; parent; parent = whole.parent) {
    if ((parent.type === 'BinaryExpression' && parent.operator === '+') || parent.type === 'TemplateLiteral') whole = parent;
    else break;
  }
  return whole;
}
