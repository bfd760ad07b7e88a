import type { Phase } from './handshake.js';
import { HandshakeError, ProxyRefusal } from './handshake.js';
import { proxyName } from './proxy.js';

/** Why a host could not be reached, for people and programs. */
export interface Failure {
  readonly phase: Phase;
  /** Node's code, `TIMEOUT`, or `PROXY_407` and the like. */
  readonly code: string;
  /** A clause without a capital and a full stop. */
  readonly message: string;
}

/** Why a handshake was aborted: its time was over. */
export class HandshakeTimeout extends Error {
  override readonly name = 'HandshakeTimeout';
  constructor(readonly milliseconds: number) {
    super(`No answer within ${milliseconds} ms`);
  }
}

const UNTRUSTED =
  'its certificate is not from an authority that Node trusts; ' +
  'where a network inspects TLS, NODE_EXTRA_CA_CERTS names the authority of that network';

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be resolved: no DNS server answers',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENETUNREACH: 'there is no route to it',
  EHOSTUNREACH: 'there is no route to it',
  ENETDOWN: 'the network is down',
  ETIMEDOUT: 'there was no answer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
};

const PHASES: Readonly<Record<Phase, string>> = { dns: 'DNS', connect: 'TCP', proxy: 'proxy', tls: 'TLS' };

/**
 * The failure that an error of `handshake` means.
 *
 * @throws the error itself when it is none of those
 */
export function failureOf(error: unknown, proxy: URL | undefined): Failure {
  if (!(error instanceof HandshakeError)) throw error;
  const { phase, cause } = error;
  const of = (code: string, message: string): Failure => ({
    phase,
    code,
    message: phase === 'proxy' && proxy ? `proxy ${proxyName(proxy)}: ${message}` : message,
  });
  if (cause instanceof HandshakeTimeout)
    return of('TIMEOUT', `no answer within ${cause.milliseconds / 1000} s (${PHASES[phase]})`);
  if (cause instanceof ProxyRefusal) {
    const remedy = cause.status === 407 ? '; put user and password into HTTPS_PROXY' : '';
    return of(`PROXY_${cause.status}`, `it answered ${cause.status} ${cause.statusText}`.trimEnd() + remedy);
  }
  const code = codeOf(cause);
  return of(code, CAUSES[code] ?? (cause instanceof Error ? cause.message : String(cause)));
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
