import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStsClient } from '../../src/helper/sources/v3.js';

const { send } = vi.hoisted(() => ({ send: vi.fn(async () => ({ Account: '1' })) }));

vi.mock('@aws-sdk/client-sts', () => ({
  STSClient: vi.fn(function () {
    return { send };
  }),
  STS: class {
    send = send;
  },
  AssumeRoleCommand: vi.fn(),
}));

beforeEach(() => void send.mockClear());

test('a factory that returns an object with `send` works as with the plain client', async () => {
  const command = new AssumeRoleCommand({} as never);
  await expect(createStsClient({ region: 'eu-west-1' }).send(command)).resolves.toEqual({ Account: '1' });
  expect(STSClient).toHaveBeenCalledExactlyOnceWith({ region: 'eu-west-1' });
  expect(send).toHaveBeenCalledExactlyOnceWith(command);
});

test('a class in the factory works as with the plain client', async () => {
  const { STS } = await import('@aws-sdk/client-sts');
  await expect(createStsClient({ region: 'eu-west-1' }, STS).send(new AssumeRoleCommand({} as never))).resolves.toEqual(
    { Account: '1' },
  );
  expect(send).toHaveBeenCalledTimes(1);
});
