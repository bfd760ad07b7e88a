/** One TLS handshake with a host, timed phase by phase. It sends nothing else: no request and no credentials. */
import type { LookupAddress } from 'node:dns';
import { ADDRCONFIG } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Milliseconds of the phases of one handshake. */
export interface Sample {
  /** `undefined` with a proxy, which resolves the name itself. */
  readonly dnsMs: number | undefined;
  /** TCP. With a proxy, the time until the proxy has connected, its own DNS included. */
  readonly connectMs: number;
  readonly tlsMs: number;
}

export type Phase = 'dns' | 'connect' | 'proxy' | 'tls';

/** A handshake that failed. `cause` is the error of Node, or a {@link ProxyRefusal}. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
  constructor(
    readonly phase: Phase,
    override readonly cause: unknown,
  ) {
    super(`The handshake failed (${phase})`);
  }
}

/** A proxy that refused CONNECT. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
  constructor(
    readonly status: number,
    readonly statusText: string,
  ) {
    super(`${status} ${statusText}`);
  }
}

/** What a handshake needs from the machine; tests put loopback servers here. */
export interface Network {
  readonly lookup: (host: string) => Promise<readonly LookupAddress[]>;
  readonly portOf: (host: string) => number;
  /** Authorities to trust instead of Node's own, PEM. */
  readonly ca?: string;
}

/** The system's resolver, as the SDKs use it, and the port of HTTPS. */
export const MACHINE: Network = { lookup: (host) => lookup(host, { all: true, hints: ADDRCONFIG }), portOf: () => 443 };

export interface HandshakeOptions {
  readonly network: Network;
  readonly proxy: URL | undefined;
  /** Aborted when the time is up or after Ctrl-C; its reason becomes the cause. */
  readonly signal: AbortSignal;
}

/**
 * Connects, completes a TLS handshake, and closes. The certificate must be valid for the host.
 *
 * @throws HandshakeError with the phase that failed
 */
export async function handshake(host: string, { network, proxy, signal }: HandshakeOptions): Promise<Sample> {
  const started = performance.now();
  const addresses = proxy ? undefined : await inPhase('dns', abortable(network.lookup(host), signal));
  const resolved = performance.now();
  const socket = proxy
    ? await inPhase('proxy', tunnel(proxy, `${host}:${network.portOf(host)}`, signal))
    : await inPhase('connect', connectToAny(addresses ?? [], network.portOf(host), signal));
  const connected = performance.now();
  try {
    await inPhase('tls', secure(socket, host, network.ca, signal));
    return {
      dnsMs: proxy ? undefined : resolved - started,
      connectMs: connected - resolved,
      tlsMs: performance.now() - connected,
    };
  } finally {
    socket.destroy();
  }
}

async function inPhase<T>(phase: Phase, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new HandshakeError(phase, error);
  }
}

/**
 * The result of the work, or the reason of the signal as soon as it is aborted. A DNS query itself cannot be cancelled.
 */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/**
 * Connects to the first address that accepts a connection. Tries one after the other: Node by default gives each only
 * 250 ms before it tries the next, and so gives up on distant hosts.
 */
async function connectToAny(addresses: readonly LookupAddress[], port: number, signal: AbortSignal): Promise<Socket> {
  let failure: unknown = new Error('The name has no address');
  for (const { address, family } of addresses) {
    try {
      return await opened(connectTcp({ host: address, family, port }), 'connect', signal);
    } catch (error) {
      failure = error;
      if (signal.aborted) break;
    }
  }
  throw failure;
}

/** Waits for a socket to be ready; closes it when that fails. */
function opened<Kind extends Socket>(
  socket: Kind,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Kind> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      signal.removeEventListener('abort', abort);
      act();
    };
    const abort = (): void => fail(signal.reason as Error);
    const fail = (error: Error): void =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    socket.on('error', fail); // stays registered: an error after the handshake must not end the process
    socket.once('close', () => fail(Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' })));
    socket.once(event, () => settle(() => resolve(socket)));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

function secure(socket: Socket, host: string, ca: string | undefined, signal: AbortSignal): Promise<Socket> {
  return opened(
    connectTls({ socket, servername: host, rejectUnauthorized: true, ...(ca !== undefined && { ca }) }),
    'secureConnect',
    signal,
  );
}

/** A connection to the target through an HTTP proxy. */
function tunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const isSecure = proxy.protocol === 'https:';
    const hostname = proxy.hostname.replace(/^\[|\]$/g, '');
    const request = (isSecure ? httpsRequest : httpRequest)({
      host: hostname,
      ...(isSecure && isIP(hostname) === 0 && { servername: hostname }),
      port: proxy.port || (isSecure ? 443 : 80),
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...authorization(proxy) },
    });
    const abort = (): void => void request.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    request.once('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
      signal.removeEventListener('abort', abort);
      if (statusCode >= 200 && statusCode < 300) resolve(socket);
      else {
        socket.destroy();
        reject(new ProxyRefusal(statusCode, statusMessage));
      }
    });
    request.once('error', (error) => {
      signal.removeEventListener('abort', abort);
      reject(error);
    });
    if (signal.aborted) abort();
    request.end();
  });
}

function authorization({ username, password }: URL): { readonly 'proxy-authorization'?: string } {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
