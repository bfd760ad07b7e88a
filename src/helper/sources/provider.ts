import { classifyStsError } from './errors.js';
import { hasEndpointVariable, onTheClock, transportFor, type RequestHandler } from './http.js';
import { regionsFrom, vpceEndpoint } from './hosts.js';
import { stsPolicy } from './policy.js';
import { tryFromUnknownHome, tryRegions, type Turn } from './regions.js';

/** The part of a provider's `clientConfig` that this file reads or sets. */
interface ProviderClientConfig {
  readonly region?: string | (() => Promise<string>) | undefined;
  readonly endpoint?: unknown;
  readonly ignoreConfiguredEndpointUrls?: unknown;
  readonly useFipsEndpoint?: unknown;
  readonly useDualstackEndpoint?: unknown;
  readonly requestHandler?: unknown;
}

/** What `make` gets besides your own settings: pass all of it on as `clientConfig`. */
export interface RegionalClientConfig {
  region: string;
  maxAttempts: number;
  requestHandler: never; // a request handler; its type differs between SDK releases
}

type Provider = (...args: never[]) => Promise<object>;
type Caller = { region?: string | (() => Promise<string>); requestHandler?: unknown } | undefined;

interface NodeHttpHandlerLike {
  readonly metadata?: { readonly handlerProtocol: string };
  readonly configProvider?: Promise<{ httpAgent?: unknown; httpsAgent?: unknown }>;
}

/** The client that asks for credentials, as the SDK tells its providers. */
function callerOf(args: readonly unknown[]): Caller {
  return (args[0] as { callerClientConfig?: Caller } | undefined)?.callerClientConfig;
}

/**
 * The SDK gives the caller's handler to the STS client inside a provider, for its proxy and certificates. We take the agent
 * out (NodeHttpHandler keeps its options in `configProvider`, 3.100 to 3.1169) and put our own limits; any other handler is
 * used as it is.
 */
async function inheritedHandler(caller: Caller): Promise<unknown> {
  const handler = caller?.requestHandler as NodeHttpHandlerLike | undefined;
  if (handler?.metadata?.handlerProtocol === 'h2') return undefined; // STS speaks HTTP/1.1
  if (handler?.configProvider === undefined) return handler;
  const { httpAgent, httpsAgent } = await handler.configProvider;
  return { httpAgent, httpsAgent };
}

/** A provider built for one region. It serves one call at a time, so that its requests are known to be of that call. */
interface Built<P> {
  readonly provider: P;
  turn?: Turn | undefined;
}

/** How long credentials must still be valid to be worth keeping, and how long the regions are then left in peace. */
const WORTH_KEEPING_MS = 30_000;
const PEACE_MS = 10_000;

/** Whether the arguments are those of a credential provider: a role assumer's name a role, another one with every call. */
function isProviderCall(args: readonly unknown[]): boolean {
  return args.every((arg) => {
    if (typeof arg !== 'object' || arg === null) return arg === undefined;
    return 'callerClientConfig' in arg || 'forceRefresh' in arg;
  });
}

/** An MFA code works once, so it goes to one region, once. */
function isOneTime(args: readonly unknown[]): boolean {
  return args.some((arg) => (arg as { TokenCode?: unknown } | undefined)?.TokenCode !== undefined);
}

/**
 * Wraps a provider that calls STS. `make` builds it for each region, from the configuration it is given:
 * `stsProvider((clientConfig) => fromTemporaryCredentials({ params, clientConfig }), { region: 'eu-west-1' })`.
 * Home is the region of `clientConfig`, else that of the client that asks, else what the SDK resolves. Role assumers, too.
 */
export function stsProvider<P extends Provider, C extends object = object>(
  make: (clientConfig: C & RegionalClientConfig) => P,
  clientConfig: C = {} as C,
): P {
  const own = clientConfig as ProviderClientConfig;
  if (own.endpoint !== undefined || typeof own.region === 'function')
    return make(clientConfig as C & RegionalClientConfig);
  const isFips = (): boolean => own.useFipsEndpoint === true || process.env['AWS_USE_FIPS_ENDPOINT'] === 'true';
  const isDualStack = (): boolean =>
    own.useDualstackEndpoint === true || process.env['AWS_USE_DUALSTACK_ENDPOINT'] === 'true';
  const ignoresEndpointUrls = (): boolean =>
    own.ignoreConfiguredEndpointUrls === true || process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true'; // from 3.731 on
  const idle = new Map<string, Built<P>[]>();
  let transport: RequestHandler | undefined;

  const build = (region: string | undefined, oneTime: boolean, inner: RequestHandler): Built<P> => {
    const endpoint = region === undefined ? undefined : vpceEndpoint(region, isFips() || isDualStack());
    const built: { provider?: P; turn?: Turn | undefined } = {};
    const regional = {
      maxAttempts: stsPolicy.attempts,
      ...clientConfig,
      ...(oneTime && { maxAttempts: 1, retryStrategy: undefined }),
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      requestHandler: onTheClock(inner, () => built.turn),
    };
    return Object.assign(built, { provider: make(regional as unknown as C & RegionalClientConfig) });
  };

  const ask = async (region: string | undefined, args: never[], turn?: Turn): Promise<object> => {
    transport = transport ?? transportFor(own.requestHandler ?? (await inheritedHandler(callerOf(args))));
    const oneTime = isOneTime(args);
    const key = `${region}${oneTime ? ', one try' : ''}`;
    const free = idle.get(key) ?? [];
    idle.set(key, free);
    const built = free.pop() ?? build(region, oneTime, transport);
    built.turn = turn;
    try {
      return await built.provider(...args);
    } finally {
      free.push(built);
    }
  };

  const askRegions = async (args: never[]): Promise<object> => {
    if (hasEndpointVariable() && !ignoresEndpointUrls()) return ask(undefined, args);
    const configured = own.region ?? callerOf(args)?.region ?? process.env['AWS_REGION'];
    const home = typeof configured === 'function' ? await configured() : configured;
    if (!home) return tryFromUnknownHome((region, turn) => ask(region, args, turn)); // a profile's region, or the provider's own default
    return tryRegions(isOneTime(args) ? [home] : regionsFrom(home, isFips()), (region, turn) =>
      ask(region, args, turn),
    );
  };

  let last: { expiration?: Date } | undefined;
  let peaceUntil = 0;
  const lastStillServes = (): boolean => Number(last?.expiration ?? 0) - Date.now() > WORTH_KEEPING_MS;

  const renew = async (args: never[]): Promise<object> => {
    if (last !== undefined && Date.now() < peaceUntil && lastStillServes()) return last;
    try {
      last = await askRegions(args);
      return last;
    } catch (error) {
      // The SDK renews 5 minutes before the end. When no region answers, the old credentials are still good.
      const verdict = classifyStsError(error);
      if (last === undefined || verdict === 'final' || verdict === 'denied' || !lastStillServes()) throw error;
      peaceUntil = Date.now() + PEACE_MS;
      return last;
    }
  };

  const running = new Map<unknown, Promise<object>>();
  const provide = (...args: never[]): Promise<object> => {
    if (!isProviderCall(args)) return askRegions(args);
    const home = callerOf(args)?.region; // callers at one time and with one home share an answer
    let answer = running.get(home);
    if (answer === undefined) {
      answer = renew(args).finally(() => running.delete(home));
      running.set(home, answer);
    }
    return answer;
  };
  return provide as P;
}
