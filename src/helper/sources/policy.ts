/** What `stsPolicy.onFailover` is told. */
export interface StsFailoverEvent {
  /**
   * `fault`: `region` failed with `error`, and `next` is asked now (`undefined`: nobody is left).
   * `no-fallback`: `region` has no entry in `fallbacks`, so a fault there ends the call. Told once per region.
   * `no-region`: no region is configured anywhere, so the SDK decides alone. Told once.
   */
  readonly kind: 'fault' | 'no-fallback' | 'no-region';
  readonly region: string | undefined;
  readonly next: string | undefined;
  readonly error: unknown;
}

export interface StsPolicy {
  fallbacks: Readonly<Record<string, readonly string[]>>;
  vpceEndpoints: Readonly<Record<string, string>>;
  attempts: number;
  connectTimeoutMs: number;
  requestTimeoutMs: number;
  regionDeadlineMs: number;
  lambdaRegionDeadlineMs: number;
  deadlineMs: number | (() => number) | undefined;
  cooldownMs: number;
  onFailover: (event: StsFailoverEvent) => void;
}

/** The whole policy. Change it here, or assign to its fields when your application starts. */
export const stsPolicy: StsPolicy = {
  // Home region → where to go next, nearest first. Stay inside one partition and inside what your SCPs and network allow.
  fallbacks: {},

  // Region → interface endpoint (https://vpce-….sts.eu-west-1.vpce.amazonaws.com), for networks without a way out.
  vpceEndpoints: {},

  // Tries in one region, the SDK's own retries: one cheap retry keeps a stray reset local.
  attempts: 2,

  // A lost SYN is sent again after 1 s, so one loss is survived.
  connectTimeoutMs: 1_100,

  // Until the answer begins. STS needs 10 to 500 ms; below 1 s a busy CPU looks like an outage.
  requestTimeoutMs: 3_000,

  // All tries in one region, from the moment the first request leaves: slow credentials do not count.
  regionDeadlineMs: 4_000,

  // The same in AWS Lambda while there is another region to ask: a function has 3 s unless configured otherwise.
  lambdaRegionDeadlineMs: 1_200,

  // All regions together, from the moment of the call, credentials included; the regions share it. In a Lambda handler:
  // stsPolicy.deadlineMs = () => context.getRemainingTimeInMillis() - 200;
  deadlineMs: undefined,

  // How long a region that failed while another one answered is asked last (±20 %, so that a fleet does not return at once).
  cooldownMs: 30_000,

  // Your log line or metric; not awaited.
  onFailover: () => {},
};

function announce(event: StsFailoverEvent): void {
  try {
    stsPolicy.onFailover(event);
  } catch {
    // A broken log line must not cost anybody their credentials.
  }
}

const announced: Set<string> = new Set();

function announceOnce(event: StsFailoverEvent): void {
  const key = `${event.kind} ${event.region}`;
  if (announced.has(key)) return;
  announced.add(key);
  announce(event);
}

/** How long one region may take. Hurry is for the others' sake, so the last one left has the full time. */
function regionDeadline(regionsLeft: number): number {
  const hurry = regionsLeft > 0 && process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;
  return hurry ? stsPolicy.lambdaRegionDeadlineMs : stsPolicy.regionDeadlineMs;
}

function totalDeadline(): number | undefined {
  return typeof stsPolicy.deadlineMs === 'function' ? stsPolicy.deadlineMs() : stsPolicy.deadlineMs;
}

export { announce, announced, announceOnce, regionDeadline, totalDeadline };
