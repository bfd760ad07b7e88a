import { announced, stsPolicy } from './policy.js';

/** Region → when it may be asked first again. One record per process, shared by every client and provider. */
const coolingUntil: Map<string, number> = new Map();

/** Forgets what was learned about the regions; for tests. */
export function resetStsHealth(): void {
  coolingUntil.clear();
  announced.clear();
}

/** The first region that is not cooling down, or the first of all. */
function healthiest(regions: readonly string[]): string | undefined {
  const now = Date.now();
  return regions.find((region) => (coolingUntil.get(region) ?? 0) <= now) ?? regions[0];
}

/** One call's view of a region's health, from the moment the call turns to it. */
class Visit {
  readonly region: string;
  private seen: number | undefined;

  constructor(region: string) {
    this.region = region;
    this.probe();
  }

  /** At the end of a cooldown this visit is the probe: the others go on to avoid the region. */
  private probe(): void {
    if (coolingUntil.has(this.region)) coolingUntil.set(this.region, Date.now() + stsPolicy.cooldownMs);
    this.seen = coolingUntil.get(this.region);
  }

  /**
   * Whether another call found the region down since, for instance the one that fetched the credentials for this one. To be
   * asked when the request leaves: where the cooldown has ended meanwhile, this visit is the probe.
   */
  isOutdated(): boolean {
    const now = coolingUntil.get(this.region);
    if (now === this.seen) return false;
    if (now !== undefined && now > Date.now()) return true;
    this.probe();
    return false;
  }

  /** The region answered, be it with a refusal. */
  answered(): void {
    coolingUntil.delete(this.region);
  }

  /** The region failed while another one answered, so the fault is not ours. */
  blame(): void {
    coolingUntil.set(this.region, Date.now() + stsPolicy.cooldownMs * (0.8 + 0.4 * Math.random()));
  }

  /** No word on the region (cancelled, no credentials, everything down): the next call may probe. */
  undecided(): void {
    if (this.seen !== undefined && coolingUntil.get(this.region) === this.seen) coolingUntil.set(this.region, 0);
  }
}

export { healthiest, Visit };
