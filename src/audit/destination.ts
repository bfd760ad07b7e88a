import { GLOBAL_STS_HOST, hostOfUrl, parseStsHost } from '../sts/hosts.js';
import type { StsCall } from './call.js';

/** Where a call went. */
export const DESTINATIONS = ['global', 'unknown', 'regional', 'endpoint', 'fips', 'service'] as const;
export type Destination = (typeof DESTINATIONS)[number];

export const DESTINATION_LABELS: Readonly<Record<Destination, string>> = {
  global: 'Global host',
  unknown: 'Unknown',
  regional: 'Regional host',
  endpoint: 'Interface endpoint',
  fips: 'FIPS host',
  service: 'Made by AWS',
};

/** The host that the global one is served by within a region, since 2025. */
const GLOBAL_IN_REGION = /^sts-global\.([a-z0-9-]+)\.amazonaws\.com$/;
const SERVICE_NAME = /\.amazonaws\.com(?:\.cn)?$/;
const AWS_INTERNAL = 'AWS Internal';
/** Calls to the global host are in the log of this region, whatever region served them. */
const LOG_OF_GLOBAL_HOST = 'us-east-1';

/**
 * Where a call went, by the best evidence in its record: the host that the client named, the kind of endpoint,
 * the VPC endpoint, and finally the region of the log. Without host and kind, a record of us-east-1 may be of either
 * host, so it is unknown.
 */
export function destinationOf(call: StsCall): Destination {
  if (isMadeByAws(call)) return 'service';
  const host = call.host === undefined ? undefined : hostOfUrl(call.host);
  if (host === GLOBAL_STS_HOST || call.endpointType === 'global' || (host && GLOBAL_IN_REGION.test(host)))
    return 'global';
  if (host !== undefined) return destinationOfHost(host, call);
  if (call.vpcEndpoint !== undefined) return 'endpoint';
  if (call.endpointType === 'regional') return 'regional';
  if (call.region === 'global') return 'global'; // in records of 2021 and before
  return call.region === '' || call.region === LOG_OF_GLOBAL_HOST ? 'unknown' : 'regional';
}

/** The region that served a call to the global host, where the record says so. */
export function servingRegionOf(call: StsCall): string | undefined {
  return call.servingRegion ?? GLOBAL_IN_REGION.exec((call.host && hostOfUrl(call.host)) ?? '')?.[1];
}

/**
 * AWS made the call, by itself or while a service did something for a user. Only AWS chooses the host of such a call.
 */
function isMadeByAws({ identity, sourceIp }: StsCall): boolean {
  if (identity.type === 'AWSService' || identity.invokedBy !== undefined) return true;
  return sourceIp !== undefined && (sourceIp === AWS_INTERNAL || SERVICE_NAME.test(sourceIp));
}

function destinationOfHost(host: string, { vpcEndpoint, region, endpointType }: StsCall): Destination {
  const parsed = parseStsHost(host);
  if (vpcEndpoint !== undefined || parsed?.kind === 'vpce') return 'endpoint';
  if (parsed) return parsed.kind === 'fips' ? 'fips' : 'regional';
  // The host of a region that this version does not know.
  if (region !== '' && host.startsWith(`sts.${region}.`)) return 'regional';
  if (region !== '' && host.startsWith(`sts-fips.${region}.`)) return 'fips';
  return endpointType === 'regional' ? 'regional' : 'unknown';
}
