import type { MeasuredRegion } from '../../../../sts/region-proposal.js';
import type { Sample } from './handshake.js';
import type { Measurement } from './measure.js';

/** Medians in milliseconds. */
export interface Medians {
  /** `undefined` through a proxy. */
  readonly dnsMs: number | undefined;
  readonly connectMs: number;
  readonly tlsMs: number;
  readonly totalMs: number;
}

export interface Standing {
  readonly measurement: Measurement;
  readonly medians: Medians;
}

export interface Standings {
  /** Hosts that answered, quickest first, by the median of the whole handshake; equal ones by name. */
  readonly reached: readonly Standing[];
  /** Hosts that never answered, by region. */
  readonly unreached: readonly Measurement[];
}

/** Orders what was measured. */
export function standingsOf(measurements: readonly Measurement[]): Standings {
  const byName = [...measurements].sort((a, b) => (a.region.name < b.region.name ? -1 : 1));
  const reached = byName
    .filter(({ samples }) => samples.length > 0)
    .map((measurement) => ({ measurement, medians: mediansOf(measurement.samples) }));
  return {
    reached: reached.sort((a, b) => a.medians.totalMs - b.medians.totalMs),
    unreached: byName.filter(({ samples }) => samples.length === 0),
  };
}

/** The standings in the form that the proposal needs. */
export function measuredRegions({ reached }: Standings): readonly MeasuredRegion[] {
  return reached.map(({ measurement, medians }) => ({ region: measurement.region, milliseconds: medians.totalMs }));
}

/** The whole handshake, in milliseconds. */
export function totalMs({ dnsMs = 0, connectMs, tlsMs }: Sample): number {
  return dnsMs + connectMs + tlsMs;
}

function mediansOf(samples: readonly Sample[]): Medians {
  const direct = samples.flatMap(({ dnsMs }) => (dnsMs === undefined ? [] : [dnsMs]));
  return {
    dnsMs: direct.length === 0 ? undefined : median(direct),
    connectMs: median(samples.map(({ connectMs }) => connectMs)),
    tlsMs: median(samples.map(({ tlsMs }) => tlsMs)),
    totalMs: median(samples.map(totalMs)),
  };
}

/** The middle value, or the mean of the two middle ones; NaN for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
