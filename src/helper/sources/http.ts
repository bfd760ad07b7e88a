import * as http from 'node:http';
import * as https from 'node:https';
import { stsPolicy } from './policy.js';
import { abortError, namedError, onAbort, startTimer, Turn, type Signal } from './regions.js';

interface HttpRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: http.IncomingMessage;
}

interface HandlerOptions {
  readonly abortSignal?: Signal | undefined;
  /** Called when the request has left the queue for a connection. Only our own transport can tell. */
  readonly leaves?: (() => void) | undefined;
}

/** The SDK's `RequestHandler`, as every release from 3.100 on accepts it. */
interface RequestHandler {
  readonly metadata?: { handlerProtocol: string };
  handle(request: HttpRequest, options?: HandlerOptions): Promise<{ response: HttpResponse }>;
  destroy(): void;
  updateHttpClientConfig(key: string, value: unknown): void;
  httpHandlerConfigs(): Record<string, unknown>;
}

/** What `requestHandler: { … }` may say, in the SDK's names. */
interface TransportOptions {
  readonly httpAgent?: http.Agent | http.AgentOptions | undefined;
  readonly httpsAgent?: https.Agent | https.AgentOptions | undefined;
  readonly connectionTimeout?: number | undefined;
  readonly requestTimeout?: number | undefined;
}

/**
 * Sends the SDK's requests (short forms by POST) with a limit on connecting and one on answering. The SDK's own handler arms
 * neither by default, spells them differently from release to release, and cannot be imported without a further dependency.
 */
class StsTransport implements RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  private readonly options: TransportOptions;
  private readonly httpAgent: http.Agent;
  private readonly httpsAgent: https.Agent;
  /** Waiting for one of the pool's connections is no region's fault. */
  private readonly queues: boolean;

  constructor(options: TransportOptions) {
    const { httpAgent, httpsAgent } = options;
    const pool = { keepAlive: true, maxSockets: 50 }; // as the SDK's own
    this.options = options;
    this.queues = !isAgent(httpAgent) && !isAgent(httpsAgent);
    this.httpAgent = isAgent(httpAgent) ? httpAgent : new http.Agent({ ...pool, ...httpAgent });
    this.httpsAgent = isAgent(httpsAgent) ? httpsAgent : new https.Agent({ ...pool, ...httpsAgent });
  }

  handle(request: HttpRequest, { abortSignal, leaves }: HandlerOptions = {}): Promise<{ response: HttpResponse }> {
    const { connectionTimeout = stsPolicy.connectTimeoutMs, requestTimeout = stsPolicy.requestTimeoutMs } =
      this.options;
    const secure = request.protocol !== 'http:';
    return new Promise((resolve, reject) => {
      if (abortSignal?.aborted === true) throw abortError();
      const outgoing = (secure ? https.request : http.request)({
        host: request.hostname,
        port: request.port,
        method: request.method,
        path: request.path,
        headers: request.headers,
        agent: secure ? this.httpsAgent : this.httpAgent,
      });
      const waitFor = (what: string, ms: number): (() => void) =>
        startTimer(ms, () =>
          outgoing.destroy(namedError('TimeoutError', `No ${what} from ${request.hostname} within ${ms} ms`)),
        );
      let answered = (): void => {};
      let connected = (): void => {};
      const leave = (): void => {
        answered = waitFor('answer', requestTimeout);
        leaves?.();
      };
      if (!this.queues) leave(); // an agent of yours may connect before it has a socket to show
      outgoing.once('socket', (socket) => {
        if (this.queues) leave();
        if (!socket.connecting) return; // kept alive
        connected = waitFor('connection', connectionTimeout);
        socket.once('connect', connected);
      });
      const stopListening = onAbort(abortSignal, () => void outgoing.destroy(abortError()));
      outgoing.once('close', () => {
        answered();
        connected();
        stopListening();
      });
      outgoing.on('error', reject);
      outgoing.once('response', (incoming) => {
        answered();
        resolve({
          response: {
            statusCode: incoming.statusCode ?? 0,
            headers: incoming.headers as Record<string, string>,
            body: incoming,
          },
        });
      });
      outgoing.end(request.body);
    });
  }

  destroy(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, unknown> {
    return { ...this.options };
  }
}

function isAgent<A extends http.Agent>(given: A | object | undefined): given is A {
  return typeof (given as Partial<A> | undefined)?.destroy === 'function'; // proxy agents need not be subclasses
}

/** A captive portal or proxy answers 200 with a web page, which the SDK would take for an empty success. */
function refuseWebPage({ statusCode, headers, body }: HttpResponse): void {
  if (statusCode !== 200 || !/\bhtml\b/i.test(headers['content-type'] ?? '')) return;
  body.destroy();
  throw namedError('NotAnStsAnswer', 'A web page came instead of an answer of STS');
}

/** Under jest, Node's errors are not of the SDK's realm: it takes them for no errors and would lose their code. */
function inThisRealm(error: unknown): unknown {
  if (error instanceof Error || typeof error !== 'object' || error === null) return error;
  const { name, message } = error as Error;
  return Object.assign(namedError(name, message), error);
}

/**
 * Starts the clock of the region's turn when a request leaves, and ends the request, its body included, when the turn ends.
 * `given`: the turn, where the SDK does not hand it on with the request.
 */
function onTheClock(inner: RequestHandler, given: () => Turn | undefined = () => undefined): RequestHandler {
  return {
    metadata: inner.metadata ?? { handlerProtocol: 'http/1.1' },
    async handle(request, options) {
      const signal = options?.abortSignal ?? given();
      const turn = signal instanceof Turn ? signal : undefined;
      const isOurs = inner instanceof StsTransport;
      const leaves = (): void => turn?.requestLeaves(request.hostname);
      if (!isOurs) leaves();
      const sent = inner.handle(request, {
        ...options,
        ...(isOurs ? { abortSignal: signal, leaves } : { abortSignal: turn?.signal ?? signal }),
      });
      const answer = await sent.catch((error: unknown) => {
        throw inThisRealm(error);
      });
      refuseWebPage(answer.response);
      if (answer.response.statusCode >= 400) turn?.errorCame();
      return answer;
    },
    destroy: () => inner.destroy?.(),
    updateHttpClientConfig: (key, value) => inner.updateHttpClientConfig?.(key, value),
    httpHandlerConfigs: () => inner.httpHandlerConfigs?.() ?? {},
  };
}

/** What sends the requests of a client with this `requestHandler`: your own instance as it is, or a transport with your options. */
function transportFor(configured: unknown): RequestHandler {
  const given = (configured ?? {}) as RequestHandler | TransportOptions;
  return 'handle' in given ? given : new StsTransport(given);
}

/** Whether a variable gives every call one endpoint, whatever its region. Empty is unset. */
function hasEndpointVariable(): boolean {
  return Boolean(process.env['AWS_ENDPOINT_URL_STS'] || process.env['AWS_ENDPOINT_URL']);
}

export { hasEndpointVariable, onTheClock, transportFor };
export type { RequestHandler };
