import { codeIn } from './errors.js';
import { regionsFrom } from './hosts.js';
import { namedError, tryRegions, type Turn } from './regions.js';

/** An answer of `fetch` or axios, as far as this file reads it. */
interface Answer {
  readonly status: number;
  readonly headers: object;
  readonly bodyUsed?: boolean;
  readonly data?: unknown;
  clone?(): { text(): Promise<string> };
}

function isAnswer(value: unknown): value is Answer {
  const { status, headers } = (value ?? {}) as Partial<Answer>;
  return typeof status === 'number' && typeof headers === 'object';
}

function isWebPage({ headers }: Answer): boolean {
  const { get } = headers as { get?: (name: string) => unknown };
  const type =
    typeof get === 'function'
      ? get.call(headers, 'content-type')
      : (headers as Record<string, unknown>)['content-type'];
  return /\bhtml\b/i.test(String(type));
}

/** Why an answer that the call returned is none, as an error: `fetch` returns refusals, too, and returns before the body is there. */
async function faultIn(answer: Answer): Promise<Error | undefined> {
  const { status } = answer;
  if (status < 400 && isWebPage(answer))
    return namedError('NotAnStsAnswer', 'A web page came instead of an answer of STS');
  const whole = answer.clone === undefined || answer.bodyUsed === true ? answer.data : await answer.clone().text(); // while the clock runs
  if (status < 400) return undefined;
  return Object.assign(namedError(codeIn(whole) ?? 'HttpError', `STS answered with status ${status}`), {
    statusCode: status,
  });
}

/**
 * Sends a request of your own (fetch, axios, aws4, signature-v4) to home, then to the next regions. `call` must use
 * `stsHost(region)`, sign for `region`, pass `signal` on, and return the answer of `fetch` or axios, or throw an error with a
 * `statusCode`. When every region refuses, home's answer is returned, or thrown, as `call` gave it.
 */
export async function withStsRegions<T>(
  call: (region: string, signal: AbortSignal) => Promise<T>,
  options: {
    region?: string | (() => Promise<string>) | undefined;
    signal?: AbortSignal | undefined;
    deadlineMs?: number | undefined;
  } = {},
): Promise<T> {
  const home =
    typeof options.region === 'function' ? await options.region() : (options.region ?? process.env['AWS_REGION']);
  if (home === undefined || home === '') throw new Error('Region is missing: pass `region` or set AWS_REGION');
  const refusals = new Map<unknown, T>();
  const ask = async (region: string, { signal }: Turn): Promise<T> => {
    const answer = await call(region, signal);
    const fault = isAnswer(answer) ? await faultIn(answer) : undefined;
    if (fault === undefined) return answer;
    refusals.set(fault, answer);
    throw fault;
  };
  try {
    return await tryRegions(regionsFrom(home), ask, {
      signal: options.signal,
      deadlineMs: options.deadlineMs,
      clockStartsNow: true,
    });
  } catch (error) {
    const refusal = refusals.get(error);
    if (refusal !== undefined) return refusal;
    throw error;
  }
}
