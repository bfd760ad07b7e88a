/** What SDK v3 does with an STS configuration in one world. A world is an exact version and an environment. */
import { GLOBAL_SIGNING_REGION, GLOBAL_STS_HOST, hostOfUrl, stsHost } from './hosts.js';
import {
  type Environment,
  type Known,
  type Literal,
  type Prediction,
  type StsConfiguration,
  given,
  knownString,
  sentTo,
  throws,
} from './prediction.js';
import {
  CLIENT_FEATURES,
  type SdkRegionSource,
  type V3Kind,
  canSign,
  forwardsClientOptions,
  regionSourcesOf,
  versionsIgnoringEnvironment,
} from './region-sources.js';
import { allRegions, partitionOf } from './regions.js';
import { isAtLeast } from './versions.js';

/**
 * Regions for which `useGlobalEndpoint: true` goes to the global host, `aws-global` included (endpoint rules of
 * client-sts 3.194.0–3.1169.0).
 */
export const LEGACY_GLOBAL_REGIONS: ReadonlySet<string> = new Set([
  'aws-global',
  ...allRegions()
    .filter((region) => region.legacyGlobal)
    .map((region) => region.name),
]);

export interface V3World {
  readonly version: string;
  readonly environment: Environment;
  /** AWS_REGION or the active profile's region; `dynamic` when the environment is not known and has one. */
  readonly environmentRegion: Known<string>;
}

interface FoundRegion {
  readonly region: Known<Literal>;
  /** How the region was found, for messages. */
  readonly reason: string;
}

const MISSING_REGION = 'SDK v3 throws "Region is missing", because neither the code nor the environment names a region';

/**
 * With either setting, the endpoint rules ask for a signature in every region, but these web identity providers have no
 * credentials to sign with.
 */
const CANNOT_SIGN: Prediction = {
  ...throws(
    'SDK v3 throws, because useGlobalEndpoint and aws-global ask for a signature, and this provider has no credentials to sign with',
  ),
  cannotSign: true,
};

/** Everything that can happen in this world. It is more than one prediction when a setting is decided at run time. */
export function predictV3(kind: V3Kind, configuration: StsConfiguration, world: V3World): readonly Prediction[] {
  const found = findRegionOf(kind, configuration, world);
  if ('outcome' in found) return [found];
  const reachesClient = forwardsClientOptions(kind, world.version) ? configuration : {};
  return predictClient(reachesClient, found, world, canSign(kind, world.version));
}

function findRegionOf(kind: V3Kind, configuration: StsConfiguration, world: V3World): FoundRegion | Prediction {
  const { sources, since } = regionSourcesOf(kind, world.version);
  if (sources.includes('environment') && hidesEnvironment(configuration.region, world.version))
    return throws(MISSING_REGION);
  if (isWrittenNull(kind, since, configuration)) return environmentOrNothing(world);
  if (given(configuration.region).state === 'absent' && callerRegion(configuration.callerRegion, world) === 'throws')
    return throws(MISSING_REGION);
  for (const source of sources) {
    const region = regionFrom(source, configuration, world);
    if (region === 'throws') return throws(MISSING_REGION);
    if (region.state !== 'absent')
      return {
        region,
        reason: reasonFor(
          source,
          region,
          sources.includes('environment') ? undefined : ignoringVersions(kind, world.version),
        ),
      };
  }
  return throws(MISSING_REGION);
}

function regionFrom(
  source: SdkRegionSource,
  configuration: StsConfiguration,
  world: V3World,
): Known<Literal> | 'throws' {
  switch (source) {
    case 'configuration':
      return given(configuration.region);
    case 'role-profile':
      return ofText(world.environment.roleProfileRegion);
    case 'parent':
      return given(configuration.parentRegion);
    case 'parent-outside-aws': {
      const parent = given(configuration.parentRegion);
      return partitionOf(knownString(parent) ?? '').id === 'aws' ? { state: 'absent' } : parent;
    }
    case 'caller':
      return callerRegion(configuration.callerRegion, world);
    case 'environment':
      return world.environmentRegion;
    case 'us-east-1':
      return { state: 'known', value: GLOBAL_SIGNING_REGION };
  }
}

/**
 * fromTemporaryCredentials, and role assumers before they had other sources, pass a `null` on to the client, which then
 * reads the environment. The token signer refuses it.
 */
function isWrittenNull(kind: V3Kind, since: string, { region }: StsConfiguration): boolean {
  return (
    kind !== 'v3-token-signer' &&
    (kind === 'v3-temporary-credentials' || since === '3.0.0') &&
    region?.state === 'known' &&
    region.value === null
  );
}

function environmentOrNothing({ environmentRegion }: V3World): FoundRegion | Prediction {
  if (environmentRegion.state === 'absent') return throws(MISSING_REGION);
  return { region: environmentRegion, reason: reasonFor('environment', environmentRegion) };
}

function hidesEnvironment(region: Known<Literal> | undefined, version: string): boolean {
  return (
    region?.state === 'known' &&
    region.value === undefined &&
    !isAtLeast(version, CLIENT_FEATURES.undefinedRegionIsAbsent)
  );
}

/**
 * A caller without a region of its own reads the environment. If that has none, it throws before it gets credentials.
 */
function callerRegion(caller: Known<Literal> | undefined, world: V3World): Known<Literal> | 'throws' {
  if (caller?.state !== 'known' || given(caller).state === 'known') return given(caller);
  return world.environmentRegion.state === 'absent' ? 'throws' : world.environmentRegion;
}

/** `ignoring` names the versions that do not look at AWS_REGION, when this is one of them. */
function reasonFor(source: SdkRegionSource, region: Known<Literal>, ignoring?: string): string {
  const name = knownString(region);
  const host = name === undefined ? 'the host of that region' : name === 'aws-global' ? GLOBAL_STS_HOST : stsHost(name);
  switch (source) {
    case 'configuration':
      return name === undefined
        ? 'the request goes to the host of the region it is given at run time'
        : `the request goes to ${host}`;
    case 'environment':
      return `the region comes from the environment (AWS_REGION or the profile), so the request goes to ${host}`;
    case 'role-profile':
      return `the region comes from the profile, so the request goes to ${host}`;
    case 'parent':
    case 'parent-outside-aws':
      return `the region comes from parentClientConfig, so the request goes to ${host}`;
    case 'caller':
      return `the region comes from the client that uses the credentials, so the request goes to ${host}`;
    case 'us-east-1':
      return ignoring === undefined
        ? `without a region anywhere the request silently goes to ${host}`
        : `SDK v3 ${ignoring} ignores AWS_REGION here and sends the request to ${host}`;
  }
}

function ignoringVersions(kind: V3Kind, version: string): string {
  const { since, until } = versionsIgnoringEnvironment(kind, version);
  return [...(since === undefined ? [] : [`from ${since}`]), ...(until === undefined ? [] : [`before ${until}`])].join(
    ' and ',
  );
}

function predictClient(
  configuration: StsConfiguration,
  found: FoundRegion,
  world: V3World,
  signs: boolean,
): readonly Prediction[] {
  const name = found.region.state === 'known' ? found.region.value : undefined;
  if (name === '')
    return [throws('SDK v3 throws "Region is missing" for an empty region, even where AWS_REGION is set')];
  const known = typeof name === 'string' ? readRegionName(name) : undefined;
  if (known !== undefined && !isHostLabel(known.region))
    return [throws(`SDK v3 builds a host name of the region, and "${known.region}" cannot be part of one`)];

  const fips = known?.fips === true || isOn(configuration.useFipsEndpoint, world.environment.AWS_USE_FIPS_ENDPOINT);
  const dualStack = isOn(configuration.useDualstackEndpoint, world.environment.AWS_USE_DUALSTACK_ENDPOINT);
  const signingRegion =
    knownString(given(configuration.signingRegion)) ?? signingRegionOf(known?.region, world.version);

  const endpoint = endpointOf(configuration, world);
  if (endpoint.state !== 'absent') return [predictEndpoint(endpoint, fips || dualStack, signingRegion, world.version)];
  if (fips || dualStack) return [predictVariant(known?.region, { fips, dualStack }, signingRegion)];

  const wantsGlobal =
    known?.region === 'aws-global' ||
    (isOn(configuration.useGlobalEndpoint, undefined) && isAtLeast(world.version, CLIENT_FEATURES.endpointRules));
  if (wantsGlobal && !signs) return [CANNOT_SIGN];

  const global = sentTo(GLOBAL_STS_HOST, GLOBAL_SIGNING_REGION, '');
  if (known?.region === 'aws-global')
    return [{ ...global, reason: `the region aws-global stands for the global host ${GLOBAL_STS_HOST}` }];
  const regional = predictRegional(known?.region, signingRegion, found, world.version);
  const effect = useGlobalEndpointEffect(configuration.useGlobalEndpoint, known?.region, world.version);
  if (effect === 'none') return [regional];
  const overridden = { ...global, reason: `useGlobalEndpoint sends the request to ${GLOBAL_STS_HOST}` };
  return effect === 'global' ? [overridden] : [overridden, regional];
}

/**
 * The region in a name, and whether the name asks for FIPS too: `us-west-2-fips`, `fips-us-west-2` (@smithy/core
 * getRealRegion).
 */
function readRegionName(name: string): { readonly region: string; readonly fips: boolean } {
  const fips = name.startsWith('fips-') || name.endsWith('-fips');
  if (!fips) return { region: name, fips };
  return {
    region: ['fips-aws-global', 'aws-fips'].includes(name)
      ? GLOBAL_SIGNING_REGION
      : name.replace(/fips-(?:dkr-|prod-)?|-fips/, ''),
    fips,
  };
}

/**
 * Before the endpoint rules, aws-global meant us-east-1 in every signature. Since then it does only for the global
 * host.
 */
function signingRegionOf(region: string | undefined, version: string): string | undefined {
  return region === 'aws-global' && !isAtLeast(version, CLIENT_FEATURES.endpointRules) ? GLOBAL_SIGNING_REGION : region;
}

function isHostLabel(region: string): boolean {
  return /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i.test(region);
}

function isOn(option: Known<Literal> | undefined, variable: string | undefined): boolean {
  const setting = given(option);
  return setting.state === 'absent' ? variable === 'true' : setting.state === 'known' && setting.value === true;
}

function endpointOf(configuration: StsConfiguration, { environment, version }: V3World): Known<Literal> {
  const inCode = given(configuration.endpoint);
  if (inCode.state !== 'absent') return inCode;
  const ignored =
    isAtLeast(version, CLIENT_FEATURES.ignoreEndpointUrls) &&
    isOn(configuration.ignoreConfiguredEndpointUrls, environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS);
  const honoured = isAtLeast(version, CLIENT_FEATURES.endpointUrlVariables) && !ignored;
  const { AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, profileEndpointUrl } = environment;
  const configured = AWS_ENDPOINT_URL_STS || AWS_ENDPOINT_URL || profileEndpointUrl || undefined; // empty is unset
  return ofText(honoured ? configured : undefined);
}

function predictEndpoint(
  endpoint: Known<Literal>,
  isVariant: boolean,
  signingRegion: string | undefined,
  version: string,
): Prediction {
  if (isVariant && isAtLeast(version, CLIENT_FEATURES.endpointRules))
    return throws('SDK v3 throws for an endpoint together with FIPS or dual-stack');
  const url = knownString(endpoint);
  if (url === undefined)
    return { outcome: 'custom', reason: 'the request goes to the endpoint it is given at run time' };
  const host = URL.canParse(url) ? hostOfUrl(url) : undefined;
  if (host === undefined) return throws(`SDK v3 throws "Invalid URL" for the endpoint ${url}, which has no https://`);
  return sentTo(host, signingRegion, `the endpoint sends the request to ${host}`);
}

function predictVariant(
  region: string | undefined,
  options: { readonly fips: boolean; readonly dualStack: boolean },
  signingRegion: string | undefined,
): Prediction {
  const outcome = options.fips ? 'fips' : 'dualstack';
  const label = options.fips ? 'FIPS' : 'dual-stack';
  if (region === undefined) return { outcome, reason: `the request goes to the ${label} host of its region` };
  const host = stsHost(region, options).toLowerCase();
  return { ...sentTo(host, signingRegion, `the request goes to the ${label} host ${host}`), outcome };
}

function predictRegional(
  region: string | undefined,
  signingRegion: string | undefined,
  found: FoundRegion,
  version: string,
): Prediction {
  if (region === undefined) return { outcome: 'regional', reason: found.reason };
  const { id } = partitionOf(region);
  const host = isAtLeast(version, PARTITION_KNOWN_SINCE[id] ?? '3.0.0')
    ? stsHost(region)
    : `sts.${region}.amazonaws.com`;
  return { ...sentTo(host.toLowerCase(), signingRegion, found.reason), outcome: 'regional' };
}

const PARTITION_KNOWN_SINCE: Readonly<Record<string, string>> = {
  'aws-iso-e': CLIENT_FEATURES.isoPartitions,
  'aws-iso-f': CLIENT_FEATURES.isoPartitions,
  'aws-eusc': CLIENT_FEATURES.sovereignCloud,
};

/** What `useGlobalEndpoint` does to a request. `depends`: the region or the setting is decided at run time. */
function useGlobalEndpointEffect(
  setting: Known<Literal> | undefined,
  region: string | undefined,
  version: string,
): 'global' | 'none' | 'depends' {
  const option = given(setting);
  if (
    option.state === 'absent' ||
    (option.state === 'known' && option.value !== true) ||
    !isAtLeast(version, CLIENT_FEATURES.endpointRules)
  )
    return 'none';
  if (region !== undefined && !LEGACY_GLOBAL_REGIONS.has(region)) return 'none';
  return option.state === 'known' && region !== undefined ? 'global' : 'depends';
}

function ofText(text: string | undefined): Known<string> {
  return text === undefined ? { state: 'absent' } : { state: 'known', value: text };
}
