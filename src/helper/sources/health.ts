import { announced, stsPolicy } from './policy.js';

/** Region → when it may be asked first again. One record per process, shared by every client and provider. */
const coolingUntil = new Map<string, number>();

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

/** Called before a region is asked: at the end of a cooldown one call probes, and the others still go elsewhere. */
function enter(region: string): void {
  if (coolingUntil.has(region)) coolingUntil.set(region, Date.now() + stsPolicy.cooldownMs);
}

/** The region answered, be it with a refusal. */
function recovered(region: string): void {
  coolingUntil.delete(region);
}

/** The call ended without a word on the region (cancelled, no credentials, everything down): the next call may probe. */
function undecided(region: string): void {
  if (coolingUntil.has(region)) coolingUntil.set(region, 0);
}

/** The region failed while another one answered, so the fault is not ours. */
function coolDown(region: string): void {
  coolingUntil.set(region, Date.now() + stsPolicy.cooldownMs * (0.8 + 0.4 * Math.random()));
}

export { coolDown, enter, healthiest, recovered, undecided };
