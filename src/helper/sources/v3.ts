// #if client
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
// #end
import {
  announce,
  classifyStsError,
  coolingUntil,
  env,
  regionsFrom,
  stsHost,
  stsPolicy,
  type HttpAnswer,
} from './shared.js';

export { classifyStsError, resetStsHealth, stsHost, stsPolicy } from './shared.js';

/** Tries home and then its fallbacks until one answers. If none does, throws home's error. */
async function tryRegions<T>(home: string, regions: string[], ask: (region: string) => Promise<T>): Promise<T> {
  const { cooldownMs } = stsPolicy;
  const errors = new Map<string, Error>();
  const down: string[] = [];
  for (const region of regions) {
    if (coolingUntil.has(region)) coolingUntil.set(region, Date.now() + cooldownMs); // meanwhile, others try it last
    try {
      const answer = await ask(region);
      coolingUntil.delete(region);
      // An answer proves that the failed regions are down, not our network. ±20 %: a fleet must not return at once.
      for (const failed of down) coolingUntil.set(failed, Date.now() + cooldownMs * (0.8 + 0.4 * Math.random()));
      return answer;
    } catch (error) {
      if ((error as Error | undefined)?.name === 'AbortError') throw error; // the caller cancelled
      const verdict = classifyStsError(error);
      if (verdict === 'down') down.push(region);
      else coolingUntil.delete(region);
      if (verdict === 'final' && region === home) throw error; // a fallback's may come from a policy there: go on
      errors.set(region, error as Error);
      announce(region, regions[regions.indexOf(region) + 1], error);
    }
  }
  throw errors.get(home) ?? new Error(`STS in ${home} was not asked`);
}

declare const setTimeout: (run: () => unknown, ms: number) => object; // where Node's types are not installed
declare const clearTimeout: (timer: object) => unknown;
declare const AbortController: new () => { signal: Signal; abort: (reason: unknown) => unknown };
type Hook = (event: 'abort', listener: () => unknown) => unknown; // not on signals of older SDKs
type Signal = Partial<Record<'aborted' | 'reason', unknown> & Record<'addEventListener' | 'removeEventListener', Hook>>;
type Body = { once?: (event: 'close', listener: () => unknown) => unknown } | undefined;
type Handle = (
  request: { hostname: string },
  options?: { abortSignal?: Signal | undefined },
) => Promise<{ response: { statusCode: number; headers: Record<string, string | undefined>; body?: Body } }>;
const fault = (name: string, message: string): Error => Object.assign(new Error(message), { name, code: name });

/** As much of an `AbortController` as the SDK's `NodeHttpHandler` uses, old or new. Making a real one takes longer. */
function lightController(): { signal: object; abort: (reason: unknown) => unknown } {
  const addEventListener = (_: string, listener: () => unknown): unknown => (signal.onabort = listener);
  const signal = { aborted: false, onabort: (): unknown => undefined, addEventListener, removeEventListener: () => 0 };
  return { signal, abort: (reason) => Object.assign(signal, { aborted: true, reason }).onabort() };
}

/** The same handler with a time limit on each request: on connecting, TLS, waiting for the answer and reading it. */
function withTimeLimit<H extends { handle: Handle; destroy?: () => void }>(handler: H): H {
  const handle: Handle = async (request, { abortSignal: caller, ...options } = {}) => {
    const ms = stsPolicy.requestTimeoutMs;
    const controller = handler.constructor.name === 'NodeHttpHandler' ? lightController() : new AbortController();
    let timeout: Error | undefined;
    const abort = (): unknown => controller.abort(timeout ?? caller?.reason);
    const giveUp = (): void => {
      timeout = fault('TimeoutError', `${request.hostname} did not answer within ${String(ms)} ms`);
      abort();
    };
    // In two halves, so that a process that was busy or frozen reads what has arrived before it gives up.
    let timer = setTimeout(() => (timer = setTimeout(giveUp, ms / 2)), ms / 2);
    caller?.addEventListener?.('abort', abort);
    if (caller?.aborted === true) abort();
    const stop = (): void => {
      clearTimeout(timer);
      caller?.removeEventListener?.('abort', abort);
    };
    try {
      const answer = await handler.handle(request, { ...options, abortSignal: controller.signal });
      const { statusCode, headers, body } = answer.response;
      if (statusCode === 200 && headers['content-type']?.includes('html') === true)
        throw fault('NotAnStsAnswer', `${request.hostname} answered with a web page`); // a success to the SDK
      body?.once?.('close', stop);
      return answer;
    } catch (thrown: unknown) {
      stop();
      abort();
      // Every network fault becomes an `Error` with a code: `fetch` sets none, and under jest its faults are no `Error`.
      const error = thrown instanceof Error ? thrown : Object.assign(new Error(String(thrown)), thrown);
      throw timeout ?? ('code' in error ? error : Object.assign(error, { code: error.name }));
    }
  };
  return Object.assign(Object.create(handler) as H, { handle, destroy: () => handler.destroy?.() });
}

// #if client
type ClientClass<C> = new (config: STSClientConfig) => C;
type Stack = Record<'add' | 'addRelativeTo' | 'remove' | 'removeByTag', (...args: unknown[]) => unknown>;
type Output = { $metadata?: { region?: string } } | undefined;
type Send = (command: { input: { TokenCode?: unknown } }, options?: { abortSignal?: Signal }) => Promise<Output>;
type Callback = (error: unknown, output?: unknown) => unknown;
type Choice = 'useFipsEndpoint' | 'useDualstackEndpoint' | 'serviceConfiguredEndpoint'; // older SDKs lack some
type Choices = Partial<Record<Choice, () => Promise<unknown>>> & { ignoreConfiguredEndpointUrls?: boolean };

/** Drop-in for `new STSClient(config)`. For `new STS(config)` or your subclass: `createStsClient(config, STS)`. */
export function createStsClient(config?: STSClientConfig): STSClient;
export function createStsClient<C extends STSClient>(config: STSClientConfig | undefined, Client: ClientClass<C>): C;
export function createStsClient(config: STSClientConfig = {}, Client: ClientClass<STSClient> = STSClient): STSClient {
  const { prototype } = Client as { prototype: { send: Send } };
  const isMock = typeof prototype.send !== 'function' || 'mock' in Client;
  if (config.endpoint !== undefined || typeof config.region === 'function' || isMock) return new Client(config);
  const settings = { maxAttempts: stsPolicy.attempts, ...config };
  const client = new Client(settings);
  if (!('middlewareStack' in client)) return client; // a mock, too
  client.config.requestHandler = withTimeLimit(client.config.requestHandler);

  const others = new Map<string, STSClient>(); // of other regions: they share its connections, and so end with it
  const edits: ((stack: object) => unknown)[] = []; // of an application that adds middleware later (X-Ray, a logger)
  const stack = client.middlewareStack as unknown as Stack;
  for (const name of ['add', 'addRelativeTo', 'remove', 'removeByTag'] as const) {
    const method = stack[name];
    stack[name] = (...args) => {
      edits.push((other) => (other as Stack)[name](...args));
      others.clear();
      return method(...args);
    };
  }
  const clientOf = (overrides: STSClientConfig): STSClient => {
    const key = JSON.stringify(overrides);
    const { credentials, requestHandler } = client.config;
    // Only given credentials are shared: the default ones may call STS themselves, in the region of their client.
    const shared = { requestHandler, ...(config.credentials && { credentials }) };
    const other = others.get(key) ?? new Client({ ...settings, ...shared, ...overrides });
    if (!others.has(key)) for (const edit of edits) edit(other.middlewareStack);
    others.set(key, other);
    return other;
  };
  const sendHome: Send = (...args) => Reflect.apply(prototype.send, client, args);
  const send: Send = async (command, given) => {
    // Under aws-sdk-client-mock no region is needed; to find one, the SDK would use the network.
    const isMocked = Reflect.ownKeys(STSClient.prototype).includes('send');
    if (isMocked && config.region === undefined && env('AWS_REGION') === undefined) return sendHome(command, given);
    // An endpoint of the environment or the profile (LocalStack, a proxy) serves every call, whatever its region.
    const own = client.config as Choices;
    if (!own.ignoreConfiguredEndpointUrls && (await own.serviceConfiguredEndpoint?.())) return sendHome(command, given);
    const home = await client.config.region();
    const fips = (await own.useFipsEndpoint?.()) === true;
    // #if endpoints
    const isVariant = fips || (await own.useDualstackEndpoint?.()) === true;
    // #end
    const hasMfaCode = command.input.TokenCode !== undefined; // it works once
    return tryRegions(home, hasMfaCode ? [home] : regionsFrom(home, fips), async (region) => {
      const overrides: STSClientConfig = { region, ...(hasMfaCode && { maxAttempts: 1 }) };
      // #if endpoints
      const endpoint = isVariant ? undefined : stsPolicy.vpceEndpoints[region]; // the SDK refuses one to a variant
      if (endpoint !== undefined) overrides.endpoint = endpoint;
      // #end
      const isHome = region === home && Object.keys(overrides).length === 1;
      const output = await Reflect.apply(prototype.send, isHome ? client : clientOf(overrides), [command, given]);
      if (output?.$metadata !== undefined) output.$metadata.region = region; // who served
      return output;
    });
  };
  client.send = ((command: Parameters<Send>[0], options?: Parameters<Send>[1] | Callback, callback?: Callback) => {
    const [given, done] = typeof options === 'function' ? [undefined, options] : [options, callback];
    const answer = send(command, given);
    return done ? void answer.then((output) => done(null, output), done).catch(() => false) : answer;
  }) as typeof client.send;
  return client;
}

// #end
// #if provider
type Region = string | (() => Promise<string>) | undefined;
type Option = 'region' | 'endpoint' | 'ignoreConfiguredEndpointUrls' | 'useFipsEndpoint' | 'useDualstackEndpoint';
type Caller = Partial<Record<'region', Region> & Record<'requestHandler', { metadata?: { handlerProtocol?: string } }>>;
type CallArguments = Partial<Record<'RoleArn' | 'TokenCode', string> & Record<'callerClientConfig', Caller>>;
type ProviderClient = Record<'httpHandler', () => { handle: Handle }> &
  Record<'setHttpHandler', (handler: { handle: Handle }) => void> &
  Record<'region', () => () => Promise<string>>;

/**
 * Wraps a provider or role assumer that calls STS. `make` builds it for each region, with the `clientConfig` that it
 * gets: `stsProvider((clientConfig) => fromTemporaryCredentials({ params, clientConfig }), { region: 'eu-west-1' })`.
 * Home is the region of the second argument, else that of the client that uses it, else what the SDK resolves.
 */
export function stsProvider<P extends (...args: never[]) => Promise<object>, C extends object = object>(
  make: (clientConfig: C & { region: string }) => P,
  clientConfig: C = {} as C,
): P {
  const own: Partial<Record<Option | 'extensions' | 'requestHandler', unknown>> = clientConfig;
  if (own.endpoint !== undefined || typeof own.region === 'function') return make(clientConfig as never);
  const settings: Record<string, string | undefined> = {}; // of the environment, which the SDK reads once, too
  const get = (name: string): string => (settings[name] = settings[name] ?? env(name) ?? '');
  let sdkRegion: Region;
  // #if older
  let caller: Caller | undefined;
  // #end
  const providers = new Map<string, P>();
  const providerOf = (overrides: object): P => {
    const key = JSON.stringify(overrides);
    const known = providers.get(key);
    if (known) return known;
    const configure = (client: ProviderClient): void => {
      client.setHttpHandler(withTimeLimit(client.httpHandler()));
      sdkRegion = sdkRegion ?? client.region();
    };
    const inTime = { extensions: [...((own.extensions ?? []) as unknown[]), { configure }] };
    // #if older
    // Before 3.914 most providers pass nothing but the region and the handler on to their client.
    const inherited = caller?.requestHandler?.metadata?.handlerProtocol === 'h2' ? undefined : caller?.requestHandler;
    const sdk = new STSClient({ requestHandler: (own.requestHandler ?? inherited) as never }).config;
    sdkRegion = sdkRegion ?? (() => sdk.region().catch(() => '')); // without one, the SDK goes to us-east-1
    Object.assign(inTime, { extensions: own.extensions, requestHandler: withTimeLimit(sdk.requestHandler) });
    // #end
    const provider = make({ maxAttempts: stsPolicy.attempts, ...clientConfig, ...overrides, ...inTime } as never);
    providers.set(key, provider);
    return provider;
  };
  const plain = providerOf({}); // at once, so that `make` throws here, as it would without failover
  const provide = async (args: never[], given: CallArguments, fromHome?: Promise<object>): Promise<object> => {
    const ignored = own.ignoreConfiguredEndpointUrls === true || get('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') === 'true';
    if (!ignored && [get('AWS_ENDPOINT_URL_STS'), get('AWS_ENDPOINT_URL')].some(Boolean)) return plain(...args);
    // #if older
    if (!caller && given.callerClientConfig) providers.clear(); // they were built without it
    caller = caller ?? given.callerClientConfig;
    // #end
    const region = [own.region, given.callerClientConfig?.region, get('AWS_REGION'), sdkRegion].find(Boolean) as Region;
    const home = typeof region === 'function' ? await region() : region;
    const once = given.TokenCode !== undefined && { maxAttempts: 1 }; // an MFA code works once
    if (!home) {
      const first = fromHome ?? (once ? providerOf(once) : plain)(...args); // `configure` learns the region
      return first.catch((error: unknown) => {
        if (sdkRegion === undefined || fromHome || classifyStsError(error) === 'final') throw error;
        return provide(args, given, first);
      });
    }
    const fips = own.useFipsEndpoint === true || get('AWS_USE_FIPS_ENDPOINT') === 'true';
    // #if endpoints
    const isVariant = fips || own.useDualstackEndpoint === true || get('AWS_USE_DUALSTACK_ENDPOINT') === 'true';
    // #end
    return tryRegions(home, once ? [home] : regionsFrom(home, fips), (asked) => {
      const overrides: typeof own = { ...(asked !== own.region && { region: asked }), ...once };
      // #if endpoints
      const endpoint = isVariant ? undefined : stsPolicy.vpceEndpoints[asked];
      if (endpoint !== undefined) overrides.endpoint = endpoint;
      // #end
      return fromHome && asked === home && overrides.endpoint === undefined ? fromHome : providerOf(overrides)(...args);
    });
  };
  let last: { expiration?: Date } | undefined;
  let renewsAt = 0;
  const provideOrKeep = async (...args: never[]): Promise<object> => {
    const given = Object.assign({}, ...args) as CallArguments; // a role assumer gets another role with every call
    const kept = given.RoleArn === undefined && Number(last?.expiration ?? 0) > Date.now() + 30000 ? last : undefined;
    if (kept && Date.now() < renewsAt) return kept;
    try {
      return (last = await provide(args, given));
    } catch (error) {
      // The SDK renews 5 minutes before the end: if no region answers, the old credentials still work.
      if (!kept || classifyStsError(error) === 'final') throw error;
      renewsAt = Date.now() + 10000;
      return kept;
    }
  };
  return provideOrKeep as P;
}

// #end
// #if requests
type FetchSignal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : object;
/**
 * Sends a request of your own (fetch, axios, aws4) to home, then to the next regions. `call` uses `stsHost(region)`,
 * signs for `region`, passes `signal` on, and returns the answer of `fetch` or axios, or throws an error with a
 * `statusCode`. When every region refuses, home's answer is returned, or thrown, as `call` gave it.
 */
export async function withStsRegions<T>(
  call: (region: string, signal: FetchSignal) => Promise<T>,
  options: { region?: string | (() => Promise<string>) | undefined; signal?: FetchSignal | undefined } = {},
): Promise<T> {
  const { region: given = env('AWS_REGION'), signal } = options;
  const home = typeof given === 'function' ? await given() : given;
  if (!home) throw new Error('Region is missing: pass `region` or set AWS_REGION');
  const ask = async (region: string): Promise<T> => {
    const handle = async (_: unknown, limits?: { abortSignal?: Signal | undefined }) => {
      const answer = await call(region, limits?.abortSignal as FetchSignal);
      const http: HttpAnswer = answer ?? {}; // of `fetch` or axios, or what was made of one
      const data = http.bodyUsed === false ? await http.clone?.().text() : http.data; // to the end, in time
      const type = String(http.headers?.get?.('content-type') ?? http.headers?.['content-type']);
      const body: Body = { once: (__, closed) => closed() };
      return { response: { statusCode: http.status ?? 200, headers: { 'content-type': type }, body, answer, data } };
    };
    const { response } = await withTimeLimit({ handle }).handle({ hostname: stsHost(region) }, { abortSignal: signal });
    const { statusCode: status, answer, data } = response;
    if (status < 400) return answer;
    throw Object.assign(fault('HttpError', `STS answered ${String(status)}`), { response: { status, data }, answer });
  };
  return tryRegions(home, regionsFrom(home), ask).catch((error: unknown) => {
    const { answer } = error as { answer?: T };
    if (answer === undefined) throw error;
    return answer;
  });
}
// #end
