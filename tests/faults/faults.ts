/** The faults of the bench, each with what a failover helper must make of it. */
import { BROKEN, refuse, webPage, type Answer } from './answers.js';
import type { ConnectionFault, Host } from './world.js';

export interface FaultCase {
  readonly fault: string;
  readonly connection?: ConnectionFault;
  readonly answer?: Answer;
  /**
   * `cools`: the next region answers, and home is left alone for a while. `moves`: the next region answers, home is
   * asked first again. `stops`: home's error is final.
   */
  readonly outcome: 'cools' | 'moves' | 'stops';
  /** How long a first call with SDK v3 may take, at the policy's own figures. */
  readonly withinMs: number;
  /** No request is ever answered, so that only a time limit ends it. */
  readonly hangs?: boolean;
}

const AT_ONCE = 100;
const ONE_RETRY = 1_000;
const SILENCE = { withinMs: 3_300, hangs: true } as const;

const serverErrors = [500, 501, 502, 503, 504, 505, 529].map((status): FaultCase => ({
  fault: `${status}`,
  answer: refuse(status, 'InternalFailure'),
  outcome: 'cools',
  withinMs: AT_ONCE,
}));

const dnsErrors = ['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT'].map((dns): FaultCase => ({
  fault: `DNS ${dns}`,
  connection: { dns },
  outcome: 'cools',
  withinMs: AT_ONCE,
}));

export const FAULTS: readonly FaultCase[] = [
  { fault: 'connection refused', connection: 'refused', outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'connection reset', answer: BROKEN.reset, outcome: 'cools', withinMs: AT_ONCE },
  ...dnsErrors,
  { fault: 'TLS: certificate of another host', connection: 'wrongName', outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'TLS: unknown authority', connection: 'untrusted', outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'TLS: reset in the handshake', connection: 'tlsReset', outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'TLS: handshake hangs', connection: 'tlsHang', outcome: 'cools', ...SILENCE },
  { fault: 'SYN dropped', connection: 'synDropped', outcome: 'cools', ...SILENCE },
  { fault: 'no answer', answer: BROKEN.hang, outcome: 'cools', ...SILENCE },
  { fault: 'body stalls', answer: BROKEN.stall, outcome: 'cools', ...SILENCE },
  { fault: 'body drips', answer: BROKEN.drip, outcome: 'cools', ...SILENCE },
  { fault: 'body truncated', answer: BROKEN.truncate, outcome: 'cools', withinMs: AT_ONCE },
  ...serverErrors,
  { fault: '503 with a web page', answer: webPage(503), outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'captive portal: 200 with a web page', answer: webPage(200), outcome: 'cools', withinMs: AT_ONCE },
  { fault: 'Throttling', answer: refuse(400, 'Throttling'), outcome: 'moves', withinMs: ONE_RETRY },
  { fault: 'SlowDown 503', answer: refuse(503, 'SlowDown'), outcome: 'moves', withinMs: ONE_RETRY },
  { fault: 'RegionDisabled', answer: refuse(403, 'RegionDisabledException'), outcome: 'moves', withinMs: AT_ONCE },
  { fault: 'OptInRequired', answer: refuse(403, 'OptInRequired'), outcome: 'moves', withinMs: AT_ONCE },
  { fault: 'IDPCommunicationError', answer: refuse(400, 'IDPCommunicationError'), outcome: 'moves', withinMs: 250 },
  { fault: 'AccessDenied', answer: refuse(403, 'AccessDenied'), outcome: 'stops', withinMs: AT_ONCE },
  { fault: 'ExpiredToken', answer: refuse(400, 'ExpiredTokenException'), outcome: 'stops', withinMs: AT_ONCE },
  { fault: 'ValidationError', answer: refuse(400, 'ValidationError'), outcome: 'stops', withinMs: AT_ONCE },
  { fault: 'InvalidIdentityToken', answer: refuse(400, 'InvalidIdentityToken'), outcome: 'stops', withinMs: AT_ONCE },
  { fault: 'PackedPolicyTooLarge', answer: refuse(400, 'PackedPolicyTooLarge'), outcome: 'stops', withinMs: AT_ONCE },
  { fault: 'proxy: 407 with a web page', answer: webPage(407), outcome: 'stops', withinMs: AT_ONCE },
];

export function inflict(host: Host, { connection, answer }: FaultCase): void {
  host.connection = connection;
  host.answer = answer;
}
