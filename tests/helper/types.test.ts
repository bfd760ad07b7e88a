import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { renderHelper, type HelperVariant } from '../../src/helper/index.js';
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
stsPolicy.onFailover = ({ kind, region, next, error }): void => console.warn(kind, region, next, error);
`;

const V2_CALL_SITES = `
import { ChainableTemporaryCredentials, Credentials, S3, STS, TemporaryCredentials, WebIdentityCredentials } from 'aws-sdk';
import { createStsClient, createStsCredentials, withStsFailover } from './sts-failover.js';

export const client: STS = createStsClient(STS, { region: 'eu-west-1', stsRegionalEndpoints: 'regional' });
export const plain: STS = createStsClient(STS);
export const arn: Promise<string | undefined> = client.getCallerIdentity().promise().then(({ Arn }) => Arn);
const params = { RoleArn: 'arn', RoleSessionName: 's' };
export const chainable: ChainableTemporaryCredentials = createStsCredentials(ChainableTemporaryCredentials, { params, stsConfig: { region: 'eu-west-1' } });
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

/** Messages of the compiler about a project of a helper and its call sites. */
function check(variant: HelperVariant, callSites: string, options: ts.CompilerOptions, clientSts = true): string[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = new Map([
    [
      join(folder, 'sts-failover.ts'),
      renderHelper(variant, { fallbacks: { 'eu-west-1': ['eu-central-1'] }, version: '0.0.0', clientSts }),
    ],
    [join(folder, 'call-sites.ts'), callSites],
  ]);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, rest[0]);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName.slice(folder.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe.each(Object.entries(RESOLUTIONS))('%s', (_, resolution) => {
  test('the v3 helper and its call sites type-check', () => {
    expect(check('v3-ts', V3_CALL_SITES, { ...STRICTEST, ...resolution })).toEqual([]);
  });

  test('the v2 helper type-checks', () => {
    expect(check('v2-ts', 'export {};', { ...STRICTEST, ...resolution })).toEqual([]);
  });
});

describe.each(Object.entries(PROJECTS))('a project with %s', (_, project) => {
  test('type-checks the v3 helper and its call sites', () => {
    expect(check('v3-ts', V3_CALL_SITES, lenient(project))).toEqual([]);
  });

  test('type-checks the v2 helper', () => {
    expect(check('v2-ts', 'export {};', lenient(project))).toEqual([]);
  });
});

test('call sites of the v2 helper type-check', () => {
  expect(check('v2-ts', V2_CALL_SITES, { ...STRICTEST, ...RESOLUTIONS['node16'] })).toEqual([]);
});

test('the v3 helper without a client type-checks', () => {
  expect(check('v3-ts', 'export {};', { ...STRICTEST, ...RESOLUTIONS['node16'] }, false)).toEqual([]);
});
