import { hostOfUrl, parseStsHost } from '../../sts/hosts.js';
import { allRegions, findRegion, isWellFormedRegion, normaliseRegion, partitionOf } from '../../sts/regions.js';
import { closestRegion } from '../../sts/region-spelling.js';
import type { Settings } from './settings.js';

/** What is wrong with a region name that a user wrote; `undefined` when nothing is. */
function regionProblem(name: string, allowed: readonly string[] = []): string | undefined {
  if (allowed.includes(name) || findRegion(name) !== undefined) return undefined;
  const tidy = normaliseRegion(name);
  const meant = findRegion(tidy)?.name ?? closestRegion(tidy);
  if (meant !== undefined) return `"${name}" is not an AWS region. Did you mean "${meant}"?`;
  return `"${name}" is not an AWS region.${isWellFormedRegion(name) ? ' If it is a new one, add it to "allowedRegions" in the settings.' : ''}`;
}

/** What is wrong with a list of home regions: an unknown or a repeated name. */
export function regionsProblem(regions: readonly string[], allowed: readonly string[] = []): string | undefined {
  for (const [index, name] of regions.entries()) {
    const problem = regionProblem(name, allowed);
    if (problem !== undefined) return problem;
    if (regions.indexOf(name) !== index) return `"${name}" is listed twice.`;
  }
  return undefined;
}

/**
 * What is wrong with the fallbacks of home regions: a name that is unknown, repeated, or the home itself, or a region
 * of another partition, where the home's accounts are not known.
 */
export function fallbacksProblem(
  fallbacks: Readonly<Record<string, readonly string[]>>,
  allowed: readonly string[] = [],
): string | undefined {
  for (const [home, regions] of Object.entries(fallbacks)) {
    if (regions.includes(home)) return `"${home}" cannot be its own fallback.`;
    const unknown = regionProblem(home, allowed) ?? regionsProblem(regions, allowed);
    if (unknown !== undefined) return unknown;
    const foreign = regions.find((name) => partitionOf(name).id !== partitionOf(home).id);
    if (foreign !== undefined)
      return `"${home}" is in the partition ${partitionOf(home).id} and its fallback "${foreign}" in ${partitionOf(foreign).id}; credentials of one partition are not known in another.`;
  }
  return undefined;
}

/**
 * What is wrong with the interface endpoints of regions: an unknown region, or a URL that no interface endpoint of STS
 * in that region has. Its own names are right (`vpce-….sts.<region>.vpce.amazonaws.com`), and so are the host names of
 * the region, which private DNS resolves to the endpoint. Any other name fails in the TLS handshake, because it is not
 * in the endpoint's certificate.
 */
export function vpcEndpointsProblem(
  endpoints: Readonly<Record<string, string>>,
  allowed: readonly string[] = [],
): string | undefined {
  for (const [region, url] of Object.entries(endpoints)) {
    const problem = regionProblem(region, allowed) ?? vpcEndpointProblem(region, url);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function vpcEndpointProblem(region: string, url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // `URL` also reads `https:host` and `https:\\\\host`, which SDKs and the helper do not.
  if (parsed?.protocol !== 'https:' || hostOfUrl(url) === undefined)
    return `The endpoint of ${region} must be an https URL, but is "${url}".`;
  const host = parseStsHost(parsed.hostname);
  if (host?.kind === 'global')
    return `The endpoint of ${region} is the global host "${url}", which no interface endpoint answers for.`;
  if (host && host.region !== region) return `The endpoint of ${region} is one of ${host.region}: "${url}".`;
  const { dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  if (
    !host ||
    ![dnsSuffix, dualStackDnsSuffix].some(
      (suffix) => host.host.endsWith(`${region}.${suffix}`) || host.host.endsWith(`${region}.vpce.${suffix}`),
    )
  )
    return `The endpoint of ${region} is not an interface endpoint of STS: "${url}". It looks like https://vpce-0a1b2c3d-4e5f6a7b.sts.${region}.vpce.${dnsSuffix}.`;
  if (
    parsed.pathname !== '/' ||
    parsed.search !== '' ||
    parsed.hash !== '' ||
    parsed.username !== '' ||
    parsed.port !== ''
  )
    return `The endpoint of ${region} must be a host without a path, a port or a user, but is "${url}".`;
  return undefined;
}

/**
 * Why failover cannot be set up with these settings: a region is the only one of its partition, although the partition
 * has more. `undefined` when every region has a fallback, or no region is named.
 */
export function missingFallback({
  regions = [],
  fallbacks = {},
}: Pick<Settings, 'regions' | 'fallbacks'>): string | undefined {
  const lonely = regions.find(
    (home) =>
      fallbacks[home] === undefined &&
      !regions.some((other) => other !== home && partitionOf(other).id === partitionOf(home).id) &&
      hasNeighbours(home),
  );
  if (lonely === undefined) return undefined;
  const partition = partitionOf(lonely).id;
  const others = regions.filter((name) => name !== lonely);
  if (others.length === 0)
    return `"${lonely}" is the only region, so there is nowhere to go when its STS fails. Name a second region of the partition ${partition}.`;
  const foreign = others.map((name) => `"${name}" in ${partitionOf(name).id}`).join(', ');
  return `"${lonely}" is in the partition ${partition} and ${foreign}; credentials of one partition are not known in another, so "${lonely}" has no fallback. Name a second region of ${partition}, or migrate for one partition at a time.`;
}

function hasNeighbours(region: string): boolean {
  const partition = partitionOf(region).id;
  return allRegions().some((other) => other.partition === partition && other.name !== region);
}
