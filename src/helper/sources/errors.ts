/**
 * What an error says about the region that it came from.
 * - `down`: the region, or the way to it, is at fault: ask the next one, and this one last for a while.
 * - `elsewhere`: the region is fine but cannot serve this call (throttled, disabled for the account): ask the next one.
 * - `denied`: home's refusal is final; a fallback's may come from a policy on its region, so it counts only for that region.
 * - `final`: every region would say the same.
 */
export type StsVerdict = 'down' | 'elsewhere' | 'denied' | 'final';

const NETWORK_FAULT =
  /^(ECONN|ENET|EHOST|EAI_|EPIPE$|EPROTO$|ETIMED?OUT$|ENOTFOUND$|ENODATA$|ESERVFAIL$|EREFUSED$|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|HPE_|UND_ERR|ERR_STREAM_PREMATURE_CLOSE$|ERR_NETWORK$|ERR_BAD_RESPONSE$|TimeoutError$|NetworkingError$|UnknownEndpoint$|NotAnStsAnswer$)/;
const THROTTLED =
  /^(Throttl|RequestLimitExceeded|RequestThrottled|TooManyRequests|SlowDown|LimitExceeded|BandwidthLimitExceeded|PriorRequestNotComplete)/;
const OTHER_REGION_MAY_SERVE =
  /^(RegionCooling|RegionDisabled|OptInRequired|IDPCommunicationError|ServiceUnavailable|InternalFailure|InternalError)/;
const DENIED =
  /^(AccessDenied|InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch|NotAuthorized)/;
/** An empty answer as the SDK's providers word it, and `fetch`, which hides the network's error in `cause`. */
const NO_ANSWER = /^(Invalid response from STS|fetch failed$|Failed to fetch$)/;

interface Fault {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly response?: { readonly status?: unknown; readonly data?: unknown };
}

/** HTTP status of an answer that became an error (SDK v3, SDK v2, axios), or 0 when none came. */
function statusOf(error: unknown): number {
  const { $metadata, statusCode, response } = (error ?? {}) as Fault;
  return Number($metadata?.httpStatusCode ?? statusCode ?? response?.status ?? 0);
}

/** The code in the body of a refusal that no SDK has read: XML, or JSON (parsed or not) where the request asked for it. */
function codeIn(body: unknown): string | undefined {
  if (typeof body === 'string') return /<Code>\s*(\w+)/.exec(body)?.[1] ?? /"Code"\s*:\s*"(\w+)/.exec(body)?.[1];
  const { Error: refusal } = (body ?? {}) as { Error?: { Code?: unknown } };
  return typeof refusal?.Code === 'string' ? refusal.Code : undefined;
}

/** Sorts an error of either SDK, of `fetch`, or of your own code (give it a `code`, `name` or `statusCode`). */
export function classifyStsError(error: unknown): StsVerdict {
  const { name, code, message, cause, response } = (error ?? {}) as Fault;
  const words = [name, code, codeIn(response?.data)].map(String);
  const says = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  const status = statusOf(error);
  if (says(THROTTLED) || status === 429) return 'elsewhere'; // before the status: SlowDown comes with 503
  if (status >= 500 || says(NETWORK_FAULT)) return 'down';
  if (says(OTHER_REGION_MAY_SERVE)) return 'elsewhere';
  if (says(DENIED)) return 'denied';
  if (cause !== undefined && cause !== null) return classifyStsError(cause);
  return NO_ANSWER.test(String(message)) ? 'down' : 'final';
}

export { codeIn, statusOf };
