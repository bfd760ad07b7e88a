import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string => lines("import { STSClient } from '@aws-sdk/client-sts';", ...code);
const aws = (...code: string[]): string => lines('import { STSClient } from "@aws-sdk/client-sts";', ...code);
const strict: { options: [{ strict: boolean }] } = { options: [{ strict: true }] };

runRule('valid-region', {
  valid: [
    {
      name: 'the region of a provider that asks LocalStack, and stsRegion of something else',
      code: lines(
        "import * as aws from '@pulumi/aws';",
        "new aws.Provider('a', { stsRegion: 'us-esat-1', endpoints: [{ sts: 'http://localhost:4566' }] });",
        "connect({ stsRegion: 'us-esat-1' });",
      ),
    },
    {
      name: 'regions of every partition',
      code: v3(
        "new STSClient({ region: 'eu-west-1' });",
        "new STSClient({ region: 'cn-north-1' });",
        "new STSClient({ region: 'us-gov-west-1' });",
        "new STSClient({ region: 'us-iso-east-1' });",
        "new STSClient({ region: 'eusc-de-east-1' });",
      ),
    },
    { name: 'pseudo-regions', code: v3("new STSClient({ region: 'us-west-2-fips' });") },
    { name: 'a region that is not known', code: v3('export const f = (region: string) => new STSClient({ region });') },
    {
      name: 'any name beside an endpoint',
      code: v3("new STSClient({ region: 'local', endpoint: 'http://localhost:4566' });"),
    },
    {
      name: 'a placeholder that something may fill in',
      code: v3("new STSClient({ region: 'YOUR_REGION' });\nnew STSClient({ region: '<region>' });"),
    },
    { name: 'a well-formed name that may be new', code: v3("new STSClient({ region: 'us-east-9' });") },
    {
      name: 'a name that the settings allow',
      code: v3("new STSClient({ region: 'xx-lab-1' });"),
      ...settings({ allowedRegions: ['xx-lab-1'] }),
    },
    {
      name: 'a well-formed name that the settings allow, in strict',
      code: v3("new STSClient({ region: 'us-east-9' });"),
      ...settings({ allowedRegions: ['us-east-9'] }),
      ...strict,
    },
    {
      name: 'FIPS where STS has such a host',
      code: v3("new STSClient({ region: 'us-east-2', useFipsEndpoint: true });"),
    },
    {
      name: 'FIPS and dual-stack where STS has a host that is both',
      code: v3("new STSClient({ region: 'ca-central-1', useFipsEndpoint: true, useDualstackEndpoint: true });"),
    },
    {
      name: 'FIPS where it may be dual-stack too',
      code: v3(
        "export const f = (dual: boolean) => new STSClient({ region: 'ca-central-1', useFipsEndpoint: true, " +
          'useDualstackEndpoint: dual });',
      ),
    },
    {
      name: 'FIPS in a partition whose hosts are not public',
      code: v3("new STSClient({ region: 'us-iso-east-1', useFipsEndpoint: true });"),
    },
    { name: 'FIPS that is switched off', code: v3("new STSClient({ region: 'eu-west-1', useFipsEndpoint: false });") },
    { name: 'fallbacks of one partition', code: aws("export const fallbackRegions = ['eu-west-1', 'eu-central-1'];") },
    {
      name: 'fallbacks by home region',
      code: aws("export const FALLBACKS = { 'eu-west-1': ['eu-central-1'], 'cn-north-1': ['cn-northwest-1'] };"),
    },
    { name: 'an opt-in region as fallback', code: aws("export const fallbacks = ['eu-west-1', 'eu-south-1'];") },
    {
      name: 'an opt-in region that every account has enabled, in strict',
      code: aws("export const fallbacks = ['eu-west-1', 'eu-south-1'];"),
      ...settings({ allowedRegions: ['eu-south-1'] }),
      ...strict,
    },
    {
      name: 'an opt-in region as home, in strict',
      code: aws("export const fallbacks = ['eu-south-1', 'eu-west-1'];"),
      ...strict,
    },
    {
      name: "a list of regions that is nobody's fallback",
      code: aws("export const deployTo = ['us-east-1', 'cn-north-1', 'us-east-1'];"),
    },
    { name: 'a fallback list that holds no regions', code: aws("export const fallbacks = ['en', 'de', 'en'];") },
  ],
  invalid: [
    {
      name: 'the region in which Pulumi asks STS',
      code: lines(
        "import * as aws from '@pulumi/aws';",
        "new aws.Provider('a', { region: 'us-east-1', stsRegion: 'us-esat-1' });",
      ),
      errors: [{ messageId: 'misspelt', line: 2, column: 57 }],
    },
    {
      name: 'upper case',
      code: v3("new STSClient({ region: 'EU-WEST-1' });"),
      output: v3("new STSClient({ region: 'eu-west-1' });"),
      errors: [
        { messageId: 'untidy', data: { region: 'EU-WEST-1', tidy: 'eu-west-1' }, line: 2, column: 25, endColumn: 36 },
      ],
    },
    {
      name: "space around it, in the file's own quotes",
      code: v3('new STSClient({ region: " eu-west-1 " });'),
      output: v3('new STSClient({ region: "eu-west-1" });'),
      errors: [{ messageId: 'untidy' }],
    },
    {
      name: 'a constant is corrected where it is written',
      code: v3("const REGION = 'Eu-west-1';\nnew STSClient({ region: process.env.AWS_REGION ?? REGION });"),
      output: v3("const REGION = 'eu-west-1';\nnew STSClient({ region: process.env.AWS_REGION ?? REGION });"),
      errors: [{ messageId: 'untidy', line: 2, column: 16 }],
    },
    {
      name: 'a slip',
      code: v3("new STSClient({ region: 'us-esat-1' });"),
      errors: [
        {
          messageId: 'misspelt',
          data: { region: 'us-esat-1', host: 'sts.us-esat-1.amazonaws.com', closest: 'us-east-1' },
          line: 2,
          column: 25,
        },
      ],
    },
    {
      name: 'underscores',
      code: v3("new STSClient({ region: 'us_east_1' });"),
      errors: [
        {
          messageId: 'misspelt',
          data: { region: 'us_east_1', host: 'sts.us_east_1.amazonaws.com', closest: 'us-east-1' },
        },
      ],
    },
    {
      name: 'an availability zone',
      code: v3("new STSClient({ region: 'us-east-1a' });"),
      errors: [
        {
          messageId: 'misspelt',
          data: { region: 'us-east-1a', host: 'sts.us-east-1a.amazonaws.com', closest: 'us-east-1' },
        },
      ],
    },
    {
      name: 'a word',
      code: v3("new STSClient({ region: 'frankfurt' });"),
      errors: [{ messageId: 'notARegion', data: { region: 'frankfurt' } }],
    },
    ...['your-region', 'aws-region', 'YOUR-REGION', 'region', 'my_region_here', 'xx-xxxx-x'].map((region) => ({
      name: `a placeholder: ${region}`,
      code: v3(`new STSClient({ region: '${region}' });`),
      errors: [{ messageId: 'placeholder', data: { region } }],
    })),
    {
      name: 'a placeholder that something may fill in, in strict',
      code: v3("new STSClient({ region: 'REGION' });\nnew STSClient({ region: '<region>' });"),
      options: [{ strict: true }],
      errors: [
        { messageId: 'placeholder', data: { region: 'REGION' } },
        { messageId: 'placeholder', data: { region: '<region>' } },
      ],
    },
    {
      name: 'a well-formed name that the table lacks, in strict',
      code: v3("new STSClient({ region: 'us-east-9' });"),
      ...strict,
      errors: [{ messageId: 'unknownRegion', data: { region: 'us-east-9' } }],
    },
    {
      name: 'FIPS where STS has no such host',
      code: v3("new STSClient({ region: 'eu-west-1', useFipsEndpoint: true });"),
      errors: [{ messageId: 'noFipsHost', data: { region: 'eu-west-1', host: 'sts-fips.eu-west-1.amazonaws.com' } }],
    },
    {
      name: 'FIPS without dual-stack where STS has only a host that is both',
      code: v3("new STSClient({ region: 'ca-central-1', useFipsEndpoint: true });"),
      errors: [
        { messageId: 'noFipsHost', data: { region: 'ca-central-1', host: 'sts-fips.ca-central-1.amazonaws.com' } },
      ],
    },
    {
      name: 'FIPS and dual-stack where STS has neither, with the suffix of the partition',
      code: v3("new STSClient({ region: 'cn-north-1', useFipsEndpoint: true, useDualstackEndpoint: true });"),
      errors: [
        {
          messageId: 'noFipsHost',
          data: { region: 'cn-north-1', host: 'sts-fips.cn-north-1.api.amazonwebservices.com.cn' },
        },
      ],
    },
    {
      name: 'a region twice',
      code: aws("export const fallbackRegions = ['eu-west-1', 'eu-central-1', 'eu-west-1'];"),
      errors: [{ messageId: 'repeatedRegion', data: { region: 'eu-west-1' }, line: 2, column: 62 }],
    },
    {
      name: 'the home region among its fallbacks',
      code: aws("export const fallbacks = { 'eu-west-1': ['eu-west-1'] };"),
      errors: [{ messageId: 'repeatedRegion' }],
    },
    {
      name: 'a fallback of another partition',
      code: aws("export const failoverRegions = ['us-east-1', 'us-gov-west-1'];"),
      errors: [
        {
          messageId: 'otherPartition',
          data: { region: 'us-gov-west-1', partition: 'aws-us-gov', first: 'us-east-1', firstPartition: 'aws' },
          line: 2,
          column: 46,
        },
      ],
    },
    {
      name: 'a slip among fallbacks',
      code: aws("export const fallbacks = ['us-east-1', 'us-wset-2'];"),
      errors: [{ messageId: 'misspelt' }],
    },
    {
      name: 'an opt-in region as fallback, in strict',
      code: aws("export const fallbacks = ['eu-west-1', 'eu-south-1'];"),
      ...strict,
      errors: [{ messageId: 'optInFallback', data: { region: 'eu-south-1' } }],
    },
    {
      name: 'a v2 region of AWS.config',
      code: lines(
        "import AWS from 'aws-sdk';",
        "AWS.config.update({ region: 'us-esat-1' });",
        "new AWS.STS({ stsRegionalEndpoints: 'regional' });",
      ),
      errors: [{ messageId: 'misspelt', line: 2, column: 29 }],
    },
  ],
});
