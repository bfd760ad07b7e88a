import { runRule, settings } from './rule-tester.js';

const ENV = "...(process.env['AWS_REGION'] && { region: process.env['AWS_REGION'] })";
const v3 = (text: string): string => `import { STS, STSClient } from '@aws-sdk/client-sts';\n${text}`;
const providers = (text: string): string =>
  `import { fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } from '@aws-sdk/credential-providers';\n${text}`;
const v2 = (text: string): string => `import AWS from 'aws-sdk';\n${text}`;

runRule('no-global-endpoint', {
  valid: [
    {
      name: 'a class of the file that is named STS',
      code: '// AWS\nclass STS { constructor(_) {} }\nnew STS({ useGlobalEndpoint: true });',
    },
    { name: 'a client that leaves the host to its region', code: v3("new STSClient({ region: 'eu-west-1' });") },
    { name: "a client without a region is another rule's", code: v3('new STSClient({});') },
    {
      name: 'a regional endpoint',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
    },
    { name: 'LocalStack', code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });") },
    {
      name: 'an interface endpoint',
      code: v3(
        "new STSClient({ region: 'us-east-1', endpoint: 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com' });",
      ),
    },
    {
      name: 'an endpoint that cannot be read',
      code: v3('export const f = (endpoint: string) => new STSClient({ endpoint });'),
    },
    {
      name: 'useGlobalEndpoint switched off',
      code: v3("new STSClient({ region: 'us-east-1', useGlobalEndpoint: false });"),
    },
    {
      name: 'useGlobalEndpoint where the SDK ignores it: a region outside its list',
      code: v3("new STSClient({ region: 'me-south-1', useGlobalEndpoint: true });"),
    },
    {
      name: 'useGlobalEndpoint where the SDK ignores it: China',
      code: v3("new STSClient({ region: 'cn-north-1', useGlobalEndpoint: true });"),
    },
    {
      name: 'useGlobalEndpoint beside FIPS, which wins',
      code: v3("new STSClient({ region: 'us-east-1', useGlobalEndpoint: true, useFipsEndpoint: true });"),
    },
    {
      name: 'useGlobalEndpoint beside dual-stack, which wins',
      code: v3("new STSClient({ region: 'us-east-1', useGlobalEndpoint: true, useDualstackEndpoint: true });"),
    },
    {
      name: 'useGlobalEndpoint before the SDK had it',
      code: v3("new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });"),
      ...settings({ sdkVersion: '3.193.0' }),
    },
    {
      name: 'useGlobalEndpoint of a provider before it was handed on',
      code: providers("fromWebToken({ clientConfig: { region: 'us-east-1', useGlobalEndpoint: true } });"),
      ...settings({ sdkVersion: '3.900.0' }),
    },
    {
      name: 'useGlobalEndpoint of a provider in a region outside its list, while such requests went unsigned',
      code: providers("fromTokenFile({ clientConfig: { region: 'me-south-1', useGlobalEndpoint: true } });"),
      ...settings({ sdkVersion: '3.940.0' }),
    },
    {
      name: 'useGlobalEndpoint of S3',
      code: "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ useGlobalEndpoint: true });",
    },
    {
      name: 'aws-global as the region of another service',
      code: "import { IAMClient } from '@aws-sdk/client-iam';\nnew IAMClient({ region: 'aws-global' });",
    },
    { name: 'aws-global in a list of partitions', code: "const names = ['aws', 'aws-global'];" },
    {
      name: 'a class of the same name that is not AWS',
      code: "import STS from 'ali-oss';\nnew STS({ endpoint: 'sts.aliyuncs.com' });",
    },
    {
      name: 'an OIDC audience',
      code: "new iam.OpenIdConnectProvider(this, 'GitHub', { url: 'https://token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] });",
    },
    {
      name: 'a condition on the audience',
      code: "const policy = { Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } } };",
    },
    { name: 'the XML namespace of responses', code: "const url = 'https://sts.amazonaws.com/doc/2011-06-15/';" },
    { name: 'an expectation', code: "expect(url).toBe('https://sts.amazonaws.com');" },
    {
      name: 'a stub in a test',
      filename: 'login.test.ts',
      code: "import nock from 'nock';\nnock('https://sts.amazonaws.com').post('/').reply(200);",
    },
    {
      name: 'a host that is only compared',
      code: "export const isGlobal = (host: string) => host === 'sts.amazonaws.com';",
    },
    {
      name: 'a comment',
      code: v3("// endpoint: 'https://sts.amazonaws.com'\nnew STSClient({ region: 'eu-west-1' });"),
    },
    {
      name: 'a region function that returns a region',
      code: v3("new STSClient({ region: async () => 'eu-west-1' });"),
    },
    { name: 'a variable set to a region', code: "process.env.AWS_REGION = 'eu-west-1'; // not aws-global" },
    {
      name: 'a signer with a host',
      code: "import aws4 from 'aws4';\nnew aws4.RequestSigner({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', path: '/' });",
    },
    {
      name: 'a URL whose host is replaced',
      code: "const url = new URL('https://sts.amazonaws.com/');\nurl.hostname = `sts.${process.env.AWS_REGION}.amazonaws.com`;\nfetch(url);",
    },
    {
      name: 'a signed request with a host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', path: '/' });",
    },
    {
      name: 'a signed request for another service',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 's3', path: '/' });",
    },
    {
      name: 'a signed request whose host may come with other options',
      code: "import aws4 from 'aws4';\nexport const f = (options: object) => aws4.sign({ service: 'sts', ...options });",
    },
    { name: "v2 without an endpoint is another rule's", code: v2('new AWS.STS();') },
  ],
  invalid: [
    {
      name: 'a region function that returns the pseudo-region',
      code: v3("new STSClient({ region: async () => 'aws-global' });"),
      errors: [{ messageId: 'globalRegion', line: 2 }],
    },
    {
      name: 'the pseudo-region in the variable that SDK v3 reads',
      code: "process.env.AWS_REGION = 'aws-global';",
      errors: [
        { messageId: 'globalVariable', data: { variable: 'AWS_REGION', host: 'sts.amazonaws.com' }, column: 26 },
      ],
    },
    {
      name: 'the pseudo-region for the program that is deployed',
      code: "export const fn = { environment: { AWS_REGION: 'aws-global' } };",
      errors: [{ messageId: 'globalVariable' }],
    },
    {
      name: 'a signer without a host',
      code: "const aws4 = require('aws4');\nconst signer = new aws4.RequestSigner({ service: 'sts', path: '/' });",
      errors: [
        { messageId: 'signedWithoutHost', data: { name: 'aws4.RequestSigner', host: 'sts.amazonaws.com' }, line: 2 },
      ],
    },
    {
      name: 'a host in a table of endpoints that is requested',
      code: "const endpoints = { sts: 'https://sts.amazonaws.com', s3: 'https://s3.amazonaws.com' } as const;\nfetch(`${endpoints.sts}/?Action=GetCallerIdentity`);",
      errors: [{ messageId: 'globalHost', line: 1, column: 26 }],
    },
    {
      name: 'a host that is taken out of a table',
      code: "const endpoints = Object.freeze({ sts: 'sts.amazonaws.com' });\nconst { sts: host } = endpoints;\nhttps.request({ host });",
      errors: [{ messageId: 'globalHost', line: 1 }],
    },
    {
      name: 'the URL that Google is to ask',
      code: "export const credentials = { credential_source: { regional_cred_verification_url: 'https://sts.amazonaws.com?Action=GetCallerIdentity' } };",
      errors: [{ messageId: 'globalHost' }],
    },
    {
      name: 'the global host in the variable that every SDK v3 client reads',
      code: "process.env.AWS_ENDPOINT_URL_STS = 'https://sts.amazonaws.com';",
      errors: [{ messageId: 'globalHost', line: 1 }],
    },
    {
      name: 'a literal endpoint beside a region is removed',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });"),
      output: v3("new STSClient({ region: 'eu-west-1' });"),
      errors: [
        {
          messageId: 'globalEndpoint',
          data: { name: 'STSClient', host: 'sts.amazonaws.com' },
          line: 2,
          column: 48,
          endLine: 2,
          endColumn: 75,
        },
      ],
    },
    {
      name: 'without a region, removing the endpoint is only suggested',
      code: v3("new STSClient({ endpoint: 'https://sts.amazonaws.com' });"),
      errors: [
        {
          messageId: 'globalEndpoint',
          line: 2,
          column: 27,
          suggestions: [{ messageId: 'removeEndpoint', output: v3('new STSClient({});') }],
        },
      ],
    },
    {
      name: 'an endpoint in a constant is reported where it is written, and removed at the call',
      code: v3(
        "const STS_ENDPOINT = 'https://sts.amazonaws.com';\nexport const f = (region: string) => new STSClient({ region, endpoint: STS_ENDPOINT });",
      ),
      output: v3(
        "const STS_ENDPOINT = 'https://sts.amazonaws.com';\nexport const f = (region: string) => new STSClient({ region });",
      ),
      errors: [{ messageId: 'globalEndpoint', line: 2, column: 22 }],
    },
    {
      name: 'an endpoint as URL object',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: new URL('https://sts.amazonaws.com') });"),
      output: v3("new STSClient({ region: 'eu-west-1' });"),
      errors: [{ messageId: 'globalEndpoint', line: 2 }],
    },
    {
      name: 'an endpoint as object with a hostname',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: { protocol: 'https:', hostname: 'sts.amazonaws.com', path: '/' } });",
      ),
      output: v3("new STSClient({ region: 'eu-west-1' });"),
      errors: [{ messageId: 'globalEndpoint', line: 2 }],
    },
    {
      name: 'a configuration that is declared elsewhere: nothing is offered',
      code: v3(
        "const config = { region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' };\nnew STSClient(config);",
      ),
      errors: [{ messageId: 'globalEndpoint', line: 2, column: 49 }],
    },
    {
      name: 'the clientConfig of a provider',
      code: providers(
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' } });",
      ),
      output: providers("fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });"),
      errors: [{ messageId: 'globalEndpoint', data: { name: 'fromTemporaryCredentials', host: 'sts.amazonaws.com' } }],
    },
    {
      name: 'a v2 client with a region: suggested, because v2 needs the regional mode too',
      code: v2("new AWS.STS({ region: 'eu-west-1', endpoint: 'sts.amazonaws.com' });"),
      errors: [
        {
          messageId: 'globalEndpoint',
          line: 2,
          column: 46,
          suggestions: [
            {
              messageId: 'removeEndpoint',
              output: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
            },
          ],
        },
      ],
    },
    {
      name: 'a v2 endpoint object',
      code: v2("new AWS.STS({ region: 'eu-west-1', endpoint: new AWS.Endpoint('sts.amazonaws.com') });"),
      errors: [
        {
          messageId: 'globalEndpoint',
          suggestions: [
            {
              messageId: 'removeEndpoint',
              output: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
            },
          ],
        },
      ],
    },
    {
      name: 'useGlobalEndpoint in a region where it works',
      code: v3("new STSClient({ region: 'us-west-2', useGlobalEndpoint: true });"),
      output: v3("new STSClient({ region: 'us-west-2' });"),
      errors: [
        {
          messageId: 'useGlobalEndpoint',
          data: { name: 'STSClient', host: 'sts.amazonaws.com' },
          line: 2,
          column: 38,
          endColumn: 61,
        },
      ],
    },
    {
      name: 'useGlobalEndpoint of a web identity, whose request nothing can sign',
      code: providers("fromTokenFile({ clientConfig: { region: 'us-west-2', useGlobalEndpoint: true } });"),
      output: providers("fromTokenFile({ clientConfig: { region: 'us-west-2' } });"),
      ...settings({ sdkVersion: '3.1169.0' }),
      errors: [{ messageId: 'useGlobalEndpointThrows' }],
    },
    {
      name: 'useGlobalEndpoint of a web identity throws in regions outside its list too',
      code: providers("fromWebToken({ clientConfig: { region: 'me-south-1', useGlobalEndpoint: true } });"),
      output: providers("fromWebToken({ clientConfig: { region: 'me-south-1' } });"),
      ...settings({ sdkVersion: '3.974.0' }),
      errors: [{ messageId: 'useGlobalEndpointThrows' }],
    },
    {
      name: 'useGlobalEndpoint of a web identity in an SDK that sends the request unsigned',
      code: providers("fromTokenFile({ clientConfig: { region: 'us-west-2', useGlobalEndpoint: true } });"),
      output: providers("fromTokenFile({ clientConfig: { region: 'us-west-2' } });"),
      ...settings({ sdkVersion: '3.940.0' }),
      errors: [{ messageId: 'useGlobalEndpoint' }],
    },
    {
      name: 'useGlobalEndpoint of a web identity with a range of SDKs that holds both',
      code: providers("fromTokenFile({ clientConfig: { region: 'us-west-2', useGlobalEndpoint: true } });"),
      output: providers("fromTokenFile({ clientConfig: { region: 'us-west-2' } });"),
      ...settings({ sdkVersion: '^3.900.0' }),
      errors: [{ messageId: 'useGlobalEndpointUnsigned' }],
    },
    {
      name: 'aws-global for a web identity, whose request nothing can sign',
      code: providers("fromTokenFile({ clientConfig: { region: 'aws-global' } });"),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'globalRegionThrows',
          suggestions: [
            { messageId: 'setRegion', output: providers("fromTokenFile({ clientConfig: { region: 'eu-west-1' } });") },
          ],
        },
      ],
    },
    {
      name: 'aws-global for a chain, which signs for roles of profiles but not for web identities',
      code: providers("fromNodeProviderChain({ clientConfig: { region: 'aws-global' } });"),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'globalRegionUnsigned',
          suggestions: [
            {
              messageId: 'setRegion',
              output: providers("fromNodeProviderChain({ clientConfig: { region: 'eu-west-1' } });"),
            },
          ],
        },
      ],
    },
    {
      name: 'useGlobalEndpoint with a region that the file does not know',
      code: v3('export const f = (region: string) => new STS({ useGlobalEndpoint: true, region });'),
      output: v3('export const f = (region: string) => new STS({ region });'),
      errors: [{ messageId: 'useGlobalEndpoint' }],
    },
    {
      name: 'useGlobalEndpoint and a global endpoint go together, in one report',
      code: v3(
        "new STSClient({ region: 'us-east-1', useGlobalEndpoint: true, endpoint: 'https://sts.amazonaws.com' });",
      ),
      output: v3("new STSClient({ region: 'us-east-1' });"),
      errors: [{ messageId: 'globalEndpoint' }],
    },
    {
      name: 'useGlobalEndpoint of a client that signs URLs for others stays',
      code: `import { getSignedUrl } from '@aws-sdk/s3-request-presigner';\n${v3("const client = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });\nexport const url = getSignedUrl(client, command);")}`,
      errors: [{ messageId: 'useGlobalEndpoint' }],
    },
    {
      name: 'useGlobalEndpoint of a client that only answers questions: suggested',
      code: v3(
        "const client = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });\nexport const endpoint = client.config.endpoint;",
      ),
      errors: [
        {
          messageId: 'useGlobalEndpoint',
          suggestions: [
            {
              messageId: 'removeUseGlobalEndpoint',
              output: v3(
                "const client = new STSClient({ region: 'us-east-1' });\nexport const endpoint = client.config.endpoint;",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'useGlobalEndpoint on its way to a class that is named after STS',
      code: "import sdk from './vendored-aws.js';\nconst config = { useGlobalEndpoint: true };\nnew sdk.STSClient(config);",
      errors: [
        { messageId: 'looseFlag', data: { name: 'sdk.STSClient', host: 'sts.amazonaws.com' }, line: 2, column: 18 },
      ],
    },
    {
      name: 'the pseudo-region: the region of the deployment is suggested',
      code: v3("new STSClient({ region: 'aws-global' });"),
      errors: [
        {
          messageId: 'globalRegion',
          data: { name: 'STSClient', host: 'sts.amazonaws.com', region: 'aws-global' },
          line: 2,
          column: 17,
          suggestions: [{ messageId: 'setRegion', output: v3(`new STSClient({ ${ENV} });`) }],
        },
      ],
    },
    {
      name: "the pseudo-region: the first of the organisation's regions is suggested",
      code: v3("new STSClient({ region: 'aws-global' });"),
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'globalRegion',
          suggestions: [{ messageId: 'setRegion', output: v3("new STSClient({ region: 'eu-west-1' });") }],
        },
      ],
    },
    {
      name: 'a signed request without a host, with its region in sight',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'eu-west-1', path: '/' });",
      errors: [
        {
          messageId: 'signedWithoutHost',
          data: { name: 'aws4.sign', host: 'sts.amazonaws.com' },
          line: 2,
          column: 1,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'addHost',
              output:
                "import aws4 from 'aws4';\naws4.sign({ host: 'sts.eu-west-1.amazonaws.com', service: 'sts', region: 'eu-west-1', path: '/' });",
            },
          ],
        },
      ],
    },
    {
      name: 'a signed request without a host and region',
      code: "import { sign } from 'aws4';\nsign({ service: 'sts', path: '/' });",
      errors: [{ messageId: 'signedWithoutHost' }],
    },
    {
      name: 'a signed request to the global host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.amazonaws.com', path: '/' });",
      errors: [{ messageId: 'globalEndpoint', line: 2, column: 35 }],
    },
    {
      name: 'a request to the global host',
      code: "export const who = (headers: Headers) => fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity', { headers });",
      errors: [
        {
          messageId: 'globalHost',
          data: { text: 'https://sts.amazonaws.com/?Action=GetCallerIdentity', host: 'sts.amazonaws.com' },
          line: 1,
          column: 48,
        },
      ],
    },
    {
      name: 'a host in a constant, reported where it is written',
      code: "import https from 'node:https';\nconst HOST = 'sts.amazonaws.com';\nexport const ask = () => https.request({ hostname: HOST, path: '/' });",
      errors: [{ messageId: 'globalHost', line: 2, column: 14 }],
    },
    {
      name: 'a host that stands in two places of one request is one report',
      code: "import https from 'node:https';\nhttps.request({ hostname: 'sts.amazonaws.com', headers: { host: 'sts.amazonaws.com' } });",
      errors: [{ messageId: 'globalHost', line: 2, column: 27 }],
    },
    {
      name: 'a global endpoint in an opt-in region, where its tokens are refused',
      code: v3("new STSClient({ region: 'af-south-1', endpoint: 'https://sts.amazonaws.com' });"),
      output: v3("new STSClient({ region: 'af-south-1' });"),
      errors: [
        {
          messageId: 'globalEndpointOptIn',
          data: { name: 'STSClient', host: 'sts.amazonaws.com', optInRegion: 'af-south-1' },
        },
      ],
    },
    {
      name: 'a provider at the global host, in a client of an opt-in region',
      code: providers(
        "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ region: 'ap-east-1', credentials: fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1', useGlobalEndpoint: true } }) });",
      ),
      output: providers(
        "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ region: 'ap-east-1', credentials: fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } }) });",
      ),
      errors: [
        {
          messageId: 'useGlobalEndpointOptIn',
          data: { name: 'fromTemporaryCredentials', host: 'sts.amazonaws.com', optInRegion: 'ap-east-1' },
        },
      ],
    },
    {
      name: 'the pseudo-region beside a client of an opt-in region',
      code: v3(
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nconst region = 'ca-west-1';\nnew DynamoDBClient({ region });\nnew STSClient({ region: 'aws-global' });",
      ),
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'globalRegionOptIn',
          data: { name: 'STSClient', host: 'sts.amazonaws.com', region: 'aws-global', optInRegion: 'ca-west-1' },
          suggestions: [
            {
              messageId: 'setRegion',
              output: v3(
                "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nconst region = 'ca-west-1';\nnew DynamoDBClient({ region });\nnew STSClient({ region: 'eu-west-1' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a request to the global host beside a client of an opt-in region',
      code: "import { S3 } from '@aws-sdk/client-s3';\nnew S3({ region: 'eu-south-2' });\nexport const assume = (body: string) => fetch('https://sts.amazonaws.com/', { method: 'POST', body });",
      errors: [
        {
          messageId: 'globalHostOptIn',
          data: { text: 'https://sts.amazonaws.com/', host: 'sts.amazonaws.com', optInRegion: 'eu-south-2' },
        },
      ],
    },
    {
      name: 'a request that gets no token from it',
      code: "import { S3 } from '@aws-sdk/client-s3';\nnew S3({ region: 'eu-south-2' });\nexport const who = () => fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15');",
      errors: [{ messageId: 'globalHost' }],
    },
    {
      name: 'a client of a region that is enabled by default says nothing of tokens, and neither does a class of another package',
      code: v3(
        "import { S3Client } from '@aws-sdk/client-s3';\nimport { Cache } from './cache.js';\nnew S3Client({ region: 'eu-south-2x' });\nnew S3Client({ region: 'eu-west-3' });\nnew Cache({ region: 'af-south-1' });\nnew STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });",
      ),
      output: v3(
        "import { S3Client } from '@aws-sdk/client-s3';\nimport { Cache } from './cache.js';\nnew S3Client({ region: 'eu-south-2x' });\nnew S3Client({ region: 'eu-west-3' });\nnew Cache({ region: 'af-south-1' });\nnew STSClient({ region: 'eu-west-1' });",
      ),
      errors: [{ messageId: 'globalEndpoint' }],
    },
    {
      name: 'a signed request in an opt-in region, without a host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'af-south-1', path: '/' });",
      errors: [
        {
          messageId: 'signedWithoutHostOptIn',
          suggestions: [
            {
              messageId: 'addHost',
              output:
                "import aws4 from 'aws4';\naws4.sign({ host: 'sts.af-south-1.amazonaws.com', service: 'sts', region: 'af-south-1', path: '/' });",
            },
          ],
        },
      ],
    },
    {
      name: 'one branch of a choice',
      code: "export const url = (region?: string) => fetch(region ? `https://sts.${region}.amazonaws.com` : 'https://sts.amazonaws.com');",
      errors: [{ messageId: 'globalHost', column: 96 }],
    },
  ],
});
