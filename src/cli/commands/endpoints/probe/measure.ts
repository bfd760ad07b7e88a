import type { Region } from '../../../../sts/partition.js';
import type { Failure } from './failure.js';
import type { Sample } from './handshake.js';

export interface Target {
  readonly region: Region;
  readonly host: string;
  /** The proxy on the way; `undefined` for a direct connection. */
  readonly proxy: URL | undefined;
}

/** What was measured of one host. */
export interface Measurement extends Target {
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
}

/** One handshake with a target. Never rejects because of the network. */
export type Attempt = (target: Target) => Promise<{ readonly sample: Sample } | { readonly failure: Failure }>;

export interface MeasureOptions {
  /** Handshakes with each host. */
  readonly repeat: number;
  readonly interrupted: AbortSignal;
  /** Called with the number of the `targets.length * repeat` handshakes that are done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Node resolves this many names at a time. With more, names would wait for each other, and the wait would be measured.
 */
export const CONCURRENCY = 4;

/**
 * Measures every target `repeat` times, in rounds over all of them, so that a disturbance affects all alike. A host
 * that fails its first handshake is not tried again. After an interruption no new handshake starts, and the
 * measurements so far are returned.
 */
export async function measure(
  targets: readonly Target[],
  attempt: Attempt,
  { repeat, interrupted, onProgress }: MeasureOptions,
): Promise<readonly Measurement[]> {
  const seen = targets.map((target) => ({ ...target, samples: [] as Sample[], failures: [] as Failure[] }));
  let done = 0;
  for (let round = 0; round < repeat; round += 1) {
    const waiting = seen.filter(({ samples }) => round === 0 || samples.length > 0).values();
    const worker = async (): Promise<void> => {
      for (const target of waiting) {
        if (interrupted.aborted) return;
        const outcome = await attempt(target);
        if (interrupted.aborted) return; // a handshake that was cut short says nothing about the host
        if ('sample' in outcome) target.samples.push(outcome.sample);
        else target.failures.push(outcome.failure);
        done += round === 0 && 'failure' in outcome ? repeat : 1;
        onProgress?.(done);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  }
  return seen;
}
