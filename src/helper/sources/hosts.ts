import { announceOnce, stsPolicy } from './policy.js';

/** Partitions: how their region names begin, and how their hosts end. Credentials, and therefore failover, never cross them. */
const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-gov-', 'amazonaws.com'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
  ['', 'amazonaws.com'],
];

/** The only regions of the `aws` partition with an `sts-fips` host; in GovCloud the ordinary host is a FIPS host. */
const FIPS_REGIONS = /^(us-(east|west)-[12]|us-gov-.+)$/;

function partitionOf(region: string): readonly [string, string] {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? ['', 'amazonaws.com'];
}

/** The host of STS in a region, for requests made by hand; sign them for the same region. */
export function stsHost(region: string): string {
  const endpoint = stsPolicy.vpceEndpoints[region];
  if (endpoint !== undefined) return endpoint.replace(/^https?:\/\/|\/.*$/g, '');
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(region)) throw new Error(`"${region}" is not an AWS region`); // it becomes part of a host name
  return `sts.${region}.${partitionOf(region)[1]}`;
}

/**
 * The interface endpoint of a region. The SDK refuses an endpoint for a client that asks for FIPS or dual-stack (`variant`), so
 * such a client keeps the names that AWS has for it.
 */
function vpceEndpoint(region: string, variant: boolean): string | undefined {
  return variant ? undefined : stsPolicy.vpceEndpoints[region];
}

/** Home and its fallbacks: each once, in home's partition, with FIPS only where STS has a FIPS host. */
function regionsFrom(home: string, fips = false): string[] {
  const fallbacks = (stsPolicy.fallbacks[home] ?? []).filter(
    (region) => partitionOf(region)[0] === partitionOf(home)[0] && (!fips || FIPS_REGIONS.test(region)),
  );
  const regions = Array.from(new Set([home, ...fallbacks]));
  if (regions.length === 1) announceOnce({ kind: 'no-fallback', region: home, next: undefined, error: undefined });
  return regions;
}

/** The region in a host name of STS, `undefined` for the global host and any other. */
function regionOfHost(host: string): string | undefined {
  return /^sts(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(host)?.[1];
}

export { regionOfHost, regionsFrom, vpceEndpoint };
