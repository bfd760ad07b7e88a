/**
 * The matrix that the predictions are tested with: every construct × configurations × environments. The code that the real SDK
 * runs is made from the same configuration that `predict` gets, so the two cannot drift apart.
 */
import { PACKAGES, type Construct, type ConstructKind } from '../../src/sts/packages.js';
import type { Environment, Literal, StsConfiguration } from '../../src/sts/sdk-behaviour.js';
import type { RealCase } from './harness/run-real-sdks.js';

export interface MatrixCase extends RealCase {
  readonly construct: Construct;
  readonly configuration: StsConfiguration;
  readonly environment: Environment;
}

/** A configuration as plain values; the key order is the one written into the code. */
type Values = Readonly<Partial<Record<keyof StsConfiguration, Literal>>>;

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

/** Where the credentials come from competes with what names a region; endpoints and flags act upon the region that has won. */
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

/** Older v2 versions lack isolated partitions, FIPS and pseudo-regions one after the other; what decides between global and regional is alike. */
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

function codeOf(values: Values): string {
  return `{ ${Object.entries(values)
    .map(([key, value]) => `${key}: ${value === undefined ? 'undefined' : JSON.stringify(value)}`)
    .join(', ')} }`;
}

function codeFor(packageName: string, construct: Construct, values: Values): string {
  const { callerRegion, parentRegion, globalRegion, enhancedFlow, ...own } = values;
  const module = `require('${packageName}')`;
  const config = codeOf(own);
  const parent = parentRegion === undefined ? '' : `, parentClientConfig: { region: '${String(parentRegion)}' }`;
  const provider = (options: string): string =>
    resolved(`${module}.${construct.name}({ ${options}clientConfig: ${config}${parent} })`, values);
  switch (construct.kind) {
    case 'v3-client':
      return `const { ${construct.name}: Client } = ${module}; const { GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); await new Client(${config}).send(new GetCallerIdentityCommand({}))`;
    case 'v3-role-assumer': {
      if (construct.forSomeProfiles)
        return `await ${module}.decorateDefaultCredentialProvider((input) => () => input.roleAssumer({ accessKeyId: 'A', secretAccessKey: 'B' }, { RoleArn: ROLE, RoleSessionName: 's' }))({ ...${config}${parent} })()`;
      const call =
        construct.name === 'getDefaultRoleAssumer'
          ? `{ accessKeyId: 'A', secretAccessKey: 'B' }, { RoleArn: ROLE, RoleSessionName: 's' }`
          : `{ RoleArn: ROLE, RoleSessionName: 's', WebIdentityToken: 't' }`;
      return `await ${module}.${construct.name}({ ...${config}${parent} })(${call})`;
    }
    case 'v3-temporary-credentials':
      return provider(`masterCredentials: { accessKeyId: 'A', secretAccessKey: 'B' }, params: { RoleArn: ROLE }, `);
    case 'v3-web-token':
      return provider(`roleArn: ROLE, roleSessionName: 's', webIdentityToken: 't', `);
    case 'v3-oidc-token':
      return provider(`roleArn: ROLE, roleSessionName: 's', `);
    case 'v3-profile':
      return provider(`profile: 'role', `);
    case 'v3-token-file':
    case 'v3-node-chain':
      return provider('');
    case 'v3-middleware':
      return `const sts = (await load('@middy/sts')).default; const middy = (await load('@middy/core')).default; const plugin = sts({ fetchData: { a: { RoleArn: ROLE } }, disablePrefetch: true, setToContext: true, cacheExpiry: 0, awsClientOptions: ${config} }); await middy(async () => {}).use(plugin)({}, { getRemainingTimeInMillis: () => 1000 })`;
    case 'v3-layer':
      return layerCodeFor(construct, config);
    case 'v3-interceptor':
      return `const { AxiosHeaders } = require('axios'); await ${module}.${construct.name}({ options: { ...${config}, service: 'execute-api', assumeRoleArn: ROLE } })({ url: 'https://a.example/', headers: new AxiosHeaders(), transformRequest: [(data) => data] })`;
    case 'v3-token-signer':
      return `await ${module}.${construct.name}({ ...${config}, awsRoleArn: ROLE })`;
    case 'aws4':
      return `const o = ${construct.name === 'sign' ? `${module}.sign(` : `new (${module}.RequestSigner)(`}{ service: 'sts', path: '/?Action=GetCallerIdentity&Version=2011-06-15', ${own.endpoint === undefined ? '' : `host: '${String(own.endpoint)}', `}${own.region === undefined ? '' : `region: '${String(own.region)}'`} })${construct.name === 'sign' ? '' : '.sign()'}; await new Promise((done) => require('https').request(o).on('response', done).end())`;
    default:
      return v2CodeFor(construct, config, globalRegion, enhancedFlow === true);
  }
}

function layerCodeFor({ name }: Construct, config: string): string {
  const start = `const { Effect, Layer } = require('effect'); const { STS, STSService, STSServiceConfig } = require('@effect-aws/client-sts'); const program = STSService.assumeRole({ RoleArn: ROLE, RoleSessionName: 's' }); `;
  if (name.endsWith('.layer')) return `${start}await Effect.runPromise(Effect.provide(program, ${name}(${config})))`;
  return name.endsWith('.setSTSServiceConfig')
    ? `${start}await Effect.runPromise(Effect.provide(program, Layer.provide(STSService.defaultLayer, ${name}(${config}))))`
    : `${start}await Effect.runPromise(${name}(Effect.provide(program, STSService.defaultLayer), ${config}))`;
}

function v2CodeFor({ kind, name }: Construct, config: string, globalRegion: Literal, enhancedFlow: boolean): string {
  const start = `const AWS = freshV2(); ${globalRegion === undefined ? '' : `AWS.config.update({ region: '${String(globalRegion)}', stsRegionalEndpoints: 'regional' }); `}`;
  const role = `RoleArn: ROLE, RoleSessionName: 's'`;
  switch (kind) {
    case 'v2-chainable':
      return `${start}await new AWS.${name}({ params: { ${role} }, stsConfig: ${config} }).getPromise()`;
    case 'v2-web-identity':
      return `${start}await new AWS.${name}({ ${role}, WebIdentityToken: 't' }, ${config}).getPromise()`;
    case 'v2-token-file':
      return `${start}await new AWS.${name}(${config}).getPromise()`;
    case 'v2-cognito':
      return `${start}await new AWS.${name}({ IdentityPoolId: 'us-east-2:p'${enhancedFlow ? '' : `, ${role}`} }, ${config}).getPromise()`;
    case 'v2-unconfigurable':
      if (name === 'SharedIniFileCredentials') return `${start}await new AWS.${name}({}).refreshPromise()`;
      return `${start}await new AWS.${name}({ ${role}${name === 'SAMLCredentials' ? `, PrincipalArn: ROLE, SAMLAssertion: 'saml'` : ''} }).getPromise()`;
    default:
      return `${start}await new AWS.STS(${config}).getCallerIdentity().promise()`;
  }
}

/** Calls a provider: alone, or through the client it is written into, whose own request then follows. */
function resolved(provider: string, values: Values): string {
  if (!('callerRegion' in values)) return `await ${provider}()`;
  const region = values.callerRegion === undefined ? '' : `region: '${String(values.callerRegion)}', `;
  return `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); await new STSClient({ ${region}credentials: ${provider} }).send(new GetCallerIdentityCommand({}))`;
}
