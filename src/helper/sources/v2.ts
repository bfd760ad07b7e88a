import { classifyStsError, statusOf } from './errors.js';
import { healthiest, Visit } from './health.js';
import { regionOfHost, regionsFrom, stsHost, vpceEndpoint } from './hosts.js';
import { announce, announceOnce, regionDeadline, stsPolicy, totalDeadline } from './policy.js';

// As much of `aws-sdk` as this file touches; it imports nothing, so it serves every way of importing the SDK.

interface RequestError extends Error {
  code?: string;
  retryable?: boolean;
  retryDelay?: number;
}

interface Response {
  error: RequestError | null;
  retryCount: number;
  maxRetries: number;
  readonly httpResponse: {
    readonly statusCode?: number;
    readonly headers: Record<string, string>;
    readonly stream?: { readonly complete: boolean; once(event: 'close', listener: () => void): void };
  };
}

interface Request {
  readonly params?: { readonly TokenCode?: unknown };
  readonly response: Response;
  readonly httpRequest: {
    region: string;
    readonly headers: Record<string, string>;
    readonly endpoint: { readonly protocol: string; readonly hostname: string };
    readonly stream?: { emit(event: 'timeout'): void };
    updateEndpoint(endpoint: string): void;
  };
  on(event: string, listener: () => void, toHead?: boolean): void;
  removeListener(event: string, listener: () => void): void;
}

type RequestHandler = (request: Request) => void;

interface Service {
  readonly config: {
    readonly region?: string;
    readonly maxRetries?: number;
    httpOptions?: { readonly timeout?: number; readonly connectTimeout?: number };
  };
  readonly optInRegionalEndpoint?: () => void;
  customRequestHandler?: RequestHandler | null;
  customizeRequests(handler: RequestHandler | null): void;
}

/** The SDK's own timeout, too long to be anybody's choice. */
const SDK_TIMEOUT_MS = 120_000;

const GLOBAL_HOST = 'sts.amazonaws.com';

function isService(value: object): value is Service {
  return typeof (value as Partial<Service>).customizeRequests === 'function';
}

/** The travel of one request through the regions, inside the SDK's own retry loop, which signs every try anew. */
class Journey {
  private readonly request: Request;
  private readonly home: string;
  private readonly endsAt: number;
  private readonly attempts: number;
  private readonly oneTime: boolean;
  private readonly variant: boolean;
  private readonly errors = new Map<string, RequestError>();
  private readonly down: Visit[] = [];
  private untried: readonly string[];
  private visit: Visit;
  private tries = 0;
  private regionEndsAt = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(request: Request, home: string, maxRetries: number) {
    this.request = request;
    this.home = home;
    this.oneTime = request.params?.TokenCode !== undefined; // an MFA code works once
    this.attempts = this.oneTime ? 1 : Math.min(stsPolicy.attempts, maxRetries + 1);
    this.endsAt = Date.now() + (totalDeadline() ?? Infinity);
    const { hostname } = request.httpRequest.endpoint;
    const fips = hostname.startsWith('sts-fips.');
    this.variant = fips || hostname.includes('.api.');
    this.untried = this.oneTime ? [home] : regionsFrom(home, fips);

    this.visit = this.goTo(healthiest(this.untried) ?? home);
    request.on('send', () => this.startClock(), true); // before the SDK's own listener, which waits for the answer
    request.on('httpHeaders', () => this.watchForTruncation());
    request.on('validateResponse', () => this.stopClock());
    request.on('extractData', () => this.refuseWebPage());
    request.on('retry', () => this.decide());
    request.on('success', () => this.settle(true));
    request.on('error', () => this.settle(false));
  }

  private goTo(region: string): Visit {
    const { httpRequest } = this.request;
    const { protocol, hostname } = httpRequest.endpoint;
    const here = regionOfHost(hostname);
    const host =
      here === undefined || vpceEndpoint(region, this.variant) !== undefined
        ? stsHost(region)
        : hostname.replace(here, region);
    httpRequest.updateEndpoint(`${protocol}//${host}/`);
    httpRequest.headers['Host'] = host; // before 2.700 the SDK forgets it
    httpRequest.region = region; // what the SDK signs for
    this.untried = this.untried.filter((other) => other !== region);
    this.tries = 0;
    this.regionEndsAt = Infinity;
    return new Visit(region);
  }

  /** The SDK's timeouts cover neither a TLS handshake nor a body that trickles in: the region's deadline does. */
  private startClock(): void {
    if (this.regionEndsAt === Infinity) {
      const share = (this.endsAt - Date.now()) / (this.untried.length + 1);
      const found = this.untried.length > 0 && this.visit.isOutdated(); // down, by the call that fetched our credentials
      this.regionEndsAt = found ? 0 : Date.now() + Math.min(regionDeadline(this.untried.length), share);
    }
    this.timer = setTimeout(() => this.timeOut(), Math.max(0, this.regionEndsAt - Date.now()));
  }

  private stopClock(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
  }

  /** Lets the SDK believe that its own timeout has come. */
  private timeOut(): void {
    this.request.httpRequest.stream?.emit('timeout');
  }

  /** The SDK waits for ever for the rest of an answer whose connection was cut. */
  private watchForTruncation(): void {
    const { stream } = this.request.response.httpResponse;
    stream?.once('close', () => {
      if (!stream.complete) this.timeOut();
    });
  }

  /** A captive portal or proxy answers 200 with a web page, which the SDK would take for an empty success. */
  private refuseWebPage(): void {
    const { statusCode, headers } = this.request.response.httpResponse;
    if (statusCode !== 200 || !/\bhtml\b/i.test(headers['content-type'] ?? '')) return;
    throw Object.assign(new Error('A web page came instead of an answer of STS'), {
      code: 'NotAnStsAnswer',
      retryable: true,
    });
  }

  /** After a failed try: once more here, on to the next region, or whatever the SDK decided. */
  private decide(): void {
    this.stopClock();
    const { response } = this.request;
    const { error } = response;
    if (error === null) return;
    if (this.oneTime) error.retryable = false;
    const verdict = classifyStsError(error);
    const answered = statusOf(error) > 0 && verdict !== 'down';
    const { region } = this.visit;
    if (answered) this.visit.answered();
    if (verdict === 'final' || (verdict === 'denied' && region === this.home)) return; // also refreshes expired credentials

    this.tries++;
    const now = Date.now();
    if (error.retryable === true && this.tries < this.attempts && now < this.regionEndsAt) {
      response.maxRetries = Math.max(response.maxRetries, response.retryCount + 1);
      error.retryDelay = error.retryDelay ?? 100;
      return;
    }
    this.errors.set(region, error);
    if (verdict === 'down') this.down.push(this.visit);
    else if (!answered) this.visit.undecided();
    const next = now < this.endsAt ? healthiest(this.untried) : undefined;
    announce({ kind: 'fault', region, next, error });
    if (next === undefined) {
      error.retryable = false;
      response.error = this.errors.get(this.home) ?? error; // a fallback's refusal must not make home's outage look permanent
      response.error.retryable = false;
      return;
    }
    response.maxRetries = Math.max(response.maxRetries, response.retryCount + 1);
    error.retryable = true;
    error.retryDelay = 0;
    this.visit = this.goTo(next);
  }

  private settle(served: boolean): void {
    this.stopClock();
    if (served) this.visit.answered();
    for (const visit of this.down) {
      if (served) visit.blame();
      else visit.undecided();
    }
  }
}

/** Limits that the SDK leaves open or far too wide. Yours win. */
function limit(service: Service): void {
  const { timeout = SDK_TIMEOUT_MS, connectTimeout = stsPolicy.connectTimeoutMs } = service.config.httpOptions ?? {};
  service.config.httpOptions = {
    ...service.config.httpOptions,
    timeout: timeout === SDK_TIMEOUT_MS ? stsPolicy.requestTimeoutMs : timeout,
    connectTimeout,
  };
}

function startJourney(service: Service, request: Request): void {
  // Regional mode throws where no region is set; without it the request goes to the global host, as before the migration.
  if (!service.config.region && service.optInRegionalEndpoint)
    request.removeListener('validate', service.optInRegionalEndpoint);
  let presigned = false; // whoever gets the URL expects its host
  request.on('beforePresign', () => (presigned = true));
  request.on('afterBuild', () => {
    const home = service.config.region;
    const { hostname } = request.httpRequest.endpoint;
    if (!home) announceOnce({ kind: 'no-region', region: undefined, next: undefined, error: undefined });
    else if (!presigned && (hostname === GLOBAL_HOST || regionOfHost(hostname) === home)) {
      new Journey(request, home, service.config.maxRetries ?? Infinity);
    } // an endpoint of your own stays
  });
}

const attended = new WeakSet<Service>();

function attend(service: Service): void {
  if (attended.has(service)) return;
  attended.add(service);
  limit(service);
  const customize = service.customizeRequests.bind(service);
  service.customizeRequests = (handler) =>
    customize((request: Request) => {
      startJourney(service, request);
      handler?.(request);
    });
  const own = Object.prototype.hasOwnProperty.call(service, 'customRequestHandler'); // the class's handler is called anyway
  service.customizeRequests((own && service.customRequestHandler) || null);
}

/**
 * Failover for an STS client, or for credentials that call STS (ChainableTemporaryCredentials, TemporaryCredentials,
 * WebIdentityCredentials, SAMLCredentials, TokenFileWebIdentityCredentials, CognitoIdentityCredentials). Returns its argument.
 * Home is the region that the SDK resolved for the client; every request goes to a regional host, whatever the SDK's mode.
 * Without any region the client works as before.
 */
export function withStsFailover<T extends object>(target: T): T {
  if (isService(target)) attend(target);
  const owner = target as { service?: object; webIdentityCredentials?: object; createClients?: () => void };
  const attendClients = (): void => {
    if (owner.service !== undefined) withStsFailover(owner.service);
    if (owner.webIdentityCredentials !== undefined) withStsFailover(owner.webIdentityCredentials);
  };
  const createClients = owner.createClients;
  if (createClients !== undefined) {
    owner.createClients = () => {
      createClients.call(target); // the SDK makes the client when credentials are first asked for
      attendClients();
    };
  }
  attendClients();
  return target;
}

/** Drop-in for `new AWS.STS(options)`: `createStsClient(AWS.STS, options)`. */
export function createStsClient<Options, Client extends object>(
  STS: new (options?: Options) => Client,
  options?: Options,
): Client {
  return withStsFailover(options === undefined ? new STS() : new STS(options));
}

/**
 * Drop-in for `new AWS.ChainableTemporaryCredentials(options)`: `createStsCredentials(AWS.ChainableTemporaryCredentials, options)`.
 * The other classes, whose settings are further arguments: `withStsFailover(new AWS.WebIdentityCredentials(params, config))`.
 */
export function createStsCredentials<Options, Credentials extends object>(
  Class: new (options: Options) => Credentials,
  options: Options,
): Credentials {
  return withStsFailover(new Class(options));
}
