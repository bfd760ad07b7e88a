import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string =>
  lines("import { STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';", ...code);
const providers = (...code: string[]): string =>
  lines(
    'import { createCredentialChain, fromIni, fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile }' +
      " from '@aws-sdk/credential-providers';",
    "import { S3Client } from '@aws-sdk/client-s3';",
    ...code,
  );
const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);
const strict: { options: [{ strict: boolean }] } = { options: [{ strict: true }] };
const client = "new STSClient({ region: 'eu-west-1' });";
const twoEndpoints = settings({
  vpcEndpoints: {
    'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com',
    'us-west-2': 'https://vpce-2.sts.us-west-2.vpce.amazonaws.com',
  },
});

runRule('require-fallback-region', {
  valid: [
    ...[
      'client.test.ts',
      'client.spec.ts',
      'login.e2e.ts',
      'test/client.ts',
      'src/__tests__/client.ts',
      'src/__mocks__/client.ts',
      'spec/client.ts',
    ].map((filename) => ({ name: `a test: ${filename}`, filename, code: v3(client) })),
    { name: "a client without a region is another rule's", code: v3('new STSClient({});') },
    { name: "an undefined region is another rule's", code: v3('new STSClient({ region: undefined });') },
    {
      name: 'a region in a spread that cannot be read',
      code: v3("export const f = (options: object) => new STSClient({ region: 'eu-west-1', ...options });"),
    },
    {
      name: 'a configuration that cannot be read',
      code: v3('export const f = (config: object) => new STSClient(config);'),
    },
    {
      name: 'an interface endpoint',
      code: v3(
        "new STSClient({ region: 'us-east-1', endpoint: 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com' });",
      ),
    },
    {
      name: 'an interface endpoint, when the settings know none in another region',
      code: v3("new STSClient({ region: 'us-east-1', endpoint: 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com' });"),
      ...settings({
        vpcEndpoints: {
          'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com',
          'cn-north-1': 'https://vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn',
        },
      }),
    },
    { name: 'LocalStack', code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });") },
    { name: 'a component, which cannot import the helper', code: `'use client';\n${v3(client)}` },
    { name: 'a partition with one region', code: v3("new STSClient({ region: 'eusc-de-east-1' });") },
    {
      name: 'a provider in a client of such a partition',
      code: providers("new S3Client({ region: 'eusc-de-east-1', credentials: fromTemporaryCredentials({ params }) });"),
    },
    {
      name: 'a client that is only asked about itself',
      code: v3(`const client = ${client}\nexport const region = client.config.region();`),
    },
    {
      name: 'a one-time code, which must not be asked for again',
      code: providers("fromTemporaryCredentials({ params, mfaCodeProvider, clientConfig: { region: 'eu-west-1' } });"),
    },
    {
      name: 'a loop over regions with a catch',
      code: v3(
        'export async function f(regions: string[]) {',
        '  for (const region of regions) {',
        '    try { return await new STSClient({ region }).send(command); } catch { continue; }',
        '  }',
        '}',
      ),
    },
    {
      name: 'a promise that goes on with another region',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });",
        "const west = new STSClient({ region: 'us-west-2' });",
        'export const ask = () => east.send(command).catch(() => west.send(command));',
      ),
    },
    {
      name: 'two regions at once',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });",
        "const west = new STSClient({ region: 'us-west-2' });",
        'export const ask = () => Promise.any([east.send(command), west.send(command)]);',
      ),
    },
    {
      name: 'the next region of a list for each attempt',
      code: v3(
        "const regions = ['us-east-1', 'us-west-2'];",
        'export const ask = () => retry((attempt: number) => new STSClient({ region: regions[attempt % 2] ' +
          '}).send(command));',
      ),
    },
    {
      name: 'a client for each region',
      code: v3('export const clients = regions.map((region: string) => new STSClient({ region }));'),
    },
    {
      name: 'a second client in the catch',
      code: v3(
        "const home = new STSClient({ region: 'eu-west-1' });",
        "const second = new STSClient({ region: 'eu-central-1' });",
        'export async function f() {',
        '  try { return await home.send(command); } catch { return second.send(command); }',
        '}',
      ),
    },
    {
      name: 'the failover helper',
      code: lines(
        "import { createStsClient } from './aws/sts-failover.js';",
        "export const client = createStsClient({ region: 'eu-west-1' });",
      ),
    },
    {
      name: 'a provider inside the failover helper',
      code: lines(
        "import { stsProvider } from './aws/sts-failover.js';",
        providers('stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region });'),
      ),
    },
    {
      name: 'a helper of another name, which the settings tell',
      code: lines(
        "import { resilient } from '#sts';",
        providers('resilient((region: string) => fromTokenFile({ clientConfig: { region } }));'),
      ),
      ...settings({ helper: { module: '#sts' } }),
    },
    {
      name: "a chain that only looks like failover is another rule's",
      code: providers(
        "createCredentialChain(fromTokenFile({ clientConfig: { region: 'eu-west-1' } }), fromTokenFile({ " +
          "clientConfig: { region: 'eu-central-1' } }));",
      ),
    },
    { name: 'profile providers', code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });") },
    { name: "v2 in its global mode without a region is another rule's", code: v2('new AWS.STS();') },
  ],
  invalid: [
    {
      name: 'two clients whose errors go nowhere',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });",
        "const west = new STSClient({ region: 'us-west-2' });",
        'export const ask = () => east.send(command).catch(() => undefined);',
        'export const other = () => west.send(command).catch(() => undefined);',
      ),
      errors: [{ messageId: 'oneRegion' }, { messageId: 'oneRegion' }],
    },
    {
      name: 'a region of a table',
      code: v3(
        "const regions: Record<string, string> = { prod: 'us-east-1', test: 'us-west-2' };",
        'export const make = (stage: string) => new STSClient({ region: regions[stage] });',
      ),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'an endpoint that is made of the region',
      code: v3(
        'export const f = (region: string) => new STSClient({ region, endpoint: ' +
          '`https://sts.${region}.amazonaws.com` });',
      ),
      errors: [{ messageId: 'oneRegion', data: { name: 'STSClient', destination: 'the one it is given' } }],
    },
    {
      name: 'an endpoint of SDK v2 that is joined from the region',
      code: v2(
        "export const f = (region: string) => new AWS.STS({ region, endpoint: 'sts.' + region + '.amazonaws.com' });",
      ),
      errors: [{ messageId: 'oneRegion', data: { name: 'AWS.STS', destination: 'the one it is given' } }],
    },
    {
      name: 'a component, for those who ask for strictness',
      code: `'use client';\n${v3(client)}`,
      ...strict,
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a literal region',
      code: v3(client),
      errors: [
        {
          messageId: 'oneRegion',
          data: { name: 'STSClient', destination: '`sts.eu-west-1.amazonaws.com`' },
          line: 2,
          column: 5,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'the helper is suggested where the repository has one',
      code: v3(client),
      // A file that exists stands for the helper.
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], helper: { module: 'rules/index' } }),
      errors: [
        {
          messageId: 'oneRegion',
          suggestions: [
            {
              messageId: 'useHelper',
              data: { helper: 'createStsClient' },
              output: lines(
                "import { getDefaultRoleAssumer } from '@aws-sdk/client-sts';",
                "import { createStsClient } from './rules/index.js';",
                "createStsClient({ region: 'eu-west-1' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "a region on some paths only: on the others it is the environment's",
      code: v3("new STSClient({ ...(process.env['AWS_REGION'] && { region: process.env['AWS_REGION'] }) });"),
      errors: [
        {
          messageId: 'oneRegion',
          data: { name: 'STSClient', destination: 'the one it is given or finds' },
        },
      ],
    },
    {
      name: 'a region that is added step by step',
      code: v3(
        'export function f(region?: string, proxy?: object) {',
        '  let config = {};',
        '  if (proxy) config = { ...config, requestHandler: proxy };',
        '  if (region) config = { ...config, region };',
        '  return new STSClient(config);',
        '}',
      ),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'an interface endpoint, when the settings know another one',
      code: v3("new STSClient({ region: 'us-east-1', endpoint: 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com' });"),
      ...twoEndpoints,
      errors: [
        {
          messageId: 'oneRegion',
          data: { name: 'STSClient', destination: '`vpce-1.sts.us-east-1.vpce.amazonaws.com`' },
        },
      ],
    },
    {
      name: 'a class that is passed as a value',
      code: v3(
        'const make = (Client: typeof STSClient, region: string) => new Client({ region });',
        "make(STSClient, 'eu-west-1');",
      ),
      errors: [
        { messageId: 'oneRegion', data: { name: 'Client', destination: '`sts.eu-west-1.amazonaws.com`' }, line: 2 },
      ],
    },
    {
      name: 'the options of a decorated provider, in strict',
      code: lines(
        "import { decorateDefaultCredentialProvider } from '@aws-sdk/client-sts';",
        "import { defaultProvider } from '@aws-sdk/credential-provider-node';",
        "export const provider = decorateDefaultCredentialProvider(defaultProvider)({ region: 'eu-west-1' });",
      ),
      ...strict,
      errors: [
        {
          messageId: 'oneRegion',
          data: {
            name: 'decorateDefaultCredentialProvider(defaultProvider)',
            destination: '`sts.eu-west-1.amazonaws.com`',
          },
        },
      ],
    },
    {
      name: 'a region of the environment',
      code: v3('new STSClient({ region: process.env.AWS_REGION });'),
      errors: [{ messageId: 'oneRegion', data: { name: 'STSClient', destination: 'the one it is given' } }],
    },
    {
      name: 'a region with a default is still one region',
      code: v3("new STSClient({ region: process.env.AWS_REGION ?? 'eu-west-1' });"),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'China has two regions',
      code: v3("new STSClient({ region: 'cn-north-1' });"),
      errors: [
        { messageId: 'oneRegion', data: { name: 'STSClient', destination: '`sts.cn-north-1.amazonaws.com.cn`' } },
      ],
    },
    {
      name: 'a regional endpoint',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a role assumer',
      code: v3("getDefaultRoleAssumer({ region: 'eu-west-1' });"),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a provider',
      code: providers("fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });"),
      errors: [{ messageId: 'oneRegion', column: 1 }],
    },
    {
      name: 'a provider that gets its region from the client around it',
      code: providers("new S3Client({ region: 'eu-west-1', credentials: fromTokenFile() });"),
      ...settings({ sdkVersion: '3.1169.0' }),
      errors: [
        { messageId: 'oneRegion', data: { name: 'fromTokenFile', destination: '`sts.eu-west-1.amazonaws.com`' } },
      ],
    },
    {
      name: 'the first hop, which takes the region of the second',
      code: providers(
        "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, masterCredentials: fromTokenFile() });",
      ),
      ...settings({ sdkVersion: '3.1169.0' }),
      errors: [
        { messageId: 'oneRegion', column: 1 },
        { messageId: 'oneRegion', data: { name: 'fromTokenFile', destination: '`sts.eu-west-1.amazonaws.com`' } },
      ],
    },
    {
      name: 'both hops',
      code: providers(
        "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, masterCredentials: " +
          "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' } }) });",
      ),
      errors: [
        { messageId: 'oneRegion', column: 1 },
        { messageId: 'oneRegion', column: 86 },
      ],
    },
    {
      name: 'a profile provider, in strict',
      code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });"),
      ...strict,
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'v2 in regional mode',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
      errors: [{ messageId: 'oneRegion', data: { name: 'AWS.STS', destination: '`sts.eu-west-1.amazonaws.com`' } }],
    },
    {
      name: 'a loop without a catch',
      code: v3('for (const region of regions) new STSClient({ region }).send(command);'),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a file whose name only contains test',
      filename: 'contest.ts',
      code: v3(client),
      errors: [{ messageId: 'oneRegion' }],
    },
  ],
});
