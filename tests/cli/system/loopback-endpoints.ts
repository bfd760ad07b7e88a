/**
 * Hosts of STS on loopback, for probes: real TCP and TLS with certificates of a test authority, delays that the servers
 * keep, and a proxy. Delays are in the servers and the resolver, so that what a probe measures is what they are.
 */
import type { LookupAddress } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { createSecureContext, createServer as createTlsServer } from 'node:tls';
import type { Network } from '../../../src/cli/commands/endpoints/probe/handshake.js';
import { createAuthority } from '../../faults/certificates.js';

export interface HostBehaviour {
  /** Milliseconds until the resolver answers. */
  readonly dns?: number;
  /** Milliseconds until the proxy says that it has connected. */
  readonly connect?: number;
  /** Milliseconds until the TLS server goes on with the handshake. */
  readonly tls?: number;
  readonly fault?:
    'ENOTFOUND' | 'EAI_AGAIN' | 'resolverHangs' | 'refused' | 'reset' | 'mute' | 'wrongName' | 'untrusted';
}

export interface LoopbackEndpoints {
  readonly network: Network;
  /** The authority of the hosts' certificates, PEM. */
  readonly authority: string;
  /** `http://127.0.0.1:port` */
  readonly proxy: string;
  /** The same over TLS: `https://localhost:port` */
  readonly secureProxy: string;
  /** Hosts that were asked for at the proxy, and the headers of each request. */
  readonly tunnels: { readonly target: string; readonly headers: NodeJS.Dict<string | string[]> }[];
  /** When the proxy is first asked for a host. */
  readonly firstTunnel: Promise<unknown>;
  /** Bytes that the TLS servers got after the handshake: a probe sends none. */
  readonly received: Buffer[];
  /** The servers' sockets that are open now. */
  readonly openSockets: ReadonlySet<Socket>;
  stop(): Promise<void>;
}

const later = async (milliseconds = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts the servers; `behaviours` are by host, and every other host does not resolve. */
export async function startEndpoints(behaviours: Readonly<Record<string, HostBehaviour>>): Promise<LoopbackEndpoints> {
  const sockets = new Set<Socket>();
  const servers: { close(done: () => void): unknown }[] = [];
  const received: Buffer[] = [];
  const tunnels: { target: string; headers: NodeJS.Dict<string | string[]> }[] = [];

  const watch = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined); // resets are what these tests are about
    socket.on('close', () => sockets.delete(socket));
  };
  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    server.on('connection', watch);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };

  const authority = createAuthority();
  const contextOf = (identity: { key: string; cert: string }): ReturnType<typeof createSecureContext> =>
    createSecureContext(identity);
  const good = contextOf(authority.issue(Object.keys(behaviours)));
  const contexts = {
    wrongName: contextOf(authority.issue(['portal.example'])),
    untrusted: contextOf(createAuthority().issue(Object.keys(behaviours))),
  };
  const tls = createTlsServer({
    SNICallback: (name, done) => {
      const { tls: delay, fault } = behaviours[name] ?? {};
      void later(delay).then(() => done(null, fault === 'wrongName' || fault === 'untrusted' ? contexts[fault] : good));
    },
  });
  tls.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => received.push(bytes));
  });
  tls.on('tlsClientError', () => undefined);

  const closed = createTcpServer();
  const ports = {
    tls: await listen(tls),
    mute: await listen(createTcpServer()),
    reset: await listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))),
    refused: await listen(closed),
  };
  await new Promise<void>((resolve) => closed.close(() => resolve()));
  const portOf = (host: string): number => ports[behaviours[host]?.fault as keyof typeof ports] ?? ports.tls;

  const tunnel = (request: IncomingMessage, client: Socket): void => {
    const target = request.url ?? '';
    const [host = ''] = target.split(':');
    const behaviour = behaviours[host];
    tunnels.push({ target, headers: request.headers });
    watch(client);
    if (behaviour === undefined) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    if (behaviour.fault === 'resolverHangs') return;
    void later(behaviour.connect).then(() => {
      const upstream = connect(portOf(host), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      watch(upstream);
    });
  };
  const proxy = createHttpServer().on('connect', tunnel);
  const secureProxy = createHttpsServer(authority.issue(['localhost'])).on('connect', tunnel);
  const firstTunnel = new Promise((resolve) => proxy.once('connect', resolve));
  const proxyPort = await listen(proxy);
  const secureProxyPort = await listen(secureProxy);

  const lookup = async (host: string): Promise<readonly LookupAddress[]> => {
    const { dns, fault } = behaviours[host] ?? { fault: 'ENOTFOUND' as const };
    if (fault === 'resolverHangs') return new Promise(() => undefined);
    await later(dns);
    if (fault === 'ENOTFOUND' || fault === 'EAI_AGAIN')
      throw Object.assign(new Error(`getaddrinfo ${fault} ${host}`), { code: fault, syscall: 'getaddrinfo' });
    return [{ address: '127.0.0.1', family: 4 }];
  };

  return {
    network: { lookup, portOf, ca: authority.certificate },
    authority: authority.certificate,
    proxy: `http://127.0.0.1:${proxyPort}`,
    secureProxy: `https://localhost:${secureProxyPort}`,
    tunnels,
    firstTunnel,
    received,
    openSockets: sockets,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        servers
          .filter((server) => server !== closed)
          .map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
      );
    },
  };
}
