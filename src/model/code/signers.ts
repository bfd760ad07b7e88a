import { lookUp } from '../../ast/object-value.js';
import { contains, enclosingFunction, shortText } from '../../ast/parents.js';
import type { LiteralValue } from '../../ast/value.js';
import type { Node, Source } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import type { Reader } from './configuration.js';
import type { Signer } from '../types.js';

/** Classes that sign requests which the code sends itself, for the one region that they are built with. */
const SIGNERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['@smithy/signature-v4', new Set(['SignatureV4'])],
  ['@aws-sdk/signature-v4', new Set(['SignatureV4'])],
  ['aws4fetch', new Set(['AwsClient', 'AwsV4Signer'])],
]);

/** The signer that a `new X(…)` builds, when the region that it signs for is written out and it is not for another service. */
export function signerAt(node: Node, source: Source, reader: Reader): Signer | undefined {
  if (node.type !== 'NewExpression') return undefined;
  const origin = reader.originOf(node.callee);
  const [argument] = node.arguments;
  if (!argument || origin?.module === undefined || !SIGNERS.get(packageOf(origin.module))?.has(origin.path.join('.')))
    return undefined;
  const options = reader.valueOf(argument);
  const service = lookUp(options, 'service');
  const region = lookUp(options, 'region');
  if (service.state === 'present' && !(service.value.kind === 'literal' && service.value.value === 'sts'))
    return undefined;
  return region.state === 'present' &&
    region.always &&
    region.value.kind === 'literal' &&
    typeof region.value.value === 'string'
    ? {
        node,
        name: shortText(node.callee, source.text),
        region: region.value as LiteralValue & { readonly value: string },
        regionNode: region.node,
      }
    : undefined;
}

/** Whether a request may be signed by a signer: it stands in the function that builds the signer, or the signer belongs to the whole file. */
export function mayBeSignedBy(request: Node, signer: Signer): boolean {
  const around = enclosingFunction(signer.node);
  return around === undefined || contains(around, request);
}
