import { join } from 'node:path';
import type { CALL_OBSTACLES } from '../../../src/plans/obstacles/call.js';
import type { CHAIN_OBSTACLES } from '../../../src/plans/obstacles/chain.js';
import type { HELPER_OBSTACLES } from '../../../src/plans/obstacles/helper.js';
import type { REQUEST_OBSTACLES } from '../../../src/plans/obstacles/request.js';
import type { CONFIGURATION_OBSTACLES, SITE_OBSTACLES } from '../../../src/plans/obstacles/site.js';
import type { Settings } from '../../../src/model/settings/settings.js';
import type { Deployment } from '../../../src/project/deployed/deployment.js';
import type { RunView } from '../../../src/project/run-view.js';
import { renderHelper } from '../../../src/helper/index.js';
import type { Example } from './example.js';

const CLIENT = "import { STSClient, STS, getDefaultRoleAssumer } from '@aws-sdk/client-sts';\n";
const PROVIDERS = "import { createCredentialChain, fromIni, fromTokenFile } from '@aws-sdk/credential-providers';\n";
const TEMPORARY = "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\n";
const V2 = "import AWS from 'aws-sdk';\n";
const VPCE = 'vpce-1.sts.eu-west-1.vpce.amazonaws.com';
const OTHER_VPCE = 'vpce-2.sts.eu-west-1.vpce.amazonaws.com';
const PINNED = `${CLIENT}export const sts = new STSClient({ region: 'eu-west-1', endpoint: 'https://${VPCE}' });\n`;
const named: Settings = { vpcEndpoints: { 'eu-west-1': `https://${VPCE}` } };
export const helperWith = (vpcEndpoints: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'aws/sts-failover.ts': renderHelper('v3-ts', { fallbacks: {}, vpcEndpoints, version: '0.0.0' }),
});

const example = (text: string, reason: string, more: Partial<Example> = {}): Example => ({
  codemod: 'failover',
  text,
  reason,
  ...more,
});

export const SITES: Readonly<Record<keyof typeof SITE_OBSTACLES, Example>> = {
  'sent-elsewhere': example(
    `${CLIENT}import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
const sts = new STSClient({ region: 'eu-west-1' });
export const url = getSignedUrl(sts, command);\n`,
    'The request is only signed here and another party sends it, so this code cannot send it to a second region',
  ),
  'never-sends': example(
    `${CLIENT}const sts = new STSClient({ region: 'eu-west-1' });\nexport const region = sts.config.region;\n`,
    '`STSClient` never sends a request: the code only reads its configuration, or calls what sends nothing',
  ),
  'endpoint-of-all-clients': example(
    `${V2}AWS.config.update({ region: 'eu-west-1', sts: { endpoint: 'https://sts.eu-west-1.amazonaws.com' } });
export const role = new AWS.TemporaryCredentials({ RoleArn: 'r' });\n`,
    '`AWS.TemporaryCredentials` takes its endpoint from `AWS.config.sts.endpoint`, but the helper chooses the host for each region',
  ),
  'own-endpoint': example(
    `${CLIENT}export const sts = new STSClient({ endpoint: 'http://localhost:9000', region: 'local' });\n`,
    '`STSClient` has an endpoint of its own, but the helper chooses the host for each region',
  ),
  'unknown-region': example(
    `${CLIENT}export const sts = new STSClient({ region: 'local' });\n`,
    '`STSClient` has a region that AWS does not have, so there is no regional host for it',
  ),
  'no-fallback-regions': example(
    `${CLIENT}export const sts = new STSClient({ region: 'eu-west-1' });\n`,
    'This run names no region to fall back to',
    { settings: { regions: [] } },
  ),
  'home-without-fallback': example(
    `${CLIENT}export const sts = new STSClient({ region: 'us-east-1' });\n`,
    "The region 'us-east-1' has no fallback region in this run",
  ),
  'built-elsewhere': example(
    `${CLIENT}export const sts = Reflect.construct(STSClient, [{ region: 'eu-west-1' }]);\n`,
    '`STSClient` is passed on as a class and built by code that cannot be seen here',
  ),
  'one-time-code': example(
    `${TEMPORARY}export const role = fromTemporaryCredentials({ params: { RoleArn: 'r' }, mfaCodeProvider: ask });\n`,
    '`fromTemporaryCredentials` sends a one-time code, and a second region would need another one',
  ),
  'super-call': example(
    `${CLIENT}export class Fixed extends STSClient {\n  constructor() {\n    super({ region: 'eu-west-1' });\n  }\n}\n`,
    '`super(…)` builds `STSClient` inside a class, where the helper cannot build it',
  ),
  'super-call-of-v2': example(
    "import AWS from 'aws-sdk';\nexport class Fixed extends AWS.WebIdentityCredentials {\n  constructor(params) {\n" +
      "    super(params, { region: 'eu-west-1', stsRegionalEndpoints: 'regional' });\n  }\n}\n",
    '`super(…)` builds `AWS.WebIdentityCredentials` inside a class, where the helper cannot wrap it',
  ),
  'builds-own-client': example(
    "import sts from '@middy/sts';\nexport const middleware = sts({ awsClientOptions: { region: 'eu-west-1' } });\n",
    '`sts` builds its own client',
  ),
};

export const CONFIGURATIONS: Readonly<Record<keyof typeof CONFIGURATION_OBSTACLES, Example>> = {
  'options-passed-on': example(
    `import { decorateDefaultCredentialProvider } from '@aws-sdk/client-sts';
export const credentials = decorateDefaultCredentialProvider(provider)({ region: 'eu-west-1' });\n`,
    '`decorateDefaultCredentialProvider(provider)` passes its options on to a provider of its own',
  ),
  'client-out-of-reach': example(
    `${V2}export const credentials = new AWS.SharedIniFileCredentials({ profile: 'reader' });\n`,
    '`AWS.SharedIniFileCredentials` builds its STS client where the helper cannot reach it',
  ),
  'some-profiles-only': example(
    `${PROVIDERS}export const credentials = fromIni({ profile: 'reader' });\n`,
    '`fromIni` calls STS for some profiles only, and one provider per region would repeat its prompts and processes',
  ),
  'other-package': example(
    `import { STSClient } from '@aws-sdk/nested-clients/sts';
export const sts = new STSClient({ region: 'eu-west-1' });\n`,
    '`STSClient` comes from `@aws-sdk/nested-clients/sts`, whose classes the helper does not replace',
  ),
  'spread-arguments': example(
    `${CLIENT}export const make = (...options) => new STSClient(...options);\n`,
    'The arguments of `STSClient` are spread from a list, which may hold more than the helper takes',
  ),
  'vpc-endpoint-not-named': example(
    PINNED,
    `\`STSClient\` goes to the interface endpoint \`${VPCE}\`, which the helper does not know`,
  ),
  'vpc-endpoint-not-in-helper': example(
    PINNED,
    `\`STSClient\` goes to the interface endpoint \`${VPCE}\`, which the helper does not know`,
    { settings: named, beside: helperWith({}) },
  ),
  'vpc-endpoint-differs': example(
    PINNED,
    `\`STSClient\` goes to the interface endpoint \`${VPCE}\`, but the helper uses \`${OTHER_VPCE}\` in 'eu-west-1'`,
    { settings: named, beside: helperWith({ 'eu-west-1': `https://${OTHER_VPCE}` }) },
  ),
  'vpc-endpoint-elsewhere': example(
    `${CLIENT}const config = { region: 'eu-west-1', endpoint: 'https://${VPCE}' };
export const sts = new STSClient(config);\n`,
    'The interface endpoint of `STSClient` is not set in the object literal at the call',
    { settings: named },
  ),
  'global-flag': example(
    `${CLIENT}export const sts = new STSClient({ region: 'eu-west-1', useGlobalEndpoint: isGlobal() });\n`,
    '`useGlobalEndpoint` may send the requests of `STSClient` to the global host',
  ),
  'region-function': example(
    `${CLIENT}export const sts = new STSClient({ region: async () => 'eu-west-1' });\n`,
    'The region of `STSClient` is a function, but the helper takes a string',
  ),
};

export const CALLS: Readonly<Record<keyof typeof CALL_OBSTACLES, Example>> = {
  'wider-parameter-type': example(
    `${CLIENT}const make = (Client: new (config: object) => unknown) => new Client({ region: 'eu-west-1' });
export const sts = make(STSClient);\n`,
    'The type of the parameter `Client` also allows classes that are not STS clients, which the helper refuses',
  ),
  'more-arguments': example(
    `${CLIENT}export const sts = new STSClient({ region: 'eu-west-1' }, extensions);\n`,
    '`STSClient` is built with more than one argument',
  ),
  'provider-not-repeatable': example(
    `${TEMPORARY}export const role = isReader && fromTemporaryCredentials({ params: { RoleArn: arnOf('reader') } });\n`,
    '`fromTemporaryCredentials` is built again for each region, and it calls `arnOf`',
  ),
  'provider-options-elsewhere': example(
    `${PROVIDERS}const options = { roleArn: 'r' };\nexport const credentials = fromTokenFile(options);\n`,
    'The options of `fromTokenFile` are not an object literal at the call',
  ),
  'client-config-from-spread': example(
    `${PROVIDERS}const base = { clientConfig: { region: 'eu-west-1' } };
export const credentials = fromTokenFile({ ...base, roleArn: 'r' });\n`,
    'The `clientConfig` of `fromTokenFile` comes from a spread, which would override the one for each region',
  ),
  'region-of-parent': example(
    `${PROVIDERS}const outer = { region: 'eu-west-1' };
export const credentials = fromTokenFile({ parentClientConfig: outer });\n`,
    '`fromTokenFile` may take its region from `parentClientConfig`, which cannot be read',
  ),
  'assumer-not-repeatable': example(
    `${CLIENT}export const assume = getDefaultRoleAssumer({ region: 'eu-west-1' }, []);\n`,
    '`getDefaultRoleAssumer` cannot be built once for each region as it is written',
  ),
  'signs-only': example(
    `import aws4 from 'aws4';
export const signed = aws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', region: 'eu-west-1' });\n`,
    '`aws4.sign` signs a request that the code sends itself',
  ),
  'class-passed-on': example(
    `${CLIENT}export const provider = { provide: 'sts', useClass: STSClient };\n`,
    '`STSClient` is passed on as a class and built by code that cannot be seen here',
  ),
};

const HOME = "fromTokenFile({ clientConfig: { region: 'eu-west-1' } })";
const FALLBACK = "fromTokenFile({ clientConfig: { region: 'eu-central-1' } })";
const chain = (arguments_: string, rest = ''): string =>
  `${PROVIDERS}export const chain = createCredentialChain(${arguments_})${rest};\n`;

export const CHAINS: Readonly<Record<keyof typeof CHAIN_OBSTACLES, Example>> = {
  'mixed-chain': example(
    chain(`${HOME}, ${FALLBACK}, other`),
    '`createCredentialChain` holds more than one provider in several regions',
  ),
  'chain-method': example(
    chain(`${HOME}, ${FALLBACK}`, '.expireAfter(900_000)'),
    'The code calls a method of what `createCredentialChain` returns, which the provider of the helper does not have',
  ),
  'commented-chain': example(
    chain(`${HOME}, /* second */ ${FALLBACK}`),
    'Comments between the providers of `createCredentialChain` would be lost',
  ),
  'other-fallbacks': example(
    chain(`${HOME}, ${FALLBACK}`),
    '`createCredentialChain` fails over from eu-west-1 to eu-central-1, but the fallbacks of this run differ',
    { settings: { fallbacks: { 'eu-west-1': ['eu-north-1'] } } },
  ),
};

const SIGNER = (options: string): string => `import { SignatureV4 } from '@smithy/signature-v4';
export async function ask(request) {
  const signer = new SignatureV4({ service: 'sts', ${options}, sha256 });
  const signed = await signer.sign({ ...request, hostname: 'sts.eu-west-1.amazonaws.com' });
  return fetch('https://sts.eu-west-1.amazonaws.com/', { headers: signed.headers });
}\n`;
const SAML = 'https://sts.eu-west-1.amazonaws.com/?Action=AssumeRoleWithSAML';

export const REQUESTS: Readonly<Record<keyof typeof REQUEST_OBSTACLES, Example>> = {
  'request-with-one-time-code': example(
    `export const ask = (TokenCode) => fetch(\`${SAML}&TokenCode=\${TokenCode}\`);\n`,
    'The request may carry a one-time code, which a second region would refuse',
  ),
  'signed-by-hand': example(
    'export const ask = (sign) =>\n' +
      "  fetch('https://sts.eu-west-1.amazonaws.com/', { headers: sign('20261201/eu-west-1/sts/aws4_request') });\n",
    'The code signs the request by hand, for `eu-west-1`',
  ),
  'signed-before': example(
    "export const ask = (headers) => fetch('https://sts.eu-west-1.amazonaws.com/', { headers });\n",
    'The request is signed for one region, and not at the place where it is sent',
  ),
  'signed-for-other-region': example(
    SIGNER("region: 'us-east-1', credentials: { accessKeyId: 'A', secretAccessKey: 's' }"),
    'The request may be signed for a region other than that of its host',
  ),
  'signer-waits': example(
    SIGNER("region: 'eu-west-1', credentials: provider"),
    'The signer may have to wait for its credentials, and that wait would count against the region',
  ),
  'request-by-hand': example(
    `export const ask = (options) => fetch('${SAML}', options);\n`,
    'The code makes this request itself, to one region',
  ),
  'used-beside-request': example(
    `export async function ask() {\n  const url = '${SAML}';\n  await fetch(url);\n  return url;\n}\n`,
    '`url` depends on the region of the request but is also used outside of the request',
  ),
  'request-not-repeatable': example(
    `export const ask = async () => fetch(\`${SAML}&SAMLAssertion=\${await assertion()}\`);\n`,
    'The request is made again for each region, and it awaits something',
  ),
};

const PLAIN = `${CLIENT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
export const deploying = (root: string, deployment: Pick<Deployment, 'kind' | 'path'>): Partial<RunView> => ({
  deploymentsAround: () => [
    { ...deployment, movesWithCode: false, evidence: { file: join(root, 'stack.ts'), line: 7 } },
  ],
});
/** A package that brings the SDK to another one, and exports a helper. */
const WORKSPACE = {
  'package.json': '{ "workspaces": ["app", "sdk"] }',
  'app/package.json': '{ "name": "app", "dependencies": { "@acme/sdk": "1.0.0" } }',
  'sdk/package.json': '{ "name": "@acme/sdk", "dependencies": { "@aws-sdk/client-sts": "^3.700.0" } }',
  'sdk/index.ts': "export { STSClient } from '@aws-sdk/client-sts';\nexport const createStsClient = 1;\n",
};

export const HELPERS: Readonly<Record<keyof typeof HELPER_OBSTACLES, Example>> = {
  'browser-code': example(
    `${CLIENT}import { createRoot } from 'react-dom/client';
export const sts = new STSClient({ region: 'eu-west-1' });\n`,
    'This code is for browsers (it imports `react-dom/client`), where a page reaches only the hosts that its content security policy names',
  ),
  'script-without-imports': example(
    "STS = new AWS.STS({ region: 'eu-west-1' });\nMeteor.startup(() => STS.getCallerIdentity());\n",
    'This script imports nothing and gets `AWS` from elsewhere, so it may have no way to import the helper',
    { file: 'client.js' },
  ),
  'own-require': example(
    "const require = lazy;\nmodule.exports = new AWS.STS({ region: 'eu-west-1' });\n",
    'This file declares a `require` of its own, so it cannot require the helper',
    { file: 'client.js' },
  ),
  'commonjs-under-verbatim-syntax': example(
    "import sts = require('@aws-sdk/client-sts');\nexport = new sts.STSClient({ region: 'eu-west-1' });\n",
    'This file is CommonJS under `verbatimModuleSyntax`, which refuses the imports and exports of the helper',
    { beside: { 'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }' } },
  ),
  'sdk-loaded-on-demand': example(
    "export async function make() {\n  const { STSClient } = await import('@aws-sdk/client-sts');\n" +
      "  return new STSClient({ region: 'eu-west-1' });\n}\n",
    '`@aws-sdk/client-sts` is loaded on demand here, perhaps because it may be missing, but the helper always imports it',
  ),
  'code-in-a-text': example(PLAIN, 'This code is a text in template.yaml, so it can import no file of the repository', {
    file: 'template.yaml.js',
  }),
  'deployed-as-text': example(PLAIN, 'This file is deployed alone (stack.ts:7), so it can import no other file', {
    view: (root) => deploying(root, { kind: 'text', path: join(root, 'client.js') }),
    file: 'client.js',
  }),
  'deployed-without-helper': example(
    PLAIN,
    'The folder lambda is deployed without the helper src/sts.js (stack.ts:7)',
    {
      view: (root) => deploying(root, { kind: 'folder', path: join(root, 'lambda') }),
      file: 'lambda/client.js',
      settings: { helper: { module: './src/sts' } },
    },
  ),
  'outside-compiled-folder': example(
    PLAIN,
    'The helper lib/sts.ts is outside src, which tsconfig.json compiles: TypeScript refuses it, or moves its output',
    {
      file: 'src/client.ts',
      settings: { helper: { module: './lib/sts' } },
      beside: { 'tsconfig.json': '{ "compilerOptions": { "rootDir": "src" } }' },
    },
  ),
  'helper-not-published': example(
    PLAIN,
    '`files` leaves the helper src/sts.js out of the published package (package.json:1)',
    {
      file: 'client.js',
      settings: { helper: { module: './src/sts' } },
      view: () => ({ publishes: (path) => path.endsWith('client.js') }),
      beside: { 'package.json': '{ "files": ["client.js"] }' },
    },
  ),
  'helper-ignored-by-git': example(
    PLAIN,
    'Git ignores the helper aws/sts-failover.ts, so other checkouts would not have it (.gitignore:3)',
    {
      view: (root) => ({
        ignoringRule: (path) => (path.includes('failover') ? { file: join(root, '.gitignore'), line: 3 } : undefined),
      }),
    },
  ),
  'package-without-sdk': example(
    "import { STSClient } from '@acme/sdk';\nexport const sts = new STSClient({ region: 'eu-west-1' });\n",
    '`app/package.json` does not depend on `@aws-sdk/client-sts`, which the helper imports: the SDK comes from `@acme/sdk`',
    { file: 'app/client.ts', beside: WORKSPACE },
  ),
  'client-not-declared': example(
    `${PROVIDERS}export const credentials = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });\n`,
    '`package.json` does not depend on `@aws-sdk/client-sts`, which the helper of a provider imports before SDK 3.914',
    {
      versions: { '@aws-sdk/credential-providers': '3.750.0' },
      beside: { 'package.json': '{ "dependencies": { "@aws-sdk/credential-providers": "3.750.0" } }' },
    },
  ),
  'helper-package-not-declared': example(
    PLAIN,
    '`app/package.json` does not depend on `@acme/sdk`, so the helper would not be found',
    {
      file: 'app/client.ts',
      settings: { helper: { module: '@acme/sdk' } },
      beside: { ...WORKSPACE, 'app/package.json': '{ "name": "app" }', 'pnpm-workspace.yaml': 'packages:\n' },
    },
  ),
  'inside-helper-package': example(
    PLAIN,
    'This file is part of `@acme/sdk` itself, which cannot import the helper by its own name',
    { file: 'sdk/client.ts', settings: { helper: { module: '@acme/sdk' } }, beside: WORKSPACE },
  ),
  'sdk-too-old': example(PLAIN, '`@aws-sdk/client-sts` is 3.24.0 here, and the helper needs 3.38 or later', {
    beside: { 'package.json': '{ "dependencies": { "@aws-sdk/client-sts": "3.24.0" } }' },
  }),
  'typescript-too-old': example(PLAIN, 'TypeScript is ~4.2.4 here, and the helper needs 4.7 or later to compile', {
    beside: { 'package.json': '{ "devDependencies": { "typescript": "~4.2.4" } }' },
  }),
  'node-too-old': example(
    "import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({ region: 'eu-west-1' });\n",
    'This code runs on Node.js ^12.13 (package.json:1), and the helper needs Node.js 14 or later',
    { file: 'client.js', beside: { 'package.json': '{ "type": "module", "engines": { "node": "^12.13" } }' } },
  ),
  'test-expects-configuration': example(
    `${TEMPORARY}export const provider = fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });\n`,
    'A test expects the exact `clientConfig` of a provider, and the helper adds to it (tests/client.test.ts:3)',
    {
      beside: {
        'package.json': '{ "name": "app" }',
        'tests/client.test.ts': `jest.mock('@aws-sdk/credential-providers');
it('assumes the role', () => {
  expect(fromTemporaryCredentials).toHaveBeenCalledWith({ params, clientConfig: { region: 'eu-west-1' } });
});
`,
      },
    },
  ),
  'sdk-from-url': example(
    "import { STSClient } from 'https://esm.sh/@aws-sdk/client-sts@3';\nexport const sts = new STSClient({ region: 'eu-west-1' });\n",
    'This file imports `https://esm.sh/@aws-sdk/client-sts@3`, but the helper imports `@aws-sdk/client-sts`, which it may not find',
  ),
};
