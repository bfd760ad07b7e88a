import type { Lookup } from '../ast/object-value.js';
import type { Node } from '../ast/source.js';
import { isNothing, optionsOf, type LiteralValue } from '../ast/value.js';
import { endpointOptions } from './build.js';
import type { Site, StsModel } from './types.js';
import { parseStsHost, type StsHost } from '../sts/endpoints.js';
import { predict, type Known, type Prediction, type StsConfiguration } from '../sts/sdk-behaviour.js';
import type { Context } from './context.js';

/** What is known of the region that a site is given. */
export type RegionState =
  | { readonly state: 'absent' }
  /** `region: undefined`, `null` or `''`. */
  | { readonly state: 'nothing'; readonly node: Node; readonly text: string }
  /** On every path, by a literal or by an expression. */
  | { readonly state: 'given'; readonly node: Node; readonly literals: readonly LiteralValue[] }
  /** On some paths only, or behind a spread that cannot be read. */
  | { readonly state: 'uncertain' };

/** The region setting of a site, v2's `AWS.config.region` and a provider's `parentClientConfig` included. */
export function regionOf(site: Site, model: StsModel): RegionState {
  if (site.configuration.opaque !== undefined) return { state: 'uncertain' };
  const own = regionState(site.configuration.setting('region'));
  if (own.state !== 'absent') return own;
  if (site.construct.sdk === 'v2') return model.globalConfig.opaque === undefined ? regionState(model.globalConfig.region) : { state: 'uncertain' };
  return regionState(site.parentRegion);
}

export function regionState(lookup: Lookup): RegionState {
  if (lookup.state === 'absent') return { state: 'absent' };
  if (lookup.state === 'unknown') return { state: 'uncertain' };
  const options = optionsOf(lookup.value);
  const [first] = options;
  if (options.length === 1 && first?.kind === 'literal' && (isNothing(first) || first.value === '')) return { state: 'nothing', node: lookup.node, text: first.value === '' ? "''" : String(first.value) };
  if (!lookup.always || options.some(isNothing)) return { state: 'uncertain' };
  return { state: 'given', node: lookup.node, literals: options.filter((option): option is LiteralValue => option.kind === 'literal') };
}

/** The STS hosts that a site's `endpoint` (or `host`, for signing calls) may be, with the node of each; other endpoints are left out. */
export function endpointHosts(site: Site, model: StsModel): readonly { readonly host: StsHost; readonly node: Node }[] {
  return ['endpoint', 'host', 'hostname'].flatMap((key) => {
    const endpoint = site.configuration.setting(key);
    if (endpoint.state !== 'present') return [];
    return endpointOptions(endpoint.value, model).flatMap((option) => {
      const host = option.kind === 'literal' && typeof option.value === 'string' ? parseStsHost(option.value) : undefined;
      return host ? [{ host, node: option.node }] : [];
    });
  });
}

/** Whether the site names an endpoint of its own: then the SDK's default host does not apply. */
export const hasEndpoint = (site: Site): boolean =>
  site.configuration.setting('endpoint').state !== 'absent' || (site.construct.kind === 'aws4' && ['host', 'hostname', 'headers'].some((key) => site.configuration.setting(key).state !== 'absent'));

/** What the SDK does with the site, by the version that the file runs with. */
export function predictSite(site: Site, model: StsModel, context: Pick<Context, 'versionOf'>): Prediction {
  const version = context.versionOf(site.construct.package);
  return predict(site.construct, configurationOf(site, model), version === undefined ? {} : { version });
}

function configurationOf(site: Site, model: StsModel): StsConfiguration {
  const { setting } = site.configuration;
  const endpoint = setting('endpoint');
  const [endpointValue] = endpoint.state === 'present' ? endpointOptions(endpoint.value, model) : [];
  return {
    region: known(setting('region')),
    endpoint: endpointValue?.kind === 'literal' && typeof endpointValue.value === 'string' ? { state: 'known', value: endpointValue.value } : known(endpoint),
    useGlobalEndpoint: known(setting('useGlobalEndpoint')),
    stsRegionalEndpoints: known(setting('stsRegionalEndpoints')),
    useFipsEndpoint: known(setting('useFipsEndpoint')),
    useDualstackEndpoint: known(setting('useDualstackEndpoint')),
    signingRegion: known(setting('signingRegion')),
    globalRegion: site.construct.sdk === 'v2' ? known(model.globalConfig.region) : ABSENT,
    callerRegion: site.caller ? known(site.caller.region) : ABSENT,
    parentRegion: known(site.parentRegion),
  };
}

const ABSENT = { state: 'absent' } as const;

// The type of a known value is the setting's own; a literal of another type reaches the SDK as it is written.
function known<T>(lookup: Lookup): Known<T> {
  if (lookup.state === 'absent') return ABSENT;
  if (lookup.state === 'present' && lookup.always && lookup.value.kind === 'literal') return lookup.value.value === undefined || lookup.value.value === null ? ABSENT : { state: 'known', value: lookup.value.value as T };
  return { state: 'dynamic' };
}
