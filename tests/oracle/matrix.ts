/**
 * The matrix that the predictions are tested with: every construct × configurations × environments. The code that the
 * real SDK runs is made from the same configuration that `predict` gets, so the two cannot drift apart.
 */
import { PACKAGES, type Construct, type ConstructKind } from '../../src/sts/packages.js';
import type { Environment, StsConfiguration } from '../../src/sts/sdk-behaviour.js';
import { codeFor, codeOf, type Values } from './case-code.js';
import type { RealCase } from './harness/run-real-sdks.js';

export interface MatrixCase extends RealCase {
  readonly construct: Construct;
  readonly configuration: StsConfiguration;
  readonly environment: Environment;
}

const EU = 'eu-central-1';

/** What a client of either SDK is given. */
const CLIENT_VALUES: readonly Values[] = [
  {},
  { region: EU },
  { region: 'us-east-1' },
  { region: 'af-south-1' },
  { region: 'ap-northeast-2' },
  { region: 'us-east-3' },
  { region: 'cn-north-1' },
  { region: 'us-gov-west-1' },
  { region: 'us-iso-east-1' },
  { region: 'us-isob-east-1' },
  { region: 'us-isof-south-1' },
  { region: 'eu-isoe-west-1' },
  { region: 'eusc-de-east-1' },
  { region: 'aws-global' },
  { region: 'us-west-2-fips' },
  { region: 'fips-us-west-2' },
  { region: undefined },
  { region: null },
  { region: '' },
  { region: EU, useFipsEndpoint: true },
  { region: 'us-gov-west-1', useFipsEndpoint: true },
  { region: 'cn-north-1', useFipsEndpoint: true },
  { useFipsEndpoint: true },
  { region: EU, useDualstackEndpoint: true },
  { region: 'cn-north-1', useDualstackEndpoint: true },
  { region: 'us-gov-west-1', useDualstackEndpoint: true },
  { region: EU, useFipsEndpoint: true, useDualstackEndpoint: true },
  { region: 'us-gov-west-1', useFipsEndpoint: true, useDualstackEndpoint: true },
  { region: EU, useFipsEndpoint: false },
  { endpoint: 'https://sts.amazonaws.com' },
  { endpoint: 'https://sts.amazonaws.com', region: EU },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com' },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com', region: EU },
  { endpoint: 'https://vpce-1.sts.us-west-2.vpce.amazonaws.com', region: 'us-west-2' },
  { endpoint: 'http://localhost:4566', region: 'us-west-2' },
  { endpoint: undefined, region: EU },
];

const V3_VALUES: readonly Values[] = [
  ...CLIENT_VALUES,
  { region: 'US-WEST-2' },
  { useGlobalEndpoint: true },
  { region: EU, useGlobalEndpoint: true },
  { region: EU, useGlobalEndpoint: false },
  { region: 'us-east-1', useGlobalEndpoint: true },
  { region: 'ap-northeast-2', useGlobalEndpoint: true },
  { region: 'af-south-1', useGlobalEndpoint: true },
  { region: 'cn-north-1', useGlobalEndpoint: true },
  { region: EU, useGlobalEndpoint: true, useFipsEndpoint: true },
  { region: EU, useGlobalEndpoint: true, useDualstackEndpoint: true },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com', region: EU, useGlobalEndpoint: true },
  { endpoint: 'sts.amazonaws.com', region: EU },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com', region: EU, useFipsEndpoint: true },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com', region: EU, useDualstackEndpoint: true },
  { endpoint: 'https://sts.amazonaws.com', region: 'aws-global' },
  { region: 'aws-global', useFipsEndpoint: true },
  { region: EU, stsRegionalEndpoints: 'legacy' },
  { region: EU, ignoreConfiguredEndpointUrls: true },
];

/** Names that some older versions turned into another host; only the present ones are held to refusing them. */
const REFUSED_BY_PRESENT_V3: readonly Values[] = [
  { region: 'us-west-2 ' },
  { region: 'example.com#' },
  { region: 'us.west.2' },
];

const V3_PROVIDER_VALUES: readonly Values[] = [
  { callerRegion: 'sa-east-1' },
  { callerRegion: undefined },
  { callerRegion: 'sa-east-1', region: EU },
  { callerRegion: 'cn-north-1' },
  { parentRegion: 'sa-east-1' },
  { parentRegion: 'cn-north-1' },
  { parentRegion: 'sa-east-1', callerRegion: 'ap-south-1' },
  { parentRegion: 'sa-east-1', region: EU },
];

const V2_VALUES: readonly Values[] = [
  ...CLIENT_VALUES,
  { stsRegionalEndpoints: 'regional' },
  { region: EU, stsRegionalEndpoints: 'regional' },
  { region: EU, stsRegionalEndpoints: 'Regional' },
  { region: EU, stsRegionalEndpoints: 'legacy' },
  { region: EU, stsRegionalEndpoints: 'true' },
  { region: EU, stsRegionalEndpoints: true },
  { region: EU, stsRegionalEndpoints: undefined },
  { region: '', stsRegionalEndpoints: 'regional' },
  { region: null, stsRegionalEndpoints: 'regional' },
  { region: 'us-east-1', stsRegionalEndpoints: 'regional' },
  { region: 'aws-global', stsRegionalEndpoints: 'regional' },
  { region: 'cn-north-1', stsRegionalEndpoints: 'regional' },
  { region: 'us-gov-west-1', stsRegionalEndpoints: 'regional' },
  { region: 'eusc-de-east-1', stsRegionalEndpoints: 'regional' },
  { region: EU, stsRegionalEndpoints: 'regional', useFipsEndpoint: true },
  { region: 'us-isof-south-1', useFipsEndpoint: true },
  { region: 'us-iso-east-1', useDualstackEndpoint: true },
  { endpoint: 'sts.amazonaws.com' },
  { endpoint: 'sts.amazonaws.com', region: EU },
  { endpoint: 'sts.amazonaws.com', region: EU, stsRegionalEndpoints: 'regional' },
  { endpoint: 'https://{service}.{region}.amazonaws.com', region: EU },
  { endpoint: 'https://sts.eu-west-2.amazonaws.com', region: EU, useFipsEndpoint: true },
  { region: 'us-east-1', useGlobalEndpoint: true },
  { globalRegion: 'sa-east-1' },
  { globalRegion: 'sa-east-1', stsRegionalEndpoints: 'regional' },
  { globalRegion: 'cn-north-1' },
  { globalRegion: 'sa-east-1', region: EU, stsRegionalEndpoints: 'regional' },
  { globalRegion: 'sa-east-1', region: undefined, stsRegionalEndpoints: 'regional' },
  { globalRegion: 'sa-east-1', endpoint: 'https://sts.amazonaws.com' },
];

const COGNITO_VALUES: readonly Values[] = [
  { region: 'us-east-2' },
  { region: 'us-east-2', stsRegionalEndpoints: 'regional' },
  { region: 'us-east-2', enhancedFlow: true },
];

const AWS4_VALUES: readonly Values[] = [
  {},
  { region: EU },
  { region: 'cn-north-1' },
  { endpoint: 'sts.amazonaws.com' },
  { endpoint: 'sts.amazonaws.com', region: EU },
  { endpoint: 'sts.eu-west-2.amazonaws.com' },
  { endpoint: 'sts.eu-west-2.amazonaws.com', region: EU },
  { endpoint: 'sts-fips.us-east-2.amazonaws.com' },
  { endpoint: 'sts.eu-west-2.api.aws' },
  { endpoint: 'sts.cn-north-1.amazonaws.com.cn' },
  { endpoint: 'vpce-1.sts.eu-west-2.vpce.amazonaws.com' },
  { endpoint: 'vpce-1.sts.eu-west-2.vpce.amazonaws.com', region: 'eu-west-2' },
];

const E1: Environment = { AWS_REGION: 'eu-west-1' };
const EVERYWHERE: readonly Environment[] = [
  {},
  E1,
  { ...E1, AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
  { ...E1, AWS_STS_REGIONAL_ENDPOINTS: 'legacy' },
];

/** Rarer environments, run with the few configurations below. */
const RARE: readonly Environment[] = [
  { AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
  { AWS_STS_REGIONAL_ENDPOINTS: 'yes' },
  { AWS_REGION: 'aws-global' },
  { AWS_REGION: 'cn-north-1' },
  { AMAZON_REGION: 'ap-south-1' },
  { AMAZON_REGION: 'ap-south-1', AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
  { ...E1, AWS_ENDPOINT_URL_STS: 'https://sts.amazonaws.com' },
  { ...E1, AWS_ENDPOINT_URL: 'http://localhost:4566' },
  { ...E1, AWS_ENDPOINT_URL_STS: 'https://sts.eu-west-2.amazonaws.com', AWS_ENDPOINT_URL: 'http://localhost:4566' },
  { ...E1, AWS_USE_FIPS_ENDPOINT: 'true' },
  { ...E1, AWS_USE_DUALSTACK_ENDPOINT: 'true' },
];
const V3_PROFILE_ENVIRONMENTS: readonly Environment[] = [
  { profileRegion: 'ap-south-1' },
  { ...E1, profileRegion: 'ap-south-1' },
];
const RARE_VALUES: readonly Values[] = [
  {},
  { region: EU },
  { region: EU, useFipsEndpoint: false },
  { region: EU, ignoreConfiguredEndpointUrls: true },
];

/** Sources of the providers that call STS for some sources only. */
const SOURCES: Readonly<Partial<Record<ConstructKind, readonly Environment[]>>> = {
  'v3-profile': [
    { credentialSource: 'role-profile' },
    { credentialSource: 'role-profile', roleProfileRegion: 'ca-central-1' },
    { credentialSource: 'web-identity-profile', roleProfileRegion: 'ca-central-1' },
  ],
  'v3-node-chain': [{ credentialSource: 'web-identity-environment' }, { credentialSource: 'other' }],
};

/** SharedIniFileCredentials of SDK v2 has no configuration in code: all that decides is in a profile on disk. */
const isV2Profile = ({ sdk, forSomeProfiles }: Construct): boolean => sdk === 'v2' && forSomeProfiles === true;
const V2_PROFILES: readonly Environment[] = [
  { credentialSource: 'role-profile' },
  { credentialSource: 'role-profile', roleProfileRegion: 'ca-central-1' },
  { credentialSource: 'role-profile', roleProfileRegion: 'cn-north-1' },
  { credentialSource: 'other' },
];

/** A token of Vercel that ends in 2100. */
const VERCEL_OIDC_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwcm9qZWN0IiwiZXhwIjo0MTAyNDQ0ODAwfQ.s';
const WEB_IDENTITY_VARIABLES = {
  AWS_WEB_IDENTITY_TOKEN_FILE: '$TOKEN_FILE',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/r',
  AWS_ROLE_SESSION_NAME: 's',
};
const NO_STATIC_CREDENTIALS = { AWS_ACCESS_KEY_ID: null, AWS_SECRET_ACCESS_KEY: null };

/** The packages of package-lock.json that the matrix is run against in every test run. */
export const PRESENT_PACKAGES = [
  'aws-sdk',
  '@aws-sdk/client-sts',
  '@aws-sdk/credential-providers',
  '@middy/sts',
  '@vercel/functions/oidc',
  '@vercel/oidc-aws-credentials-provider',
  'aws4',
] as const;

/** The cases of one package set; `present` adds what only the newest versions promise. */
export function matrixOf(
  packages: readonly string[],
  { present }: { readonly present: boolean },
): readonly MatrixCase[] {
  return packages.flatMap((name) =>
    (PACKAGES.get(name) ?? []).flatMap((construct) => casesOf(name, construct, present)),
  );
}

function casesOf(packageName: string, construct: Construct, present: boolean): readonly MatrixCase[] {
  const values = valuesFor(construct, present);
  const rareValues = RARE_VALUES.filter((each) => present || construct.sdk === 'v3' || isAlikeInOlderV2(each));
  const sources = isV2Profile(construct) ? V2_PROFILES : (SOURCES[construct.kind] ?? [{}]);
  return sources.flatMap((source, index) =>
    [
      ...pairsOf(index === 0 ? values : values.filter(isAboutTheRegion), EVERYWHERE),
      ...pairsOf(rareValues, rareFor(construct, present)),
    ]
      .filter(([each]) => !failsByItself(each, source))
      .map(([each, environment]) => caseOf(packageName, construct, each, { ...environment, ...source })),
  );
}

/**
 * Where the credentials come from competes with what names a region; endpoints and flags act upon the region that has
 * won.
 */
function isAboutTheRegion(values: Values): boolean {
  const names = Object.keys(values);
  const hasRegionsOnly = names.every((name) => /region$/i.test(name));
  return hasRegionsOnly && (names.length !== 1 || values.region === undefined || values.region === EU);
}

function caseOf(packageName: string, construct: Construct, values: Values, environment: Environment): MatrixCase {
  const profileFile = profileFileFor(environment);
  return {
    id: `${packageName} ${construct.name}(${codeOf(values)}) in ${JSON.stringify(environment)}`,
    construct,
    configuration: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { state: 'known', value }])),
    environment,
    code: codeFor(packageName, construct, values),
    variables: variablesFor(construct, environment),
    profileFile,
    ...(isV2Profile(construct) && { credentialsFile: profileFile.replaceAll('[profile ', '[') }),
  };
}

/**
 * Older v2 versions lack isolated partitions, FIPS and pseudo-regions one after the other; what decides between global
 * and regional is alike.
 */
function isAlikeInOlderV2(values: Values): boolean {
  const isExotic = /iso|global|fips/.test(String(values.region)) || values.stsRegionalEndpoints === true;
  return !isExotic && !['endpoint', 'useFipsEndpoint', 'useDualstackEndpoint'].some((key) => key in values);
}

/** A caller without a region fails by itself, which says nothing about credentials that need no STS. */
function failsByItself(values: Values, { credentialSource }: Environment): boolean {
  return credentialSource === 'other' && 'callerRegion' in values && values.callerRegion === undefined;
}

/** Kinds that take a configuration and no provider's options beside it. */
const BUILD_A_CLIENT: ReadonlySet<ConstructKind> = new Set<ConstructKind>([
  'v3-client',
  'v3-middleware',
  'v3-layer',
  'v3-interceptor',
  'v3-token-signer',
]);

function valuesFor({ kind, sdk }: Construct, present: boolean): readonly Values[] {
  if (kind === 'aws4') return AWS4_VALUES;
  if (kind === 'v2-cognito') return COGNITO_VALUES;
  const v2Values = present ? V2_VALUES : V2_VALUES.filter(isAlikeInOlderV2);
  if (kind === 'v2-unconfigurable')
    return v2Values.filter((values) => Object.keys(values).every((key) => key === 'globalRegion'));
  if (sdk === 'v2') return v2Values;
  const values = present ? [...V3_VALUES, ...REFUSED_BY_PRESENT_V3] : V3_VALUES;
  if (BUILD_A_CLIENT.has(kind)) return values;
  return kind === 'v3-role-assumer'
    ? [...values, ...V3_PROVIDER_VALUES.filter((each) => !('callerRegion' in each))]
    : [...values, ...V3_PROVIDER_VALUES];
}

/** Cognito's own client needs a region too, so environments without one say nothing about STS. */
function rareFor({ kind, sdk }: Construct, present: boolean): readonly Environment[] {
  if (kind === 'v2-cognito' || kind === 'aws4') return [];
  if (sdk === 'v3') return [...RARE, ...V3_PROFILE_ENVIRONMENTS];
  return present ? RARE : RARE.filter((environment) => !/DUALSTACK|FIPS|global/.test(JSON.stringify(environment)));
}

function pairsOf(
  values: readonly Values[],
  environments: readonly Environment[],
): readonly (readonly [Values, Environment])[] {
  return values.flatMap((each) => environments.map((environment) => [each, environment] as const));
}

function variablesFor(construct: Construct, environment: Environment): Readonly<Record<string, string | null>> {
  const { kind } = construct;
  const plain = Object.fromEntries(Object.entries(environment).filter(([name]) => /^A/.test(name)));
  if (isV2Profile(construct))
    return { ...plain, AWS_PROFILE: environment.credentialSource === 'other' ? 'base' : 'role' };
  if (kind === 'v3-oidc-token') return { ...plain, VERCEL_OIDC_TOKEN };
  if (kind === 'v3-token-file' || kind === 'v2-token-file') return { ...plain, ...WEB_IDENTITY_VARIABLES };
  if (environment.credentialSource === 'web-identity-environment')
    return { ...plain, ...WEB_IDENTITY_VARIABLES, ...NO_STATIC_CREDENTIALS };
  return plain;
}

function profileFileFor({ profileRegion, roleProfileRegion, credentialSource }: Environment): string {
  const role =
    credentialSource === 'web-identity-profile' ? 'web_identity_token_file=$TOKEN_FILE' : 'source_profile=base';
  return [
    ...(profileRegion === undefined ? [] : ['[default]', `region=${profileRegion}`]),
    '[profile base]',
    'aws_access_key_id=AKIDBASE',
    'aws_secret_access_key=secret',
    '[profile role]',
    'role_arn=arn:aws:iam::123456789012:role/r',
    role,
    ...(roleProfileRegion === undefined ? [] : [`region=${roleProfileRegion}`]),
    '',
  ].join('\n');
}
