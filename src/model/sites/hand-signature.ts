import { ancestors, isFunction } from '../../ast/parents.js';
import { walk, type Node } from '../../ast/source.js';
import { findRegion } from '../../sts/regions.js';
import { textWithHoles } from '../code/hosts.js';
import type { StsModel } from '../types.js';

/** A signature that code makes itself, without a library. */
export interface HandSignature {
  /** The region that it is for, where all scopes of the code name the same. */
  readonly region: string | undefined;
}

/** The end of the scope of every signature of AWS. */
const SCOPE_END = 'aws4_request';
/** A scope for STS: `20261201/us-east-1/sts/aws4_request`. */
const SCOPE = /([a-z0-9-]+)\/sts\/aws4_request/;

/** The signature that a piece of code makes by hand. */
export function handSignatureIn(code: Node, model: StsModel): HandSignature | undefined {
  if (!model.source.text.includes(SCOPE_END)) return undefined;
  const ends: Node[] = [];
  walk(code, model.source.visitorKeys, (node) => {
    if (endsScope(node)) ends.push(node);
  });
  if (ends.length === 0) return undefined;
  const [region, ...others] = new Set(ends.flatMap((end) => regionOfScope(end, model) ?? []));
  return { region: others.length === 0 ? region : undefined };
}

const endsScope = (node: Node): boolean =>
  (node.type === 'Literal' && String(node.value).includes(SCOPE_END)) ||
  (node.type === 'TemplateElement' && node.value.raw.includes(SCOPE_END));

/** The region in the text that the end of a scope is put into. */
function regionOfScope(end: Node, { valueOf }: StsModel): string | undefined {
  for (const node of [end, ...ancestors(end)]) {
    if (isFunction(node) || /(?:Statement|Declarator|PropertyDefinition)$/.test(node.type)) return undefined;
    const region = SCOPE.exec(textWithHoles(valueOf(node)) ?? '')?.[1];
    if (region !== undefined && findRegion(region)) return region;
  }
  return undefined;
}
