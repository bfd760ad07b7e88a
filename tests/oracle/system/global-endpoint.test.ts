import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runRealSdks } from '../harness/run-real-sdks.js';

const ROOT = join(import.meta.dirname, '../../..');
const LOCAL =
  "const AWS = require('aws-sdk'); AWS.config.update({ region: 'eu-west-1', endpoint: 'https://local.example' });";

it('an endpoint in AWS.config reaches every STS client that has none of its own, and none in AWS.config.sts', async () => {
  const ask = (config: string): string => `await new AWS.STS(${config}).getCallerIdentity().promise();`;
  const observed = await runRealSdks(ROOT, [
    { id: 'none', code: LOCAL + ask(''), variables: {} },
    { id: 'own', code: LOCAL + ask("{ endpoint: 'https://own.example' }"), variables: {} },
    { id: 'sts', code: `${LOCAL} AWS.config.sts = { endpoint: 'https://sts.example' };${ask('')}`, variables: {} },
  ]);
  const hostOf = (id: string): string | undefined => observed.get(id)?.requests[0]?.host;
  expect(['none', 'own', 'sts'].map(hostOf)).toEqual(['local.example', 'own.example', 'sts.example']);
});

it('credentialsFrom of a client sends nothing', async () => {
  const answer = "{ Credentials: { AccessKeyId: 'id', SecretAccessKey: 'key', SessionToken: 'token' } }";
  const code = `const AWS = require('aws-sdk'); const sts = new AWS.STS(); const made = sts.credentialsFrom(${answer});`;
  const ask = "if (made.accessKeyId !== 'id') await sts.getCallerIdentity().promise();";
  const observed = await runRealSdks(ROOT, [{ id: 'made', code: code + ask, variables: {} }]);
  expect(observed.get('made')).toMatchObject({ requests: [] });
});

it('a call that needs no signature goes to the global host without a region, and the regional mode throws there', async () => {
  const ask = (config: string): string =>
    `const AWS = require('aws-sdk'); await new AWS.STS(${config}).assumeRoleWithSAML(` +
    "{ PrincipalArn: 'arn:aws:iam::123456789012:saml-provider/p', RoleArn: 'arn:aws:iam::123456789012:role/r', " +
    "SAMLAssertion: 'assertion' }).promise();";
  const none = { AWS_REGION: null, AWS_DEFAULT_REGION: null };
  const observed = await runRealSdks(ROOT, [
    { id: 'default', code: ask(''), variables: none },
    { id: 'regional', code: ask("{ stsRegionalEndpoints: 'regional' }"), variables: none },
  ]);
  expect(observed.get('default')?.requests[0]?.host).toBe('sts.amazonaws.com');
  expect(observed.get('regional')).toMatchObject({
    requests: [],
    error: expect.stringContaining('Missing region') as string,
  });
});
