import { expect, it } from 'vitest';
import { kindsIn } from './model-of.js';

it.each([
  ['ali-oss', "import { STS } from 'ali-oss'; // not aws\nnew STS({ accessKeyId, accessKeySecret });"],
  ['ali-oss, required', "const OSS = require('ali-oss'); // not aws\nnew OSS.STS({ accessKeyId });"],
  ['a local class', 'class STS {} // like aws\nnew STS();'],
  ['a wrapper of the project', "import { STS } from '@aws-accelerator/common/src/aws/sts';\nnew STS();"],
  ['a relative wrapper', "import { STS } from '../aws/sts';\nnew STS();"],
  ['iam-floyd', "import { Statement } from 'cdk-iam-floyd'; // aws\nnew Statement.Sts().toAssumeRole();"],
  ['Deno', "import { STS } from 'https://deno.land/x/aws_api/services/sts/mod.ts';\nnew STS(factory);"],
  ['CDK principals', "import * as iam from 'aws-cdk-lib/aws-iam';\nnew iam.ServicePrincipal('sts.amazonaws.com');"],
  [
    'a mock',
    "import { mockClient } from 'aws-sdk-client-mock';\n" +
      "import { STSClient } from '@aws-sdk/client-sts';\n" +
      'const sts = mockClient(STSClient);',
  ],
  ['a method of the same name', "import config from 'aws-config';\nconfig.fromIni({ profile });"],
  ['a local function of the same name', 'function fromTokenFile() {} // aws\nfromTokenFile();'],
  ['a Google token exchange', 'fetch(`https://sts.${universeDomain}/v1/token`); // aws federation'],
  ['names that end in sts', 'const aws = { tests: {}, lists: {}, hosts: {} };\nnew aws.tests.STSuite();'],
  [
    'another client of the SDK',
    "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ region: 'eu-west-1' });",
  ],
  ['SSO, which calls another service', "import { fromSSO } from '@aws-sdk/credential-providers';\nfromSSO({});"],
  [
    'credentials that call no STS',
    'import { fromEnv, fromProcess, fromContainerMetadata, fromCognitoIdentityPool } from ' +
      "'@aws-sdk/credential-providers';\n" +
      'fromEnv(); fromProcess(); fromContainerMetadata(); fromCognitoIdentityPool({});',
  ],
  [
    'v2 credentials that call no STS',
    "import AWS from 'aws-sdk';\n new AWS.EnvironmentCredentials('AWS'); new AWS.EC2MetadataCredentials();",
  ],
  ['a signed request for another service', "import aws4 from 'aws4';\naws4.sign({ service: 's3' });"],
  ['AWS as a local name', "const AWS = require('./fake-aws');\nnew AWS.STS();"],
])('%s is no STS site', (_, code) => {
  expect(kindsIn(code)).toEqual([]);
});
