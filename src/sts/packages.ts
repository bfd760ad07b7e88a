/**
 * The exports of packages that lead to a call to AWS STS, and where each takes the configuration of that call. This is
 * only data: a new package is one row of PACKAGES. The import table, the words that the prefilter looks for, and what
 * the failover helper does with a class are columns of that row or follow from it.
 *
 * Observed by running AWS SDK for JavaScript v2 2.1693.0, v3 3.0.0–3.1177.0, aws4 1.13.2, @middy/sts 4.7.0,
 * @vercel/functions 3.9.9, aws4-axios 3.4.0, @effect-aws/client-sts 1.10.3 and aws-msk-iam-sasl-signer-js 1.0.3.
 */

/** What a construct is. `sdk-behaviour.ts` predicts its host from this, its configuration and the SDK version. */
export type ConstructKind =
  | 'v3-client' // STSClient, and the aggregated STS
  | 'v3-role-assumer' // getDefaultRoleAssumer…: makes its own STS client
  | 'v3-temporary-credentials' // fromTemporaryCredentials
  | 'v3-web-token' // fromWebToken
  | 'v3-token-file' // fromTokenFile
  | 'v3-oidc-token' // awsCredentialsProvider of Vercel: fromWebToken without the client around it
  | 'v3-profile' // fromIni: calls STS only for profiles that assume a role
  | 'v3-node-chain' // fromNodeProviderChain: calls STS only for some sources
  | 'v3-middleware' // @middy/sts: builds a client from awsClientOptions
  | 'v3-layer' // @effect-aws/client-sts: the layer builds a client from its configuration
  | 'v3-interceptor' // aws4-axios: assumes a role with the region that requests are signed for
  | 'v3-token-signer' // aws-msk-iam-sasl-signer-js: assumes a role in the region that it must be given
  | 'v2-client'
  | 'v2-chainable' // ChainableTemporaryCredentials: stsConfig
  | 'v2-web-identity' // WebIdentityCredentials(params, clientConfig)
  | 'v2-token-file' // TokenFileWebIdentityCredentials(clientConfig)
  | 'v2-cognito' // CognitoIdentityCredentials(params, clientConfig): STS only in the basic flow
  | 'v2-unconfigurable' // TemporaryCredentials, SAMLCredentials, SharedIniFileCredentials
  | 'aws4'; // aws4.sign({ service: 'sts' })

/** Where something is given to a call: an argument, or a property path inside that argument. */
export interface ConfigurationPlace {
  /** Counted from 0. `-1` is the last one. */
  readonly argument: number;
  readonly path: readonly string[];
}

/**
 * What the failover helper does with a construct. `replaces`: its own class takes the place of this one
 * (`createStsClient(config)`). `takes`: the class or call stays, and the helper is given it (`createStsClient(config,
 * STS)`, `stsProvider((clientConfig) => fromIni({ clientConfig }))`). `leaves`: `migrate` reports it and changes
 * nothing.
 */
export type HelperUse = 'replaces' | 'takes' | 'leaves';

export interface Construct {
  /**
   * The export; `x.()` is what the export `x` returns, and `''` is the module itself
   * (`require('aws-sdk/clients/sts')`).
   */
  readonly name: string;
  readonly kind: ConstructKind;
  readonly sdk: 'v2' | 'v3' | 'raw';
  /** The package whose version decides the behaviour. */
  readonly package: string;
  readonly call: 'new' | 'call';
  /** `undefined`: no configuration reaches its STS client. */
  readonly configuration: ConfigurationPlace | undefined;
  readonly helper: HelperUse;
  /**
   * What in a file's text shows that it is used, where its name alone does not: the name of its package, or the service
   * that it signs for. `spelling`: the name is a word of prose too, and counts only where it stands as a name in code.
   */
  readonly shownBy?: 'package' | 'service' | 'spelling';
  /**
   * Its name alone points to STS, even in a file that does not mention AWS, such as one that imports it from another
   * file of the project.
   */
  readonly isKnownByName?: true;
  /** It calls STS for profiles that assume a role, and for no others. */
  readonly forSomeProfiles?: true;
  /** What must be given, or else it never calls STS. */
  readonly onlyWith?: ConfigurationPlace;
  /** What must not be given, or else it never calls STS. */
  readonly notWith?: ConfigurationPlace;
  /** The option of the first argument that takes the class of its client. */
  readonly clientClass?: string;
  /** v3 providers: options that call STS in its place, when all of them are given. */
  readonly assumers?: readonly string[];
}

/** Exports that return their argument: `captureAWS(AWS)` of X-Ray is `AWS`. */
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
  helper: 'takes',
} as const;
const V3_PROVIDER = {
  sdk: 'v3',
  package: '@aws-sdk/credential-providers',
  call: 'call',
  configuration: CLIENT_CONFIG,
  helper: 'takes',
} as const;
const V2 = { sdk: 'v2', package: 'aws-sdk', call: 'new', helper: 'takes' } as const;

const V3_CLIENTS: readonly Construct[] = [
  { name: 'STSClient', ...V3_CLIENT, helper: 'replaces', isKnownByName: true },
  { name: 'STS', ...V3_CLIENT, helper: 'takes', shownBy: 'spelling' },
  { name: 'getDefaultRoleAssumer', ...V3_ASSUMER },
  { name: 'getDefaultRoleAssumerWithWebIdentity', ...V3_ASSUMER },
  // decorateDefaultCredentialProvider(provider)(options): the options are those of a role assumer.
  { name: 'decorateDefaultCredentialProvider.()', ...V3_ASSUMER, forSomeProfiles: true },
];

/**
 * The helper imports `@aws-sdk/client-sts`; previews of it and copies inside other packages have classes of their own.
 */
const OTHER_V3_CLIENTS = V3_CLIENTS.map((construct): Construct => ({ ...construct, helper: 'leaves' }));

const WEB_ASSUMER = ['roleAssumerWithWebIdentity'] as const;
const BOTH_ASSUMERS = ['roleAssumer', ...WEB_ASSUMER] as const;
const TEMPORARY: Construct = {
  name: 'fromTemporaryCredentials',
  kind: 'v3-temporary-credentials',
  ...V3_PROVIDER,
  isKnownByName: true,
};
const WEB_TOKEN: Construct = {
  name: 'fromWebToken',
  kind: 'v3-web-token',
  ...V3_PROVIDER,
  assumers: WEB_ASSUMER,
  isKnownByName: true,
};
const TOKEN_FILE: Construct = {
  name: 'fromTokenFile',
  kind: 'v3-token-file',
  ...V3_PROVIDER,
  assumers: WEB_ASSUMER,
  isKnownByName: true,
};
const VERCEL: Construct = {
  name: 'awsCredentialsProvider',
  kind: 'v3-oidc-token',
  ...V3_PROVIDER,
  package: '@vercel/functions',
  assumers: WEB_ASSUMER,
};
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

const V2_CLIENT: Construct = { name: 'STS', kind: 'v2-client', ...V2, configuration: FIRST, shownBy: 'spelling' };
const V2_UNCONFIGURABLE = { kind: 'v2-unconfigurable', ...V2, configuration: undefined } as const;
const V2_CREDENTIALS: readonly Construct[] = [
  {
    name: 'ChainableTemporaryCredentials',
    kind: 'v2-chainable',
    ...V2,
    configuration: { argument: 0, path: ['stsConfig'] },
    isKnownByName: true,
  },
  { name: 'WebIdentityCredentials', kind: 'v2-web-identity', ...V2, configuration: SECOND },
  {
    name: 'TokenFileWebIdentityCredentials',
    kind: 'v2-token-file',
    ...V2,
    configuration: FIRST,
    isKnownByName: true,
  },
  {
    name: 'CognitoIdentityCredentials',
    kind: 'v2-cognito',
    ...V2,
    configuration: SECOND,
    onlyWith: { argument: 0, path: ['RoleArn'] },
  },
  { name: 'TemporaryCredentials', ...V2_UNCONFIGURABLE, isKnownByName: true },
  { name: 'SAMLCredentials', ...V2_UNCONFIGURABLE },
  { name: 'SharedIniFileCredentials', ...V2_UNCONFIGURABLE, forSomeProfiles: true },
];

/**
 * The modules that are the object `AWS`. `lib/core` starts without clients and credential classes, and gets them from
 * whatever else a program loads. The modules in `lib/credentials` export nothing: each adds its class to that object.
 */
const V2_NAMESPACES: readonly string[] = [
  'aws-sdk',
  'aws-sdk/global',
  'aws-sdk/browser',
  'aws-sdk/react-native',
  'aws-sdk/lib/aws',
  'aws-sdk/lib/core',
];

/** Whether a module is the object `AWS` of SDK v2, the bundles in `dist` included. */
export const isV2Namespace = (module: string): boolean =>
  V2_NAMESPACES.includes(module) || /^aws-sdk\/dist\/./.test(module);

const AWS4 = {
  kind: 'aws4',
  sdk: 'raw',
  package: 'aws4',
  configuration: FIRST,
  helper: 'takes',
  shownBy: 'service',
} as const;

const EFFECT_LAYER = {
  kind: 'v3-layer',
  sdk: 'v3',
  package: '@effect-aws/client-sts',
  call: 'call',
  configuration: FIRST,
  helper: 'leaves',
  shownBy: 'package',
} as const;
const AXIOS_INTERCEPTOR: Construct = {
  name: 'aws4Interceptor',
  kind: 'v3-interceptor',
  sdk: 'v3',
  package: 'aws4-axios',
  call: 'call',
  configuration: { argument: 0, path: ['options'] },
  helper: 'leaves',
  onlyWith: { argument: 0, path: ['options', 'assumeRoleArn'] },
  notWith: { argument: 0, path: ['credentials'] },
};
const KAFKA_SIGNER: Construct = {
  name: 'generateAuthTokenFromRole',
  kind: 'v3-token-signer',
  sdk: 'v3',
  package: 'aws-msk-iam-sasl-signer-js',
  call: 'call',
  configuration: FIRST,
  helper: 'leaves',
};

/** Every package that exports a construct, by the name in its imports. */
export const PACKAGES: ReadonlyMap<string, readonly Construct[]> = new Map<string, readonly Construct[]>([
  ['@aws-sdk/client-sts', V3_CLIENTS],
  ['@aws-sdk/client-sts-node', OTHER_V3_CLIENTS],
  ['@aws-sdk/client-sts-browser', OTHER_V3_CLIENTS],
  ['@aws-sdk/nested-clients/sts', OTHER_V3_CLIENTS],
  ['@aws-sdk/credential-providers', [TEMPORARY, WEB_TOKEN, TOKEN_FILE, INI, NODE_CHAIN]],
  ['@aws-sdk/credential-provider-ini', [INI]],
  ['@aws-sdk/credential-provider-node', [{ ...NODE_CHAIN, name: 'defaultProvider', shownBy: 'package' }]],
  ['@aws-sdk/credential-provider-web-identity', [WEB_TOKEN, TOKEN_FILE]],
  ['@vercel/functions/oidc', [VERCEL]],
  ['@vercel/oidc-aws-credentials-provider', [VERCEL]],
  ...V2_NAMESPACES.map((module) => [module, [V2_CLIENT, ...V2_CREDENTIALS]] as const),
  ['aws-sdk/clients/all', [V2_CLIENT]],
  ['aws-sdk/clients/sts', [{ ...V2_CLIENT, name: '', shownBy: 'package' }]],
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
        clientClass: 'AwsClient',
        helper: 'leaves',
        shownBy: 'package',
      },
    ],
  ],
  [
    '@effect-aws/client-sts',
    [
      { name: 'STSService.layer', ...EFFECT_LAYER },
      { name: 'STS.layer', ...EFFECT_LAYER },
      { name: 'STSServiceConfig.setSTSServiceConfig', ...EFFECT_LAYER },
      // Takes the program first, or returns a function of the program.
      {
        name: 'STSServiceConfig.withSTSServiceConfig',
        ...EFFECT_LAYER,
        configuration: { argument: -1, path: [] },
      },
    ],
  ],
  ['aws4-axios', [AXIOS_INTERCEPTOR]],
  ['aws-msk-iam-sasl-signer-js', [KAFKA_SIGNER]],
  [
    'aws4',
    [
      { name: 'sign', ...AWS4, call: 'call' },
      { name: 'RequestSigner', ...AWS4, call: 'new' },
    ],
  ],
]);

/**
 * `createCredentialChain` and its older names. A link falls through only on errors that ask for it, which no error of
 * STS does.
 */
export const CREDENTIAL_CHAINS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@aws-sdk/credential-providers', ['createCredentialChain', 'propertyProviderChain']],
  ['@smithy/property-provider', ['chain']],
  ['@aws-sdk/property-provider', ['chain']],
]);

/**
 * The package and subpath that a specifier names, without `npm:`, the host of a CDN, versions, `index` and file
 * extensions.
 */
export function packageOf(specifier: string): string {
  let name = packageNames.get(specifier);
  if (name === undefined) packageNames.set(specifier, (name = readPackage(specifier)));
  return name;
}

/** A file has few specifiers, and this is asked at every use of what they bring. */
const packageNames = new Map<string, string>();

function readPackage(specifier: string): string {
  return specifier
    .replace(/^(?:npm:|https?:\/\/(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com)\/)/, '')
    .replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]+/, '$1')
    .replace(/\/\+esm$|\/index(?:\.js)?$|\.js$|\?.*$/, '');
}
