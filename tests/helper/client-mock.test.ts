import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStsClient, resetStsHealth, stsPolicy } from '../../src/helper/sources/v3.js';

const sts = mockClient(STSClient);

beforeEach(() => {
  sts.reset();
  resetStsHealth();
  stsPolicy.fallbacks = { 'eu-west-1': ['eu-central-1'] };
});
afterEach(() => void vi.unstubAllEnvs());

test('mockClient(STSClient) answers for the client', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '1' });
  await expect(createStsClient({ region: 'eu-west-1' }).send(new GetCallerIdentityCommand({}))).resolves.toEqual({
    Account: '1',
  });
  expect(sts.commandCalls(GetCallerIdentityCommand)).toHaveLength(1);
});

test('the region is not looked up, which without one would ask the network', async () => {
  vi.stubEnv('AWS_REGION', undefined);
  const region = vi.fn(async () => 'eu-west-1');
  sts.on(GetCallerIdentityCommand).resolves({ Account: '1' });
  const client = createStsClient({});
  client.config.region = region;
  await expect(client.send(new GetCallerIdentityCommand({}))).resolves.toEqual({ Account: '1' });
  expect(region).not.toHaveBeenCalled();
});

test('lets an application test its failover', async () => {
  sts
    .on(GetCallerIdentityCommand)
    .rejectsOnce(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    .resolves({ Account: '2' });
  await expect(createStsClient({ region: 'eu-west-1' }).send(new GetCallerIdentityCommand({}))).resolves.toEqual({
    Account: '2',
  });
  expect(sts.commandCalls(GetCallerIdentityCommand)).toHaveLength(2);
});

test('mockClient(instance) answers for that client', async () => {
  const client = createStsClient({ region: 'eu-west-1' });
  const one = mockClient(client);
  one.on(GetCallerIdentityCommand).resolves({ Account: '3' });
  await expect(client.send(new GetCallerIdentityCommand({}))).resolves.toEqual({ Account: '3' });
  one.restore();
});
