import { AsyncLocalStorage } from 'node:async_hooks';
import { classifyStsError, statusOf } from './errors.js';
import { coolDown, enter, healthiest, recovered, undecided } from './health.js';
import { regionOfHost, regionsFrom } from './hosts.js';
import { announce, regionDeadline, totalDeadline } from './policy.js';

/** As much of an `AbortSignal` as every SDK release has; the oldest know only `onabort`. */
interface Signal {
  readonly aborted: boolean;
  onabort?: unknown;
  addEventListener?(type: 'abort', listener: () => void): void;
  removeEventListener?(type: 'abort', listener: () => void): void;
}

/** Calls back when the signal aborts; returns what stops that. */
function onAbort(signal: Signal | undefined, listener: () => void): () => void {
  if (signal?.addEventListener !== undefined) signal.addEventListener('abort', listener);
  else if (signal !== undefined) signal.onabort = listener;
  return () => signal?.removeEventListener?.('abort', listener);
}

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** How long the SDK may wait between two tries while there is another region to ask. */
const PATIENCE_MS = 700;

/** One region's turn. Its clock starts when the request leaves, which the request handler below tells through `currentTurn`. */
class Turn {
  /** The host that the first request of this turn went to. */
  host = '';
  /** Rejects when the time is up or the caller cancels, and never resolves. */
  readonly ended: Promise<never>;
  private readonly where: string;
  private readonly limitMs: number;
  private readonly isLast: boolean;
  private endsAt = 0;
  private over = false;
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reject: (reason: unknown) => void = () => {};

  constructor(where: string, limitMs: number, isLast: boolean) {
    this.where = where;
    this.limitMs = Math.max(0, limitMs);
    this.isLast = isLast;
    this.ended = new Promise((_, reject) => (this.reject = reject));
    this.ended.catch(() => {}); // nobody waits for it when the answer came first
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** A request leaves: the first one starts the clock. */
  startClock(host = ''): void {
    if (this.endsAt === 0) {
      this.endsAt = Date.now() + this.limitMs;
      this.host = host;
    }
    this.endIn(this.endsAt - Date.now(), namedError('TimeoutError', `STS in ${this.where} did not answer within ${this.limitMs} ms`));
  }

  /** An error came. Throttling and `Retry-After` make the SDK wait before its retry; another region need not wait for that. */
  awaitRetry(): void {
    if (this.isLast || this.endsAt - Date.now() < PATIENCE_MS) return;
    this.endIn(PATIENCE_MS, namedError('ThrottlingError', `STS in ${this.where} asks to wait longer than ${PATIENCE_MS} ms before a retry`));
  }

  private endIn(ms: number, reason: Error): void {
    clearTimeout(this.timer);
    if (this.over) return; // a straggler of a turn that is history
    this.timer = setTimeout(() => this.end(reason), ms);
  }

  end(reason?: unknown): void {
    this.over = true;
    clearTimeout(this.timer);
    if (reason === undefined) return;
    this.reject(reason);
    this.controller.abort();
  }
}

const currentTurn: AsyncLocalStorage<Turn> = new AsyncLocalStorage<Turn>();

interface Journey {
  readonly signal?: Signal | undefined;
  readonly deadlineMs?: number | undefined;
  /** The call sends its request at once, and not through the request handler below. */
  readonly clockStartsNow?: boolean;
}

async function takeTurn<T>(turn: Turn, { signal, clockStartsNow }: Journey, call: () => Promise<T>): Promise<T> {
  const aborted = namedError('AbortError', 'Request aborted');
  if (signal?.aborted === true) throw aborted;
  const stopListening = onAbort(signal, () => turn.end(aborted));
  if (clockStartsNow === true) turn.startClock();
  try {
    return await Promise.race([turn.ended, currentTurn.run(turn, call)]);
  } finally {
    turn.end();
    stopListening();
  }
}

/** Runs `call` at home, then in the other regions, until one answers. The heart of this file. */
async function tryRegions<T>(
  regions: readonly string[],
  call: (region: string, signal: AbortSignal) => Promise<T>,
  journey: Journey = {},
): Promise<T> {
  const home = regions[0];
  const deadlineMs = journey.deadlineMs ?? totalDeadline();
  const endsAt = deadlineMs === undefined ? Infinity : Date.now() + deadlineMs;
  const clockStartsNow = journey.clockStartsNow === true || deadlineMs !== undefined;
  const errors = new Map<string, unknown>();
  const down: string[] = [];
  let settle = undecided; // of the regions that are down, until another one answers
  let untried = regions;
  let region = healthiest(untried);
  try {
    while (region !== undefined) {
      const asked = region;
      untried = untried.filter((other) => other !== asked);
      enter(asked);
      const share = (endsAt - Date.now()) / (untried.length + 1);
      const turn = new Turn(asked, Math.min(regionDeadline(untried.length), share), untried.length === 0);
      try {
        const answer = await takeTurn(turn, { ...journey, clockStartsNow }, () => call(asked, turn.signal));
        recovered(asked);
        settle = coolDown;
        return answer;
      } catch (error) {
        const verdict = classifyStsError(error);
        if (verdict === 'down') down.push(asked);
        else if (statusOf(error) > 0) recovered(asked);
        else undecided(asked);
        if (journey.signal?.aborted === true || verdict === 'final' || (verdict === 'denied' && asked === home)) throw error;
        errors.set(asked, error);
        region = Date.now() < endsAt ? healthiest(untried) : undefined;
        announce({ kind: 'fault', region: asked, next: region, error });
      }
    }
  } finally {
    down.forEach(settle);
  }
  // Home's error, if it was asked: a fallback's refusal must not make home's outage look permanent.
  throw home !== undefined && errors.has(home) ? errors.get(home) : [...errors.values()][0];
}

/**
 * The same where only the SDK knows home (a profile's region, its own default): home is where it sends the request. Only
 * the call that is failing pays for that; other configurations name their home beforehand.
 */
async function tryFromUnknownHome<T>(call: (region: string | undefined) => Promise<T>): Promise<T> {
  const deadlineMs = totalDeadline();
  const turn = new Turn('its default region', Math.min(regionDeadline(1), (deadlineMs ?? Infinity) / 2), false);
  const startedAt = Date.now();
  try {
    return await takeTurn(turn, { clockStartsNow: deadlineMs !== undefined }, () => call(undefined));
  } catch (error) {
    const verdict = classifyStsError(error);
    const home = regionOfHost(turn.host);
    if (home === undefined || verdict === 'final' || verdict === 'denied') throw error;
    const [, ...others] = regionsFrom(home, turn.host.startsWith('sts-fips.'));
    announce({ kind: 'fault', region: home, next: others[0], error });
    if (others.length === 0) throw error;
    const journey = deadlineMs === undefined ? {} : { deadlineMs: startedAt + deadlineMs - Date.now() };
    return tryRegions(others, call, journey).catch(() => {
      throw error;
    });
  }
}

/**
 * Sends a request of your own (fetch, aws4, signature-v4) to home, then to the next regions. `call` must use
 * `stsHost(region)`, sign for `region`, pass `signal` on, and throw an error with `statusCode` on a status of 400 or more.
 */
export async function withStsRegions<T>(
  call: (region: string, signal: AbortSignal) => Promise<T>,
  options: { region?: string | (() => Promise<string>) | undefined; signal?: AbortSignal | undefined; deadlineMs?: number | undefined } = {},
): Promise<T> {
  const home = typeof options.region === 'function' ? await options.region() : (options.region ?? process.env['AWS_REGION']);
  if (home === undefined || home === '') throw new Error('Region is missing: pass `region` or set AWS_REGION');
  return tryRegions(regionsFrom(home), call, { signal: options.signal, deadlineMs: options.deadlineMs, clockStartsNow: true });
}

export { currentTurn, namedError, onAbort, tryFromUnknownHome, tryRegions };
export type { Signal };
