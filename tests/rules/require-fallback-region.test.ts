import { runRule, settings } from './rule-tester.js';

const v3 = (text: string): string => `import { STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';\n${text}`;
const providers = (text: string): string =>
  `import { createCredentialChain, fromIni, fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';\nimport { S3Client } from '@aws-sdk/client-s3';\n${text}`;
const v2 = (text: string): string => `import AWS from 'aws-sdk';\n${text}`;
const strict: { options: [{ strict: boolean }] } = { options: [{ strict: true }] };
const client = "new STSClient({ region: 'eu-west-1' });";
const signer =
  "import { HttpRequest } from '@smithy/protocol-http';\nimport { SignatureV4 } from '@smithy/signature-v4';\n";
/** A function that signs a request, and what it does with it. */
const signing = (rest: string, before = ''): string =>
  `${signer}${before}export async function sign(region: string) {\n  const hostname = \`sts.\${region}.amazonaws.com\`;\n  const signed = await new SignatureV4({ credentials, region, service: 'sts', sha256 }).sign(new HttpRequest({ hostname, headers: { host: hostname } }));\n  ${rest}\n}`;
const aws4 = (text: string): string => `import aws4 from 'aws4';\n${text}`;
const SIGN = "aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com' })";
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
      name: 'a region and an endpoint on some paths only',
      code: v3(
        'export const f = (c: { region?: string; url?: string }) => new STSClient({ ...(c.region && { region: c.region }), ...(c.url && { endpoint: c.url }) });',
      ),
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
      name: 'a request to an interface endpoint',
      code: "export const who = () => fetch('https://vpce-1.sts.us-east-1.vpce.amazonaws.com/');",
    },
    {
      name: 'a request to an interface endpoint made from a region',
      code: 'export const who = (id: string, region: string) => fetch(`https://${id}.sts.${region}.vpce.amazonaws.com/`);',
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
    {
      name: 'the URL that Google is to ask',
      code: "export const credentials = { credential_source: { regional_cred_verification_url: 'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity' } };",
    },
    { name: 'LocalStack', code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });") },
    { name: 'a component, which cannot import the helper', code: `'use client';\n${v3(client)}` },
    {
      name: 'a request of a page, which cannot import the helper',
      code: "document.title = 'x';\nexport const who = () => fetch('https://sts.eu-west-1.amazonaws.com/');",
    },
    { name: 'a partition with one region', code: v3("new STSClient({ region: 'eusc-de-east-1' });") },
    {
      name: 'URLs that somebody else uses',
      code: `import { getSignedUrl } from '@aws-sdk/s3-request-presigner';\n${v3(`const client = ${client}\nexport const url = getSignedUrl(client, command);`)}`,
    },
    {
      name: 'a signed request that is encoded for another party',
      code: signing('return btoa(JSON.stringify({ method: "POST", headers: signed.headers }));'),
    },
    {
      name: 'the same through functions that return it',
      code: signing(
        "return Buffer.from(JSON.stringify(signed)).toString('base64');",
        'export const login = (region: string) => sign(region);\n',
      ).replace('export async', 'async'),
    },
    {
      name: 'the host that a function gives to one that signs for another party',
      code: `${signer}function hostOf(region: string) {\n  return \`sts.\${region}.amazonaws.com\`;\n}\nexport async function sign(region: string) {\n  const signed = await new SignatureV4({ region }).sign(new HttpRequest({ hostname: hostOf(region) }));\n  return btoa(JSON.stringify(signed));\n}`,
    },
    {
      name: 'a login of Vault',
      code: aws4(
        `export const login = () => {\n  const { headers } = ${SIGN};\n  return vault.post('login', { iam_request_url: btoa('https://sts.eu-west-1.amazonaws.com/'), iam_request_headers: btoa(JSON.stringify(headers)) });\n};`,
      ),
    },
    {
      name: 'a token of EKS',
      code: 'export function token(region: string, query: string) {\n  const url = `https://sts.${region}.amazonaws.com/?${query}&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id`;\n  return `k8s-aws-v1.${btoa(url)}`;\n}',
    },
    {
      name: 'a URL that is signed by hand and returned',
      code: 'export const urlOf = (region: string, signature: string) => `https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=${signature}`;',
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
        'export async function f(regions: string[]) {\n  for (const region of regions) {\n    try { return await new STSClient({ region }).send(command); } catch { continue; }\n  }\n}',
      ),
    },
    {
      name: 'a promise that goes on with another region',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });\nconst west = new STSClient({ region: 'us-west-2' });\nexport const ask = () => east.send(command).catch(() => west.send(command));",
      ),
    },
    {
      name: 'two regions at once',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });\nconst west = new STSClient({ region: 'us-west-2' });\nexport const ask = () => Promise.any([east.send(command), west.send(command)]);",
      ),
    },
    {
      name: 'the next region of a list for each attempt',
      code: v3(
        "const regions = ['us-east-1', 'us-west-2'];\nexport const ask = () => retry((attempt: number) => new STSClient({ region: regions[attempt % 2] }).send(command));",
      ),
    },
    {
      name: 'a client for each region',
      code: v3('export const clients = regions.map((region: string) => new STSClient({ region }));'),
    },
    {
      name: 'a second client in the catch',
      code: v3(
        "const home = new STSClient({ region: 'eu-west-1' });\nconst second = new STSClient({ region: 'eu-central-1' });\nexport async function f() {\n  try { return await home.send(command); } catch { return second.send(command); }\n}",
      ),
    },
    {
      name: 'the failover helper',
      code: "import { createStsClient } from './aws/sts-failover.js';\nexport const client = createStsClient({ region: 'eu-west-1' });",
    },
    {
      name: 'a provider inside the failover helper',
      code: `import { stsProvider } from './aws/sts-failover.js';\n${providers('stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region });')}`,
    },
    {
      name: 'a helper of another name, which the settings tell',
      code: `import { resilient } from '#sts';\n${providers('resilient((region: string) => fromTokenFile({ clientConfig: { region } }));')}`,
      ...settings({ helper: { module: '#sts' } }),
    },
    {
      name: "a chain that only looks like failover is another rule's",
      code: providers(
        "createCredentialChain(fromTokenFile({ clientConfig: { region: 'eu-west-1' } }), fromTokenFile({ clientConfig: { region: 'eu-central-1' } }));",
      ),
    },
    { name: 'profile providers', code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });") },
    {
      name: "a global host is another rule's",
      code: "export const who = () => fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity');",
    },
    {
      name: "a request to China's other host in a loop",
      code: 'export async function ask() {\n  for (const region of regions) {\n    try { return await fetch(`https://sts.${region}.amazonaws.com`); } catch { continue; }\n  }\n}',
    },
    { name: "v2 in its global mode without a region is another rule's", code: v2('new AWS.STS();') },
  ],
  invalid: [
    {
      name: 'two clients whose errors go nowhere',
      code: v3(
        "const east = new STSClient({ region: 'us-east-1' });\nconst west = new STSClient({ region: 'us-west-2' });\nexport const ask = () => east.send(command).catch(() => undefined);\nexport const other = () => west.send(command).catch(() => undefined);",
      ),
      errors: [{ messageId: 'oneRegion' }, { messageId: 'oneRegion' }],
    },
    {
      name: 'a region of a table',
      code: v3(
        "const regions: Record<string, string> = { prod: 'us-east-1', test: 'us-west-2' };\nexport const make = (stage: string) => new STSClient({ region: regions[stage] });",
      ),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'an endpoint that is made of the region',
      code: v3(
        'export const f = (region: string) => new STSClient({ region, endpoint: `https://sts.${region}.amazonaws.com` });',
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
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], helper: { module: 'src/helper/sources/client' } }), // a file that exists stands for it
      errors: [
        {
          messageId: 'oneRegion',
          suggestions: [
            {
              messageId: 'useHelper',
              data: { helper: 'createStsClient' },
              output:
                "import { getDefaultRoleAssumer } from '@aws-sdk/client-sts';\nimport { createStsClient } from './src/helper/sources/client.js';\ncreateStsClient({ region: 'eu-west-1' });",
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
        'export function f(region?: string, proxy?: object) {\n  let config = {};\n  if (proxy) config = { ...config, requestHandler: proxy };\n  if (region) config = { ...config, region };\n  return new STSClient(config);\n}',
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
      name: 'requests to one interface endpoint, when the settings know another one',
      code: "export const who = () => fetch('https://vpce-1.sts.us-east-1.vpce.amazonaws.com/');\nexport const there = (id: string, region: string) => fetch(`https://${id}.sts.${region}.vpce.amazonaws.com/`);",
      ...twoEndpoints,
      errors: [
        { messageId: 'oneHost', line: 1 },
        { messageId: 'oneHost', line: 2 },
      ],
    },
    {
      name: 'a class that is passed as a value',
      code: v3(
        "const make = (Client: typeof STSClient, region: string) => new Client({ region });\nmake(STSClient, 'eu-west-1');",
      ),
      errors: [
        { messageId: 'oneRegion', data: { name: 'Client', destination: '`sts.eu-west-1.amazonaws.com`' }, line: 2 },
      ],
    },
    {
      name: 'the options of a decorated provider, in strict',
      code: "import { decorateDefaultCredentialProvider } from '@aws-sdk/client-sts';\nimport { defaultProvider } from '@aws-sdk/credential-provider-node';\nexport const provider = decorateDefaultCredentialProvider(defaultProvider)({ region: 'eu-west-1' });",
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
        "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, masterCredentials: fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' } }) });",
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
      name: 'a request to a host made from a region',
      code: 'export const who = (region: string) => fetch(`https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity`);',
      errors: [{ messageId: 'oneHost', line: 1, column: 46 }],
    },
    {
      name: 'a request to one regional host',
      code: "export const who = () => fetch('https://sts.eu-west-1.amazonaws.com/');",
      errors: [{ messageId: 'oneHost', data: { text: 'https://sts.eu-west-1.amazonaws.com/' } }],
    },
    {
      name: 'a signed request to one regional host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com' });",
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a signed request that is returned as it is',
      code: signing('return signed;'),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a signed request that its function sends, encoded',
      code: signing('return post(JSON.stringify(signed));'),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a signed request that another function of the file sends',
      code: signing(
        'return JSON.stringify(signed);',
        'export const who = async (region: string) => post(await sign(region));\n',
      ),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a URL that is signed by hand and requested',
      code: 'export const who = (region: string, signature: string) => fetch(`https://sts.${region}.amazonaws.com/?X-Amz-Signature=${signature}`);',
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'one request whose host is written in three places',
      code: `${signer}export async function ask(region: string) {\n  const url = \`https://sts.\${region}.amazonaws.com/\`;\n  const headers = { Host: \`sts.\${region}.amazonaws.com\` };\n  const signed = await new SignatureV4({ region }).sign(new HttpRequest({ hostname: \`sts.\${region}.amazonaws.com\`, headers }));\n  return post(url, signed);\n}`,
      errors: [{ messageId: 'oneHost', line: 4 }],
    },
    {
      name: 'two requests to one host',
      code: "export const both = () => [fetch('https://sts.eu-west-1.amazonaws.com/?a'), fetch('https://sts.eu-west-1.amazonaws.com/?b')];",
      errors: [{ messageId: 'oneHost' }, { messageId: 'oneHost' }],
    },
    {
      name: 'a file whose name only contains test',
      filename: 'contest.ts',
      code: v3(client),
      errors: [{ messageId: 'oneRegion' }],
    },
  ],
});
