import { runRule, settings } from './rule-tester.js';

const ENV = "...(process.env['AWS_REGION'] && { region: process.env['AWS_REGION'] })";
const v3 = (text: string): string =>
  `import { STS, STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';\n${text}`;
const providers = (text: string): string =>
  `import { fromIni, fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } from '@aws-sdk/credential-providers';\nimport { S3Client } from '@aws-sdk/client-s3';\n${text}`;
const v2 = (text: string): string => `import AWS from 'aws-sdk';\n${text}`;
const strict: { options: [{ strict: boolean }] } = { options: [{ strict: true }] };

/** One client without a region in TypeScript: what is suggested for it. */
const missing = (name: string, wrap: (text: string) => string, before: string, after: string, more: object = {}) => ({
  name,
  code: wrap(before),
  errors: [{ messageId: 'missingRegion', suggestions: [{ messageId: 'readRegion', output: wrap(after) }] }],
  ...more,
});

/** No provider of this version takes the region of the client that uses it. */
const BEFORE_CALLERS = settings({ sdkVersion: '3.700.0' });

runRule('require-region', {
  valid: [
    {
      name: 'the first of two hops, which the SDK tells the region of the second',
      code: providers(
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: fromTokenFile() });",
      ),
      ...settings({ sdkVersion: '3.917.0' }),
    },
    {
      name: 'a region or configuration that a bundler gives',
      code: "import { STSClient } from '@aws-sdk/client-sts';\ndeclare const __CONFIG__: { region: string };\nnew STSClient(__CONFIG__);",
    },
    { name: 'a literal', code: v3("new STSClient({ region: 'eu-west-1' });") },
    { name: 'the environment', code: v3('new STSClient({ region: process.env.AWS_REGION });') },
    {
      name: 'another variable of the environment with a fallback',
      code: v3("new STSClient({ region: process.env.REGION ?? 'eu-west-1' });"),
    },
    { name: 'a parameter', code: v3('export const f = (region: string) => new STSClient({ region });') },
    {
      name: 'a configuration object with a region',
      code: v3("const config = { region: 'eu-west-1' };\nnew STSClient(config);"),
    },
    {
      name: 'a region set later',
      code: v3("const config: { region?: string } = {};\nconfig.region = 'eu-west-1';\nnew STSClient(config);"),
    },
    {
      name: 'a region in both branches',
      code: v3("new STSClient(process.env.DEBUG ? { region: 'eu-west-1' } : { region: 'eu-central-1' });"),
    },
    {
      name: 'a region on some paths',
      code: v3("new STSClient({ ...(process.env['AWS_REGION'] && { region: process.env['AWS_REGION'] }) });"),
    },
    {
      name: 'a configuration that cannot be read',
      code: v3('export const f = (config: object) => new STSClient(config);'),
    },
    {
      name: 'a spread that may bring a region',
      code: v3('export const f = (config: object) => new STSClient({ maxAttempts: 2, ...config });'),
    },
    {
      name: "a global endpoint is another rule's",
      code: v3("new STSClient({ endpoint: 'https://sts.amazonaws.com' });"),
    },
    { name: 'LocalStack', code: v3("new STSClient({ endpoint: 'http://localhost:4566' });") },
    {
      name: 'a client that is only asked for its region',
      code: v3('const client = new STSClient({});\nexport const region = client.config.region();'),
    },
    { name: 'a region function', code: v3("new STSClient({ region: async () => 'eu-west-1' });") },
    {
      name: 'inside the failover helper',
      code: `import { stsProvider } from './aws/sts-failover.js';\n${providers('stsProvider((clientConfig) => fromTokenFile({ clientConfig }));')}`,
    },
    {
      name: 'AWS_REGION accepted, and the SDK reads it',
      code: v3('new STSClient({});'),
      ...settings({ allowEnvRegion: true }),
    },
    {
      name: 'AWS_REGION accepted for a provider of a version that reads it',
      code: providers('fromTemporaryCredentials({ params });'),
      ...settings({ allowEnvRegion: true, sdkVersion: '3.778.0' }),
    },
    {
      name: 'the region of clientConfig',
      code: providers("fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });"),
    },
    {
      name: 'the region of parentClientConfig',
      code: providers("fromTemporaryCredentials({ params, parentClientConfig: { region: 'eu-west-1' } });"),
      ...settings({ sdkVersion: '3.1169.0' }),
    },
    {
      name: 'the region of the client that the provider is written in, which newer versions pass on',
      code: providers("new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) });"),
      ...settings({ sdkVersion: '3.734.0' }),
    },
    {
      name: 'profile providers call STS for some profiles only',
      code: providers("fromIni({ profile: 'reader' });\nfromNodeProviderChain();"),
    },
    {
      name: 'profile providers with a region',
      code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });"),
      ...strict,
    },
    { name: "v2 in its global mode is another rule's", code: v2('new AWS.STS();') },
    {
      name: 'v2 in regional mode with a region',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
    },
    {
      name: 'v2 in regional mode with a region in AWS.config',
      code: v2("AWS.config.update({ region: 'eu-west-1' });\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });"),
    },
    {
      name: 'v2 in regional mode with AWS.config.region assigned',
      code: v2("AWS.config.region = process.env.AWS_REGION;\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });"),
    },
    {
      name: 'v2 with a configuration of AWS.config that cannot be read',
      code: v2("AWS.config.update(load());\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });"),
    },
    {
      name: 'a type',
      code: "import type { STSClient } from '@aws-sdk/client-sts';\nexport const f = (client: STSClient) => client;",
    },
    { name: 'a class of the same name', code: 'class STSClient {}\nexport const client = new STSClient(); // aws' },
    {
      name: 'a subclass that takes its own arguments',
      code: v3("class Mine extends STSClient { constructor() { super({ region: 'eu-west-1' }); } }\nnew Mine();"),
    },
  ],
  invalid: [
    {
      name: 'an empty configuration',
      code: v3('new STSClient({});'),
      errors: [
        {
          messageId: 'missingRegion',
          line: 2,
          column: 5,
          endLine: 2,
          endColumn: 14,
          suggestions: [{ messageId: 'readRegion', output: v3(`new STSClient({ ${ENV} });`) }],
        },
      ],
    },
    missing('no configuration', v3, 'new STSClient();', `new STSClient({ ${ENV} });`),
    missing('no parentheses', v3, 'const client = new STSClient;', `const client = new STSClient({ ${ENV} });`),
    missing('other settings', v3, 'new STSClient({ maxAttempts: 2 });', `new STSClient({ ${ENV}, maxAttempts: 2 });`),
    missing('the aggregated client', v3, 'new STS({});', `new STS({ ${ENV} });`),
    missing(
      'a subclass',
      v3,
      'class Mine extends STSClient {}\nnew Mine();',
      `class Mine extends STSClient {}\nnew Mine({ ${ENV} });`,
    ),
    missing(
      'super',
      v3,
      'class Mine extends STSClient { constructor() { super({}); } }',
      `class Mine extends STSClient { constructor() { super({ ${ENV} }); } }`,
    ),
    missing('a role assumer', v3, 'getDefaultRoleAssumer();', `getDefaultRoleAssumer({ ${ENV} });`),
    missing(
      'a configuration object without a region',
      v3,
      'const config = { maxAttempts: 2 };\nnew STSClient(config);',
      `const config = { maxAttempts: 2 };\nnew STSClient({ ...config, ${ENV} });`,
    ),
    missing(
      'assumed credentials',
      providers,
      'fromTemporaryCredentials({ params });',
      `fromTemporaryCredentials({ clientConfig: { ${ENV} }, params });`,
      BEFORE_CALLERS,
    ),
    missing(
      'assumed credentials with other client settings',
      providers,
      'fromTemporaryCredentials({ params, clientConfig: { maxAttempts: 2 } });',
      `fromTemporaryCredentials({ params, clientConfig: { ${ENV}, maxAttempts: 2 } });`,
      BEFORE_CALLERS,
    ),
    missing(
      'a token file',
      providers,
      'fromTokenFile();',
      `fromTokenFile({ clientConfig: { ${ENV} } });`,
      BEFORE_CALLERS,
    ),
    missing(
      'a web token',
      providers,
      'fromWebToken({ roleArn, webIdentityToken });',
      `fromWebToken({ clientConfig: { ${ENV} }, roleArn, webIdentityToken });`,
      BEFORE_CALLERS,
    ),
    missing(
      'a provider that is called at once',
      providers,
      'await fromTokenFile()();',
      `await fromTokenFile({ clientConfig: { ${ENV} } })();`,
    ),
    missing(
      'a provider inside a client whose region older versions do not pass on',
      providers,
      "new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) });",
      `new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ clientConfig: { ${ENV} }, params }) });`,
      settings({ sdkVersion: '3.733.0' }),
    ),
    missing(
      'a provider inside a client without a region',
      providers,
      'new S3Client({ credentials: fromTokenFile() });',
      `new S3Client({ credentials: fromTokenFile({ clientConfig: { ${ENV} } }) });`,
    ),
    missing(
      'AWS_REGION accepted, but not read by this version',
      providers,
      'fromTokenFile();',
      `fromTokenFile({ clientConfig: { ${ENV} } });`,
      settings({ allowEnvRegion: true, sdkVersion: '3.500.0' }),
    ),
    missing(
      'the profile provider, in strict',
      providers,
      "fromIni({ profile: 'reader' });",
      `fromIni({ clientConfig: { ${ENV} }, profile: 'reader' });`,
      { ...strict, ...BEFORE_CALLERS },
    ),
    missing(
      'the provider chain, in strict',
      providers,
      'fromNodeProviderChain();',
      `fromNodeProviderChain({ clientConfig: { ${ENV} } });`,
      { ...strict, ...BEFORE_CALLERS },
    ),
    {
      name: 'a provider that some client will use, from whose region AWS_REGION would take it away',
      code: providers('export const credentials = fromTokenFile();'),
      ...settings({ sdkVersion: '3.1169.0' }),
      errors: [{ messageId: 'missingRegion', suggestions: null }],
    },
    {
      name: 'a provider that some client will use, whose region it takes first',
      code: providers('export const credentials = fromTokenFile();'),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: "it takes its client's, AWS_REGION or `sts.us-east-1.amazonaws.com`",
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers("export const credentials = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });"),
            },
          ],
        },
      ],
    },
    {
      name: 'a provider that the code calls itself, for no client',
      code: providers('export const credentials = await fromTokenFile()();'),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it takes AWS_REGION, else asks `sts.us-east-1.amazonaws.com`',
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "export const credentials = await fromTokenFile({ clientConfig: { region: 'eu-west-1' } })();",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'the first of two hops in an SDK that does not tell it the region of the second',
      code: providers(
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: fromTokenFile() });",
      ),
      ...settings({ sdkVersion: '3.901.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it asks `sts.us-east-1.amazonaws.com`, whatever `fromTemporaryCredentials` has',
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: fromTokenFile({ clientConfig: { region: 'eu-west-1' } }) });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'two hops, each with its own client',
      code: providers('fromTemporaryCredentials({ params, masterCredentials: fromTemporaryCredentials({ params }) });'),
      ...BEFORE_CALLERS,
      errors: [
        {
          messageId: 'missingRegion',
          column: 1,
          suggestions: [
            {
              messageId: 'readRegion',
              output: providers(
                `fromTemporaryCredentials({ clientConfig: { ${ENV} }, params, masterCredentials: fromTemporaryCredentials({ params }) });`,
              ),
            },
          ],
        },
        {
          messageId: 'missingRegion',
          column: 55,
          suggestions: [
            {
              messageId: 'readRegion',
              output: providers(
                `fromTemporaryCredentials({ params, masterCredentials: fromTemporaryCredentials({ clientConfig: { ${ENV} }, params }) });`,
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a literal is suggested where the organisation writes its region into the code',
      code: v3('new STSClient({});'),
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          suggestions: [
            {
              messageId: 'addRegion',
              data: { region: 'eu-west-1' },
              output: v3("new STSClient({ region: 'eu-west-1' });"),
            },
          ],
        },
      ],
    },
    {
      name: 'JavaScript reads the variable directly',
      filename: 'client.js',
      code: "const { STSClient } = require('@aws-sdk/client-sts');\nnew STSClient({});",
      errors: [
        {
          messageId: 'missingRegion',
          suggestions: [
            {
              messageId: 'readRegion',
              output:
                "const { STSClient } = require('@aws-sdk/client-sts');\nnew STSClient({ region: process.env.AWS_REGION });",
            },
          ],
        },
      ],
    },
    {
      name: 'undefined',
      code: v3('new STSClient({ region: undefined });'),
      errors: [
        {
          messageId: 'regionIsNothing',
          line: 2,
          column: 17,
          endColumn: 34,
          suggestions: [{ messageId: 'readRegion', output: v3(`new STSClient({ ${ENV} });`) }],
        },
      ],
    },
    {
      name: 'an empty text',
      code: v3("new STSClient({ region: '', maxAttempts: 2 });"),
      errors: [
        {
          messageId: 'emptyRegion',
          line: 2,
          column: 17,
          suggestions: [{ messageId: 'readRegion', output: v3(`new STSClient({ ${ENV}, maxAttempts: 2 });`) }],
        },
      ],
    },
    {
      name: 'an endpoint gives the host and no signing region: the only one that fits is suggested',
      code: v3("new STSClient({ endpoint: 'https://sts.eu-central-1.amazonaws.com' });"),
      errors: [
        {
          messageId: 'endpointWithoutRegion',
          suggestions: [
            {
              messageId: 'addRegion',
              data: { region: 'eu-central-1' },
              output: v3(
                "new STSClient({ region: 'eu-central-1', endpoint: 'https://sts.eu-central-1.amazonaws.com' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'v2 in regional mode without a region: the SDK reads AWS_REGION by itself, so nothing is suggested',
      code: v2("new AWS.STS({ stsRegionalEndpoints: 'regional' });"),
      errors: [{ messageId: 'regionalWithoutRegion', data: { name: 'AWS.STS' }, line: 2, column: 5 }],
    },
    {
      name: 'v2 in regional mode without a region, where the organisation writes it into the code',
      code: v2("new AWS.STS({ stsRegionalEndpoints: 'regional' });"),
      ...settings({ regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'regionalWithoutRegion',
          suggestions: [
            {
              messageId: 'addRegion',
              output: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
            },
          ],
        },
      ],
    },
    {
      name: 'middleware',
      filename: 'handler.mjs',
      code: "import sts from '@middy/sts';\nsts({ fetchData: {} });",
      errors: [
        {
          messageId: 'missingRegion',
          suggestions: [
            {
              messageId: 'readRegion',
              output:
                "import sts from '@middy/sts';\nsts({ awsClientOptions: { region: process.env.AWS_REGION }, fetchData: {} });",
            },
          ],
        },
      ],
    },
  ],
});
