import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { PROJECT } from '../../codemods/fixtures.js';
import { runRealSdks } from '../harness/run-real-sdks.js';

const ROOT = join(import.meta.dirname, '../../..');
const PROVIDER =
  "fromTemporaryCredentials({ masterCredentials: { accessKeyId: 'A', secretAccessKey: 's' }, params: { RoleArn: 'arn:aws:iam::123456789012:role/r' } })";
const before = `const { fromTemporaryCredentials } = require('@aws-sdk/credential-providers');\nconst credentials = ${PROVIDER};\n`;

it('explicit-regions leaves a provider in the region of the client that comes to use it', async () => {
  const result = migrateText(before, '/project/a.cjs', {
    settings: { regions: ['eu-west-1', 'eu-central-1'] },
    only: ['explicit-regions'],
    project: PROJECT,
  });
  const { text } = result as { readonly text: string };
  const code = `${text}const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); await new STSClient({ region: 'us-west-2', credentials }).send(new GetCallerIdentityCommand({}));`;
  const observed = await runRealSdks(ROOT, [{ id: 'after', code, variables: { AWS_REGION: 'eu-west-1' } }]);
  expect(observed.get('after')?.requests.map(({ host, action }) => `${action} ${host}`)).toEqual([
    'AssumeRole sts.us-west-2.amazonaws.com',
    'GetCallerIdentity sts.us-west-2.amazonaws.com',
  ]);
});

it('a provider in a constant takes the region of the client that asks first, and keeps it', async () => {
  const code =
    `${before}const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');` +
    "for (const region of ['us-west-2', 'eu-west-1']) await new STSClient({ region, credentials }).send(new GetCallerIdentityCommand({}));";
  const observed = await runRealSdks(ROOT, [{ id: 'two', code, variables: { AWS_REGION: 'ap-south-1' } }]);
  expect(observed.get('two')?.requests.map(({ host, action }) => `${action} ${host}`)).toEqual([
    'AssumeRole sts.us-west-2.amazonaws.com',
    'GetCallerIdentity sts.us-west-2.amazonaws.com',
    'AssumeRole sts.us-west-2.amazonaws.com',
    'GetCallerIdentity sts.eu-west-1.amazonaws.com',
  ]);
});
