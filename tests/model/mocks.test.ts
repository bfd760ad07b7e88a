import { describe, expect, it } from 'vitest';
import { modelOf } from './model-of.js';

const V3 = "import { STS, STSClient } from '@aws-sdk/client-sts';\n";
const V2 = "import AWS from 'aws-sdk';\n";
const areMocked = (code: string): boolean[] => modelOf(code).sites.map(({ isMocked }) => isMocked);

const PROVIDER =
  "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\n" +
  "import { S3Client } from '@aws-sdk/client-s3';\nmockClient(S3Client);\n";

describe('what is built here sends nothing', () => {
  it.each([
    ['jest replaces the module', `${V3}jest.mock('@aws-sdk/client-sts');\nwrap(new STSClient({}));`],
    [
      'vitest replaces the module',
      `${V3}vi.mock(import('@aws-sdk/client-sts'), () => ({}));\nwrap(new STSClient({}));`,
    ],
    [
      'Node replaces the module',
      `${V3}mock.module('@aws-sdk/client-sts', { namedExports });\nwrap(new STSClient({}));`,
    ],
    [
      'jest replaces an entry of SDK v2',
      `import STS from 'aws-sdk/clients/sts';\njest.mock('aws-sdk/clients/sts');\nwrap(new STS());`,
    ],
    [
      'a factory replaces a provider',
      "import { fromTokenFile } from '@aws-sdk/credential-providers';\n" +
        "vi.mock('@aws-sdk/credential-providers', () => ({ fromTokenFile: vi.fn() }));\nfromTokenFile();",
    ],
    [
      'proxyquire replaces the module',
      `${V2}const subject = proxyquire('../src', { 'aws-sdk': AWS });\nsubject(new AWS.STS());`,
    ],
    [
      'aws-sdk-mock replaces the service',
      `${V2}import AWSMock from 'aws-sdk-mock';\nAWSMock.mock('STS', 'assumeRole', answer);\nassume(new AWS.STS());`,
    ],
    ['aws-sdk-client-mock replaces the client', `${V3}const sts = new STSClient({});\nmockClient(sts);\nwrap(sts);`],
    ['aws-sdk-client-mock replaces the class', `${V3}mockClient(STSClient);\nwrap(new STSClient({}));`],
    ['sinon replaces a method of the client', `${V2}const sts = new AWS.STS();\nsinon.stub(sts, 'assumeRole');`],
    ['sinon replaces the class', `${V2}sinon.stub(AWS, 'STS');\nwrap(new AWS.STS());`],
    ['a spy replaces a method of the class', `${V3}vi.spyOn(STSClient.prototype, 'send');\nwrap(new STSClient({}));`],
    [
      'aws-sdk-client-mock replaces a client, in which providers run',
      `${PROVIDER}clean(fromTemporaryCredentials({ params }));`,
    ],
    ['an expectation compares it', `${V3}expect(made).toEqual(new STSClient({}));`],
  ])('where %s', (_, code) => {
    expect(areMocked(code)).toEqual([true]);
  });
});

describe('what is built here does send', () => {
  it.each([
    ['nothing', `${V3}wrap(new STSClient({}));\na.constructor(b);\na.toString(c);\na.hasOwnProperty(d);`],
    ['another module', `${V3}jest.mock('@aws-sdk/client-s3');\nwrap(new STSClient({}));`],
    [
      'another service',
      `${V2}import AWSMock from 'aws-sdk-mock';\nAWSMock.mock('S3', 'getObject', f);\nwrap(new AWS.STS());`,
    ],
    ['a client beside a provider that it calls itself', `${PROVIDER}await fromTemporaryCredentials({ params })();`],
    ['another client', `${V3}const s3 = make();\nmockClient(s3);\nwrap(new STSClient({}));`],
    ['another class of the module', `${V3}mockClient(STS);\nwrap(new STSClient({}));`],
    ['what gets the client', `${V3}expect(wrap(new STSClient({}))).toBe(1);`],
  ])('where the test replaces or compares %s', (_, code) => {
    expect(areMocked(code)).toEqual([false]);
  });
});
