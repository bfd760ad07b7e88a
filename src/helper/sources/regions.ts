import { classifyStsError, statusOf } from './errors.js';
import { healthiest, Visit } from './health.js';
import { regionOfHost, regionsFrom } from './hosts.js';
import { announce, regionDeadline, stsPolicy, totalDeadline } from './policy.js';

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

/**
 * `setTimeout` that first looks at what has arrived: a process that was busy or frozen must not blame a region. Returns what
 * stops it.
 */
function startTimer(ms: number, act: () => void): () => void {
  let look: ReturnType<typeof setImmediate> | undefined;
  const timer = setTimeout(() => (look = setImmediate(act)), ms);
  return () => {
    clearTimeout(timer);
    if (look !== undefined) clearImmediate(look);
  };
}

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function abortError(): Error {
  return namedError('AbortError', 'Request aborted');
}

/** How long the SDK may wait between two tries while there is another region to ask. */
const PATIENCE_MS = 700;

interface Limits {
  readonly ms: number;
  /** Whether another region could still be asked. */
  readonly impatient: boolean;
}

/**
 * One region's turn to answer one call. Its clock starts when the first request leaves, so that slow credentials are nobody's
 * fault; the request handler below tells it. The turn travels with the request as its signal.
 */
class Turn implements Signal {
  aborted = false;
  /** Rejects when the time is up or the caller cancels, and never resolves. */
  readonly ended: Promise<never>;
  /** The host that the first request went to. */
  host = '';
  private readonly limits: Limits;
  private readonly visit: Visit | undefined;
  private readonly listeners: Set<() => void> = new Set();
  private controller: AbortController | undefined;
  private stopTimer: () => void = () => {};
  private reject: (reason: unknown) => void = () => {};
  private endsAt = 0;
  private over = false;

  constructor(limits: Limits, visit?: Visit) {
    this.limits = limits;
    this.visit = visit;
    this.ended = new Promise((_, reject) => (this.reject = reject));
    this.ended.catch(() => {}); // nobody waits for it when the answer came first
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** The platform's own signal, for whoever needs more than the SDK does: `fetch`, handlers that are not ours. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.aborted) this.controller.abort();
    }
    return this.controller.signal;
  }

  requestLeaves(host = ''): void {
    const { ms, impatient } = this.limits;
    if (this.endsAt === 0) {
      this.endsAt = Date.now() + ms;
      this.host = host;
      if (impatient && this.visit?.isOutdated() === true) {
        this.endBecause('RegionCooling', 'was found down meanwhile');
        return;
      }
    }
    this.endIn(this.endsAt - Date.now(), 'TimeoutError', `did not answer within ${ms} ms`);
  }

  /** Throttling and `Retry-After` make the SDK wait before its retry; another region need not wait for that. */
  errorCame(): void {
    if (!this.limits.impatient || this.endsAt - Date.now() < PATIENCE_MS) return;
    this.endIn(PATIENCE_MS, 'ThrottlingError', `asks to wait longer than ${PATIENCE_MS} ms before a retry`);
  }

  end(reason?: unknown): void {
    this.over = true;
    this.stopTimer();
    if (reason === undefined) return;
    this.aborted = true;
    this.reject(reason);
    this.controller?.abort();
    this.listeners.forEach((listener) => listener());
  }

  private endIn(ms: number, name: string, what: string): void {
    this.stopTimer();
    if (!this.over) this.stopTimer = startTimer(ms, () => this.endBecause(name, what));
  }

  private endBecause(name: string, what: string): void {
    this.end(namedError(name, `STS in ${this.visit?.region ?? 'its default region'} ${what}`));
  }
}

interface Journey {
  readonly signal?: Signal | undefined;
  readonly deadlineMs?: number | undefined;
  /** The call sends its request at once, and not through the request handler below. */
  readonly clockStartsNow?: boolean;
}

async function takeTurn<T>(turn: Turn, { signal, clockStartsNow }: Journey, call: () => Promise<T>): Promise<T> {
  if (signal?.aborted === true) throw abortError();
  const stopListening = onAbort(signal, () => turn.end(abortError()));
  if (clockStartsNow === true) turn.requestLeaves();
  try {
    return await Promise.race([turn.ended, call()]);
  } finally {
    turn.end();
    stopListening();
  }
}

/** Runs `call` at home, then in the other regions, until one answers. The heart of this file. */
async function tryRegions<T>(
  regions: readonly string[],
  call: (region: string, turn: Turn) => Promise<T>,
  journey: Journey = {},
): Promise<T> {
  const home = regions[0];
  const deadlineMs = journey.deadlineMs ?? totalDeadline();
  const endsAt = deadlineMs === undefined ? Infinity : Date.now() + deadlineMs;
  const clockStartsNow = journey.clockStartsNow === true || deadlineMs !== undefined;
  const errors = new Map<string, unknown>();
  const down: Visit[] = [];
  let served = false;
  let untried = regions;
  let region = healthiest(untried);
  try {
    while (region !== undefined) {
      const visit = new Visit(region);
      untried = untried.filter((other) => other !== visit.region);
      const share = (endsAt - Date.now()) / (untried.length + 1);
      const ms = Math.max(0, Math.min(regionDeadline(untried.length), share));
      const turn = new Turn({ ms, impatient: untried.length > 0 }, visit);
      try {
        const answer = await takeTurn(turn, { ...journey, clockStartsNow }, () => call(visit.region, turn));
        visit.answered();
        served = true;
        return answer;
      } catch (error) {
        const verdict = classifyStsError(error);
        if (verdict === 'down') down.push(visit);
        else if (statusOf(error) > 0) visit.answered();
        else visit.undecided();
        if (journey.signal?.aborted === true || verdict === 'final' || (verdict === 'denied' && visit.region === home))
          throw error;
        errors.set(visit.region, error);
        region = Date.now() < endsAt ? healthiest(untried) : undefined;
        announce({ kind: 'fault', region: visit.region, next: region, error });
      }
    }
  } finally {
    for (const visit of down) {
      if (served) visit.blame();
      else visit.undecided();
    }
  }
  // Home's error, if it was asked: a fallback's refusal must not make home's outage look permanent.
  throw home !== undefined && errors.has(home) ? errors.get(home) : Array.from(errors.values())[0];
}

/**
 * The same where only the SDK knows home (a profile's region, its own default): home is where it sends the request. Only
 * the call that is failing pays for that; other configurations name their home beforehand.
 */
async function tryFromUnknownHome<T>(call: (region: string | undefined, turn: Turn) => Promise<T>): Promise<T> {
  const deadlineMs = totalDeadline();
  const turn = new Turn({ ms: Math.min(regionDeadline(0), (deadlineMs ?? Infinity) / 2), impatient: false });
  const startedAt = Date.now();
  try {
    return await takeTurn(turn, { clockStartsNow: deadlineMs !== undefined }, () => call(undefined, turn));
  } catch (error) {
    const verdict = classifyStsError(error);
    const home = regionOfHost(turn.host);
    if (home === undefined || verdict === 'final' || verdict === 'denied') throw error;
    const regions = regionsFrom(home, turn.host.startsWith('sts-fips.'));
    // Not knowing home, the SDK could not go to its interface endpoint.
    const others = stsPolicy.vpceEndpoints[home] === undefined ? regions.slice(1) : regions;
    announce({ kind: 'fault', region: home, next: others[0], error });
    if (others.length === 0) throw error;
    const journey = deadlineMs === undefined ? {} : { deadlineMs: startedAt + deadlineMs - Date.now() };
    return tryRegions(others, call, journey).catch(() => {
      throw error;
    });
  }
}

export { abortError, namedError, onAbort, startTimer, tryFromUnknownHome, tryRegions, Turn };
export type { Signal };
