/**
 * The recorded runs of recorded-cases.tsv, and what each stands for: a construct with a configuration, or nothing that
 * is predicted.
 */
import { readFileSync } from 'node:fs';
import { PACKAGES, type Construct } from '../../src/sts/packages.js';
import type { Environment, Literal, StsConfiguration } from '../../src/sts/sdk-behaviour.js';

export interface RecordedRun {
  readonly id: string;
  /** The id without the version set it was recorded in. */
  readonly name: string;
  readonly sdk: string;
  readonly version: string;
  readonly snippet: string;
  readonly environment: string;
  readonly contacted: string;
  readonly signingRegion: string;
}

type Values = Readonly<Partial<Record<keyof StsConfiguration, Literal>>>;

export interface Meaning {
  readonly construct: Construct;
  readonly configuration: StsConfiguration;
}

export function recordedRuns(): readonly RecordedRun[] {
  const lines = readFileSync(new URL('recorded-cases.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [id = '', sdk = '', version = '', snippet = '', environment = '', contacted = '', signingRegion = ''] =
      line.split('\t');
    return {
      id,
      name: id.replace(/^v3-(?:latest|\d+)-/, 'v3-'),
      sdk,
      version,
      snippet,
      environment,
      contacted,
      signingRegion,
    };
  });
}

const V2_REGIONAL = { stsRegionalEndpoints: 'regional' } as const;
const GLOBAL_URL = 'https://sts.amazonaws.com';
const IRELAND_URL = 'https://sts.eu-west-1.amazonaws.com';
const OREGON_URL = 'https://sts.us-west-2.amazonaws.com';
const OREGON = { region: 'us-west-2' } as const;

/**
 * Name of a run → its configuration; the construct follows from the group. Names that only repeat a region are read by
 * `regionInName`.
 */
const V2_CLIENT: Readonly<Record<string, Values>> = {
  'v2-new': {},
  'v2-new-empty': {},
  'v2-region-regional': { ...OREGON, ...V2_REGIONAL },
  'v2-legacy': { stsRegionalEndpoints: 'legacy' },
  'v2-regional-bool': { ...OREGON, stsRegionalEndpoints: true },
  'v2-endpoint-regional-url-region': { endpoint: OREGON_URL, ...OREGON },
  'v2-endpoint-regional-host': { endpoint: 'sts.us-west-2.amazonaws.com', ...OREGON },
  'v2-endpoint-global-host': { endpoint: 'sts.amazonaws.com' },
  'v2-endpoint-global-url-region': { endpoint: GLOBAL_URL, ...OREGON },
  'v2-endpoint-global-regional-flag': { endpoint: 'sts.amazonaws.com', ...OREGON, ...V2_REGIONAL },
  'v2-endpoint-regional-regional-flag': { endpoint: OREGON_URL, ...OREGON, ...V2_REGIONAL },
  'v2-endpoint-vpce-regional-flag': {
    endpoint: 'https://vpce-1.sts.us-west-2.vpce.amazonaws.com',
    ...OREGON,
    ...V2_REGIONAL,
  },
  'v2-endpoint-localstack-regional-flag': { endpoint: 'http://localhost:4566', ...OREGON, ...V2_REGIONAL },
  'v2-Endpoint-object-regional': { endpoint: 'sts.us-west-2.amazonaws.com', ...OREGON },
  'v2-Endpoint-object-global': { endpoint: GLOBAL_URL },
  'v2-endpoint-template': { endpoint: 'https://{service}.{region}.amazonaws.com', region: 'eu-west-1' },
  'v2-config-update-region': { globalRegion: 'us-west-2' },
  'v2-config-update-flag-region': { globalRegion: 'us-west-2' },
  'v2-config-flag-assign': { globalRegion: 'us-west-2' },
  'v2-config-update-flag-after': OREGON,
  'v2-config-sts': { globalRegion: 'us-west-2' },
  'v2-config-sts-region-only': { globalRegion: 'us-west-2' },
  'v2-config-sts-endpoint': { endpoint: OREGON_URL, ...OREGON },
  'v2-config-region-ctor-flag': { globalRegion: 'us-west-2', ...V2_REGIONAL },
  'v2-config-loadFromPath': { globalRegion: 'us-west-2' },
  'v2-clients-sts': {},
  'v2-clients-sts-regional': { region: 'eu-west-1', ...V2_REGIONAL },
  'v2-clients-sts-global-config': { globalRegion: 'eu-west-1' },
  'v2-fips': { ...OREGON, useFipsEndpoint: true },
  'v2-fips-noregion': { useFipsEndpoint: true },
  'v2-fips-regional': { ...OREGON, useFipsEndpoint: true, ...V2_REGIONAL },
  'v2-dualstack': { ...OREGON, useDualstackEndpoint: true },
  'v2-sslDisabled': OREGON,
  'v2-sharedconfig-flag': {},
  'v2-sharedconfig-flag-load': {},
  'v2-env-AWS_DEFAULT_REGION': {},
  'v2-env-AMAZON_REGION': {},
  'v2-env-regional-noregion': {},
  'v2-env-AWS_REGION-us-east-1': {},
  'v2-env-flag-garbage': OREGON,
  'v2-env-endpoint-url-sts': OREGON,
  'v2-WebIdentity-assume-unauth': { ...OREGON, ...V2_REGIONAL },
  'v2-presign-regional': { ...OREGON, ...V2_REGIONAL },
};

const V3_CLIENT: Readonly<Record<string, Values>> = {
  'v3-useGlobalEndpoint-new-region': { useGlobalEndpoint: true, region: 'af-south-1' },
  'v3-useGlobalEndpoint-ap-northeast-2': { useGlobalEndpoint: true, region: 'ap-northeast-2' },
  'v3-useGlobalEndpoint-cn': { useGlobalEndpoint: true, region: 'cn-north-1' },
  'v3-endpoint-regional-noregion': { endpoint: IRELAND_URL },
  'v3-endpoint-regional-region': { endpoint: IRELAND_URL, region: 'eu-west-1' },
  'v3-endpoint-regional-mismatch': { endpoint: IRELAND_URL, ...OREGON },
  'v3-endpoint-object': { endpoint: GLOBAL_URL, region: 'eu-west-1' },
  'v3-endpoint-bare-host': { endpoint: 'sts.amazonaws.com', region: 'eu-west-1' },
  'v3-region-undefined': { region: undefined },
  'v3-region-null': { region: null },
  'v3-region-empty-string': { region: '' },
  'v3-fips': { ...OREGON, useFipsEndpoint: true },
  'v3-fips-gov': { region: 'us-gov-west-1', useFipsEndpoint: true },
  'v3-dualstack-cn': { region: 'cn-north-1', useDualstackEndpoint: true },
  'v3-fips-endpoint': { ...OREGON, useFipsEndpoint: true, endpoint: OREGON_URL },
  'v3-region-trailing-space': { region: 'us-west-2 ' },
  'v3-region-upper': { region: 'US-WEST-2' },
  'v3-aggregated-region': { region: 'eu-west-1' },
  'v3-env-ENDPOINT_URL_STS': OREGON,
  'v3-env-ENDPOINT_URL': OREGON,
  'v3-env-ENDPOINT_URL_STS-ignored': { ...OREGON, ignoreConfiguredEndpointUrls: true },
  'v3-env-USE_FIPS': OREGON,
  'v3-stsRegionalEndpoints-v2-option': { region: 'eu-west-1', stsRegionalEndpoints: 'legacy' },
  'v3-subclass': OREGON,
  'v3-decorateDefaultCredentialProvider': OREGON,
};

/** Groups by construct: module, export, then the runs. */
const GROUPS: readonly (readonly [module: string, name: string, runs: Readonly<Record<string, Values>>])[] = [
  ['aws-sdk', 'STS', V2_CLIENT],
  [
    'aws-sdk',
    'ChainableTemporaryCredentials',
    {
      'v2-Chainable': {},
      'v2-Chainable-regional': { ...OREGON, ...V2_REGIONAL },
      'v2-Chainable-regional-noregion': V2_REGIONAL,
      'v2-Chainable-toplevel-region-ignored': {},
    },
  ],
  [
    'aws-sdk',
    'TemporaryCredentials',
    { 'v2-Temporary': {}, 'v2-Temporary-globalconfig': { globalRegion: 'us-west-2' } },
  ],
  [
    'aws-sdk',
    'CognitoIdentityCredentials',
    {
      'v2-Cognito-basic': { region: 'us-east-2' },
      'v2-Cognito-basic-regional': { region: 'us-east-2', ...V2_REGIONAL },
    },
  ],
  ['@aws-sdk/client-sts', 'STSClient', V3_CLIENT],
  [
    '@aws-sdk/client-sts',
    'getDefaultRoleAssumer',
    {
      'v3-getDefaultRoleAssumer': {},
      'v3-getDefaultRoleAssumer-noargs': {},
      'v3-getDefaultRoleAssumer-region': OREGON,
    },
  ],
  [
    '@aws-sdk/client-sts',
    'getDefaultRoleAssumerWithWebIdentity',
    { 'v3-getDefaultRoleAssumerWithWebIdentity-region': OREGON },
  ],
  [
    '@aws-sdk/credential-providers',
    'fromTemporaryCredentials',
    {
      'v3-cp-fromTemporaryCredentials': {},
      'v3-cp-fromTemporaryCredentials-master': {},
      'v3-cp-fromTemporaryCredentials-region': OREGON,
      'v3-cp-fromTemporaryCredentials-useGlobal': { ...OREGON, useGlobalEndpoint: true },
      'v3-cp-fromTemporaryCredentials-endpoint-global': { ...OREGON, endpoint: GLOBAL_URL },
      'v3-cp-fromTemporaryCredentials-toplevel-region': {},
      'v3-cp-fromTemporaryCredentials-profile-region': {},
      'v3-cp-fromTemporaryCredentials-in-S3-envonly': { callerRegion: undefined },
      'v3-cp-fromTemporaryCredentials-in-S3-inner-region': { region: 'eu-central-1', callerRegion: 'us-west-2' },
      'v3-cp-fromTemporaryCredentials-in-STSClient': { callerRegion: 'us-west-2' },
      'v3-chain-in-S3-noregion-ok': { callerRegion: 'us-west-2' },
    },
  ],
  [
    '@aws-sdk/credential-providers',
    'fromWebToken',
    {
      'v3-cp-fromWebToken': {},
      'v3-cp-fromWebToken-region': OREGON,
      'v3-cp-fromWebToken-in-S3': { callerRegion: 'us-west-2' },
    },
  ],
  [
    '@aws-sdk/credential-providers',
    'fromTokenFile',
    { 'v3-cp-fromTokenFile': {}, 'v3-cp-fromTokenFile-region': OREGON },
  ],
  [
    '@aws-sdk/credential-providers',
    'fromIni',
    {
      'v3-cp-fromIni': {},
      'v3-cp-fromIni-profile-region': {},
      'v3-cp-fromIni-default-profile-region': {},
      'v3-cp-fromIni-clientConfig': OREGON,
      'v3-cp-fromIni-in-S3': { callerRegion: 'us-west-2' },
      'v3-cp-fromIni-endpoint_url-profile': {},
    },
  ],
  [
    '@aws-sdk/credential-providers',
    'fromNodeProviderChain',
    {
      'v3-cp-fromNodeProviderChain-ini': {},
      'v3-cp-fromNodeProviderChain-IRSA': {},
      'v3-cp-fromNodeProviderChain-in-S3-IRSA': { callerRegion: 'us-west-2' },
    },
  ],
  ['@middy/sts', '', { 'oth-middy-sts': {}, 'oth-middy-sts-useGlobal': { ...OREGON, useGlobalEndpoint: true } }],
  [
    'aws4',
    'sign',
    {
      'oth-aws4-noregion-nohost': {},
      'oth-aws4-region': OREGON,
      'oth-aws4-region-us-east-1': { region: 'us-east-1' },
      'oth-aws4-host-global': { endpoint: 'sts.amazonaws.com' },
      'oth-aws4-host-global-region': { endpoint: 'sts.amazonaws.com', ...OREGON },
      'oth-aws4-host-regional': { endpoint: 'sts.us-west-2.amazonaws.com' },
    },
  ],
];

/** Runs that are about something else than where a construct sends its request. */
const NOT_PREDICTED: readonly (readonly [name: RegExp, why: string])[] = [
  [/^v3-(?:err-client|chain-(?:fromTemporaryCredentials|missing-profile))-/, 'what happens after a failure'],
  [/^v2-chain-CredentialProviderChain-/, 'what happens after a failure'],
  [/^mock-/, 'how a mock intercepts'],
  [/^v3-cp-default-chain-/, 'no construct: the credentials that a client finds by itself'],
  [/^v2-TokenFile-default-chain-/, 'no construct: the credentials that a client finds by itself'],
  [/^v2-SharedIni-globalconfig$/, 'SharedIniFileCredentials is no construct of the table'],
  [/^v3-region-async-fn/, 'the region is a function'],
  [/^v3-profile-option$/, 'the region is in the profile that the option names'],
  [/^(?:v2-Process|v2-S3-not-affected|v3-cp-fromCognitoIdentityPool|v3-cp-fromProcess)$/, 'not STS'],
  [/^(?:v3-rds-signer|oth-aws4fetch|oth-sigv4|oth-google|oth-mongodb)-/, 'no construct of the table'],
];

/**
 * What a run stands for; `undefined` when it is about something else (see `whyNotPredicted`). Throws for a run that
 * nobody has looked at.
 */
export function meaningOf(run: RecordedRun): Meaning | undefined {
  if (whyNotPredicted(run) !== undefined) return undefined;
  const group = GROUPS.find(([, , runs]) => run.name in runs);
  const values = group?.[2][run.name] ?? regionInName(run.name);
  const [module, name] = group ?? (run.sdk === 'aws-sdk' ? ['aws-sdk', 'STS'] : ['@aws-sdk/client-sts', 'STSClient']);
  const construct = PACKAGES.get(module)?.find((each) => each.name === name);
  if (values === undefined || construct === undefined) throw new Error(`The recorded run ${run.id} has no meaning`);
  return {
    construct,
    configuration: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { state: 'known', value }])),
  };
}

export function whyNotPredicted({ name, contacted }: RecordedRun): string | undefined {
  if (contacted.includes('is not a function')) return 'that version has no such export';
  return NOT_PREDICTED.find(([pattern]) => pattern.test(name))?.[1];
}

/** `v2-region-us-gov-west-1-regional`: names that say all there is to say. */
function regionInName(name: string): Values | undefined {
  const [, sdk, region, regional] =
    /^v([23])-region-([a-z]+(?:-[a-z]+)*-(?:\d+|global)(?:-fips)?|fips-us-west-2)(-regional)?$/.exec(name) ?? [];
  if (region === undefined) return undefined;
  return { region, ...(sdk === '2' && regional !== undefined ? V2_REGIONAL : {}) };
}

/** Reads the text of the environment column. */
export function environmentOf(run: RecordedRun, { construct }: Meaning): Environment {
  const variables = Object.fromEntries(
    [...run.environment.replace(/\{.*\}/, '').matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  const profiles = profilesOf(/\{(.*)\}/.exec(run.environment)?.[1] ?? '');
  const active = profiles.get(variables['AWS_PROFILE'] ?? 'default');
  const readsProfile = construct.sdk === 'v3' || variables['AWS_SDK_LOAD_CONFIG'] === '1';
  const isChain = construct.kind === 'v3-node-chain' || construct.kind === 'v3-profile';
  const facts: Record<string, string | undefined> = {
    ...Object.fromEntries(
      Object.entries(variables).filter(([name]) =>
        /^(?:AWS_REGION|AMAZON_REGION|AWS_STS_REGIONAL_ENDPOINTS|AWS_ENDPOINT_URL.*|AWS_USE_.*)$/.test(name),
      ),
    ),
    profileRegion: readsProfile ? active?.get('region') : undefined,
    profileStsRegionalEndpoints: readsProfile ? active?.get('sts_regional_endpoints') : undefined,
    roleProfileRegion: profiles.get('role')?.get('region'),
    credentialSource: isChain
      ? 'AWS_WEB_IDENTITY_TOKEN_FILE' in variables
        ? 'web-identity-environment'
        : 'role-profile'
      : undefined,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function profilesOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const profiles = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split(' ; ')) {
    const [, name] = /^\[(?:profile )?(\S+)\]$/.exec(line) ?? [];
    if (name !== undefined) profiles.set(name, (current = new Map()));
    else current.set(line.split('=')[0] ?? '', line.split('=').slice(1).join('='));
  }
  return profiles;
}
