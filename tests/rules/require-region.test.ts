import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string =>
  lines("import { STS, STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';", ...code);
const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);

const LITERAL = settings({ regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' });
/** One client without a region: what is suggested where the organisation writes its region into the code. */
const missing = (name: string, wrap: (text: string) => string, before: string, after: string) => ({
  name,
  code: wrap(before),
  errors: [{ messageId: 'missingRegion', suggestions: [{ messageId: 'addRegion', output: wrap(after) }] }],
  ...LITERAL,
});

runRule('require-region', {
  valid: [
    {
      name: 'a region or configuration that a bundler gives',
      code: lines(
        "import { STSClient } from '@aws-sdk/client-sts';",
        'declare const __CONFIG__: { region: string };',
        'new STSClient(__CONFIG__);',
      ),
    },
    {
      name: 'an interceptor that signs with credentials of its own, or assumes no role',
      code: lines(
        "import { aws4Interceptor } from 'aws4-axios';",
        "aws4Interceptor({ options: { assumeRoleArn: 'r' }, credentials: { accessKeyId: 'a', secretAccessKey: 's' } });",
        "aws4Interceptor({ options: { service: 'execute-api' } });",
      ),
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
      name: 'AWS_REGION accepted, and the SDK reads it',
      code: v3('new STSClient({});'),
      ...settings({ allowEnvRegion: true }),
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
      name: 'an endpoint on some paths only',
      code: v3('new STSClient({ endpoint: process.env.STS_ENDPOINT });'),
      errors: [{ messageId: 'missingRegionWithoutEndpoint' }],
    },
    {
      name: 'an empty configuration: the SDK reads AWS_REGION by itself, so nothing is suggested',
      code: v3('new STSClient({});'),
      errors: [
        {
          messageId: 'missingRegion',
          line: 2,
          column: 5,
          endLine: 2,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
    {
      name: 'where there is a helper, it is suggested, as `migrate` would write it',
      code: v3('export const client = new STSClient({});'),
      ...settings({ helper: { module: 'rules/index' } }),
      errors: [
        {
          messageId: 'missingRegion',
          suggestions: [
            {
              messageId: 'useHelper',
              data: { helper: 'createStsClient' },
              output: lines(
                "import { STS, getDefaultRoleAssumer } from '@aws-sdk/client-sts';",
                "import { createStsClient } from './rules/index.js';",
                'export const client = createStsClient();',
              ),
            },
          ],
        },
      ],
    },
    missing('no configuration', v3, 'new STSClient();', "new STSClient({ region: 'eu-west-1' });"),
    missing(
      'no parentheses',
      v3,
      'const client = new STSClient;',
      "const client = new STSClient({ region: 'eu-west-1' });",
    ),
    missing(
      'other settings',
      v3,
      'new STSClient({ maxAttempts: 2 });',
      "new STSClient({ region: 'eu-west-1', maxAttempts: 2 });",
    ),
    missing('the aggregated client', v3, 'new STS({});', "new STS({ region: 'eu-west-1' });"),
    missing(
      'a subclass',
      v3,
      'class Mine extends STSClient {}\nnew Mine();',
      "class Mine extends STSClient {}\nnew Mine({ region: 'eu-west-1' });",
    ),
    missing(
      'super',
      v3,
      'class Mine extends STSClient { constructor() { super({}); } }',
      "class Mine extends STSClient { constructor() { super({ region: 'eu-west-1' }); } }",
    ),
    missing('a role assumer', v3, 'getDefaultRoleAssumer();', "getDefaultRoleAssumer({ region: 'eu-west-1' });"),
    missing(
      'a configuration object without a region',
      v3,
      'const config = { maxAttempts: 2 };\nnew STSClient(config);',
      "const config = { maxAttempts: 2 };\nnew STSClient({ ...config, region: 'eu-west-1' });",
    ),
    {
      name: 'undefined',
      code: v3('new STSClient({ region: undefined });'),
      errors: [
        {
          messageId: 'regionIsNothing',
          line: 2,
          column: 17,
          endColumn: 34,
          suggestions: null,
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
          suggestions: [{ messageId: 'readRegion', output: v3('new STSClient({ maxAttempts: 2 });') }],
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
      ...LITERAL,
      errors: [
        {
          messageId: 'missingRegion',
          suggestions: [
            {
              messageId: 'addRegion',
              output: lines(
                "import sts from '@middy/sts';",
                "sts({ awsClientOptions: { region: 'eu-west-1' }, fetchData: {} });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'an interceptor that takes AWS_REGION in the place of an empty region',
      code: "import { aws4Interceptor } from 'aws4-axios';\naws4Interceptor({ options: { region: '', assumeRoleArn: 'r' } });",
      ...LITERAL,
      errors: [
        {
          messageId: 'regionIsNothing',
          suggestions: [
            {
              messageId: 'addRegion',
              output:
                "import { aws4Interceptor } from 'aws4-axios';\naws4Interceptor({ options: { region: 'eu-west-1', assumeRoleArn: 'r' } });",
            },
          ],
        },
      ],
    },
  ],
});
