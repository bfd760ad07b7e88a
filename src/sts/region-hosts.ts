/** The hosts of STS in one region: those that AWS lists, and those that an SDK builds whether they exist or not. */
import type { Region } from './regions.js';
import { stsHost } from './regions.js';

export interface RegionHosts<Host = string> {
  readonly regional: string;
  readonly fips: Host;
  readonly dualStack: Host;
  readonly fipsDualStack: Host;
}

/** The hosts that an SDK resolves for the region, plain, with FIPS, with dual-stack, and with both (client-sts 3.1169.0, asked by the tests). */
export function sdkHosts(region: string): RegionHosts {
  return {
    regional: stsHost(region),
    fips: stsHost(region, { fips: true }),
    dualStack: stsHost(region, { dualStack: true }),
    fipsDualStack: stsHost(region, { fips: true, dualStack: true }),
  };
}

/** The hosts that AWS lists for STS in the region; `undefined` where it lists none, so that the host of {@link sdkHosts} cannot be relied on. */
export function listedHosts({
  name,
  hasFipsHost,
  hasDualStackHost,
  hasFipsDualStackHost,
}: Region): RegionHosts<string | undefined> {
  const { regional, fips, dualStack, fipsDualStack } = sdkHosts(name);
  return {
    regional,
    fips: hasFipsHost ? fips : undefined,
    dualStack: hasDualStackHost ? dualStack : undefined,
    fipsDualStack: hasFipsDualStackHost ? fipsDualStack : undefined,
  };
}
