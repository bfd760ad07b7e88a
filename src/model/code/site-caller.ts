import { lookUp, type PropertyState } from '../../ast/object-value.js';
import { shortText, staticName, wrapped } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import type { Caller, CallNode } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { readConfiguration } from './configuration.js';
import { constructOf } from './construct-of.js';

/**
 * The client or provider that a provider is given to: `new S3Client({ region, credentials: fromTemporaryCredentials(…)
 * })`, or `masterCredentials` of another provider, which has an STS client of its own. In newer versions the inner STS
 * client gets the outer region.
 */
export function callerOf(node: Node, source: Source, reader: CodeReader): Caller | undefined {
  const property = valueAround(node).parent;
  const outer = property?.parent?.parent;
  if (
    property?.type !== 'Property' ||
    (outer?.type !== 'NewExpression' && outer?.type !== 'CallExpression') ||
    outer.arguments[0] !== property.parent
  )
    return undefined;
  const key = staticName(property) ?? '';
  const origin = reader.originOf(outer.callee);
  const name = shortText(outer.callee, source.text);
  const provider = key === 'masterCredentials' ? constructOf(origin) : undefined;
  if (provider?.kind === 'v3-temporary-credentials') {
    const region = readConfiguration(outer, provider.configuration, reader).setting('region');
    return region.state === 'absent' ? callerOf(outer, source, reader) : { name, region };
  }
  const isClient =
    outer.type === 'NewExpression' &&
    origin?.module !== undefined &&
    /^@aws-sdk\/(?:client|lib)-/.test(packageOf(origin.module));
  return isClient && key.startsWith('credential')
    ? { name, region: lookUp(reader.valueOf(property.parent), 'region') }
    : undefined;
}

/** The value that a provider is a part of: through conditions, and calls such as `memoize(provider)`. */
function valueAround(node: Node): Node {
  const value = wrapped(node);
  return value.parent && /^(?:ConditionalExpression|LogicalExpression|CallExpression)$/.test(value.parent.type)
    ? valueAround(value.parent)
    : value;
}

/** The region of `parentClientConfig`, which newer versions use when `clientConfig` has none. */
export const parentRegionOf = (node: CallNode, reader: CodeReader): PropertyState =>
  readConfiguration(node, { argument: 0, path: ['parentClientConfig'] }, reader).setting('region');
