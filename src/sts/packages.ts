/**
 * Which exports of which packages lead to an AWS STS call, and where each takes the configuration of that call. Data only: a new
 * package or constructor is one more row. Facts: AWS SDK for JavaScript v2 2.1693.0, v3 3.0.0–3.1169.0, aws4 1.13.2,
 * @middy/sts 4.7.0, observed by running them.
 */

/** What a construct is; `sdk-behaviour.ts` predicts its host from this, its configuration and the SDK version. */
export type ConstructKind =
  | 'v3-client' // STSClient, and the aggregated STS
  | 'v3-role-assumer' // getDefaultRoleAssumer…: makes its own STS client
  | 'v3-temporary-credentials' // fromTemporaryCredentials
  | 'v3-web-token' // fromWebToken
  | 'v3-token-file' // fromTokenFile
  | 'v3-profile' // fromIni: calls STS only for profiles that assume a role
  | 'v3-node-chain' // fromNodeProviderChain: calls STS only for some sources
  | 'v3-middleware' // @middy/sts: builds a client from awsClientOptions
  | 'v2-client'
  | 'v2-chainable' // ChainableTemporaryCredentials: stsConfig
  | 'v2-web-identity' // WebIdentityCredentials(params, clientConfig)
  | 'v2-token-file' // TokenFileWebIdentityCredentials(clientConfig)
  | 'v2-cognito' // CognitoIdentityCredentials(params, clientConfig): STS only in the basic flow
  | 'v2-unconfigurable' // TemporaryCredentials, SAMLCredentials, SharedIniFileCredentials: no configuration reaches their client
  | 'aws4'; // aws4.sign({ service: 'sts' })

/** Where the STS configuration is: an argument, or a property path inside that argument. `undefined`: nowhere. */
export interface ConfigurationPlace {
  readonly argument: number;
  readonly path: readonly string[];
}

export interface Construct {
  readonly name: string;
  readonly kind: ConstructKind;
  readonly sdk: 'v2' | 'v3' | 'raw';
  /** The package whose version decides the behaviour. */
  readonly package: string;
  readonly call: 'new' | 'call';
  readonly configuration: ConfigurationPlace | undefined;
  /** Calls STS for profiles that assume a role, and for no others. */
  readonly forSomeProfiles?: true;
  /** v3 providers: options that make its calls of STS in its stead, when all of them are given. */
  readonly assumers?: readonly string[];
  /** v3: the aggregated client (`STS`), which has a method for each operation. */
  readonly aggregated?: true;
}

/** Exports that only hand their argument on: `captureAWS(AWS)` of X-Ray is `AWS`. */
export const TRANSPARENT_CALLS: ReadonlySet<string> = new Set([
  'captureAWS',
  'captureAWSv3Client',
  'captureAWSClient',
  '__importStar',
  '__importDefault',
  '__toESM',
  '_interopRequireWildcard',
  '_interopRequireDefault',
  '_interopDefault',
  '_interopDefaultLegacy',
]);

const FIRST: ConfigurationPlace = { argument: 0, path: [] };
const SECOND: ConfigurationPlace = { argument: 1, path: [] };
const CLIENT_CONFIG: ConfigurationPlace = { argument: 0, path: ['clientConfig'] };

const V3_CLIENT = {
  kind: 'v3-client',
  sdk: 'v3',
  package: '@aws-sdk/client-sts',
  call: 'new',
  configuration: FIRST,
} as const;
const V3_ASSUMER = {
  kind: 'v3-role-assumer',
  sdk: 'v3',
  package: '@aws-sdk/client-sts',
  call: 'call',
  configuration: FIRST,
} as const;
const V3_PROVIDER = {
  sdk: 'v3',
  package: '@aws-sdk/credential-providers',
  call: 'call',
  configuration: CLIENT_CONFIG,
} as const;
const V2 = { sdk: 'v2', package: 'aws-sdk', call: 'new' } as const;

const V3_CLIENTS: readonly Construct[] = [
  { name: 'STSClient', ...V3_CLIENT },
  { name: 'STS', ...V3_CLIENT, aggregated: true },
  { name: 'getDefaultRoleAssumer', ...V3_ASSUMER },
  { name: 'getDefaultRoleAssumerWithWebIdentity', ...V3_ASSUMER },
  // What the function returns is called with the options of a role assumer: decorateDefaultCredentialProvider(provider)(options).
  { name: 'decorateDefaultCredentialProvider.()', ...V3_ASSUMER, forSomeProfiles: true },
];

const TEMPORARY: Construct = { name: 'fromTemporaryCredentials', kind: 'v3-temporary-credentials', ...V3_PROVIDER };
const WEB_ASSUMER = ['roleAssumerWithWebIdentity'] as const;
const BOTH_ASSUMERS = ['roleAssumer', ...WEB_ASSUMER] as const;
const WEB_TOKEN: Construct = { name: 'fromWebToken', kind: 'v3-web-token', ...V3_PROVIDER, assumers: WEB_ASSUMER };
const TOKEN_FILE: Construct = { name: 'fromTokenFile', kind: 'v3-token-file', ...V3_PROVIDER, assumers: WEB_ASSUMER };
const INI: Construct = {
  name: 'fromIni',
  kind: 'v3-profile',
  ...V3_PROVIDER,
  forSomeProfiles: true,
  assumers: BOTH_ASSUMERS,
};
const NODE_CHAIN: Construct = {
  name: 'fromNodeProviderChain',
  kind: 'v3-node-chain',
  ...V3_PROVIDER,
  forSomeProfiles: true,
  assumers: BOTH_ASSUMERS,
};

const V2_CLIENT: Construct = { name: 'STS', kind: 'v2-client', ...V2, configuration: FIRST };
const V2_CLASSES: readonly Construct[] = [
  V2_CLIENT,
  {
    name: 'ChainableTemporaryCredentials',
    kind: 'v2-chainable',
    ...V2,
    configuration: { argument: 0, path: ['stsConfig'] },
  },
  { name: 'WebIdentityCredentials', kind: 'v2-web-identity', ...V2, configuration: SECOND },
  { name: 'TokenFileWebIdentityCredentials', kind: 'v2-token-file', ...V2, configuration: FIRST },
  { name: 'CognitoIdentityCredentials', kind: 'v2-cognito', ...V2, configuration: SECOND },
  { name: 'TemporaryCredentials', kind: 'v2-unconfigurable', ...V2, configuration: undefined },
  { name: 'SAMLCredentials', kind: 'v2-unconfigurable', ...V2, configuration: undefined },
  {
    name: 'SharedIniFileCredentials',
    kind: 'v2-unconfigurable',
    ...V2,
    configuration: undefined,
    forSomeProfiles: true,
  },
];

const AWS4 = { kind: 'aws4', sdk: 'raw', package: 'aws4', configuration: FIRST } as const;

/** Every package that exports a construct. `x.()` is what the export `x` returns. A row whose export is named `''` is the module itself (`require('aws-sdk/clients/sts')`). */
export const PACKAGES: ReadonlyMap<string, readonly Construct[]> = new Map<string, readonly Construct[]>([
  ['@aws-sdk/client-sts', V3_CLIENTS],
  ['@aws-sdk/client-sts-node', V3_CLIENTS],
  ['@aws-sdk/client-sts-browser', V3_CLIENTS],
  ['@aws-sdk/nested-clients/sts', V3_CLIENTS],
  ['@aws-sdk/credential-providers', [TEMPORARY, WEB_TOKEN, TOKEN_FILE, INI, NODE_CHAIN]],
  ['@aws-sdk/credential-provider-ini', [INI]],
  ['@aws-sdk/credential-provider-node', [{ ...NODE_CHAIN, name: 'defaultProvider' }]],
  ['@aws-sdk/credential-provider-web-identity', [WEB_TOKEN, TOKEN_FILE]],
  ['aws-sdk', V2_CLASSES],
  ['aws-sdk/global', V2_CLASSES.filter((c) => c.name !== 'STS')],
  ['aws-sdk/clients/all', [V2_CLIENT]],
  ['aws-sdk/clients/sts', [{ ...V2_CLIENT, name: '' }]],
  [
    '@middy/sts',
    [
      {
        name: '',
        kind: 'v3-middleware',
        sdk: 'v3',
        package: '@middy/sts',
        call: 'call',
        configuration: { argument: 0, path: ['awsClientOptions'] },
      },
    ],
  ],
  [
    'aws4',
    [
      { name: 'sign', ...AWS4, call: 'call' },
      { name: 'RequestSigner', ...AWS4, call: 'new' },
    ],
  ],
]);

/** `createCredentialChain` and its older name: links of it fall through only on errors that say so, which no STS error does. */
export const CREDENTIAL_CHAINS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@aws-sdk/credential-providers', ['createCredentialChain', 'propertyProviderChain']],
  ['@smithy/property-provider', ['chain']],
  ['@aws-sdk/property-provider', ['chain']],
]);

/** The package and subpath a specifier means: strips `npm:` prefixes, CDN hosts and versions. `undefined`: a relative path or another package manager's scheme. */
export function packageOf(specifier: string): string {
  let name = packageNames.get(specifier);
  if (name === undefined) packageNames.set(specifier, (name = readPackage(specifier)));
  return name;
}

/** Of each specifier a file has one, and asks for it at every use of what it imports. */
const packageNames = new Map<string, string>();

function readPackage(specifier: string): string {
  return specifier
    .replace(/^(?:npm:|https?:\/\/(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com)\/)/, '')
    .replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]+/, '$1')
    .replace(/\/\+esm$|\/index(?:\.js)?$|\.js$|\?.*$/, '');
}
