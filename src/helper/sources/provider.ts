import { classifyStsError } from './errors.js';
import { requestHandlerFor } from './http.js';
import { regionsFrom } from './hosts.js';
import { stsPolicy } from './policy.js';
import { tryFromUnknownHome, tryRegions } from './regions.js';

/** The part of a provider's `clientConfig` that this file reads or sets. */
interface ProviderClientConfig {
  readonly region?: string | (() => Promise<string>) | undefined;
  readonly endpoint?: unknown;
  readonly useFipsEndpoint?: unknown;
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
  const handler = caller?.requestHandler as { configProvider?: Promise<{ httpAgent?: unknown; httpsAgent?: unknown }> } | undefined;
  if (handler?.configProvider === undefined) return handler;
  const { httpAgent, httpsAgent } = await handler.configProvider;
  return { httpAgent, httpsAgent };
}

/** How long credentials must still be valid to be worth keeping. */
const WORTH_KEEPING_MS = 30_000;

/**
 * Wraps a provider that calls STS. `make` builds it once per region, from the configuration it is given:
 * `stsProvider((clientConfig) => fromTemporaryCredentials({ params, clientConfig }), { region: 'eu-west-1' })`.
 * Home is the region of `clientConfig`, else that of the client that asks, else what the SDK resolves.
 */
export function stsProvider<P extends Provider, C extends object = object>(
  make: (clientConfig: C & RegionalClientConfig) => P,
  clientConfig: C = {} as C,
): P {
  const own = clientConfig as ProviderClientConfig;
  if (own.endpoint !== undefined || typeof own.region === 'function') return make(clientConfig as C & RegionalClientConfig);
  const providers = new Map<string | undefined, P>();
  let handler: unknown = own.requestHandler;
  let last: { expiration?: Date } | undefined;

  const ask = async (region: string | undefined, args: never[]): Promise<object> => {
    handler ??= await inheritedHandler(callerOf(args));
    let provider = providers.get(region);
    if (provider === undefined) {
      const endpoint = region === undefined ? undefined : stsPolicy.vpceEndpoints[region];
      const regional = {
        maxAttempts: stsPolicy.attempts,
        ...clientConfig,
        ...(region !== undefined && { region }),
        ...(endpoint !== undefined && { endpoint }),
        requestHandler: requestHandlerFor(handler),
      };
      provider = make(regional as unknown as C & RegionalClientConfig);
      providers.set(region, provider);
    }
    return provider(...args);
  };

  const askRegions = async (args: never[]): Promise<object> => {
    if (process.env['AWS_ENDPOINT_URL_STS'] ?? process.env['AWS_ENDPOINT_URL']) return ask(undefined, args);
    const configured = own.region ?? callerOf(args)?.region ?? process.env['AWS_REGION'];
    const home = typeof configured === 'function' ? await configured() : configured;
    const fips = own.useFipsEndpoint === true || process.env['AWS_USE_FIPS_ENDPOINT'] === 'true';
    if (!home) return tryFromUnknownHome((region) => ask(region, args)); // a profile's region, or the provider's own default
    return tryRegions(regionsFrom(home, fips), (region) => ask(region, args));
  };

  const provide = async (...args: never[]): Promise<object> => {
    try {
      last = await askRegions(args);
      return last;
    } catch (error) {
      // The SDK asks again 5 minutes before the end. If nobody answers, the old credentials still serve.
      const unanswered = classifyStsError(error) === 'down' || classifyStsError(error) === 'elsewhere';
      if (unanswered && Number(last?.expiration ?? 0) - Date.now() > WORTH_KEEPING_MS) return last as object;
      throw error;
    }
  };
  return provide as P;
}
