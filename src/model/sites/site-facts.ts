import { lookUp, type PropertyState } from '../../ast/object-value.js';
import type { Node } from '../../ast/source.js';
import { isNothing, ONLY_ITS_TYPE, optionsOf, type LiteralValue } from '../../ast/value.js';
import { endpointOptions } from '../code/endpoint-options.js';
import { stsHostOf } from '../code/hosts.js';
import type { Site, StsModel } from '../types.js';
import { parseStsHost, type StsHost } from '../../sts/hosts.js';
import { findRegion, isPseudoRegion } from '../../sts/regions.js';
import { tellsProviderOfItsClient } from '../../sts/region-sources.js';
import {
  PRESENT_V3,
  predict,
  type Known,
  type Literal,
  type Prediction,
  type SdkInUse,
  type StsConfiguration,
} from '../../sts/sdk-behaviour.js';
import type { Surroundings } from '../settings/surroundings.js';
import { globalRegionOf } from './global-settings.js';

const ABSENT = { state: 'absent' } as const;

/** What is known of the region that a site is given. */
export type RegionState =
  | { readonly state: 'absent' }
  /** `region: undefined`, `null` or `''`. */
  | { readonly state: 'nothing'; readonly node: Node; readonly text: string }
  /** There is one on every path, as a literal or an expression. `isComplete`: only literals. */
  | {
      readonly state: 'given';
      readonly node: Node;
      readonly literals: readonly LiteralValue[];
      readonly isComplete: boolean;
    }
  /** There is one on some paths only. */
  | { readonly state: 'sometimes'; readonly node: Node }
  /** It may be in a spread, or the configuration cannot be read. */
  | { readonly state: 'uncertain' };

/** The region setting of a site, including `AWS.config.region` of v2 and `parentClientConfig` of a provider. */
export function regionOf(site: Site, model: StsModel): RegionState {
  if (site.configuration.opaque !== undefined) return { state: 'uncertain' };
  const own = regionState(site.configuration.setting('region'));
  if (own.state !== 'absent') return own;
  if (site.construct.sdk === 'v2') {
    const global = regionState(globalRegionOf(site, model));
    // The file that exports the SDK may have configured it.
    return model.globalConfig.opaque !== undefined || (global.state === 'absent' && site.isReExported)
      ? { state: 'uncertain' }
      : global;
  }
  return regionState(site.parentRegion);
}

/**
 * The regions where the failover helper would try a site first: its own, else those of the clients that use it, which
 * SDK v3 tells every provider.
 */
export function homesOf(
  site: Site,
  model: StsModel,
  { versionOf }: Pick<Surroundings, 'versionOf'>,
): readonly RegionState[] {
  const own = regionOf(site, model);
  const hasNone = own.state === 'absent' || own.state === 'nothing';
  if (!hasNone || !site.caller || !tellsProviderOfItsClient(versionOf(site.construct.package))) return [own];
  return (site.caller.differing ?? [site.caller.region]).map(regionState);
}

export function regionState(lookup: PropertyState): RegionState {
  if (lookup.state === 'absent') return { state: 'absent' };
  if (lookup.state === 'unknown') return { state: 'uncertain' };
  const options = optionsOf(lookup.value);
  const [first] = options;
  if (options.length === 1 && first?.kind === 'literal' && (isNothing(first) || first.value === ''))
    return { state: 'nothing', node: lookup.node, text: first.value === '' ? "''" : String(first.value) };
  if (!lookup.always || options.some(isNothing))
    return lookup.isWhole ? { state: 'sometimes', node: lookup.node } : { state: 'uncertain' };
  const literals = options.filter((option): option is LiteralValue => option.kind === 'literal');
  return { state: 'given', node: lookup.node, literals, isComplete: literals.length === options.length };
}

/** Whether every region that is written out is one of AWS, or allowed by the settings. Others have no regional host. */
export const namesKnownRegions = (region: RegionState, { settings }: Pick<Surroundings, 'settings'>): boolean =>
  region.state !== 'given' ||
  region.literals
    .map((literal) => String(literal.value))
    .every(
      (name) =>
        name === '' ||
        findRegion(name) !== undefined ||
        isPseudoRegion(name) ||
        /^fips-|-fips$/.test(name) ||
        settings.allowedRegions?.includes(name) === true,
    );

/**
 * The STS hosts that a site's `endpoint` (or `host`, for signing calls) may be, with the node of each. Other endpoints
 * are left out.
 */
export function endpointHosts(
  site: Site,
  model: StsModel,
): readonly { readonly host: StsHost; readonly node: Node; readonly key: string }[] {
  return ['endpoint', 'host', 'hostname'].flatMap((key) => {
    const endpoint = site.configuration.setting(key);
    if (endpoint.state !== 'present') return [];
    return endpointOptions(endpoint.value, model).flatMap((option) => {
      const host =
        option.kind === 'literal' && typeof option.value === 'string' ? parseStsHost(option.value) : stsHostOf(option);
      return host ? [{ host, node: option.node, key }] : [];
    });
  });
}

/** Whether the site has an endpoint of its own, so that the SDK's default host does not apply. */
export const hasEndpoint = (site: Site): boolean =>
  mayBeGiven(site.configuration.setting('endpoint')) ||
  (site.construct.kind === 'aws4' && hostOfSigner(site).state !== 'absent');

/** The host of a request that aws4 signs: the one of the request or, without that, of its headers (1.13.2). */
function hostOfSigner({ configuration: { setting } }: Site): PropertyState {
  const headers = setting('headers');
  const ofHeaders = (key: string): PropertyState =>
    headers.state === 'present' ? lookUp(headers.value, key) : headers;
  return (
    [setting('hostname'), setting('host'), ofHeaders('Host'), ofHeaders('host')].find(
      ({ state }) => state !== 'absent',
    ) ?? ABSENT
  );
}

const mayBeGiven = (lookup: PropertyState): boolean => !isLeftOut(lookup);

/** Whether a setting is absent: not given, or, where only the type of the configuration is known, not in that type. */
export const isLeftOut = (lookup: PropertyState): boolean =>
  lookup.state === 'absent' || (lookup.state === 'unknown' && lookup.reason === ONLY_ITS_TYPE);

/** What the SDK does with the site, by the version that the file runs with. */
export const predictSite = (site: Site, model: StsModel, surroundings: Pick<Surroundings, 'versionOf'>): Prediction =>
  predict(site.construct, configurationOf(site, model), sdkOf(site, surroundings));

/** The SDK that predictions about the site are for. */
export function sdkOf(site: Site, { versionOf }: Pick<Surroundings, 'versionOf'>): SdkInUse {
  const version = versionOf(site.construct.package) ?? (isInClient(site) ? PRESENT_V3 : undefined);
  return version === undefined ? {} : { version };
}

/**
 * Old SDKs did not hand the region of a client to the provider in it. Where nothing names a version, as in a file by
 * itself, the present one is assumed: to call correct code wrong would be worse.
 */
const isInClient = ({ construct, caller }: Site): boolean =>
  construct.sdk === 'v3' && caller?.differing === undefined && caller?.region.state === 'present';

/** Whether every SDK version that may be in use passes the region of the service client on to the provider in it. */
export function takesRegionOfCaller(site: Site, prediction: Prediction): boolean {
  const caller = site.caller?.differing ? undefined : site.caller?.region;
  if (caller?.state === 'unknown') return prediction.outcome === 'regional';
  if (caller?.state !== 'present') return false;
  const name = caller.value.kind === 'literal' ? String(caller.value.value) : undefined;
  return (prediction.possible ?? [prediction]).every(
    (each) => each.outcome === 'regional' && each.signingRegion === name,
  );
}

/**
 * `none`: the SDK ignores it. `throws`: a web identity provider has nothing to sign such a request with. `either`: the
 * SDK version or the source of the credentials decides.
 */
export type GlobalEffect = 'none' | 'sent' | 'throws' | 'either';

/**
 * What `useGlobalEndpoint` and the region `aws-global` of a site lead to in the SDK versions that may be in use, when
 * there is no endpoint. The flag does nothing beside FIPS or dual-stack, in regions that the SDK does not list for it,
 * and in versions that do not pass it on to the client.
 */
export function globalEffect(site: Site, model: StsModel, surroundings: Pick<Surroundings, 'versionOf'>): GlobalEffect {
  const version = surroundings.versionOf(site.construct.package);
  const configuration = { ...configurationOf(site, model), endpoint: ABSENT };
  const region = regionState(site.configuration.setting('region'));
  // An empty region makes the SDK throw by itself. The flag matters for the region that will replace it.
  const written = region.state === 'nothing' ? ABSENT : (configuration.region ?? ABSENT);
  const regions =
    region.state === 'given' && region.isComplete
      ? region.literals.map(({ value }): Known<Literal> => ({ state: 'known', value }))
      : [written];
  const possible = regions.flatMap((each) => {
    const prediction = predict(
      site.construct,
      { ...configuration, region: each },
      version === undefined ? {} : { version },
    );
    return prediction.possible ?? [prediction];
  });
  const isSent = possible.some(({ outcome }) => outcome === 'global');
  const throws = possible.some(({ cannotSign }) => cannotSign);
  return isSent ? (throws ? 'either' : 'sent') : throws ? 'throws' : 'none';
}

/** The settings of a site in the form that the predictions take. */
export function configurationOf(site: Site, model: StsModel): StsConfiguration {
  const { setting } = site.configuration;
  return {
    region: known(setting('region')),
    endpoint: endpointOf(site, model),
    useGlobalEndpoint: known(setting('useGlobalEndpoint')),
    stsRegionalEndpoints: known(setting('stsRegionalEndpoints')),
    useFipsEndpoint: known(setting('useFipsEndpoint')),
    useDualstackEndpoint: known(setting('useDualstackEndpoint')),
    ignoreConfiguredEndpointUrls: known(setting('ignoreConfiguredEndpointUrls')),
    signingRegion: known(setting('signingRegion')),
    globalRegion: site.construct.sdk === 'v2' ? known(globalRegionOf(site, model)) : ABSENT,
    // A client without a region of its own still counts as a caller.
    callerRegion: !site.caller
      ? ABSENT
      : site.caller.region.state === 'absent'
        ? { state: 'known', value: undefined }
        : known(site.caller.region),
    parentRegion: known(site.parentRegion),
    enhancedFlow: { state: 'known', value: !site.callsSts },
  };
}

function endpointOf(site: Site, model: StsModel): Known<Literal> {
  const setting = site.construct.kind === 'aws4' ? hostOfSigner(site) : site.configuration.setting('endpoint');
  if (setting.state !== 'present') return setting.state === 'absent' ? ABSENT : { state: 'dynamic' };
  const [first, ...others] = endpointOptions(setting.value, model);
  if (!setting.always || others.length > 0 || first?.kind !== 'literal') return { state: 'dynamic' };
  // `{ protocol: 'https:', hostname: '…' }` is a URL in pieces.
  return {
    state: 'known',
    value:
      setting.value.kind === 'object' && typeof first.value === 'string' && !first.value.includes('://')
        ? `https://${first.value}/`
        : first.value,
  };
}

function known(lookup: PropertyState): Known<Literal> {
  if (lookup.state === 'absent') return ABSENT;
  return lookup.state === 'present' && lookup.always && lookup.value.kind === 'literal'
    ? { state: 'known', value: lookup.value.value }
    : { state: 'dynamic' };
}
