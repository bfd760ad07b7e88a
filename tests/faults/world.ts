/**
 * A world in which every host of AWS is a loopback server: real host names, real TLS, real SDKs, no network. It works
 * by replacing the one step of Node's HTTPS agents that opens a connection, and the one of its `fetch`, so code under
 * test needs no special configuration, and ports are the system's own choice, so nobody needs to be root.
 */
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { IncomingMessage } from 'node:http';
import { success, type Answer } from './answers.js';
import { createAuthority } from './certificates.js';

export interface ReceivedRequest {
  readonly host: string;
  readonly action: string;
  readonly parameters: URLSearchParams;
  /** Region in the signature's scope, `undefined` when unsigned. */
  readonly signedFor: string | undefined;
  /** The access key that signed, `undefined` when unsigned. */
  readonly signedBy: string | undefined;
}

/** How a connection to a host goes wrong before any request; `undefined`: it does not. */
export type ConnectionFault =
  'refused' | 'synDropped' | 'tlsHang' | 'tlsReset' | 'wrongName' | 'untrusted' | { readonly dns: string };

export interface Host {
  readonly name: string;
  readonly region: string;
  connection: ConnectionFault | undefined;
  answer: Answer | undefined;
  /** How long the credentials that this host gives are valid. */
  lifetimeMs: number;
  readonly requests: ReceivedRequest[];
}

type Connect = (
  this: https.Agent,
  options: net.NetConnectOpts & { host?: string; port?: number },
  callback?: unknown,
) => Socket | null | undefined;
const agentPrototype = https.Agent.prototype as unknown as { createConnection: Connect };
/** What `fetch` connects with; agents come here, too, with the address that `open` gave them. */
const connector = tls as unknown as {
  connect: (options: Parameters<Connect>[0], ...rest: readonly unknown[]) => unknown;
};

/** The region in a host name of AWS; the global host belongs to us-east-1, and another host to no region. */
function regionOf(host: string): string {
  if (host === 'sts.amazonaws.com') return 'us-east-1';
  return /^sts(?:-fips)?\.([^.]+-\d+)\./.exec(host)?.[1] ?? /\.sts\.([^.]+)\.vpce\./.exec(host)?.[1] ?? '';
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A socket whose connection never comes up, as when a firewall drops the SYN. */
function neverConnecting(): Socket {
  return Object.assign(new net.Socket(), { connecting: true });
}

export class World {
  private readonly hosts = new Map<string, Host>();
  private readonly servers: net.Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly connect = agentPrototype.createConnection;
  private readonly connectTls = connector.connect;
  private readonly authority = createAuthority();
  private ports = { good: 0, wrongName: 0, untrusted: 0, mute: 0, resetting: 0, closed: 0 };

  private constructor(hostNames: readonly string[]) {
    for (const name of hostNames) {
      this.hosts.set(name, {
        name,
        region: regionOf(name),
        connection: undefined,
        answer: undefined,
        lifetimeMs: 3_600_000,
        requests: [],
      });
    }
  }

  /** Starts the servers and takes over every HTTPS connection of this process. */
  static async start(...hostNames: readonly string[]): Promise<World> {
    const world = new World(hostNames);
    const serve = (identity: { key: string; cert: string }): Promise<number> => {
      // Idle connections stay open: on a busy machine a client would send on one that the server is closing.
      const options = { ...identity, keepAliveTimeout: 0 };
      return world.listen(https.createServer(options, (request, response) => world.receive(request, response)));
    };
    const closed = net.createServer();
    world.ports = {
      good: await serve(world.authority.issue(hostNames)),
      wrongName: await serve(world.authority.issue(['portal.example'])),
      untrusted: await serve(createAuthority().issue(hostNames)),
      mute: await world.listen(net.createServer()),
      resetting: await world.listen(net.createServer((socket) => socket.resetAndDestroy())),
      closed: await listen(closed),
    };
    await new Promise((resolve) => closed.close(resolve));
    agentPrototype.createConnection = function (options, callback) {
      return world.open(options, (there) => world.connect.call(this, there as never, callback));
    };
    connector.connect = (options, ...rest) =>
      typeof options === 'object' && /\.(?:amazonaws|aws|example)(?:\.|$)/.test(options.host ?? '')
        ? world.open(options, (there) => world.connectTls(there, ...rest) as Socket)
        : world.connectTls(options, ...rest);
    return world;
  }

  /** The host of that name, or the ordinary STS host of a region. */
  host(nameOrRegion: string): Host {
    const host = this.hosts.get(nameOrRegion) ?? [...this.hosts.values()].find(({ region }) => region === nameOrRegion);
    if (host === undefined) throw new Error(`No host for ${nameOrRegion} in this world`);
    return host;
  }

  /** Where another process reaches every host of this world, over TLS. */
  get port(): number {
    return this.ports.good;
  }

  get requests(): ReceivedRequest[] {
    return [...this.hosts.values()].flatMap(({ requests }) => requests);
  }

  /** Requests whose signature is for another region than their host's; real STS refuses them. */
  get missigned(): ReceivedRequest[] {
    return this.requests.filter(
      ({ host, signedFor }) => signedFor !== undefined && regionOf(host) !== '' && signedFor !== regionOf(host),
    );
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  /** All hosts well again, nothing remembered, every connection cut. */
  reset(): void {
    this.heal();
    for (const socket of this.sockets) socket.destroy();
  }

  /**
   * All hosts well again, nothing remembered. Connections stay: `fetch` would find one that was cut only when it uses
   * it.
   */
  heal(): void {
    for (const host of this.hosts.values()) {
      Object.assign(host, { connection: undefined, answer: undefined, lifetimeMs: 3_600_000 });
      host.requests.length = 0;
    }
  }

  async stop(): Promise<void> {
    agentPrototype.createConnection = this.connect;
    connector.connect = this.connectTls;
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  private async listen(server: net.Server): Promise<number> {
    this.servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {}); // resets are what this world is for
      socket.on('close', () => this.sockets.delete(socket));
    });
    return listen(server);
  }

  /** Opens a connection to a host of this world, or to nowhere, with the options that lead there. */
  private open(
    options: Parameters<Connect>[0],
    connect: (options: Parameters<Connect>[0]) => ReturnType<Connect>,
  ): ReturnType<Connect> {
    const host = this.hosts.get(options.host ?? '');
    const fault = host?.connection;
    if (fault === 'synDropped') return neverConnecting();
    const dns = host === undefined ? 'ENOTFOUND' : typeof fault === 'object' ? fault.dns : undefined;
    if (dns !== undefined) {
      const error = Object.assign(new Error(`getaddrinfo ${dns} ${options.host}`), {
        code: dns,
        syscall: 'getaddrinfo',
      });
      const lookup = (_: string, __: unknown, done: (error: Error) => void): void => void setImmediate(done, error);
      return connect({ ...options, lookup } as never);
    }
    const { good, closed, mute, resetting, wrongName, untrusted } = this.ports;
    const port = { refused: closed, tlsHang: mute, tlsReset: resetting, wrongName, untrusted, none: good }[
      (fault as string | undefined) ?? 'none'
    ];
    return connect({ ...options, host: '127.0.0.1', port, ca: this.authority.certificate } as never);
  }

  private async receive(request: IncomingMessage, response: Parameters<Answer>[1]): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = (request.headers.host ?? '').replace(/:443$/, '');
    const host = this.host(name);
    const parameters = new URLSearchParams(
      chunks.length > 0 ? Buffer.concat(chunks).toString() : (request.url ?? '').split('?')[1],
    );
    const action = parameters.get('Action') ?? '';
    const [, signedBy, signedFor] =
      /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    host.requests.push({ host: name, action, parameters, signedFor, signedBy });
    if (host.answer !== undefined) host.answer(request, response, action);
    else response.writeHead(200, { 'content-type': 'text/xml' }).end(success(action, host.region, host.lifetimeMs));
  }
}
