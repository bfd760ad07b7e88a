import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resetStsHealth } from '../../src/helper/sources/health.js';
import { stsPolicy, type StsFailoverEvent } from '../../src/helper/sources/policy.js';
import { withStsRegions } from '../../src/helper/sources/raw.js';

const SHIPPED = { ...stsPolicy };
const reset = (): Error => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const refused = (): Error => Object.assign(new Error('denied'), { name: 'AccessDenied', statusCode: 403 });

let asked: string[];
let events: StsFailoverEvent[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  resetStsHealth();
  asked = [];
  events = [];
  Object.assign(stsPolicy, SHIPPED, {
    fallbacks: {
      'eu-west-1': ['eu-central-1', 'eu-north-1'],
      'us-east-1': ['us-west-2'],
      'cn-north-1': ['us-east-1', 'cn-northwest-1'],
    },
    onFailover: (event: StsFailoverEvent) => void events.push(event),
  });
});
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left').toBe(0);
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A call in which the named regions fail, each in its way, and the others answer with their name. */
function failingIn(faults: Record<string, () => Error>): (region: string) => Promise<string> {
  return async (region) => {
    asked.push(region);
    const fault = faults[region];
    if (fault !== undefined) throw fault();
    return region;
  };
}

const hanging =
  (...regions: string[]) =>
  async (region: string): Promise<string> => {
    asked.push(region);
    if (regions.includes(region)) await new Promise(() => {});
    return region;
  };

const region = 'eu-west-1';

describe('the order of regions', () => {
  test('home alone is asked while it answers', async () => {
    await expect(withStsRegions(failingIn({}), { region })).resolves.toBe('eu-west-1');
    expect(asked).toEqual(['eu-west-1']);
    expect(events).toEqual([]);
  });

  test('the fallbacks follow in the order of the table', async () => {
    await expect(withStsRegions(failingIn({ 'eu-west-1': reset, 'eu-central-1': reset }), { region })).resolves.toBe(
      'eu-north-1',
    );
    expect(events.map((event) => [event.kind, event.region, event.next])).toEqual([
      ['fault', 'eu-west-1', 'eu-central-1'],
      ['fault', 'eu-central-1', 'eu-north-1'],
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
    expect(events.filter(({ kind }) => kind === 'no-fallback').map((event) => event.region)).toEqual(['ap-south-1']);
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
    vi.spyOn(Math, 'random').mockReturnValue(0.5); // no jitter
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
    await expect(withStsRegions(failingIn({ 'eu-central-1': reset, 'eu-north-1': reset }), { region })).resolves.toBe(
      'eu-west-1',
    );
    expect(asked).toEqual(['eu-central-1', 'eu-north-1', 'eu-west-1']);
  });

  test('one call probes when it ends; the others meanwhile go elsewhere', async () => {
    await withStsRegions(failingIn({ 'eu-west-1': reset }), { region });
    vi.advanceTimersByTime(stsPolicy.cooldownMs * 2);
    asked = [];
    const calls = Promise.all(Array.from({ length: 20 }, () => withStsRegions(hanging('eu-west-1'), { region })));
    await vi.advanceTimersByTimeAsync(stsPolicy.regionDeadlineMs);
    await calls;
    expect(asked.filter((name) => name === 'eu-west-1')).toHaveLength(1);
  });

  test('it is the same after a long freeze: the clock on the wall counts, not the time that was lived', async () => {
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
    const throttled = (): Error => Object.assign(new Error('slow'), { name: 'Throttling', statusCode: 400 });
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

  test('a hook that throws changes nothing', async () => {
    stsPolicy.onFailover = () => {
      throw new Error('log line');
    };
    await expect(withStsRegions(failingIn({ 'eu-west-1': reset }), { region })).resolves.toBe('eu-central-1');
  });
});

describe('the time', () => {
  test('a region that hangs has its deadline', async () => {
    const call = withStsRegions(hanging('eu-west-1'), { region });
    await vi.advanceTimersByTimeAsync(stsPolicy.regionDeadlineMs - 1);
    expect(asked).toEqual(['eu-west-1']);
    await vi.advanceTimersByTimeAsync(1);
    await expect(call).resolves.toBe('eu-central-1');
  });

  test('a given deadline is shared by the regions', async () => {
    const startedAt = Date.now();
    const call = withStsRegions(hanging('eu-west-1', 'eu-central-1'), { region, deadlineMs: 3_000 });
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(call).resolves.toBe('eu-north-1');
    expect(Date.now() - startedAt).toBe(2_000);
  });

  test("with everything hanging the deadline is kept, and the error is home's", async () => {
    const call = withStsRegions(hanging('us-east-1', 'us-west-2'), { region: 'us-east-1', deadlineMs: 3_000 });
    const failed = expect(call).rejects.toThrow('us-east-1 did not answer within 1500 ms');
    await vi.advanceTimersByTimeAsync(3_000);
    await failed;
  });

  test('the policy may know the deadline: the rest of a Lambda invocation', async () => {
    stsPolicy.deadlineMs = () => 1_000;
    const call = withStsRegions(hanging('us-east-1'), { region: 'us-east-1' });
    await vi.advanceTimersByTimeAsync(500);
    await expect(call).resolves.toBe('us-west-2');
  });

  test('a Lambda function of 3 s is answered by the fallback in time, without any configuration', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'function');
    const call = withStsRegions(hanging('us-east-1'), { region: 'us-east-1' });
    await vi.advanceTimersByTimeAsync(1_200);
    await expect(call).resolves.toBe('us-west-2');
  });

  test('in Lambda the last region has the full time', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'function');
    const call = withStsRegions(hanging('ap-south-1'), { region: 'ap-south-1' });
    const failed = expect(call).rejects.toThrow('within 4000 ms');
    await vi.advanceTimersByTimeAsync(4_000);
    await failed;
  });
});

describe('cancelling', () => {
  test('before the call asks nobody', async () => {
    await expect(withStsRegions(failingIn({}), { region, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(asked).toEqual([]);
  });

  test('during the call stops it, the request and the journey', async () => {
    const controller = new AbortController();
    let passedOn: AbortSignal | undefined;
    const call = withStsRegions(
      (name, signal) => {
        passedOn = signal;
        return hanging('eu-west-1')(name);
      },
      { region, signal: controller.signal },
    );
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(passedOn?.aborted).toBe(true);
    expect(asked).toEqual(['eu-west-1']);
  });
});
