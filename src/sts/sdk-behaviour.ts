/**
 * Predicts which host an STS request goes to, from a construct, its configuration, the SDK version and the environment.
 * Every rule and codemod asks here. tests/oracle compares the predictions with the real SDKs; where they disagree, the
 * tables here are wrong.
 */
import { GLOBAL_SIGNING_REGION, GLOBAL_STS_HOST, hostOfUrl, parseStsHost } from './hosts.js';
import type { Construct } from './packages.js';
import {
  type Environment,
  type Known,
  type Prediction,
  type StsConfiguration,
  given,
  knownString,
  oneOf,
  sentTo,
} from './prediction.js';
import {
  OLDEST_CONSIDERED,
  type SdkRegionSource,
  type V3Kind,
  environmentRegionSince,
  takesParentRegion,
  regionSourcesOf,
  versionsThatDiffer,
} from './region-sources.js';
import { LEGACY_GLOBAL_REGIONS, predictV3 } from './v3-behaviour.js';
import { V2_FEATURES, predictV2 } from './v2-behaviour.js';
import { isAtLeast, readVersion } from './versions.js';

export type { Environment, Known, Literal, Outcome, Prediction, StsConfiguration } from './prediction.js';
export { LEGACY_GLOBAL_REGIONS };

export interface SdkInUse {
  /**
   * The version of the construct's package: exact (`3.758.0`), or a range of package.json (`^3.600.0`, read as a lower
   * bound). Absent when it is not known.
   */
  readonly version?: string;
}

/** The newest version known here. It stands for packages whose own version says nothing about the SDK inside. */
export const PRESENT_V3 = '3.1169.0';

/** How v3 providers behave for each source of credentials. Each has its own sources of the region. */
const CHAIN_BEHAVIOURS: Readonly<Record<NonNullable<Environment['credentialSource']>, V3Kind | undefined>> = {
  'role-profile': 'v3-profile',
  'web-identity-profile': 'web-identity-profile',
  'web-identity-environment': 'v3-node-chain',
  other: undefined,
};

/**
 * Predicts which host an STS request of `construct` goes to, and which region it is signed for. Never throws.
 *
 * Without `environment` nothing is known of it. A region that only the environment can provide is then one of the
 * possible outcomes. Variables that few people set (endpoint URLs, FIPS, AWS_STS_REGIONAL_ENDPOINTS) count as unset,
 * and the reason says so where it matters.
 */
export function predict(
  construct: Construct,
  configuration: StsConfiguration,
  sdk: SdkInUse = {},
  environment?: Environment,
): Prediction {
  if (construct.kind === 'aws4') return predictAws4(configuration);
  const environments =
    environment === undefined
      ? UNKNOWN_ENVIRONMENTS
      : [{ environment, environmentRegion: environmentRegionOf(construct, environment) }];
  const worlds = versionsToConsider(construct, sdk.version).flatMap((version) =>
    environments.map((world) => ({ version, ...world })),
  );
  return oneOf(
    worlds.flatMap((world) =>
      construct.sdk === 'v2'
        ? predictV2Construct(construct, configuration, world)
        : predictV3Construct(construct, configuration, world),
    ),
  );
}

/**
 * Whether the construct finds its region in AWS_REGION or the profile when the code gives none. `depends`: the version
 * is not known well enough.
 */
export function honoursEnvironmentRegion(construct: Construct, version?: string): boolean | 'depends' {
  if (construct.kind === 'aws4') return false;
  if (construct.sdk === 'v2') return true;
  return asks('environment', construct, version);
}

/**
 * Whether a v3 provider takes the region of the client that uses its credentials. `depends`: the version is not known
 * well enough.
 */
export function honoursCallerRegion(construct: Construct, version?: string): boolean | 'depends' {
  return construct.sdk === 'v3' && asks('caller', construct, version);
}

/** Whether a v3 provider or role assumer may take the region of its `parentClientConfig`. */
export const mayHonourParentRegion = (construct: Construct, version?: string): boolean =>
  construct.sdk === 'v3' &&
  (['parent', 'parent-outside-aws'] as const).some((source) => asks(source, construct, version) !== false);

function asks(source: SdkRegionSource, construct: Construct, version: string | undefined): boolean | 'depends' {
  const answers = new Set(
    versionsToConsider(construct, version).map((exact) =>
      regionSourcesOf(construct.kind as V3Kind, exact).sources.includes(source),
    ),
  );
  const [answer] = answers;
  return answers.size === 1 && answer !== undefined ? answer : 'depends';
}

/** Whether the construct reads `parentClientConfig.region`. `fromTemporaryCredentials` never does. */
export const honoursParentRegion = (construct: Construct): boolean =>
  construct.sdk === 'v3' && takesParentRegion(construct.kind as V3Kind);

/** The version since which the construct reads AWS_REGION; `undefined` when it always did, or never does (aws4). */
export function honoursEnvironmentRegionSince(construct: Construct): string | undefined {
  return construct.sdk === 'v3' ? environmentRegionSince(construct.kind as V3Kind) : undefined;
}

interface World {
  readonly version: string;
  readonly environment: Environment;
  readonly environmentRegion: Known<string>;
}

const UNKNOWN_ENVIRONMENTS: readonly Omit<World, 'version'>[] = [
  { environment: {}, environmentRegion: { state: 'dynamic' } },
  { environment: {}, environmentRegion: { state: 'absent' } },
];

/** Empty strings count as unset for both SDKs. */
function environmentRegionOf(
  construct: Construct,
  { AWS_REGION, AMAZON_REGION, profileRegion }: Environment,
): Known<string> {
  const region = AWS_REGION || (construct.sdk === 'v2' ? AMAZON_REGION : undefined) || profileRegion;
  return region ? { state: 'known', value: region } : { state: 'absent' };
}

/** Packages around SDK v3 have versions of their own. They take any SDK, so the present one stands for it. */
const hasOwnNumber = (construct: Construct): boolean =>
  construct.sdk === 'v3' && !construct.package.startsWith('@aws-sdk/');

function versionsToConsider(construct: Construct, text: string | undefined): readonly string[] {
  const knowledge = hasOwnNumber(construct) ? readVersion(PRESENT_V3) : readVersion(text);
  if (knowledge.kind === 'exact') return [knowledge.version];
  if (construct.sdk === 'v2') return [V2_FEATURES.dualStack];
  return versionsThatDiffer(
    construct.kind as V3Kind,
    knowledge.kind === 'at-least' ? knowledge.version : OLDEST_CONSIDERED,
  );
}

function predictV3Construct(
  construct: Construct,
  configuration: StsConfiguration,
  world: World,
): readonly Prediction[] {
  if (construct.kind !== 'v3-profile' && construct.kind !== 'v3-node-chain')
    return predictV3(construct.kind as V3Kind, readByConstruct(construct, configuration), world);
  const source = world.environment.credentialSource;
  const sources = source === undefined ? CREDENTIAL_SOURCES[construct.kind] : [source];
  return sources.flatMap((each) => {
    const kind = CHAIN_BEHAVIOURS[each];
    return kind === undefined ? [WITHOUT_STS] : predictV3(kind, configuration, world);
  });
}

/** aws4-axios reads AWS_REGION in the place of an empty region (3.4.0, assumeRoleCredentialsProvider.js). */
function readByConstruct({ kind }: Construct, configuration: StsConfiguration): StsConfiguration {
  const { region, ...others } = configuration;
  return kind === 'v3-interceptor' && region?.state === 'known' && !region.value ? others : configuration;
}

/** The usual sources of a provider, for when nothing says which one it will be. */
const CREDENTIAL_SOURCES = {
  'v3-profile': ['role-profile'],
  'v3-node-chain': ['web-identity-environment', 'role-profile'],
} as const;

const WITHOUT_STS: Prediction = {
  outcome: 'no-sts',
  reason: 'the credentials come from a source that does not call STS',
};

function predictV2Construct(
  construct: Construct,
  configuration: StsConfiguration,
  world: World,
): readonly Prediction[] {
  const enhanced = given(configuration.enhancedFlow);
  if (construct.kind === 'v2-cognito' && enhanced.state === 'known' && enhanced.value === true) return [WITHOUT_STS];
  if (construct.forSomeProfiles && world.environment.credentialSource === 'other') return [WITHOUT_STS];
  if (construct.forSomeProfiles && isAtLeast(world.version, V2_FEATURES.profileRegion)) return predictV2Profile(world);
  const { globalRegion } = configuration;
  const reachesClient =
    construct.kind === 'v2-unconfigurable' ? (globalRegion === undefined ? {} : { globalRegion }) : configuration;
  return predictV2(reachesClient, world);
}

/**
 * SharedIniFileCredentials takes the region of the profile whose role it assumes, else us-east-1, and ignores
 * AWS_REGION and `AWS.config`. Before 2.758.0 it was the other way round (2.1693.0,
 * lib/credentials/shared_ini_file_credentials.js).
 */
function predictV2Profile(world: World): readonly Prediction[] {
  const { roleProfileRegion } = world.environment;
  return predictV2({ region: { state: 'known', value: roleProfileRegion || GLOBAL_SIGNING_REGION } }, world);
}

/**
 * The region that aws4 reads from a host: the label before the suffix that it knows. In the name of an interface
 * endpoint that is `vpce`.
 */
function regionReadByAws4(host: string): string {
  const ofHost = parseStsHost(host);
  if (ofHost === undefined || ofHost.kind === 'global' || !/\.amazonaws\.com(?:\.cn)?$/.test(host))
    return GLOBAL_SIGNING_REGION;
  return ofHost.kind === 'vpce' ? 'vpce' : ofHost.region;
}

/**
 * For aws4, STS is a service with one host, and the region is only for the signature (1.13.2). An explicit host
 * decides, and supplies the region when none is set.
 */
function predictAws4(configuration: StsConfiguration): Prediction {
  const endpoint = given(configuration.endpoint);
  const region = given(configuration.region);
  if (endpoint.state === 'dynamic')
    return { outcome: 'custom', reason: 'the request goes to the host it is given at run time' };
  const host = hostOfUrl(knownString(endpoint) ?? '') ?? GLOBAL_STS_HOST;
  const signingRegion = knownString(region) || regionReadByAws4(host);
  const reason =
    endpoint.state === 'absent'
      ? `aws4 sends STS requests without a host to ${GLOBAL_STS_HOST}, whatever the region`
      : `the host sends the request to ${host}`;
  return sentTo(host, region.state === 'dynamic' ? undefined : signingRegion, reason);
}
