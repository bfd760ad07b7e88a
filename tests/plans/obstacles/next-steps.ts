import { join } from 'node:path';
import type { ObstacleCode } from '../../../src/plans/obstacles/index.js';
import type { Example } from './example.js';
import { deploying, helperWith } from './failover.js';

/** An example after somebody has done what the next step says. */
type Follow = (example: Example) => Example;

const edit =
  (...changes: readonly (readonly [before: string, after: string])[]): Follow =>
  (example) => ({
    ...example,
    text: changes.reduce((text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`${before} is not in ${text}`);
      return text.replaceAll(before, after);
    }, example.text),
  });
const set =
  (settings: NonNullable<Example['settings']>): Follow =>
  (example) => ({ ...example, settings: { ...example.settings, ...settings } });
const beside =
  (files: NonNullable<Example['beside']>): Follow =>
  (example) => ({ ...example, beside: { ...example.beside, ...files } });

/** What somebody does who is told a next step, and what the next run does then. */
export interface Advice {
  readonly follow: Follow;
  /** `silent`: it has nothing to do, and the rules report nothing. Else the obstacle that is named instead. */
  readonly then: 'rewritten' | 'silent' | ObstacleCode;
}
const rewritten = (follow: Follow): Advice => ({ follow, then: 'rewritten' });
const silent = (follow: Follow): Advice => ({ follow, then: 'silent' });
const leadsTo = (then: ObstacleCode, follow: Follow): Advice => ({ follow, then });

/** A next step that no edit of the repository carries out. */
export interface OutOfReach {
  readonly why: string;
}
const outOfReach = (why: string): OutOfReach => ({ why });

/** Uses functions of the helper by hand. */
const byHand = (functions: string, ...changes: readonly (readonly [string, string])[]): Advice =>
  silent((example) => {
    const edited = edit(...changes)(beside(helperWith({}))(example));
    return { ...edited, text: `import { ${functions} } from './aws/sts-failover.js';\n${edited.text}` };
  });
const deployed = (kind: 'folder' | 'text', folder: string) => (root: string) =>
  deploying(root, { kind, path: join(root, folder) });
const CREATE = 'createStsClient';
const PROVIDER = 'stsProvider';
const REQUEST = 'stsHost, withStsRegions';
const HOME = "fromTokenFile({ clientConfig: { region: 'eu-west-1' } })";
const FALLBACK = "fromTokenFile({ clientConfig: { region: 'eu-central-1' } })";
const WRAPPED = "stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region: 'eu-west-1' })";
const VPCE = 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com';
const REGION = { regions: ['eu-west-1', 'eu-central-1'] };

/** What each next step leads to. The types see to it that none is forgotten. */
export const NEXT_STEPS: Readonly<Record<ObstacleCode, Advice | OutOfReach>> = {
  'endpoint-of-all-clients': rewritten(edit([", sts: { endpoint: 'https://sts.eu-west-1.amazonaws.com' }", ''])),
  'own-endpoint': rewritten(edit(["endpoint: 'http://localhost:9000', region: 'local'", "region: 'eu-west-1'"])),
  'unknown-region': rewritten(edit(["'local'", "'eu-west-1'"])),
  'no-fallback-regions': rewritten(set(REGION)),
  'home-without-fallback': rewritten(set({ fallbacks: { 'us-east-1': ['us-west-2'] } })),
  'built-elsewhere': rewritten(
    edit(["Reflect.construct(STSClient, [{ region: 'eu-west-1' }])", "new STSClient({ region: 'eu-west-1' })"]),
  ),
  'client-out-of-reach': rewritten(
    edit([
      "AWS.SharedIniFileCredentials({ profile: 'reader' })",
      "AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'r' } })",
    ]),
  ),
  'other-package': rewritten(edit(['@aws-sdk/nested-clients/sts', '@aws-sdk/client-sts'])),
  'spread-arguments': rewritten(
    edit(['(...options) => new STSClient(...options)', '(options) => new STSClient(options)']),
  ),
  'vpc-endpoint-not-named': rewritten(set({ vpcEndpoints: { 'eu-west-1': VPCE } })),
  'vpc-endpoint-elsewhere': rewritten(edit([`, endpoint: '${VPCE}'`, ''])),
  'global-flag': rewritten(edit([', useGlobalEndpoint: isGlobal()', ''])),
  'region-function': rewritten(edit(["async () => 'eu-west-1'", "'eu-west-1'"])),
  'wider-parameter-type': rewritten(edit(['new (config: object) => unknown', 'typeof STSClient'])),
  'provider-not-repeatable': rewritten(
    edit(
      ['export const role', "const arn = arnOf('reader');\nexport const role"],
      ["RoleArn: arnOf('reader')", 'RoleArn: arn'],
    ),
  ),
  'client-config-from-spread': rewritten(edit(['...base, ', "clientConfig: { region: 'eu-west-1' }, "])),
  'region-of-parent': rewritten(edit(['parentClientConfig: outer', "clientConfig: { region: 'eu-west-1' }"])),
  'other-fallbacks': rewritten(set({ fallbacks: { 'eu-west-1': ['eu-central-1'] } })),
  'signed-for-other-region': rewritten(edit(["region: 'us-east-1'", "region: 'eu-west-1'"])),
  'signer-waits': rewritten(
    edit(
      ['  const signer', '  const credentials = await provider();\n  const signer'],
      ['credentials: provider', 'credentials'],
    ),
  ),
  'request-not-repeatable': rewritten(
    edit(
      ['async () => fetch(', 'async () => {\n  const saml = await assertion();\n  return fetch('],
      ['${await assertion()}`)', '${saml}`);\n}'],
    ),
  ),
  'script-without-imports': rewritten(edit(['STS = ', "import AWS from 'aws-sdk';\nconst STS = "])),
  'own-require': rewritten(edit(['const require', 'const load'])),
  'sdk-loaded-on-demand': rewritten(
    edit(
      ['export async', "import { STSClient } from '@aws-sdk/client-sts';\nexport async"],
      ["  const { STSClient } = await import('@aws-sdk/client-sts');\n", ''],
    ),
  ),
  'outside-compiled-folder': rewritten(set({ helper: { module: './src/sts-failover' } })),
  'sdk-too-old': rewritten(beside({ 'package.json': '{ "dependencies": { "@aws-sdk/client-sts": "3.700.0" } }' })),
  'typescript-too-old': rewritten(beside({ 'package.json': '{ "devDependencies": { "typescript": "~5.4.2" } }' })),
  'node-too-old': rewritten(beside({ 'package.json': '{ "type": "module", "engines": { "node": ">=20" } }' })),
  'sdk-from-url': rewritten(edit(['https://esm.sh/@aws-sdk/client-sts@3', '@aws-sdk/client-sts'])),
  'global-flag-elsewhere': leadsTo('home-without-fallback', edit([', useGlobalEndpoint: true', ''])),
  'global-endpoint-in-some-cases': rewritten(edit(["isGlobal ? 'https://sts.amazonaws.com' : undefined", 'undefined'])),
  'global-endpoint-elsewhere': rewritten(edit(["endpoint: 'https://sts.amazonaws.com'", ''])),
  'aws-global-elsewhere': rewritten(edit(["'aws-global'", "'eu-west-1'"])),
  'aws-global-without-region': rewritten(set(REGION)),
  'no-regional-mode': rewritten((example) => ({ ...example, versions: { 'aws-sdk': '2.1693.0' } })),
  'mode-elsewhere': rewritten(edit(["'legacy'", "'regional'"])),
  'signed-without-region': leadsTo(
    'signs-only',
    edit(["service: 'sts'", "service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com'"]),
  ),
  'signed-options-elsewhere': leadsTo(
    'signs-only',
    edit(["service: 'sts', region", "service: 'sts', region, host: `sts.${region}.amazonaws.com`"]),
  ),
  'global-variable': silent(edit(['https://sts.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com'])),
  'legacy-variable-elsewhere': silent(edit(['`legacy`', "'regional'"])),
  'legacy-annotation-elsewhere': silent(edit(['`false`', "'true'"])),
  'global-region-variable': silent(edit(['aws-global', 'eu-west-1'])),
  'loose-global-flag': silent(edit(['useGlobalEndpoint: true', ''])),
  'region-out-of-sight': rewritten(edit(['new STSClient(config)', "new STSClient({ region: 'eu-west-1' })"])),
  'test-without-region': silent(edit(['STSClient({})', "STSClient({ region: 'eu-west-1' })"])),
  'region-unset-elsewhere': rewritten(edit(["region: ''", "region: 'eu-west-1'"])),
  'setting-from-spread': rewritten(edit(['...base', "...base, clientConfig: { region: 'eu-west-1' }"])),
  'region-read-by-sdk': rewritten(set({ regionSource: 'literal' })),
  'no-literal-region': rewritten(set(REGION)),
  'browser-without-region': rewritten(set({ regionSource: 'literal' })),
  'yaml-alias': silent(edit(['&mode legacy', '&mode regional'])),
  'misspelt-region': silent(edit(['eu-wets-1', 'eu-west-1'])),
  'region-out-of-form': silent(edit(['|\n    EU-WEST-1', 'eu-west-1'])),
  'global-host-without-region': silent(edit(['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'])),
  'mode-without-region': rewritten(edit(['AWS_STS', 'AWS_REGION=eu-west-1\nAWS_STS'])),
  'global-host-for-all-regions': rewritten(set({ regionSource: 'literal' })),
  'more-arguments': byHand(CREATE, [
    "new STSClient({ region: 'eu-west-1' }, extensions)",
    "createStsClient({ region: 'eu-west-1' })",
  ]),
  'provider-options-elsewhere': byHand(PROVIDER, [
    'fromTokenFile(options)',
    "stsProvider((clientConfig) => fromTokenFile({ ...options, clientConfig }), { region: 'eu-west-1' })",
  ]),
  'assumer-not-repeatable': byHand(PROVIDER, [
    "getDefaultRoleAssumer({ region: 'eu-west-1' }, [])",
    "stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig, []), { region: 'eu-west-1' })",
  ]),
  'signs-only': byHand(REQUEST, [
    "aws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', region: 'eu-west-1' })",
    "withStsRegions((region, signal) => {\n  const { headers } = aws4.sign({ service: 'sts', host: stsHost(region), region });\n  return fetch(`https://${stsHost(region)}/`, { headers, signal });\n}, { region: 'eu-west-1' })",
  ]),
  'class-passed-on': byHand(CREATE, [
    'useClass: STSClient',
    "useFactory: () => createStsClient({ region: 'eu-west-1' })",
  ]),
  'mixed-chain': byHand(PROVIDER, [`${HOME}, ${FALLBACK}`, WRAPPED]),
  'chain-method': byHand(PROVIDER, [`${HOME}, ${FALLBACK}`, WRAPPED]),
  'commented-chain': byHand(PROVIDER, [`${HOME}, /* second */ ${FALLBACK}`, WRAPPED]),
  'escaped-host': silent(edit(['https://sts\\x2eamazonaws.com', 'https://sts.eu-west-1.amazonaws.com'])),
  'web-identity-without-region': silent(
    edit(['/run/token', '/run/token AWS_REGION=eu-west-1 AWS_STS_REGIONAL_ENDPOINTS=regional']),
  ),
  'environment-out-of-form': silent(
    edit([
      '    environment:\n',
      '    environment:\n      AWS_REGION: eu-west-1\n      AWS_STS_REGIONAL_ENDPOINTS: regional\n',
    ]),
  ),
  'compiled-output': rewritten((example) => ({
    ...edit(['//# sourceMappingURL=client.js.map\n', ''])(example),
    file: 'client.ts',
  })),
  'browser-code': rewritten(edit(["import { createRoot } from 'react-dom/client';\n", ''])),
  'commonjs-under-verbatim-syntax': rewritten(
    edit([
      "import sts = require('@aws-sdk/client-sts');\nexport = new sts.",
      "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new ",
    ]),
  ),
  'code-in-a-text': rewritten((example) => ({
    ...example,
    file: 'lambda/index.js',
    view: deployed('folder', 'lambda'),
  })),
  'deployed-as-text': rewritten((example) => ({ ...example, view: deployed('folder', '.') })),
  'deployed-without-helper': rewritten(set({ helper: { module: './lambda/sts-failover' } })),
  'helper-not-published': rewritten((example) => ({ ...example, view: () => ({ publishes: () => true }) })),
  'helper-ignored-by-git': rewritten((example) => ({ ...example, view: () => ({}) })),
  'package-without-sdk': rewritten(
    beside({
      'app/package.json': '{ "dependencies": { "@acme/sdk": "1.0.0", "@aws-sdk/client-sts": "^3.700.0" } }',
    }),
  ),
  'client-not-declared': rewritten(
    beside({
      'package.json':
        '{ "dependencies": { "@aws-sdk/client-sts": "3.750.0", "@aws-sdk/credential-providers": "3.750.0" } }',
    }),
  ),
  'helper-package-not-declared': rewritten(
    beside({
      'app/package.json': '{ "name": "app", "dependencies": { "@acme/sdk": "1.0.0" } }',
    }),
  ),
  'inside-helper-package': rewritten(set({ helper: { module: './sdk/sts-failover' } })),
  'test-expects-configuration': rewritten((example) =>
    beside({
      'tests/client.test.ts': (example.beside?.['tests/client.test.ts'] ?? '').replace(
        "toHaveBeenCalledWith({ params, clientConfig: { region: 'eu-west-1' } })",
        'toHaveBeenCalledWith(expect.objectContaining({ params }))',
      ),
    })(example),
  ),
  'region-of-profile': rewritten((example) => ({ ...example, profileProviders: true })),
  'no-place-for-region': rewritten(
    edit(['fromTokenFile(options)()', "fromTokenFile({ ...options, clientConfig: { region: 'eu-west-1' } })()"]),
  ),
  'region-of-clients': rewritten((example) => ({ ...example, codemod: 'failover' })),
  'checked-elsewhere': leadsTo('sent-elsewhere', edit([", endpoint: 'https://sts.amazonaws.com'", ''])),
  'no-sts-configuration': rewritten((example) => ({ ...example, codemod: 'failover' })),
  'no-sts-configuration-nor-helper': leadsTo(
    'browser-code',
    edit(['export const', "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional';\nexport const"]),
  ),
  'test-without-region-for-mode': silent(
    edit(['AWS.STS()', "AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' })"]),
  ),
  'no-region-nor-helper': leadsTo(
    'one-time-code',
    edit(['tokenCodeFn', "stsConfig: { region: 'eu-west-1', stsRegionalEndpoints: 'regional' }, tokenCodeFn"]),
  ),
  'region-sometimes-nor-helper': leadsTo(
    'one-time-code',
    edit(
      ['if (region) AWS.config.update({ region })', "AWS.config.update({ region: region ?? 'eu-west-1' })"],
      ['tokenCodeFn', "stsConfig: { stsRegionalEndpoints: 'regional' }, tokenCodeFn"],
    ),
  ),
  'no-place-for-mode': rewritten(
    edit(['AWS.WebIdentityCredentials()', "AWS.WebIdentityCredentials({}, { stsRegionalEndpoints: 'regional' })"]),
  ),
  'stub-of-global-host': silent(edit(['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'])),
  'idle-flag': rewritten(
    edit([
      "AWS.config.update({ stsRegionalEndpoints: 'regional' });",
      "export const sts = new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });",
    ]),
  ),
  'global-request': byHand(REQUEST, [
    "fetch('https://sts.amazonaws.com/?Action=AssumeRoleWithSAML')",
    'withStsRegions((region, signal) => fetch(`https://${stsHost(region)}/?Action=AssumeRoleWithSAML`, { signal }))',
  ]),
  'global-request-in-pieces': rewritten(
    edit(['https://${service}.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com']),
  ),
  'global-request-signed': leadsTo('signed-before', edit(['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'])),
  'global-request-signed-by-hand': leadsTo('signed-before', edit(['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'])),
  'global-request-signed-for-any': byHand(REQUEST, [
    "fetch('https://sts.amazonaws.com/', { headers: sign(scopeOf) })",
    'withStsRegions((region, signal) => fetch(`https://${stsHost(region)}/`, { headers: sign(scopeOf(region)), signal }))',
  ]),
  'signed-by-hand': byHand(REQUEST, [
    "fetch('https://sts.eu-west-1.amazonaws.com/', { headers: sign('20261201/eu-west-1/sts/aws4_request') })",
    "withStsRegions((region, signal) => fetch(`https://${stsHost(region)}/`, { headers: sign(`20261201/${region}/sts/aws4_request`), signal }), { region: 'eu-west-1' })",
  ]),
  'signed-before': byHand(REQUEST, [
    "fetch('https://sts.eu-west-1.amazonaws.com/', { headers })",
    "withStsRegions(async (region, signal) => fetch(`https://${stsHost(region)}/`, { headers: await headers(region), signal }), { region: 'eu-west-1' })",
  ]),
  'request-by-hand': byHand(REQUEST, [
    "fetch('https://sts.eu-west-1.amazonaws.com/?Action=AssumeRoleWithSAML', options)",
    "withStsRegions((region, signal) => fetch(`https://${stsHost(region)}/?Action=AssumeRoleWithSAML`, { ...options, signal }), { region: 'eu-west-1' })",
  ]),
  'used-beside-request': byHand(REQUEST, [
    "  const url = 'https://sts.eu-west-1.amazonaws.com/?Action=AssumeRoleWithSAML';\n  await fetch(url);\n  return url;",
    "  let url = '';\n  await withStsRegions((region, signal) => {\n    url = `https://${stsHost(region)}/?Action=AssumeRoleWithSAML`;\n    return fetch(url, { signal });\n  }, { region: 'eu-west-1' });\n  return url;",
  ]),
  'super-call': byHand(CREATE, [
    "  constructor() {\n    super({ region: 'eu-west-1' });\n  }\n}\n",
    "  constructor(config) {\n    super({ region: 'eu-west-1', ...config });\n  }\n}\nexport const sts = createStsClient({ region: 'eu-west-1' }, Fixed);\n",
  ]),
  'super-call-of-v2': byHand('withStsFailover', ['});\n', '});\n    withStsFailover(this);\n']),
  'builds-own-client': byHand(CREATE, [
    "sts({ awsClientOptions: { region: 'eu-west-1' } })",
    "sts({ AwsClient: createStsClient, awsClientOptions: { region: 'eu-west-1' } })",
  ]),
  'options-passed-on': rewritten(
    edit(
      [
        "import { decorateDefaultCredentialProvider } from '@aws-sdk/client-sts'",
        "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'",
      ],
      [
        "decorateDefaultCredentialProvider(provider)({ region: 'eu-west-1' })",
        "fromTemporaryCredentials({ params: { RoleArn: 'r' }, clientConfig: { region: 'eu-west-1' } })",
      ],
    ),
  ),
  'some-profiles-only': rewritten((example) => ({ ...example, profileProviders: true })),
  'vpc-endpoint-not-in-helper': rewritten(beside(helperWith({ 'eu-west-1': VPCE }))),
  'vpc-endpoint-differs': rewritten(beside(helperWith({ 'eu-west-1': VPCE }))),
  'request-with-one-time-code': outOfReach('one region stays, and nothing is reported'),
  'one-time-code': outOfReach('one region stays, and nothing is reported'),
  'sent-elsewhere': outOfReach('the party that sends the request has to agree'),
  'never-sends': outOfReach('there is nothing to do here'),
};

/** The next step of `builds-own-client` for the other packages: code before and after. */
export const OTHER_WAYS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'aws4-axios': [
    `import { aws4Interceptor } from 'aws4-axios';
export const sign = aws4Interceptor({ options: { region: 'eu-west-1', service: 's3', assumeRoleArn: 'r' } });\n`,
    `import { aws4Interceptor } from 'aws4-axios';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { stsProvider } from './aws/sts-failover.js';
const getCredentials = stsProvider(
  (clientConfig) => fromTemporaryCredentials({ params: { RoleArn: 'r' }, clientConfig }),
  { region: 'eu-west-1' },
);
export const sign = aws4Interceptor({
  options: { region: 'eu-west-1', service: 's3' },
  credentials: { getCredentials },
});\n`,
  ],
  '@effect-aws/client-sts': [
    `import { STSService } from '@effect-aws/client-sts';
export const layer = STSService.layer({ region: 'eu-west-1' });\n`,
    `import { STSService } from '@effect-aws/client-sts';
import { createStsClient } from './aws/sts-failover.js';
export const layer = STSService.baseLayer((config) => createStsClient({ ...config, region: 'eu-west-1' }));\n`,
  ],
  'aws-msk-iam-sasl-signer-js': [
    `import { generateAuthTokenFromRole } from 'aws-msk-iam-sasl-signer-js';
export const token = () => generateAuthTokenFromRole({ region: 'eu-west-1', awsRoleArn: 'r' });\n`,
    `import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { stsProvider } from './aws/sts-failover.js';
const awsCredentialsProvider = stsProvider(
  (clientConfig) => fromTemporaryCredentials({ params: { RoleArn: 'r' }, clientConfig }),
  { region: 'eu-west-1' },
);
export const token = () =>
  generateAuthTokenFromCredentialsProvider({ region: 'eu-west-1', awsCredentialsProvider });\n`,
  ],
};
