declare const process: { env: Record<string, string | undefined> } | undefined; // browsers and workers have none
export const env = (name: string): string | undefined =>
  typeof process === 'undefined' ? undefined : process.env[name];

/** The whole policy. Change it here, or assign to its fields when your application starts. */
export const stsPolicy = {
  /** Home region → where to go when it fails, nearest first. Stay within what your SCPs and your network allow. */
  fallbacks: {} as Record<string, readonly string[] | undefined>,
  // #if endpoints
  /** Region → interface endpoint (https://vpce-….sts.us-east-1.vpce.amazonaws.com), for networks without internet. */
  vpceEndpoints: {} as Record<string, string | undefined>,
  // #end
  /** Time for one HTTP request, from connecting to its last byte. STS needs 10 to 500 ms; the SDK waits forever. */
  requestTimeoutMs: (env('AWS_LAMBDA_FUNCTION_NAME') === undefined ? 1500 : 1000) as number,
  /** Requests per region and call: one retry keeps a single reset connection from causing failover. */
  attempts: 2,
  /** After another region has answered, a region that is down is tried last for this long (±20 %). */
  cooldownMs: 30000,
  /** For your log or metric: `region` failed, and `next` is tried, if any. No `error`: `region` has no fallback. */
  onFailover: undefined as ((event: StsFailoverEvent) => unknown) | undefined,
};
export type StsFailoverEvent = Record<'region' | 'next', string | undefined> & { error: unknown };

/** Region → until when it is tried last. Shared by the whole process. */
export const coolingUntil = new Map<string, number>();
export const toldAlone = new Set<string | undefined>(); // homes without a fallback that `onFailover` was told of

/** Forgets what was learned about the regions; for tests. */
export function resetStsHealth(): void {
  coolingUntil.clear();
  toldAlone.clear();
}

/** A hook that throws or rejects must not stop a call for credentials. */
export const announce = (region: string | undefined, next?: string, error?: unknown): unknown =>
  (async () => await stsPolicy.onFailover?.({ region, next, error }))().catch(() => false);

/** Credentials are valid in one partition, so failover never leaves it. */
export const partitionOf = (region: string): string =>
  /^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/.exec(region)?.[1] ?? 'aws';

/** Home and its fallbacks, those in cooldown last; with FIPS only where STS has a FIPS host. */
export function regionsFrom(home: string, fips = false): string[] {
  const isAllowed = (region: string): boolean =>
    partitionOf(region) === partitionOf(home) && (!fips || /^us-(gov-.*|(east|west)-[12])$/.test(region));
  const regions = Array.from(new Set([home, ...(stsPolicy.fallbacks[home] ?? []).filter(isAllowed)]));
  if (regions.length === 1 && toldAlone.size < toldAlone.add(home).size) announce(home); // once
  const isCooling = (region: string): boolean => (coolingUntil.get(region) ?? 0) > Date.now();
  return regions.sort((one, other) => Number(isCooling(one)) - Number(isCooling(other)));
}

// #if requests, v2
/** The ends of host names, for partitions other than `amazonaws.com`. */
const HOST_ENDINGS: Record<string, string | undefined> = {
  cn: 'amazonaws.com.cn',
  'us-iso': 'c2s.ic.gov',
  'us-isob': 'sc2s.sgov.gov',
  'us-isof': 'csp.hci.ic.gov',
  'eu-isoe': 'cloud.adc-e.uk',
  eusc: 'amazonaws.eu',
};

/** The host of STS in a region, for requests made by hand; sign them for the same region. */
export function stsHost(region: string): string {
  // #if endpoints
  const endpoint = stsPolicy.vpceEndpoints[region];
  if (endpoint !== undefined) return endpoint.replace(/^https?:\/\/|\/.*$/g, '');
  // #end
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(region)) throw new Error(`"${region}" is not an AWS region`);
  return `sts.${region}.${HOST_ENDINGS[partitionOf(region)] ?? 'amazonaws.com'}`;
}

// #end
// #if requests
type HttpHeaders = Partial<Record<'content-type', unknown> & Record<'get', (name: string) => unknown>>;
type HttpText = Partial<Record<'bodyUsed', boolean>> & { clone?: () => { text: () => Promise<string> } };
type HttpData = Partial<Record<'data', string | { Error?: { Code?: string } }>>;
export type HttpAnswer = Partial<Record<'status', number> & Record<'headers', HttpHeaders>> & HttpText & HttpData;
// #end
type StsError = Partial<Error> & { code?: unknown; statusCode?: number; $metadata?: { httpStatusCode?: number } };
const THROTTLED = /^(Throttl|RequestLimitExceeded|RequestThrottled|TooManyRequests|SlowDown|BandwidthLimitExceeded)/;
const NOT_SERVED_HERE = /^(RegionDisabled|OptInRequired|IDPCommunicationError|ServiceUnavailable|InternalFailure)/;

/** `down`: last for a while. `elsewhere`: throttled, or not offered here: the next. `final`: refused or cancelled. */
export function classifyStsError(error: unknown): 'down' | 'elsewhere' | 'final' {
  const { name = '', code, message = '', statusCode, $metadata } = (error ?? {}) as StsError;
  // #if requests
  const { status: answered = 0, data } = ((error ?? {}) as { response?: HttpAnswer }).response ?? {}; // of one by hand
  if (answered >= 400) {
    const said = typeof data === 'string' ? /(?:<Code>|"Code":)[\s"]*(\w+)/.exec(data)?.[1] : data?.Error?.Code;
    return classifyStsError({ name: said, statusCode: answered });
  }
  // #end
  const status = $metadata?.httpStatusCode ?? statusCode ?? 0;
  const isOneOf = (words: RegExp): boolean => words.test(name) || (typeof code === 'string' && words.test(code));
  if (status === 429 || isOneOf(THROTTLED)) return 'elsewhere'; // before the status: SlowDown comes with 503
  if (status >= 500) return 'down';
  if (isOneOf(NOT_SERVED_HERE)) return 'elsewhere';
  if (status >= 400 || isOneOf(/^(ENOENT|EACCES|CredentialsError|RequestAborted|AbortError)/)) return 'final';
  const isOfNetwork = code !== undefined || name === 'TimeoutError';
  return isOfNetwork || message.startsWith('Invalid response from STS') ? 'down' : 'final'; // STS's answer was empty
}
