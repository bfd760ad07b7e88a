import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKEN, refuse } from '../faults/answers.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, credentials, loadHelper, type V3Helper } from './load.js';

let world: World;
let helper: V3Helper;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
  helper = await loadHelper('v3-esm');
  // 100 handshakes at once, both ends in this process: a machine that is busy besides is no fault of a region.
  Object.assign(helper.stsPolicy, { connectTimeoutMs: 20_000, requestTimeoutMs: 20_000, regionDeadlineMs: 25_000 });
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  return world.stop();
});

test('1,000 calls while home flaps: none lost, none missigned, no rejection unhandled, no connection left', async () => {
  Object.assign(helper.stsPolicy, { cooldownMs: 300, attempts: 1 });
  const home = world.host(HOME);
  const faults = [undefined, refuse(503, 'ServiceUnavailable'), BROKEN.reset, undefined, refuse(500, 'InternalFailure')];
  let received = 0;
  home.answer = (request, response, action) => {
    const fault = faults[Math.floor(received++ / 40) % faults.length];
    if (fault !== undefined) return void fault(request, response, action);
    response.writeHead(200, { 'content-type': 'text/xml' }).end('<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>home</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>');
  };
  let failovers = 0;
  helper.stsPolicy.onFailover = ({ kind }) => void (kind === 'fault' && failovers++);

  const sts = helper.createStsClient({ region: HOME, credentials });
  let served = 0;
  const caller = async (): Promise<void> => {
    for (let call = 0; call < 10; call++) {
      const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
      expect(Arn).toBeTruthy();
      served++;
    }
  };
  await Promise.all(Array.from({ length: 100 }, caller));

  expect(served).toBe(1_000);
  expect(failovers).toBeGreaterThan(0);
  expect(world.missigned).toEqual([]);
  sts.destroy();
  await expect.poll(() => world.openSockets).toBe(0);
  expect(unhandled).toEqual([]);
});

test('while home stays down, each cooldown costs one request there', async () => {
  Object.assign(helper.stsPolicy, { cooldownMs: 200, attempts: 1, onFailover: () => {} });
  helper.resetStsHealth();
  world.reset();
  const home = world.host(HOME);
  home.answer = refuse(503, 'ServiceUnavailable');
  const sts = helper.createStsClient({ region: HOME, credentials });
  await sts.send(new GetCallerIdentityCommand({}));
  const startedAt = Date.now();
  home.requests.length = 0;
  const caller = async (): Promise<void> => {
    while (Date.now() < startedAt + 1_000) await sts.send(new GetCallerIdentityCommand({}));
  };
  await Promise.all(Array.from({ length: 20 }, caller));
  const shortest = 200 * 0.8;
  expect(home.requests.length).toBeLessThanOrEqual(Math.ceil((Date.now() - startedAt) / shortest));
  expect(home.requests.length).toBeGreaterThan(0);
  sts.destroy();
});
