import { announce, classifyStsError, coolingUntil, toldAlone, regionsFrom, stsHost, stsPolicy } from './shared.js';

export { classifyStsError, resetStsHealth, stsPolicy } from './shared.js';

// The parts of `aws-sdk` that this file uses. It imports nothing, so it works with every way of importing the SDK.
interface SdkError extends Error {
  retryable?: boolean;
  retryDelay?: number;
}
interface Response {
  error: SdkError | null;
  retryCount: number;
  maxRetries: number;
  httpResponse: { statusCode?: number; headers: { 'content-type'?: string }; stream?: Answer };
}
interface Answer {
  complete: boolean;
  once: (event: 'close', listener: () => void) => void;
}
interface Request {
  params?: { TokenCode?: unknown };
  response: Response;
  httpRequest: HttpRequest;
  on: (event: string, listener: () => void, toHead?: boolean) => void;
  removeListener: (event: string, listener: () => void) => void;
}
interface HttpRequest {
  region: string;
  headers: { Host?: string };
  endpoint: { protocol: string; hostname: string };
  stream?: { emit: (event: 'timeout') => void };
  updateEndpoint: (endpoint: string) => void;
}
interface Service {
  config: { region?: string; maxRetries?: number };
  optInRegionalEndpoint?: () => void;
  customRequestHandler?: ((request: Request) => void) | null;
  customizeRequests: (handler: ((request: Request) => void) | null) => void;
}

/** The region in a host name of STS, `undefined` for the global host and any other. */
const regionOfHost = (host: string): string | undefined => /^sts(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(host)?.[1];

/** Gives every attempt a time limit, and turns an answer that is cut short or not from STS into an error. */
function watchEveryTry(request: Request): void {
  const { response, httpRequest } = request;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopTimer = (): void => {
    clearTimeout(timer);
  };
  /** Makes the SDK see a timeout of its own. Its own timeouts cover neither TLS nor an answer that trickles in. */
  const timeOut = (): void => {
    httpRequest.stream?.emit('timeout');
  };
  /** In two halves: a process that was busy or frozen reads what has arrived before it gives up. */
  const startTimer = (): void => {
    const half = stsPolicy.requestTimeoutMs / 2;
    timer = setTimeout(() => (timer = setTimeout(timeOut, half)), half);
  };
  /** When the connection is cut, the SDK waits forever for the rest of the answer. */
  const watchForTruncation = (): void => {
    const { stream } = response.httpResponse;
    stream?.once('close', () => {
      if (!stream.complete) timeOut();
    });
  };
  /** A captive portal or proxy answers 200 with a web page, and the SDK would see an empty success. */
  const refuseWebPage = (): void => {
    const { statusCode, headers } = response.httpResponse;
    if (statusCode !== 200 || headers['content-type']?.includes('html') !== true) return;
    throw Object.assign(new Error('A web page came instead of an answer of STS'), {
      code: 'NotAnStsAnswer',
      retryable: true,
    });
  };

  request.on('send', startTimer, true); // before the SDK's own listener, which waits for the answer
  request.on('httpHeaders', watchForTruncation);
  request.on('validateResponse', stopTimer);
  request.on('extractData', refuseWebPage);
  request.on('retry', stopTimer);
  request.on('complete', stopTimer);
}

/** Takes a request through the regions, inside the SDK's own retry loop, which signs every attempt again. */
function travel(request: Request, home: string, maxRetries: number): void {
  const { response, httpRequest } = request;
  const { protocol, hostname } = httpRequest.endpoint;
  const fips = hostname.startsWith('sts-fips.');
  const once = request.params?.TokenCode !== undefined; // an MFA code works once
  const attempts = once ? 1 : Math.min(stsPolicy.attempts, maxRetries + 1);
  const untried = once ? [home] : regionsFrom(home, fips);
  const errors = new Map<string, SdkError>();
  const down: string[] = [];
  let region = home;
  let tries = 0;

  const hostOf = (next: string): string => {
    // #if endpoints
    const isVariant = fips || hostname.includes('.api.'); // FIPS or dual-stack, which have hosts of their own
    if (!isVariant && stsPolicy.vpceEndpoints[next] !== undefined) return stsHost(next);
    // #end
    const here = regionOfHost(hostname);
    return here === undefined ? stsHost(next) : hostname.replace(here, next);
  };
  const goTo = (next: string): void => {
    region = next;
    tries = 0;
    if (coolingUntil.has(region)) coolingUntil.set(region, Date.now() + stsPolicy.cooldownMs); // this call probes
    const host = hostOf(region);
    httpRequest.updateEndpoint(`${protocol}//${host}/`);
    httpRequest.headers.Host = host; // before 2.700 the SDK forgets it
    httpRequest.region = region; // what the SDK signs for
  };

  const retryIn = (error: SdkError, ms: number): void => {
    response.maxRetries = Math.max(response.maxRetries, response.retryCount + 1);
    Object.assign(error, { retryable: true, retryDelay: ms });
  };
  /** After a failed attempt: try again here, go to the next region, or do what the SDK decided. */
  const decide = (): void => {
    const { error } = response;
    if (error === null) return;
    if (once) error.retryable = false;
    const verdict = classifyStsError(error);
    if (verdict !== 'down') coolingUntil.delete(region);
    if (verdict === 'final' && region === home) return; // the SDK renews expired credentials, and tries again
    tries++;
    if (error.retryable === true && tries < attempts) {
      retryIn(error, error.retryDelay ?? 100);
      return;
    }
    errors.set(region, error);
    if (verdict === 'down') down.push(region);
    const next = untried.shift();
    announce(region, next, error);
    if (next !== undefined) {
      goTo(next);
      retryIn(error, 0);
      return;
    }
    response.error = errors.get(home) ?? error; // a fallback's refusal must not hide home's outage
    response.error.retryable = false;
  };
  /** An answer proves that the failed regions are down, not our network. */
  const settle = (): void => {
    coolingUntil.delete(region);
    for (const failed of down)
      coolingUntil.set(failed, Date.now() + stsPolicy.cooldownMs * (0.8 + 0.4 * Math.random()));
  };

  goTo(untried.shift() ?? home);
  watchEveryTry(request);
  request.on('retry', decide);
  request.on('success', settle);
}

function prepare(service: Service, request: Request): void {
  // Regional mode throws without a region. In legacy mode the request goes to the global host, as before the migration.
  if (!service.config.region && service.optInRegionalEndpoint)
    request.removeListener('validate', service.optInRegionalEndpoint);
  let presigned = false; // the receiver of the URL expects its host
  request.on('beforePresign', () => (presigned = true));
  request.on('afterBuild', () => {
    const home = service.config.region;
    const { hostname } = request.httpRequest.endpoint;
    if (!home) {
      if (!toldAlone.has(undefined)) announce(undefined); // once
      toldAlone.add(undefined);
    } else if (!presigned && (hostname === 'sts.amazonaws.com' || regionOfHost(hostname) === home))
      travel(request, home, service.config.maxRetries ?? Infinity); // an endpoint of your own stays
  });
}

const attended = new WeakSet<Service>();

function attend(service: Service): void {
  if (attended.has(service)) return;
  attended.add(service);
  const { customizeRequests } = service;
  service.customizeRequests = (handler) => {
    const both = (request: Request): void => {
      prepare(service, request);
      handler?.(request);
    };
    Reflect.apply(customizeRequests, service, [both]);
  };
  const isOwn = Object.keys(service).includes('customRequestHandler'); // the class's is called anyway
  service.customizeRequests(isOwn ? (service.customRequestHandler ?? null) : null);
}

/**
 * Failover for an STS client, or for credentials that call STS (ChainableTemporaryCredentials, TemporaryCredentials,
 * WebIdentityCredentials, SAMLCredentials, TokenFileWebIdentityCredentials, CognitoIdentityCredentials). Returns its
 * argument. Home is the region that the SDK resolved for the client; every request goes to a regional host, whatever
 * the SDK's mode. Without any region the client works as before.
 */
export function withStsFailover<T extends object>(target: T): T {
  const owner = target as Partial<Service> &
    Record<'service' | 'webIdentityCredentials', object | undefined> & { createClients?: () => void };
  if (owner.customizeRequests !== undefined) attend(target as unknown as Service);
  const attendClients = (): void => {
    if (owner.service !== undefined) withStsFailover(owner.service);
    if (owner.webIdentityCredentials !== undefined) withStsFailover(owner.webIdentityCredentials);
  };
  const { createClients } = owner;
  if (createClients !== undefined)
    owner.createClients = () => {
      createClients.call(target); // the SDK makes the client when credentials are first asked for
      attendClients();
    };
  attendClients();
  return target;
}
