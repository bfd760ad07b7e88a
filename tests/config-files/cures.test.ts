import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/model/settings/settings.js';
import { cured, reportsOn } from './lint.js';

interface Cure {
  readonly is: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly messageId: string;
  /** What the suggestion is called; without it, the cure is a fix. */
  readonly suggestion?: { readonly messageId: string };
  readonly settings?: Settings;
}

const URL_OF_TOKENS = 'https://sts.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15';

const CURES: readonly Cure[] = [
  // The mode, where the place is known to have a region
  {
    is: 'a variable beside AWS_REGION',
    path: '.env',
    before: 'AWS_REGION=eu-west-1\r\nexport AWS_STS_REGIONAL_ENDPOINTS="legacy" # why\r\n',
    after: 'AWS_REGION=eu-west-1\r\nexport AWS_STS_REGIONAL_ENDPOINTS="regional" # why\r\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'a section of an AWS profile with a region',
    path: '.aws/config',
    before: '[profile a]\nregion = eu-west-1\nsts_regional_endpoints=legacy ; why\n',
    after: '[profile a]\nregion = eu-west-1\nsts_regional_endpoints=regional ; why\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'the environment of a Lambda function',
    path: 'template.yaml',
    before: 'Environment:\n  Variables:\n    AWS_STS_REGIONAL_ENDPOINTS: !Sub &mode legacy # why\n',
    after: 'Environment:\n  Variables:\n    AWS_STS_REGIONAL_ENDPOINTS: !Sub &mode regional # why\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'the environment of Serverless functions',
    path: 'serverless.yml',
    before: "service: a\nprovider:\n  name: aws\n  environment: { AWS_STS_REGIONAL_ENDPOINTS: 'Legacy' }\n",
    after: "service: a\nprovider:\n  name: aws\n  environment: { AWS_STS_REGIONAL_ENDPOINTS: 'regional' }\n",
    messageId: 'legacyVariable',
  },
  {
    is: 'a job that configures its credentials',
    path: '.github/workflows/a.yml',
    before:
      'jobs:\n' +
      '  a:\n' +
      '    steps:\n' +
      '      - uses: aws-actions/configure-aws-credentials@v4\n' +
      '      - run: |\n' +
      '          export AWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    after:
      'jobs:\n' +
      '  a:\n' +
      '    steps:\n' +
      '      - uses: aws-actions/configure-aws-credentials@v4\n' +
      '      - run: |\n' +
      '          export AWS_STS_REGIONAL_ENDPOINTS=regional\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'a step in a workflow with AWS_REGION',
    path: '.github/workflows/a.yml',
    before:
      'env:\n' +
      '  AWS_REGION: ${{ vars.REGION }}\n' +
      'jobs:\n' +
      '  a:\n' +
      '    steps:\n' +
      '      - env:\n' +
      '          AWS_STS_REGIONAL_ENDPOINTS: legacy\n',
    after:
      'env:\n' +
      '  AWS_REGION: ${{ vars.REGION }}\n' +
      'jobs:\n' +
      '  a:\n' +
      '    steps:\n' +
      '      - env:\n' +
      '          AWS_STS_REGIONAL_ENDPOINTS: regional\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'a list of pairs with AWS_REGION',
    path: 'task.json',
    before:
      '{"environment":[{"name":"AWS_REGION","value":"eu-west-1"},{"value":"legacy","name":"AWS_STS_REGIONAL_ENDPOINTS"}]}',
    after:
      '{"environment":[{"name":"AWS_REGION","value":"eu-west-1"},{"value":"regional","name":"AWS_STS_REGIONAL_ENDPOINTS"}]}',
    messageId: 'legacyVariable',
  },
  {
    is: 'an image with AWS_REGION',
    path: 'Dockerfile',
    before: 'FROM node\nENV AWS_REGION=eu-west-1 \\\n    AWS_STS_REGIONAL_ENDPOINTS="legacy"\n',
    after: 'FROM node\nENV AWS_REGION=eu-west-1 \\\n    AWS_STS_REGIONAL_ENDPOINTS="regional"\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'a service account of EKS',
    path: 'sa.yaml',
    before: 'metadata:\n  annotations:\n    eks.amazonaws.com/sts-regional-endpoints: "false" # why\n',
    after: 'metadata:\n  annotations:\n    eks.amazonaws.com/sts-regional-endpoints: "true" # why\n',
    messageId: 'legacyAnnotation',
  },
  {
    is: 'a service account of EKS whose value forgets that it is a string',
    path: 'sa.yaml',
    before: 'annotations:\n  eks.amazonaws.com/sts-regional-endpoints: false\n',
    after: 'annotations:\n  eks.amazonaws.com/sts-regional-endpoints: "true"\n',
    messageId: 'legacyAnnotation',
  },
  {
    is: 'the environment of a Lambda function in Terraform',
    path: 'main.tf',
    before:
      'resource "aws_lambda_function" "a" {\n  environment {\n    variables = { AWS_STS_REGIONAL_ENDPOINTS = "legacy" }\n  }\n}\n',
    after:
      'resource "aws_lambda_function" "a" {\n  environment {\n    variables = { AWS_STS_REGIONAL_ENDPOINTS = "regional" }\n  }\n}\n',
    messageId: 'legacyVariable',
  },
  {
    is: 'an account of EKS in Terraform',
    path: 'main.tf',
    before: 'annotations = { "eks.amazonaws.com/sts-regional-endpoints" = false } # why\n',
    after: 'annotations = { "eks.amazonaws.com/sts-regional-endpoints" = "true" } # why\n',
    messageId: 'legacyAnnotation',
  },
  {
    is: 'a value with an escape',
    path: 'a.properties',
    before: 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=leg\\u0061cy\n',
    after: 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=regional\n',
    messageId: 'legacyVariable',
  },
  // The mode, where regional mode could find no region
  {
    is: 'a variable alone',
    path: 'compose.yaml',
    before: 'environment:\n  - AWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    after: 'environment:\n  - AWS_STS_REGIONAL_ENDPOINTS=regional\n',
    messageId: 'legacyVariable',
    suggestion: { messageId: 'setRegional' },
  },
  {
    is: 'a variable beside AWS_DEFAULT_REGION, which the SDKs for JavaScript do not read',
    path: '.env',
    before: 'AWS_DEFAULT_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    after: 'AWS_DEFAULT_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=regional\n',
    messageId: 'legacyVariable',
    suggestion: { messageId: 'setRegional' },
  },
  {
    is: 'a script of a package',
    path: 'package.json',
    before: '{"scripts":{"start":"AWS_STS_REGIONAL_ENDPOINTS=legacy node ."}}',
    after: '{"scripts":{"start":"AWS_STS_REGIONAL_ENDPOINTS=regional node ."}}',
    messageId: 'legacyVariable',
    suggestion: { messageId: 'setRegional' },
  },
  // The host
  {
    is: 'an endpoint beside AWS_REGION',
    path: '.env',
    before: "AWS_REGION='cn-north-1'\nAWS_ENDPOINT_URL_STS='https://sts.amazonaws.com/' # why\n",
    after: "AWS_REGION='cn-north-1'\nAWS_ENDPOINT_URL_STS='https://sts.cn-north-1.amazonaws.com.cn/' # why\n",
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  {
    is: 'an endpoint beside the region of its client',
    path: 'values.yaml',
    before: 's3:\n  region: us-west-2\n  sts_endpoint: "https://sts.amazonaws.com" # why\n',
    after: 's3:\n  region: us-west-2\n  sts_endpoint: "https://sts.us-west-2.amazonaws.com" # why\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
    settings: { regions: ['eu-west-1'] },
  },
  {
    is: 'an endpoint with the regions of the settings',
    path: 'wrangler.toml',
    before: '[vars]\nSTS_ENDPOINT = """https://sts.amazonaws.com""" # why\n',
    after: '[vars]\nSTS_ENDPOINT = """https://sts.eu-west-1.amazonaws.com""" # why\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
    settings: { regions: ['eu-west-1'] },
  },
  {
    is: 'an endpoint in a file of the Serverless Framework',
    path: 'serverless.yml',
    before: 'service: a\nprovider: { name: aws }\ncustom: { stsEndpoint: https://sts.amazonaws.com }\n',
    after: 'service: a\nprovider: { name: aws }\ncustom: { stsEndpoint: "https://sts.${aws:region}.amazonaws.com" }\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  {
    is: 'an endpoint that CloudFormation substitutes',
    path: 'template.yaml',
    before: 'Environment:\n  Variables:\n    STS_ENDPOINT: !Sub https://sts.amazonaws.com\n',
    after: 'Environment:\n  Variables:\n    STS_ENDPOINT: !Sub https://sts.${AWS::Region}.amazonaws.com\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  {
    is: 'the same in JSON',
    path: 'template.json',
    before: '{"Variables":{"STS_ENDPOINT":{"Fn::Sub":"https://sts.amazonaws.com"}}}',
    after: '{"Variables":{"STS_ENDPOINT":{"Fn::Sub":"https://sts.${AWS::Region}.amazonaws.com"}}}',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  {
    is: 'credentials for Google Cloud',
    path: 'gcp.json',
    before: `{"regional_cred_verification_url": "${URL_OF_TOKENS}"}`,
    after: `{"regional_cred_verification_url": "${URL_OF_TOKENS.replace('sts.', 'sts.{region}.')}"}`,
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  {
    is: 'a request by a command',
    path: 'a.yml',
    before: 'run: curl -s https://sts.amazonaws.com/?Action=GetCallerIdentity\n',
    after: 'run: curl -s https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity\n',
    messageId: 'globalHost',
    suggestion: { messageId: 'useHost' },
    settings: { regions: ['eu-west-1'] },
  },
  {
    is: 'an argument of a command in a list',
    path: 'a.yml',
    before: 'args: ["sts", "--endpoint-url", "https://sts.amazonaws.com"]\n',
    after: 'args: ["sts", "--endpoint-url", "https://sts.eu-west-1.amazonaws.com"]\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
    settings: { regions: ['eu-west-1'] },
  },
  {
    is: 'an endpoint of a provider of Terraform with a region for STS',
    path: 'main.tf',
    before:
      'provider "aws" {\n  region     = "us-west-2"\n  sts_region = "eu-west-1"\n  endpoints {\n    sts = "https://sts.amazonaws.com" # why\n  }\n}\n',
    after:
      'provider "aws" {\n  region     = "us-west-2"\n  sts_region = "eu-west-1"\n  endpoints {\n    sts = "https://sts.eu-west-1.amazonaws.com" # why\n  }\n}\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
    settings: { regions: ['eu-central-1'] },
  },
  {
    is: 'an endpoint with an escape',
    path: 'a.properties',
    before: 'aws.sts.endpoint=https\\://sts.amazonaws.com\naws.sts.region=eu-west-1\n',
    after: 'aws.sts.endpoint=https\\://sts.eu-west-1.amazonaws.com\naws.sts.region=eu-west-1\n',
    messageId: 'globalSetting',
    suggestion: { messageId: 'useHost' },
  },
  // The region
  {
    is: 'a region in upper case',
    path: 'a.json5',
    before: "{ AWS_REGION: 'EU-WEST-1', /* why */ }",
    after: "{ AWS_REGION: 'eu-west-1', /* why */ }",
    messageId: 'untidy',
  },
  {
    is: 'a region with space around',
    path: 'a.yaml',
    before: 'AWS_REGION: "eu-west-1 " # why\n',
    after: 'AWS_REGION: "eu-west-1" # why\n',
    messageId: 'untidy',
  },
  ...['|-', '>-', '|2- # why'].map((header) => ({
    is: `a region in a YAML block ${header}`,
    path: 'a.yaml',
    before: `env:\n  AWS_REGION: ${header}\n    EU-WEST-1\n\n  OTHER: 1\n`,
    after: `env:\n  AWS_REGION: ${header}\n    eu-west-1\n\n  OTHER: 1\n`,
    messageId: 'untidy',
  })),
  {
    is: 'a region in a YAML block with Windows line ends',
    path: 'a.yaml',
    before: '- name: AWS_REGION\r\n  value: |-\r\n    EU-WEST-1\r\n- a: 1\r\n',
    after: '- name: AWS_REGION\r\n  value: |-\r\n    eu-west-1\r\n- a: 1\r\n',
    messageId: 'untidy',
  },
];

describe('a cure changes the value and nothing else', () => {
  it.each(CURES.map((cure) => [`${cure.is} (${cure.path})`, cure] as const))(
    '%s',
    (_, { path, before, after, messageId, suggestion, settings }) => {
      const [report, ...others] = reportsOn(path, before, settings ? { settings } : {});
      expect(others).toEqual([]);
      expect(report).toMatchObject({
        messageId,
        ...(suggestion ? { suggestions: [suggestion] } : { fix: expect.anything() as unknown }),
      });
      expect(report?.fix === undefined).toBe(suggestion !== undefined);
      expect(report && cured(before, report)).toBe(after);
      expect(reportsOn(path, after, settings ? { settings } : {})).toEqual([]);
    },
  );
});

describe('a report without a cure', () => {
  it.each([
    ['a region that may be misspelt', '.env', 'AWS_REGION=us-east-1a\n', { messageId: 'misspelt' }],
    [
      'the region that stands for the global host',
      '.env',
      'AWS_REGION=aws-global\n',
      { messageId: 'globalRegionSetting' },
    ],
    [
      'an endpoint with no region in sight',
      '.env',
      'STS_ENDPOINT=https://sts.amazonaws.com\n',
      { messageId: 'globalSetting' },
    ],
    [
      'a value that is repeated from its anchor',
      'a.yaml',
      'a: &mode legacy\nb: { AWS_REGION: eu-west-1, AWS_STS_REGIONAL_ENDPOINTS: *mode }\n',
      { messageId: 'legacyVariable' },
    ],
    [
      'a region in a YAML block, whose line end is a part of the value',
      'a.yaml',
      'AWS_STS_REGIONAL_ENDPOINTS: regional\nAWS_REGION: |\n  eu-west-1\nOTHER: 1\n',
      { messageId: 'untidy' },
    ],
  ])('%s', (_, path, text, report) => {
    expect(reportsOn(path, text)).toEqual([expect.objectContaining(report)]);
    expect(reportsOn(path, text)[0]).not.toHaveProperty('fix');
    expect(reportsOn(path, text)[0]).not.toHaveProperty('suggestions');
  });
});

describe('where nothing tells what the host is for', () => {
  const text = '{ "zone": "sts.amazonaws.com" }';

  it('recommended is silent', () => {
    expect(reportsOn('a.json', text)).toEqual([]);
  });

  it('strict warns', () => {
    expect(reportsOn('a.json', text, { preset: 'strict' })).toEqual([
      expect.objectContaining({ messageId: 'unclearHost', severity: 1 }),
    ]);
  });
});

it('a host gets the region beside it as that is written after its own cure', () => {
  const text = 'AWS_ENDPOINT_URL_STS: "https://sts.amazonaws.com"\nAWS_REGION: "EU-WEST-1 "\n';
  const [host] = reportsOn('a.yaml', text);
  expect(host && cured(text, host)).toContain('https://sts.eu-west-1.amazonaws.com"');
});
