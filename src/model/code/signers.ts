import { lookUp } from '../../ast/object-value.js';
import { contains, enclosingFunction, shortText } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import type { Value } from '../../ast/value.js';
import { signerOf } from '../../sts/signers.js';
import type { CodeReader } from './code-reader.js';
import type { Signer } from '../types.js';

/** The signer that a `new X(…)` builds, when its region is written out and it is not for another service. */
export function signerAt(node: Node, source: Source, reader: CodeReader): Signer | undefined {
  if (node.type !== 'NewExpression') return undefined;
  const [argument] = node.arguments;
  const signer = signerOf(reader.originOf(node.callee));
  if (!argument || signer?.isClass !== true) return undefined;
  const options = reader.valueOf(argument);
  const service = lookUp(options, 'service');
  if (service.state === 'present' && !(service.value.kind === 'literal' && service.value.value === 'sts'))
    return undefined;
  const region = lookUp(options, 'region');
  return region.state === 'present' && region.always && isText(region.value)
    ? { node, name: shortText(node.callee, source.text), region: region.value, regionNode: region.node }
    : undefined;
}

const isText = (value: Value): value is Signer['region'] => value.kind === 'literal' && typeof value.value === 'string';

/** Whether a signer may sign a request: both are in the same function, or the signer belongs to the whole file. */
export function mayBeSignedBy(request: Node, signer: Signer): boolean {
  const around = enclosingFunction(signer.node);
  return around === undefined || contains(around, request);
}
