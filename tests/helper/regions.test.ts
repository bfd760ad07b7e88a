import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resetStsHealth, stsPolicy, withStsRegions } from '../../src/helper/sources/v3.js';

const SHIPPED = { ...stsPolicy };
const reset = (): Error => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const refused = (): Error => Object.assign(new Error('denied'), { name: 'AccessDenied', statusCode: 403 });
const throttled = (): Error => Object.assign(new Error('slow'), { name: 'Throttling', statusCode: 400 });

type Event = Parameters<NonNullable<typeof stsPolicy.onFailover>>[0];
let asked: string[];
let events: Event[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5); // no jitter
  resetStsHealth();
  asked = [];
  events = [];
  Object.assign(stsPolicy, SHIPPED, {
    fallbacks: {
      'eu-west-1': ['eu-central-1', 'eu-north-1'],
      'us-east-1': ['us-west-2'],
      'cn-north-1': ['us-east-1', 'cn-northwest-1'],
    },
    onFailover: (event: Event) => void events.push(event),
  });
});
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left').toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

type Call = (region: string, signal: AbortSignal) => Promise<string>;

/** A call in which the named regions fail, each in its way, and the others answer with their name. */
function failingIn(faults: Record<string, () => Error>): Call {
  return async (region) => {
    asked.push(region);
    const fault = faults[region];
    if (fault !== undefined) throw fault();
    return region;
  };
}

/** A call to which the named regions never answer. It ends when its signal says so, as `fetch` does. */
function hanging(...regions: string[]): Call {
  return async (region, signal) => {
    asked.push(region);
    if (!regions.includes(region)) return region;
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  };
}

const region = 'eu-west-1';

describe('the order of regions', () => {
  test('home alone is asked while it answers', async () => {
    await expect(withStsRegions(failingIn({}), { region })).resolves.toBe('eu-west-1');
    expect(asked).toEqual(['eu-west-1']);
    expect(events).toEqual([]);
  });

  test('the fallbacks follow in the order of the table', async () => {
    const call = failingIn({ 'eu-west-1': reset, 'eu-central-1': reset });
    await expect(withStsRegions(call, { region })).resolves.toBe('eu-north-1');
    expect(events.map((event) => [event.region, event.next])).toEqual([
      ['eu-west-1', 'eu-central-1'],
      ['eu-central-1', 'eu-north-1'],
    ]);
  });

  test('a region of another partition is passed over', async () => {
    await withStsRegions(failingIn({ 'cn-north-1': reset }), { region: 'cn-north-1' });
    expect(asked).toEqual(['cn-north-1', 'cn-northwest-1']);
  });

  test('a home that the table does not know stays alone, which is told once', async () => {
    const call = failingIn({ 'ap-south-1': reset });
    await expect(withStsRegions(call, { region: 'ap-south-1' })).rejects.toThrow('reset');
    await expect(withStsRegions(call, { region: 'ap-south-1' })).rejects.toThrow('reset');
    expect(asked).toEqual(['ap-south-1', 'ap-south-1']);
    expect(events.filter(({ error }) => error === undefined).map((event) => event.region)).toEqual(['ap-south-1']);
  });

  test('home is what the environment says when the call is made', async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    await expect(withStsRegions(failingIn({ 'us-east-1': reset }))).resolves.toBe('us-west-2');
  });

  test('without any region nothing is guessed', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    await expect(withStsRegions(failingIn({}))).rejects.toThrow('Region is missing');
  });
});

describe('the cooldown', () => {
  test('a region that failed while another answered is asked last, until the cooldown ends', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    vi.advanceTimersByTime(stsPolicy.cooldownMs - 1);
    asked = [];
    await withStsRegions(failingIn({}), { region });
    expect(asked).toEqual(['eu-central-1']);
    vi.advanceTimersByTime(1);
    await withStsRegions(failingIn({}), { region });
    expect(asked).toEqual(['eu-central-1', 'eu-west-1']);
  });

  test('a cooling home is asked all the same when the others fail', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    asked = [];
    const call = failingIn({ 'eu-central-1': reset, 'eu-north-1': reset });
    await expect(withStsRegions(call, { region })).resolves.toBe('eu-west-1');
    expect(asked).toEqual(['eu-central-1', 'eu-north-1', 'eu-west-1']);
  });

  test('one call probes when it ends; the others meanwhile go elsewhere', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    vi.advanceTimersByTime(stsPolicy.cooldownMs * 2);
    asked = [];
    const calls = Promise.all(Array.from({ length: 20 }, () => withStsRegions(hanging('eu-west-1'), { region })));
    await vi.advanceTimersByTimeAsync(stsPolicy.requestTimeoutMs);
    await calls;
    expect(asked.filter((name) => name === 'eu-west-1')).toHaveLength(1);
  });

  test.each([
    ['answers', () => failingIn({})],
    ['refuses', () => failingIn({ 'eu-west-1': refused })],
  ])('it is over when the probe finds that home %s', async (_, probe) => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    vi.advanceTimersByTime(stsPolicy.cooldownMs * 2);
    await withStsRegions(probe(), { region }).catch(() => undefined);
    asked = [];
    await Promise.all([withStsRegions(failingIn({}), { region }), withStsRegions(failingIn({}), { region })]);
    expect(asked).toEqual(['eu-west-1', 'eu-west-1']);
  });

  test('the clock on the wall counts: a process that was frozen for an hour asks home', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    vi.setSystemTime(Date.now() + 3_600_000);
    asked = [];
    await withStsRegions(failingIn({}), { region });
    expect(asked).toEqual(['eu-west-1']);
  });

  test('an outage of everything cools nothing, since it may be ours', async () => {
    const everywhere = failingIn({ 'eu-west-1': reset, 'eu-central-1': reset, 'eu-north-1': reset });
    await expect(withStsRegions(everywhere, { region })).rejects.toThrow('reset');
    asked = [];
    await withStsRegions(failingIn({}), { region });
    expect(asked).toEqual(['eu-west-1']);
  });

  test('throttling cools nothing', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': throttled }), { region });
    asked = [];
    await withStsRegions(failingIn({}), { region });
    expect(asked).toEqual(['eu-west-1']);
  });
});

describe('the error', () => {
  test("home's refusal is final", async () => {
    await expect(withStsRegions(failingIn({ 'eu-west-1': refused }), { region })).rejects.toThrow('denied');
    expect(asked).toEqual(['eu-west-1']);
  });

  test("a fallback's refusal does not hide home's outage", async () => {
    const call = failingIn({ 'eu-west-1': reset, 'eu-central-1': refused, 'eu-north-1': refused });
    await expect(withStsRegions(call, { region })).rejects.toThrow('reset');
    expect(asked).toEqual(['eu-west-1', 'eu-central-1', 'eu-north-1']);
  });

  test("is home's own when home was found down before and the fallbacks refuse, and the refusals are told", async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    events = [];
    const call = failingIn({ 'eu-west-1': reset, 'eu-central-1': refused, 'eu-north-1': refused });
    await expect(withStsRegions(call, { region })).rejects.toThrow('reset');
    expect(events.map(({ error }) => (error as Error).name)).toEqual(['AccessDenied', 'AccessDenied', 'Error']);
  });

  test("is a refusal of home's own when home answers again while the fallbacks refuse", async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    const call = failingIn({ 'eu-west-1': refused, 'eu-central-1': throttled, 'eu-north-1': throttled });
    await expect(withStsRegions(call, { region })).rejects.toThrow('denied');
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('log line');
      },
    ],
    ['rejects', () => Promise.reject(new Error('metric'))],
  ])('a hook that %s changes nothing, and no rejection is unhandled', async (_, hook) => {
    stsPolicy.onFailover = hook;
    await expect(withStsRegions(failingIn({ 'eu-west-1': reset }), { region })).resolves.toBe('eu-central-1');
  });
});

describe('the time', () => {
  test('a region that hangs has as long as a request may take', async () => {
    const call = withStsRegions(hanging('eu-west-1'), { region });
    await vi.advanceTimersByTimeAsync(stsPolicy.requestTimeoutMs - 1);
    expect(asked).toEqual(['eu-west-1']);
    await vi.advanceTimersByTimeAsync(1);
    await expect(call).resolves.toBe('eu-central-1');
  });

  test("with everything hanging the error is home's", async () => {
    const call = withStsRegions(hanging('us-east-1', 'us-west-2'), { region: 'us-east-1' });
    const failed = expect(call).rejects.toThrow('sts.us-east-1.amazonaws.com did not answer within 1500 ms');
    await vi.advanceTimersByTimeAsync(2 * stsPolicy.requestTimeoutMs);
    await failed;
  });

  test('a process that was frozen past the limit takes the answer that has come meanwhile', async () => {
    let answer: (region: string) => void = () => {};
    const call = withStsRegions(() => new Promise<string>((resolve) => (answer = resolve)), { region });
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(stsPolicy.requestTimeoutMs / 2); // all timers that were due have fired
    answer('late');
    await expect(call).resolves.toBe('late');
  });
});

describe('cancelling', () => {
  test('before the call ends it at once', async () => {
    const signal = AbortSignal.abort();
    const call: Call = async (_, given) => {
      given.throwIfAborted();
      return 'sent';
    };
    await expect(withStsRegions(call, { region, signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('during the call stops the request and asks nobody else', async () => {
    const controller = new AbortController();
    const call = withStsRegions(hanging('eu-west-1'), { region, signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toEqual(['eu-west-1']);
    expect(events).toEqual([]);
  });
});
