import { lines, runRule, settings } from '../rule-tester.js';

const v3 = (...code: string[]): string => lines("import { STS, STSClient } from '@aws-sdk/client-sts';", ...code);
const providers = (...code: string[]): string =>
  lines(
    'import { fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } ' +
      "from '@aws-sdk/credential-providers';",
    ...code,
  );
const params = "{ RoleArn: 'arn', RoleSessionName: 'reader' }";
const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);

runRule('no-global-endpoint', {
  valid: [],
  invalid: [
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
        "import { S3Client } from '@aws-sdk/client-s3';",
        "new S3Client({ region: 'ap-east-1', credentials: fromTemporaryCredentials({ params, clientConfig: { " +
          "region: 'eu-west-1', useGlobalEndpoint: true } }) });",
      ),
      output: providers(
        "import { S3Client } from '@aws-sdk/client-s3';",
        "new S3Client({ region: 'ap-east-1', credentials: fromTemporaryCredentials({ params, clientConfig: { " +
          "region: 'eu-west-1' } }) });",
      ),
      errors: [
        {
          messageId: 'useGlobalEndpointOptIn',
          data: { name: 'fromTemporaryCredentials', host: 'sts.amazonaws.com', optInRegion: 'ap-east-1' },
        },
      ],
    },
    {
      name: 'a provider with the pseudo-region, in a client of an opt-in region',
      code: providers(
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
        "const region = 'ca-west-1';",
        "new DynamoDBClient({ region, credentials: fromTemporaryCredentials({ params, clientConfig: { region: 'aws-global' } }) });",
      ),
      ...settings({ regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'globalRegionOptIn',
          data: {
            name: 'fromTemporaryCredentials',
            host: 'sts.amazonaws.com',
            region: 'aws-global',
            optInRegion: 'ca-west-1',
          },
          suggestions: [
            {
              messageId: 'setRegion',
              output: providers(
                "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
                "const region = 'ca-west-1';",
                "new DynamoDBClient({ region, credentials: fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } }) });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a client of an opt-in region says nothing of the tokens of others in its file',
      code: v3(
        "import { S3 } from '@aws-sdk/client-s3';",
        "new S3({ region: 'eu-south-2' });",
        "new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });",
        "export const assume = (body: string) => fetch('https://sts.amazonaws.com/', { method: 'POST', body });",
      ),
      output: v3(
        "import { S3 } from '@aws-sdk/client-s3';",
        "new S3({ region: 'eu-south-2' });",
        "new STSClient({ region: 'eu-west-1' });",
        "export const assume = (body: string) => fetch('https://sts.amazonaws.com/', { method: 'POST', body });",
      ),
      errors: [{ messageId: 'globalEndpoint' }, { messageId: 'globalHost' }],
    },
    {
      name: 'a signed request in an opt-in region, to the global host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'af-south-1', host: 'sts.amazonaws.com' });",
      errors: [
        {
          messageId: 'signedForGlobalHostOptIn',
          suggestions: [
            {
              messageId: 'addHost',
              output: lines(
                "import aws4 from 'aws4';",
                "aws4.sign({ service: 'sts', region: 'af-south-1', host: 'sts.af-south-1.amazonaws.com' });",
              ),
            },
          ],
        },
      ],
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
              output: lines(
                "import aws4 from 'aws4';",
                "aws4.sign({ host: 'sts.af-south-1.amazonaws.com', service: 'sts', region: 'af-south-1', path: '/' });",
              ),
            },
          ],
        },
      ],
    },
  ],
});

runRule('no-legacy-endpoint-mode', {
  valid: [],
  invalid: [
    {
      name: 'an opt-in region, where the tokens of the global host are refused',
      code: v2("new AWS.STS({ region: 'af-south-1' });"),
      output: v2("new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'af-south-1' });"),
      errors: [
        {
          messageId: 'legacyByDefaultOptIn',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', place: '', optInRegion: 'af-south-1' },
          line: 2,
          column: 5,
        },
      ],
    },
    {
      name: 'an opt-in region of AWS.config',
      code: v2(`AWS.config.update({ region: 'me-south-1' });\nnew AWS.TemporaryCredentials(${params});`),
      errors: [
        {
          messageId: 'unconfigurableOptIn',
          data: {
            name: 'AWS.TemporaryCredentials',
            host: 'sts.amazonaws.com',
            place: '',
            optInRegion: 'me-south-1',
          },
        },
      ],
    },
    {
      name: 'a legacy mode in an opt-in region',
      code: v2("new AWS.STS({ region: 'il-central-1', stsRegionalEndpoints: 'legacy' });"),
      output: v2("new AWS.STS({ region: 'il-central-1', stsRegionalEndpoints: 'regional' });"),
      errors: [
        {
          messageId: 'legacyBySettingOptIn',
          data: {
            name: 'AWS.STS',
            host: 'sts.amazonaws.com',
            value: "'legacy'",
            place: '',
            optInRegion: 'il-central-1',
          },
        },
      ],
    },
    {
      name: 'an opt-in region beside a mode that is no text, and one beside the mode in AWS.config',
      code: v2(
        "AWS.config.stsRegionalEndpoints = 'regional';",
        "new AWS.STS({ region: 'af-south-1' });",
        "new AWS.STS({ region: 'af-south-1', stsRegionalEndpoints: true });",
      ),
      output: v2(
        "AWS.config.stsRegionalEndpoints = 'regional';",
        "new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'af-south-1' });",
        "new AWS.STS({ region: 'af-south-1', stsRegionalEndpoints: 'regional' });",
      ),
      errors: [{ messageId: 'ignoredGloballyOptIn' }, { messageId: 'ignoredSettingOptIn' }],
    },
    {
      name: 'a region that only the run time knows says nothing of tokens',
      code: v2('new AWS.STS();\nexport const s3 = (region: string) => new AWS.S3({ region });'),
      errors: [
        {
          messageId: 'legacyByDefault',
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2(
                "new AWS.STS({ stsRegionalEndpoints: 'regional' });",
                'export const s3 = (region: string) => new AWS.S3({ region });',
              ),
            },
          ],
        },
      ],
    },
  ],
});
