import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderHelper } from '../../../src/helper/index.js';
import { refuse } from '../../faults/answers.js';
import { World } from '../../faults/world.js';
import { FALLBACK, FALLBACKS, HOME, credentials, role, type V3Helper } from '../../helper/load.js';
import { installedSets } from '../../support/installed-sets.js';

interface Subsegment {
  readonly name: string;
  readonly in_progress?: boolean;
  readonly fault?: boolean;
  readonly error?: boolean;
  readonly aws?: { readonly operation: string; readonly region: string };
  readonly http?: { readonly response: { readonly status: number } };
}

/** What is used of X-Ray. */
interface XRay {
  readonly Segment: new (name: string) => { readonly subsegments?: readonly Subsegment[]; close(): void };
  captureAWSv3Client<T>(client: T, segment?: object): T;
  enableManualMode(): void;
  enableAutomaticMode(): void;
  setContextMissingStrategy(strategy: string): void;
  getNamespace(): { runPromise<T>(call: () => Promise<T>): Promise<T> };
  setSegment(segment: object): void;
}

let world: World;
beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nonexistent');
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  vi.unstubAllEnvs();
});

describe.each(installedSets('third-party', 'x-ray-'))('%s', (_, folder) => {
  let xray: XRay;
  let helper: V3Helper;
  let sdk: typeof import('@aws-sdk/client-sts');

  beforeAll(() => {
    const file = join(folder, 'sts-failover.cjs');
    writeFileSync(file, renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: '0.0.0' }));
    const require = createRequire(file);
    xray = require('aws-xray-sdk-core') as XRay;
    helper = require(file) as V3Helper;
    sdk = require('@aws-sdk/client-sts') as typeof sdk;
    xray.setContextMissingStrategy('RUNTIME_ERROR');
  });
  beforeEach(() => helper.resetStsHealth());

  const assume = async (client: STSClient): Promise<string | undefined> =>
    (await client.send(new sdk.AssumeRoleCommand(role))).Credentials?.AccessKeyId;
  const newClient = (): STSClient => helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 });
  const seen = (segment: { readonly subsegments?: readonly Subsegment[] }): unknown =>
    segment.subsegments?.map(({ name, in_progress, fault, error, aws, http }) => [
      name,
      aws?.operation,
      http?.response.status,
      fault ?? error ?? false,
      in_progress ?? false,
    ]);

  const HEALTHY = ['STS', 'AssumeRole', 200, false, false];
  const DOWN = ['STS', 'AssumeRole', 503, true, false];

  test('a healthy call has one subsegment', async () => {
    xray.enableManualMode();
    const segment = new xray.Segment('orders');
    await expect(assume(xray.captureAWSv3Client(newClient(), segment))).resolves.toBe(`ASIA-${HOME}`);
    expect(seen(segment)).toEqual([HEALTHY]);
  });

  test('with home down, the request to each region has its own: the failed one of home, then the one that served', async () => {
    xray.enableManualMode();
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    const segment = new xray.Segment('orders');
    const client = xray.captureAWSv3Client(newClient(), segment);
    await expect(assume(client)).resolves.toBe(`ASIA-${FALLBACK}`);
    expect(seen(segment)).toEqual([DOWN, HEALTHY]);
    // X-Ray reads the region from the configuration of the client that was captured.
    expect(segment.subsegments?.map(({ aws }) => aws?.region)).toEqual([HOME, HOME]);
    // Home cools, so the next call goes to the other region at once, and is traced there.
    await expect(assume(client)).resolves.toBe(`ASIA-${FALLBACK}`);
    expect(seen(segment)).toEqual([DOWN, HEALTHY, HEALTHY]);
    expect(world.requests.map(({ host }) => host)).toEqual(
      [HOME, FALLBACK, FALLBACK].map((region) => `sts.${region}.amazonaws.com`),
    );
  });

  test('capturing a client again leaves one subsegment for each request', async () => {
    xray.enableManualMode();
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    const client = newClient();
    const before = new xray.Segment('before');
    await assume(xray.captureAWSv3Client(client, before));
    helper.resetStsHealth();
    const after = new xray.Segment('after');
    await assume(xray.captureAWSv3Client(client, after));
    expect(seen(before)).toEqual([DOWN, HEALTHY]);
    expect(seen(after)).toEqual([DOWN, HEALTHY]);
  });

  test('in automatic mode the segment of the caller is found in both regions', async () => {
    xray.enableAutomaticMode();
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    const client = xray.captureAWSv3Client(newClient());
    const segment = new xray.Segment('orders');
    await xray.getNamespace().runPromise(async () => {
      xray.setSegment(segment);
      await expect(assume(client)).resolves.toBe(`ASIA-${FALLBACK}`);
    });
    expect(seen(segment)).toEqual([DOWN, HEALTHY]);
  });
});
