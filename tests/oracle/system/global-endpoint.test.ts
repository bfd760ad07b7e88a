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
