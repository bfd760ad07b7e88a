import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string => lines("import { STS, STSClient } from '@aws-sdk/client-sts';", ...code);
const providers = (...code: string[]): string =>
  lines(
    'import { fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken }' +
      " from '@aws-sdk/credential-providers';",
    ...code,
  );
const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);

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
      name: 'a comment',
      code: v3("// endpoint: 'https://sts.amazonaws.com'\nnew STSClient({ region: 'eu-west-1' });"),
    },
    {
      name: 'a region function that returns a region',
      code: v3("new STSClient({ region: async () => 'eu-west-1' });"),
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
        "const STS_ENDPOINT = 'https://sts.amazonaws.com';",
        'export const f = (region: string) => new STSClient({ region, endpoint: STS_ENDPOINT });',
      ),
      output: v3(
        "const STS_ENDPOINT = 'https://sts.amazonaws.com';",
        'export const f = (region: string) => new STSClient({ region });',
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
        "new STSClient({ region: 'eu-west-1', endpoint: { protocol: 'https:', hostname: 'sts.amazonaws.com', " +
          "path: '/' } });",
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
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1', endpoint: " +
          "'https://sts.amazonaws.com' } });",
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
      code: `import { getSignedUrl } from '@aws-sdk/s3-request-presigner';\n${v3("const client = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });", 'export const url = getSignedUrl(client, command);')}`,
      errors: [{ messageId: 'useGlobalEndpoint' }],
    },
    {
      name: 'useGlobalEndpoint of a client that only answers questions: suggested',
      code: v3(
        "const client = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });",
        'export const endpoint = client.config.endpoint;',
      ),
      errors: [
        {
          messageId: 'useGlobalEndpoint',
          suggestions: [
            {
              messageId: 'removeUseGlobalEndpoint',
              output: v3(
                "const client = new STSClient({ region: 'us-east-1' });",
                'export const endpoint = client.config.endpoint;',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'useGlobalEndpoint on its way to a class that is named after STS',
      code: lines(
        "import sdk from './vendored-aws.js';",
        'const config = { useGlobalEndpoint: true };',
        'new sdk.STSClient(config);',
      ),
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
          suggestions: [{ messageId: 'setRegion', output: v3('new STSClient({});') }],
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
  ],
});
