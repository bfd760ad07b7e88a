/**
 * What an error says about the region that it came from.
 * - `down`: the region, or the way to it, is at fault: ask the next one, and this one last for a while.
 * - `elsewhere`: the region is fine but cannot serve this call (throttled, disabled for the account): ask the next one.
 * - `denied`: home's refusal is final; a fallback's may come from a policy on its region, so it counts only for that region.
 * - `final`: every region would say the same.
 */
export type StsVerdict = 'down' | 'elsewhere' | 'denied' | 'final';

const NETWORK_FAULT =
  /^(ECONN|ENET|EHOST|EAI_|EPIPE$|EPROTO$|ETIMED?OUT$|ENOTFOUND$|ENODATA$|ESERVFAIL$|EREFUSED$|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|HPE_|UND_ERR|TimeoutError$|NetworkingError$|UnknownEndpoint$|NotAnStsAnswer$)/;
const THROTTLED =
  /^(Throttl|RequestLimitExceeded|RequestThrottled|TooManyRequests|SlowDown|LimitExceeded|BandwidthLimitExceeded|PriorRequestNotComplete)/;
const OTHER_REGION_MAY_SERVE = /^(RegionCooling|RegionDisabled|OptInRequired|IDPCommunicationError|ServiceUnavailable|InternalFailure|InternalError)/;
const DENIED = /^(AccessDenied|InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch|NotAuthorized)/;
/** An empty answer as the SDK's providers word it, and `fetch`, which hides the network's error in `cause`. */
const NO_ANSWER = /^(Invalid response from STS|fetch failed$|Failed to fetch$)/;

interface Fault {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/** HTTP status of an answer that became an error (SDK v3, then SDK v2), or 0 when none came. */
function statusOf(error: unknown): number {
  const { $metadata, statusCode } = (error ?? {}) as Fault;
  return Number($metadata?.httpStatusCode ?? statusCode ?? 0);
}

/** Sorts an error of either SDK, of `fetch`, or of your own code (give it a `code`, `name` or `statusCode`). */
export function classifyStsError(error: unknown): StsVerdict {
  const { name, code, message, cause } = (error ?? {}) as Fault;
  const says = (pattern: RegExp): boolean => pattern.test(String(name)) || pattern.test(String(code));
  const status = statusOf(error);
  if (says(THROTTLED) || status === 429) return 'elsewhere'; // before the status: SlowDown comes with 503
  if (status >= 500 || says(NETWORK_FAULT)) return 'down';
  if (says(OTHER_REGION_MAY_SERVE)) return 'elsewhere';
  if (says(DENIED)) return 'denied';
  if (cause !== undefined && cause !== null) return classifyStsError(cause);
  return NO_ANSWER.test(String(message)) ? 'down' : 'final';
}

export { statusOf };
