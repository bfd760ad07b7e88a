import { STSClient } from '@aws-sdk/client-sts';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { hasEndpointVariable, onTheClock, transportFor } from './http.js';
import { regionsFrom, vpceEndpoint } from './hosts.js';
import { stsPolicy } from './policy.js';
import { tryRegions, type Signal } from './regions.js';

type SendOptions = { abortSignal?: Signal | undefined };
type Send = (command: { input?: unknown }, options?: SendOptions) => Promise<unknown>;
type Callback = (error: unknown, output?: unknown) => void;
type StackEdit = (stack: STSClient['middlewareStack']) => void;
type ClientClass<T> = new (config: STSClientConfig) => T;

/** Middleware that the application adds later (X-Ray, OpenTelemetry, …) must run in every region: calls back with each edit. */
function watchMiddleware(stack: STSClient['middlewareStack'], edited: (edit: StackEdit) => void): void {
  type Methods = Record<'add' | 'addRelativeTo' | 'use' | 'remove' | 'removeByTag', (...args: unknown[]) => unknown>;
  const watched = stack as unknown as Methods;
  let depth = 0; // `use` calls `add` itself
  for (const method of ['add', 'addRelativeTo', 'use', 'remove', 'removeByTag'] as const) {
    const original = watched[method];
    watched[method] = (...args) => {
      if (depth === 0) edited((other) => (other as unknown as Methods)[method](...args));
      depth++;
      try {
        return original(...args);
      } finally {
        depth--;
      }
    };
  }
}

/** A stand-in of jest.mock or vi.mock: not the SDK's client, so nothing to fail over. */
function isStandIn(Client: object): boolean {
  return typeof (Client as { prototype?: { send?: unknown } }).prototype?.send !== 'function' || 'mock' in Client;
}

function hasOwnSend(value: object): boolean {
  return Object.prototype.hasOwnProperty.call(value, 'send');
}

/** Under aws-sdk-client-mock `send` never asks for a region (the SDK might ask the network for one), so neither must we. */
function isStubbedWithoutRegion(region: unknown): boolean {
  return hasOwnSend(STSClient.prototype) && region === undefined && process.env['AWS_REGION'] === undefined;
}

/** An endpoint from the environment or the profile (LocalStack, a proxy) serves every call, whatever the region. */
async function isRedirected(client: STSClient): Promise<boolean> {
  const { serviceConfiguredEndpoint, ignoreConfiguredEndpointUrls } = client.config as {
    serviceConfiguredEndpoint?: () => Promise<unknown>;
    ignoreConfiguredEndpointUrls?: boolean;
  };
  if (ignoreConfiguredEndpointUrls === true) return false;
  // Releases without that function know of no way to ignore the variables.
  return serviceConfiguredEndpoint === undefined ? hasEndpointVariable() : Boolean(await serviceConfiguredEndpoint());
}

interface Settled {
  readonly redirected: boolean;
  readonly fips: boolean;
  /** FIPS or dual-stack: hosts of their own. */
  readonly variant: boolean;
}

async function settle(client: STSClient): Promise<Settled> {
  const fips = (await client.config.useFipsEndpoint?.()) === true;
  const dualStack = (await client.config.useDualstackEndpoint?.()) === true;
  return { redirected: await isRedirected(client), fips, variant: fips || dualStack };
}

/** The clients of the other regions. They are made when first needed and follow the home client in everything but the region. */
class OtherRegions<T extends STSClient> {
  private readonly home: T;
  private readonly settings: STSClientConfig;
  private readonly Client: ClientClass<T>;
  private readonly clients: Map<string, T> = new Map();
  private readonly edits: StackEdit[] = [];

  constructor(home: T, settings: STSClientConfig, Client: ClientClass<T>) {
    this.home = home;
    this.settings = settings;
    this.Client = Client;
    watchMiddleware(home.middlewareStack, (edit) => {
      this.edits.push(edit);
      this.clients.forEach((client) => edit(client.middlewareStack));
    });
  }

  /** `oneTime`: without the SDK's own retries. */
  client(region: string, oneTime: boolean, variant: boolean): T {
    const key = oneTime ? `${region}, one try` : region;
    let client = this.clients.get(key);
    if (client === undefined) {
      const endpoint = vpceEndpoint(region, variant);
      client = new this.Client({
        ...this.settings,
        ...(endpoint !== undefined && { endpoint }),
        // Given credentials are shared. The default chain is not: on EKS it calls STS itself, in the region of its client.
        ...(this.settings.credentials !== undefined && { credentials: this.home.config.credentials }),
        ...(oneTime && { maxAttempts: 1, retryStrategy: undefined }),
        region,
      } as STSClientConfig);
      for (const edit of this.edits) edit(client.middlewareStack);
      this.clients.set(key, client);
    }
    return client;
  }

  destroy(): void {
    this.clients.forEach((client) => client.destroy());
    this.clients.clear();
  }
}

/**
 * Drop-in for `new STSClient(config)`; with the class as second argument, for `new STS(config)` or a subclass of yours.
 * Home is `config.region`, else what the SDK resolves. A region function or an `endpoint` of your own keeps the client plain.
 */
export function createStsClient<T extends STSClient = STSClient>(
  config: STSClientConfig = {},
  Client: ClientClass<T> = STSClient as unknown as ClientClass<T>,
): T {
  const { region, endpoint, useGlobalEndpoint } = config as STSClientConfig & { useGlobalEndpoint?: unknown };
  const ownEndpoint = endpoint !== undefined || useGlobalEndpoint === true;
  if (ownEndpoint || typeof region === 'function' || isStandIn(Client)) return new Client(config);

  const settings: STSClientConfig = {
    maxAttempts: stsPolicy.attempts,
    ...config,
    requestHandler: onTheClock(transportFor(config.requestHandler)) as never, // its type differs between SDK releases
  };
  const client = new Client(settings);
  if (hasOwnSend(client) || typeof client.middlewareStack?.add !== 'function') return client; // a stand-in again
  const others = new OtherRegions(client, settings, Client);
  const destroyHome = client.destroy.bind(client);

  const sendHome: Send = (...args) => (Client.prototype as { send: Send }).send.apply(client, args);

  let settled: Promise<Settled> | undefined; // the SDK, too, decides it once for each client
  const send: Send = async (command, ...given) => {
    if (isStubbedWithoutRegion(region)) return sendHome(command, ...given);
    settled = settled ?? settle(client);
    const { redirected, fips, variant } = await settled;
    if (redirected) return sendHome(command, ...given);
    const home = await client.config.region();
    const oneTime = (command.input as { TokenCode?: unknown } | undefined)?.TokenCode !== undefined; // an MFA code works once
    return tryRegions(
      oneTime ? [home] : regionsFrom(home, fips),
      async (asked, turn) => {
        const options: SendOptions = { ...given[0], abortSignal: turn };
        const plain = asked === home && !oneTime && vpceEndpoint(asked, variant) === undefined;
        const output = await (plain
          ? sendHome(command, options)
          : (others.client(asked, oneTime, variant).send as Send)(command, options));
        const { $metadata } = (output ?? {}) as { $metadata?: { region?: string } };
        if ($metadata !== undefined) $metadata.region = asked; // who served
        return output;
      },
      { signal: given[0]?.abortSignal },
    );
  };

  client.send = ((
    command: Parameters<Send>[0],
    optionsOrCallback?: Parameters<Send>[1] | Callback,
    callback?: Callback,
  ) => {
    const options = typeof optionsOrCallback === 'function' ? undefined : optionsOrCallback;
    const answer = options === undefined ? send(command) : send(command, options);
    const done = typeof optionsOrCallback === 'function' ? optionsOrCallback : callback;
    if (done !== undefined) answer.then((output) => done(null, output), done).catch(() => {}); // what the callback throws is its own
    return done === undefined ? answer : undefined;
  }) as typeof client.send;
  client.destroy = () => {
    destroyHome();
    others.destroy();
  };
  return client;
}
