import https from 'node:https';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FAULTS, inflict } from './faults.js';
import { World } from './world.js';

const REGION = 'eu-west-1';
let world: World;

beforeAll(async () => {
  world = await World.start(`sts.${REGION}.amazonaws.com`);
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

async function assumeRole(): Promise<string | undefined> {
  const sts = new STSClient({
    region: REGION,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 's' }),
  );
  return Credentials?.AccessKeyId;
}

test('a host that is well serves the plain SDK under its real name', async () => {
  await expect(assumeRole()).resolves.toBe(`ASIA-${REGION}`);
  expect(world.requests).toMatchObject([
    { host: `sts.${REGION}.amazonaws.com`, action: 'AssumeRole', signedFor: REGION },
  ]);
});

test.each(FAULTS.filter(({ withinMs }) => withinMs <= 1_000))(
  'the plain SDK gets no credentials: $fault',
  async (fault) => {
    inflict(world.host(REGION), fault);
    await expect(
      assumeRole().then(
        (key) => key ?? 'none',
        () => 'none',
      ),
    ).resolves.toBe('none');
  },
);

test('a host that is not in the world has no address, so nothing leaves this machine', async () => {
  const error = await new Promise((resolve) => https.get('https://sts.us-east-1.amazonaws.com/').on('error', resolve));
  expect(error).toMatchObject({ code: 'ENOTFOUND' });
});
