import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { BROKEN, refuse, success } from '../faults/answers.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, credentials, limitRequests, loadHelper, type V3Helper } from './load.js';

let world: World;
let helper: V3Helper;
const PATIENTLY = { timeout: 300_000 };
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
  helper = await loadHelper('v3-esm');
  limitRequests(helper);
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  return world.stop();
});

afterEach(() => void vi.useRealTimers());

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
  await expect.poll(() => world.openSockets, PATIENTLY).toBe(0);
  await expect.poll(runningTimers, PATIENTLY).toBeLessThanOrEqual(timersBefore);
  expect(unhandled).toEqual([]);
});

test('while home stays down, each cooldown costs one request there', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  Object.assign(helper.stsPolicy, { cooldownMs: 30_000, attempts: 1 });
  helper.resetStsHealth();
  world.reset();
  const home = world.host(HOME);
  home.answer = refuse(503, 'ServiceUnavailable');
  const sts = helper.createStsClient({ region: HOME, credentials });
  const callAtOnce = (calls: number): Promise<unknown> =>
    Promise.all(Array.from({ length: calls }, () => sts.send(new GetCallerIdentityCommand({}))));
  await callAtOnce(1);
  for (let probes = 2; probes <= 4; probes++) {
    vi.setSystemTime(Date.now() + 30_000 * 1.2); // the longest that one lasts
    await callAtOnce(20);
    expect(home.requests).toHaveLength(probes);
  }
  sts.destroy();
});
