import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../ast/parents.js';
import type { Node } from '../ast/source.js';
import { optionsOf, type Value } from '../ast/value.js';
import { endpointHosts, regionOf } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { stsHost } from '../sts/hosts.js';
import { propertyAtCall } from './property-at-call.js';

/** Represents an expression inside a string. */
const HOLE = '\u0000';
const URL_OF_REGION = /^(?:https:\/\/)?sts\.\u0000\.amazonaws\.com\/?$/;

/** Settings beside which the host of a region is another one. */
const OTHER_HOSTS = ['useFipsEndpoint', 'useDualstackEndpoint', 'useGlobalEndpoint', 'tls', 'sslEnabled'];

/**
 * The `endpoint` at the call, where it only repeats what the region says: the host that the SDK calls for this region
 * anyway. AWS recommended it for SDK v2, whose default is the global host.
 */
export function repeatedRegionOf(site: Site, model: StsModel): TSESTree.Property | undefined {
  const { setting } = site.configuration;
  const endpoint = setting('endpoint');
  if (endpoint.state !== 'present' || !endpoint.always || optionsOf(endpoint.value).length > 1) return undefined;
  const mode = setting('stsRegionalEndpoints');
  if (mode.state !== 'absent' && !(mode.state === 'present' && isRegionalMode(mode.value))) return undefined;
  if (OTHER_HOSTS.some((name) => setting(name).state !== 'absent')) return undefined;
  const property = propertyAtCall(endpoint.node, site);
  return property && (repeatsLiteral(site, model) || repeatsExpression(property.value, site, model))
    ? property
    : undefined;
}

/** `{ region: 'us-east-1', endpoint: 'https://sts.us-east-1.amazonaws.com' }` */
function repeatsLiteral(site: Site, model: StsModel): boolean {
  const region = regionOf(site, model);
  const endpoint = site.configuration.setting('endpoint');
  const [found] = endpointHosts(site, model);
  if (region.state !== 'given' || !region.isComplete || region.literals.length !== 1 || !found) return false;
  const host = stsHost(String(region.literals[0]?.value));
  return (
    endpoint.state === 'present' &&
    endpoint.value.kind === 'literal' &&
    [host, `${host}/`, `https://${host}`, `https://${host}/`].includes(String(endpoint.value.value))
  );
}

/** `{ region, endpoint: `https://sts.${region}.amazonaws.com` }` */
function repeatsExpression(endpoint: Node, site: Site, model: StsModel): boolean {
  const region = site.configuration.setting('region');
  const property = region.state === 'present' ? propertyAtCall(region.node, site) : undefined;
  if (!property || !isPlainName(property.value)) return false;
  const { text } = model.source;
  const wordsOf = ({ range }: Node): string => text.slice(range[0], range[1]);
  const { shape, holes } = shapeOf(endpoint);
  return URL_OF_REGION.test(shape) && holes.every((hole) => wordsOf(hole) === wordsOf(unwrap(property.value)));
}

/** A name or member gives the same value both times. A call may not. */
function isPlainName(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'MemberExpression'
    ? (!inner.computed || inner.property.type === 'Literal') && isPlainName(inner.object)
    : inner.type === 'Identifier' || inner.type === 'ThisExpression';
}

/** The text of a template or concatenation, and the expressions in it. */
function shapeOf(node: Node): { readonly shape: string; readonly holes: readonly Node[] } {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return { shape: String(inner.value), holes: [] };
  if (inner.type === 'TemplateLiteral')
    return {
      shape: inner.quasis.map(({ value }) => value.cooked).join(HOLE),
      holes: inner.expressions.map((each) => unwrap(each)),
    };
  if (inner.type !== 'BinaryExpression' || inner.operator !== '+') return { shape: HOLE, holes: [inner] };
  const [left, right] = [shapeOf(inner.left), shapeOf(inner.right)];
  return { shape: left.shape + right.shape, holes: [...left.holes, ...right.holes] };
}

const isRegionalMode = (value: Value): boolean => value.kind === 'literal' && value.value === 'regional';
