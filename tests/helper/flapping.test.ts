import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKEN, refuse, success } from '../faults/answers.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, credentials, loadHelper, type V3Helper } from './load.js';

let world: World;
let helper: V3Helper;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
  helper = await loadHelper('v3-esm');
  // Up to 100 handshakes at once, both ends in this process: a machine that is busy besides is no fault of a region.
  Object.assign(helper.stsPolicy, { connectTimeoutMs: 20_000, requestTimeoutMs: 20_000, regionDeadlineMs: 25_000 });
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  return world.stop();
});

const runningTimers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

test('1,000 calls at once while home flaps: none lost, none missigned, no rejection unhandled, no connection and no timer left', async () => {
  Object.assign(helper.stsPolicy, { cooldownMs: 300, attempts: 1 });
  const timersBefore = runningTimers();
  const home = world.host(HOME);
  const faults = [
    undefined,
    refuse(503, 'ServiceUnavailable'),
    BROKEN.reset,
    undefined,
    refuse(500, 'InternalFailure'),
  ];
  let received = 0;
  home.answer = (request, response, action) => {
    const fault = faults[Math.floor(received++ / 40) % faults.length];
    if (fault !== undefined) return void fault(request, response, action);
    response.writeHead(200, { 'content-type': 'text/xml' }).end(success(action, HOME, 0));
  };

  const sts = helper.createStsClient({ region: HOME, credentials });
  let started = 0;
  let startedBeforeFirstAnswer = 0;
  const served: Record<string, number> = { [HOME]: 0, [FALLBACK]: 0 };
  const caller = async (): Promise<void> => {
    started++;
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    startedBeforeFirstAnswer ||= started;
    const region = Arn?.split('/')[1] ?? '';
    served[region] = (served[region] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: 1_000 }, caller));

  expect(startedBeforeFirstAnswer).toBe(1_000);
  expect(served).toEqual({ [HOME]: expect.any(Number), [FALLBACK]: 1_000 - (served[HOME] ?? 0) });
  expect(Math.min(...Object.values(served))).toBeGreaterThan(0);
  expect(world.missigned).toEqual([]);
  sts.destroy();
  await expect.poll(() => world.openSockets).toBe(0);
  await expect.poll(runningTimers).toBeLessThanOrEqual(timersBefore);
  expect(unhandled).toEqual([]);
}, 60_000);

test('calls that waited for a connection while home was found down, and then its cooldown ended, send it one request', async () => {
  Object.assign(helper.stsPolicy, { cooldownMs: 0, attempts: 1 });
  helper.resetStsHealth();
  world.reset();
  const home = world.host(HOME);
  const unavailable = refuse(503, 'ServiceUnavailable');
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    home.answer = (...asked) => {
      release = () => unavailable(...asked);
      resolve();
    };
  });
  const sts = helper.createStsClient({ region: HOME, credentials, requestHandler: { httpsAgent: { maxSockets: 1 } } });
  const calls = Array.from({ length: 20 }, () => sts.send(new GetCallerIdentityCommand({})));
  await held; // one is at home, the others queue

  home.answer = unavailable;
  const another = helper.createStsClient({ region: HOME, credentials });
  await another.send(new GetCallerIdentityCommand({})); // finds home down, for a cooldown of 0 ms
  helper.stsPolicy.cooldownMs = 60_000;
  home.requests.length = 0;
  release();
  await Promise.all(calls);
  expect(home.requests).toHaveLength(1);
  sts.destroy();
  another.destroy();
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
