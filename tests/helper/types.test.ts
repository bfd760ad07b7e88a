import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { renderHelper, type HelperSection, type HelperVariant } from '../../src/helper/index.js';
import { ALL_SECTIONS } from './load.js';
import { PROJECTS } from './projects.js';

/** Everything a project may have switched on; `erasableSyntaxOnly` is what Node needs to run TypeScript itself. */
const STRICTEST: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2021,
  lib: ['lib.es2021.d.ts'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  noEmit: true,
};

const RESOLUTIONS: Record<string, ts.CompilerOptions> = {
  node16: {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    verbatimModuleSyntax: true,
  },
  bundler: {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    verbatimModuleSyntax: true,
  },
  'classic node, CommonJS, without esModuleInterop': {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: false,
    ignoreDeprecations: '6.0',
  },
};

/** Call sites as the codemods write them, and what they replace: all of it must type-check as before. */
const V3_CALL_SITES = `
import { AssumeRoleCommand, STS, STSClient, getDefaultRoleAssumer, type STSClientConfig } from '@aws-sdk/client-sts';
import { createCredentialChain, fromEnv, fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } from '@aws-sdk/credential-providers';
import { S3Client } from '@aws-sdk/client-s3';
import { createStsClient, stsHost, stsPolicy, stsProvider, withStsRegions } from './sts-failover.js';

class Audited extends STSClient {
  readonly audited: boolean;
  constructor(config: STSClientConfig) {
    super(config);
    this.audited = true;
  }
}

export const client: STSClient = createStsClient();
export const configured: STSClient = createStsClient({ region: 'eu-west-1', maxAttempts: 3, requestHandler: { requestTimeout: 2000 } });
export const aggregated: STS = createStsClient({}, STS);
export const audited: boolean = createStsClient({ region: 'eu-west-1' }, Audited).audited;
export const account: Promise<string | undefined> = aggregated.getCallerIdentity({}).then(({ Account }) => Account);
export const key: Promise<string | undefined> = client
  .send(new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 's' }))
  .then(({ Credentials }) => Credentials?.AccessKeyId);

const params = { RoleArn: 'arn', RoleSessionName: 's' };
const temporary = stsProvider((clientConfig) => fromTemporaryCredentials({ params, clientConfig }), { region: 'eu-west-1' });
export const s3: S3Client = new S3Client({ credentials: temporary });
export const s3Web: S3Client = new S3Client({
  credentials: stsProvider((clientConfig) => fromWebToken({ webIdentityToken: 't', roleArn: 'arn', clientConfig })),
});
export const s3File: S3Client = new S3Client({
  credentials: createCredentialChain(fromEnv(), stsProvider((clientConfig) => fromTokenFile({ clientConfig }))),
});
export const s3Chain: S3Client = new S3Client({ credentials: stsProvider((clientConfig) => fromNodeProviderChain({ clientConfig }), { maxAttempts: 1 }) });
export const assumer: ReturnType<typeof getDefaultRoleAssumer> = stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), { region: 'eu-west-1' });
export const twoHops: ReturnType<typeof fromTemporaryCredentials> = stsProvider((clientConfig) =>
  fromTemporaryCredentials({ params, clientConfig, masterCredentials: fromTemporaryCredentials({ params, clientConfig }) }),
);

export const raw: Promise<string> = withStsRegions(async (region, signal) => {
  const answer = await fetch(\`https://\${stsHost(region)}/?Action=GetCallerIdentity\`, { signal });
  return answer.text();
});
stsPolicy.onFailover = ({ region, next, error }): void => console.warn(region, next, error);
`;

const V2_CALL_SITES = `
import { ChainableTemporaryCredentials, Credentials, S3, STS, TemporaryCredentials, WebIdentityCredentials } from 'aws-sdk';
import { withStsFailover } from './sts-failover.js';

export const client: STS = withStsFailover(new STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' }));
export const arn: Promise<string | undefined> = client.getCallerIdentity().promise().then(({ Arn }) => Arn);
const params = { RoleArn: 'arn', RoleSessionName: 's' };
export const chainable: ChainableTemporaryCredentials = withStsFailover(new ChainableTemporaryCredentials({ params, stsConfig: { region: 'eu-west-1' } }));
export const s3: S3 = new S3({ credentials: chainable });
export const web: WebIdentityCredentials = withStsFailover(
  new WebIdentityCredentials({ ...params, WebIdentityToken: 't' }, { region: 'eu-west-1' }),
);
export const temporary: Credentials = withStsFailover(new TemporaryCredentials(params));
`;

/** Options of a project that asks for less, read as the compiler reads a tsconfig.json. */
function lenient(project: object): ts.CompilerOptions {
  const given = {
    target: 'ES2021',
    lib: ['ES2021'],
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
    ignoreDeprecations: '6.0',
    ...project,
  };
  return {
    ...ts.convertCompilerOptionsFromJson(given, '.').options,
    ...RESOLUTIONS['classic node, CommonJS, without esModuleInterop'],
  };
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Messages of the compiler about a project of these files, where what is `missing` is not installed. */
function check(files: Readonly<Record<string, string>>, options: ts.CompilerOptions, missing = /^$/): string[] {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(FOLDER, name), text]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => texts.has(name) || (!missing.test(name) && fileExists(name));
  host.getSourceFile = (name, settings, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, settings);
    const key = `${name} ${JSON.stringify(settings)}`; // the SDK's types are many, and the same for every project
    if (!parsed.has(key)) parsed.set(key, getSourceFile(name, settings, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName.slice(FOLDER.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

const render = (variant: HelperVariant, sections: readonly HelperSection[] = ALL_SECTIONS): string =>
  renderHelper(variant, { fallbacks: { 'eu-west-1': ['eu-central-1'] }, version: '0.0.0', sections });

describe.each(Object.entries(RESOLUTIONS))('%s', (_, resolution) => {
  test('both helpers and call sites of v3 type-check', () => {
    const files = { 'sts-failover.ts': render('v3-ts'), 'v2.ts': render('v2-ts'), 'call-sites.ts': V3_CALL_SITES };
    expect(check(files, { ...STRICTEST, ...resolution })).toEqual([]);
  });
});

test.each(Object.entries(PROJECTS))('a project with %s type-checks both helpers and call sites of v3', (_, project) => {
  const files = { 'sts-failover.ts': render('v3-ts'), 'v2.ts': render('v2-ts'), 'call-sites.ts': V3_CALL_SITES };
  expect(check(files, lenient(project))).toEqual([]);
});

test('call sites of the v2 helper type-check', () => {
  const files = { 'sts-failover.ts': render('v2-ts'), 'call-sites.ts': V2_CALL_SITES };
  expect(check(files, { ...STRICTEST, ...RESOLUTIONS['node16'] })).toEqual([]);
});

/** Strict `checkJs`, and the JavaScript helper as such a project gets it. */
const CHECKED = { ...STRICTEST, isolatedDeclarations: false, allowJs: true, checkJs: true };
const checked = (variant: HelperVariant): string =>
  renderHelper(variant, { fallbacks: {}, version: '0.0.0', sections: ALL_SECTIONS, isChecked: true });

describe.each([
  ['esm', RESOLUTIONS['node16']],
  ['cjs', RESOLUTIONS['classic node, CommonJS, without esModuleInterop']],
] as const)('a project with strict checkJs type-checks its helper in JavaScript (%s)', (language, resolution) => {
  test.each([
    ['v3', V3_CALL_SITES],
    ['v2', V2_CALL_SITES],
  ] as const)('and call sites of %s, of which none is implicitly any', (sdk, callSites) => {
    const files = { 'sts-failover.js': checked(`${sdk}-${language}`), 'call-sites.ts': callSites };
    expect(check(files, { ...CHECKED, ...resolution })).toEqual([]);
  });
});

test('the helper in JavaScript tells its callers what is wrong', () => {
  const callSites = `
import { createStsClient, stsPolicy, stsProvider, withStsRegions } from './sts-failover.js';
export const client = createStsClient({});
export const sent = withStsRegions((region) => Promise.resolve(region.bad));
export const provider = stsProvider((clientConfig) => async () => ({ region: clientConfig.region.bad }));
stsPolicy.onFailover = ({ next }) => next.bad;
`;
  const files = { 'sts-failover.js': checked('v3-esm'), 'call-sites.js': callSites };
  expect(check(files, { ...CHECKED, ...RESOLUTIONS['node16'] })).toEqual([
    expect.stringMatching(/^call-sites\.js:4 Property 'bad' does not exist on type 'string'/),
    expect.stringMatching(/^call-sites\.js:5 Property 'bad' does not exist on type 'string'/),
    expect.stringMatching(/^call-sites\.js:6 'next' is possibly 'undefined'/),
    expect.stringMatching(/^call-sites\.js:6 Property 'bad' does not exist on type 'string'/),
  ]);
});

test('what createStsClient does not return does not compile', () => {
  const callSites = `
import { STS } from '@aws-sdk/client-sts';
import { S3Client } from '@aws-sdk/client-s3';
import { createStsClient } from './sts-failover.js';
export const none: STS = createStsClient({});
export const other: unknown = createStsClient({}, S3Client);
`;
  const files = { 'sts-failover.ts': render('v3-ts'), 'call-sites.ts': callSites };
  expect(check(files, { ...STRICTEST, ...RESOLUTIONS['node16'] })).toEqual([
    expect.stringMatching(/^call-sites\.ts:5 Type 'STSClient' is missing/),
    expect.stringMatching(/^call-sites\.ts:6 Argument of type 'typeof S3Client' is not assignable/),
  ]);
});

test('every choice of sections type-checks, with nothing in it that is not used', () => {
  const parts = ['client', 'provider', 'requests', 'endpoints'] as const;
  const choices = Array.from({ length: 2 ** parts.length }, (_, bits) =>
    parts.filter((__, index) => (bits >> index) % 2 === 1),
  ).filter((sections) => sections.some((section) => section !== 'endpoints'));
  const files = Object.fromEntries(
    [...choices, ['client', 'provider', 'older'] as const].map((sections) => [
      `${sections.join('-')}.ts`,
      render('v3-ts', sections),
    ]),
  );
  expect(check(files, { ...STRICTEST, ...RESOLUTIONS['node16'] })).toEqual([]);
});

test('both helpers type-check without @types/node, with the types of a browser', () => {
  const browser = { ...STRICTEST, ...RESOLUTIONS['bundler'], types: [], lib: ['lib.es2021.d.ts', 'lib.dom.d.ts'] };
  expect(check({ 'v3.ts': render('v3-ts'), 'v2.ts': render('v2-ts') }, browser)).toEqual([]);
});

test('the helper of v3 type-checks where neither @types/node is installed nor the types of a browser are asked for', () => {
  const bare = { ...STRICTEST, ...RESOLUTIONS['bundler'], types: [] };
  expect(check({ 'v3.ts': render('v3-ts') }, bare, /\/@types\/node\//)).toEqual([]);
});
