import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BROKEN, refuse } from '../faults/answers.js';
import { FAULTS, inflict } from '../faults/faults.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, limitRequests, loadHelper, unusedHaste, type V3Helper } from './load.js';

let world: World;
let helper: V3Helper;

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
  helper = await loadHelper('v3-esm');
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  helper.resetStsHealth();
  limitRequests(helper);
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  expect(unusedHaste()).toBe(0);
});

/** Without connections kept alive, which `world.reset()` cuts. */
const ask = (): Promise<Response> =>
  helper.withStsRegions(
    (region, signal) =>
      fetch(`https://${helper.stsHost(region)}/?Action=AssumeRoleWithWebIdentity`, {
        headers: { connection: 'close' },
        signal,
      }),
    { region: HOME },
  );

const key = async (): Promise<string | undefined> =>
  /<AccessKeyId>(.*)<\/AccessKeyId>/.exec(await (await ask()).text())?.[1];

describe('a request by fetch', () => {
  test.each(FAULTS.filter(({ outcome }) => outcome !== 'stops'))('is served by the fallback: $fault', async (fault) => {
    inflict(world.host(HOME), fault);
    limitRequests(helper, fault.hangs === true ? 1 : 0);
    await expect(key()).resolves.toBe(`ASIA-${FALLBACK}`);
  });

  // `fetch` makes a network error of 407 from anything that is no proxy of its own.
  test.each(FAULTS.filter(({ outcome, fault }) => outcome === 'stops' && !fault.includes('407')))(
    "gets home's answer as fetch gives it: $fault",
    async (fault) => {
      inflict(world.host(HOME), fault);
      const answer = await ask();
      expect(answer.ok).toBe(false);
      await expect(answer.text()).resolves.not.toBe('');
      expect(world.host(FALLBACK).requests).toEqual([]);
    },
  );

  test("gets home's answer when every region refuses", async () => {
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    world.host(FALLBACK).answer = refuse(400, 'Throttling');
    await expect(ask()).resolves.toMatchObject({ status: 503, url: expect.stringContaining(HOME) });
  });

  test('is the error of fetch when nobody answers', async () => {
    for (const region of [HOME, FALLBACK]) world.host(region).answer = BROKEN.reset;
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  test('whose body the caller has read is returned as it is', async () => {
    const read = async (region: string, signal: AbortSignal): Promise<Response> => {
      const answer = await fetch(`https://${helper.stsHost(region)}/?Action=AssumeRoleWithWebIdentity`, { signal });
      await answer.text();
      return answer;
    };
    await expect(helper.withStsRegions(read, { region: HOME })).resolves.toMatchObject({ bodyUsed: true });
  });
});

describe('a request by axios', () => {
  /** What axios throws for a status outside of 2xx, and returns for the others. */
  const answer = (status: number, data: unknown, type = 'text/xml') => ({
    status,
    data,
    headers: { 'content-type': type },
  });
  const served = answer(200, '<Arn/>');
  const send = (atHome: () => Promise<unknown>): Promise<unknown> =>
    helper.withStsRegions((region) => (region === HOME ? atHome() : Promise.resolve(served)), { region: HOME });
  const thrown = (response: { readonly status: number }): Promise<never> =>
    Promise.reject(
      Object.assign(new Error('Request failed'), {
        name: 'AxiosError',
        code: response.status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE',
        response,
      }),
    );

  test.each<[string, () => Promise<unknown>]>([
    ['503', () => thrown(answer(503, ''))],
    ['throttling in XML', () => thrown(answer(400, '<Error><Code>Throttling</Code></Error>'))],
    ['throttling in JSON', () => thrown(answer(400, { Error: { Code: 'Throttling' } }))],
    ['a status that validateStatus let through', () => Promise.resolve(answer(500, ''))],
    ['a captive portal', () => Promise.resolve(answer(200, '<html>', 'text/html; charset=utf-8'))],
  ])('is served by the fallback: %s', async (_, atHome) => {
    await expect(send(atHome)).resolves.toBe(served);
  });

  test("gets home's refusal as axios gives it", async () => {
    const response = answer(403, '<Error><Code>AccessDenied</Code></Error>');
    await expect(send(() => thrown(response))).rejects.toMatchObject({ name: 'AxiosError', response });
    await expect(send(() => Promise.resolve(response))).resolves.toBe(response);
  });
});
