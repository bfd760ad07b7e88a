/**
 * The hosts of STS: which ones a region has, and which one a host name or URL is. Whether a text is used as an endpoint
 * is decided elsewhere.
 */
import type { Region } from './partition.js';
import { PARTITIONS, partitionOf } from './regions.js';

export interface HostOptions {
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

export const GLOBAL_STS_HOST = 'sts.amazonaws.com';
/** The region that the SDKs sign requests to the global host for. */
export const GLOBAL_SIGNING_REGION = 'us-east-1';

/**
 * The host that STS has in a region, or that an SDK would build for an unknown one. GovCloud's FIPS host is its
 * ordinary one.
 */
export function stsHost(region: string, { fips = false, dualStack = false }: HostOptions = {}): string {
  const partition = partitionOf(region);
  const service = fips && !(partition.id === 'aws-us-gov' && !dualStack) ? 'sts-fips' : 'sts';
  return `${service}.${region}.${dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix}`;
}

/**
 * Whether STS may have a FIPS host in this region. `false` only where AWS's public lists are certain. There are no
 * public lists for the ISO partitions.
 *
 * @param dualStack `undefined` when it is not known whether the client asks for dual-stack too
 */
export function mayHaveFipsHost(
  { partition, hasFipsHost: plain, hasFipsDualStackHost }: Region,
  dualStack: boolean | undefined,
): boolean {
  return partition.startsWith('aws-iso') || plain || (dualStack !== false && hasFipsDualStackHost);
}

export interface RegionHosts<Host = string> {
  readonly regional: string;
  readonly fips: Host;
  readonly dualStack: Host;
  readonly fipsDualStack: Host;
}

/**
 * The hosts that an SDK resolves for the region: plain, with FIPS, with dual-stack, and with both (client-sts 3.1169.0;
 * the tests ask it).
 */
export function sdkHosts(region: string): RegionHosts {
  return {
    regional: stsHost(region),
    fips: stsHost(region, { fips: true }),
    dualStack: stsHost(region, { dualStack: true }),
    fipsDualStack: stsHost(region, { fips: true, dualStack: true }),
  };
}

/** The hosts that AWS lists for STS in the region. Where it lists none, the host of {@link sdkHosts} may not exist. */
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

export type StsHost = GlobalStsHost | RegionalStsHost;

export interface GlobalStsHost {
  readonly kind: 'global';
  readonly host: string;
}

export interface RegionalStsHost {
  readonly kind: 'regional' | 'fips' | 'dualstack' | 'vpce';
  /** Lower case, without port and trailing dot. */
  readonly host: string;
  readonly region: string;
  /** Id of the region's partition. */
  readonly partition: string;
  /** vpce only: the host of one availability zone. */
  readonly zonal?: true;
}

/** Looser than a partition's pattern, so that the host of an unknown region is recognised too. */
const REGION_LABEL = '[a-z]{2,4}(?:-[a-z]+)+-\\d+';
const DNS_SUFFIXES = suffixPattern((partition) => partition.dnsSuffix);
const DUAL_STACK_SUFFIXES = suffixPattern((partition) => partition.dualStackDnsSuffix);

/**
 * Tried in this order. Each captures the region; the one for interface endpoints also captures the endpoint's own
 * label.
 */
const HOST_FORMS: readonly { readonly kind: RegionalStsHost['kind']; readonly form: RegExp }[] = [
  {
    kind: 'vpce',
    form: new RegExp(
      `^(?<endpoint>vpce-[0-9a-z-]+)\\.sts(?:-fips)?\\.(?<region>${REGION_LABEL})\\.vpce\\.(?:${DNS_SUFFIXES}|${DUAL_STACK_SUFFIXES})$`,
    ),
  },
  {
    kind: 'fips',
    form: new RegExp(`^sts-fips\\.(?<region>${REGION_LABEL})\\.(?:${DNS_SUFFIXES}|${DUAL_STACK_SUFFIXES})$`),
  },
  { kind: 'dualstack', form: new RegExp(`^sts\\.(?<region>${REGION_LABEL})\\.(?:${DUAL_STACK_SUFFIXES})$`) },
  { kind: 'regional', form: new RegExp(`^sts\\.(?<region>${REGION_LABEL})\\.(?:${DNS_SUFFIXES})$`) },
];

const BARE_HOST = /^(?:\/\/)?([a-z0-9](?:[a-z0-9-]*\.)*[a-z0-9-]*\.?)(?::\d+)?(?:[/?#].*)?$/i;
const XML_NAMESPACE = /^https?:\/\/sts\.amazonaws\.com\/doc\/\d{4}-\d{2}-\d{2}\/?$/i;

/**
 * The host of a URL, `host:port` or bare host, in lower case without port and trailing dot; `undefined` for any other
 * text.
 */
export function hostOfUrl(textOrUrl: string): string | undefined {
  const text = textOrUrl.trim();
  const host = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? hostnameOf(text) : BARE_HOST.exec(text)?.[1];
  return host === undefined || host === '' ? undefined : host.toLowerCase().replace(/\.$/, '');
}

/**
 * Which STS host a bare host, `host:port` or URL names; `undefined` when it names none (another service, another
 * company's STS, a look-alike domain).
 */
export function parseStsHost(textOrUrl: string): StsHost | undefined {
  const host = hostOfUrl(textOrUrl);
  if (host === undefined) return undefined;
  if (host === GLOBAL_STS_HOST) return { kind: 'global', host };
  for (const { kind, form } of HOST_FORMS) {
    const { region, endpoint } = form.exec(host)?.groups ?? {};
    if (region === undefined) continue;
    const found = { kind, host, region, partition: partitionOf(region).id };
    return endpoint !== undefined && isZonal(endpoint, region) ? { ...found, zonal: true } : found;
  }
  return undefined;
}

/**
 * Whether the URL is the XML namespace of every STS response. It looks like a URL of the global host, but is never
 * requested.
 */
export function isXmlNamespace(url: string): boolean {
  return XML_NAMESPACE.test(url.trim());
}

/**
 * Whether the label names a zone after the endpoint's id: `vpce-0abc-us-east-1a`, or `vpce-0abc-us-west-2-lax-1a` for a
 * local zone.
 */
function isZonal(endpointLabel: string, region: string): boolean {
  return new RegExp(`-${region}(?:-[a-z]{3}-\\d)?[a-z]$`).test(endpointLabel);
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function suffixPattern(
  suffixOf: (partition: { readonly dnsSuffix: string; readonly dualStackDnsSuffix: string }) => string,
): string {
  const suffixes = new Set([...PARTITIONS.values()].map(suffixOf));
  return [...suffixes].map((suffix) => suffix.replaceAll('.', '\\.')).join('|');
}
