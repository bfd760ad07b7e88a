import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { refuse } from '../faults/answers.js';
import { FALLBACK, HOME, credentials, role } from './load.js';
import { helper, startV3World, world } from './v3-world.js';

startV3World({ sections: ['client', 'provider', 'older'] });
beforeEach(() => void vi.stubEnv('AWS_REGION', undefined));

const temporary = (clientConfig: object = {}): (() => Promise<{ accessKeyId: string }>) =>
  helper.stsProvider(
    (regional) => fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig: regional }),
    { maxAttempts: 1, ...clientConfig },
  );
const regionsAsked = (): string[] => world.requests.map(({ host }) => host.split('.')[1]!);

describe('a provider of the helper for older SDKs', () => {
  test('goes where the SDK goes when nothing names a region', async () => {
    await expect(temporary()()).resolves.toMatchObject({ accessKeyId: 'ASIA-us-east-1' });
    expect(regionsAsked()).toEqual(['us-east-1']);
  });

  test('throws what the SDK throws there, and asks no second time', async () => {
    world.host('us-east-1').answer = refuse(503, 'ServiceUnavailable');
    await expect(temporary()()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(regionsAsked()).toEqual(['us-east-1']);
  });

  test('is served by the fallback of the region that it is given', async () => {
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    await expect(temporary({ region: HOME })()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
  });
});
