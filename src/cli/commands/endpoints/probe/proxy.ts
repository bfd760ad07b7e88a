import type { Terminal } from '../../../terminal/terminal.js';
import { UsageError } from '../../../usage-error.js';

/**
 * In the order of curl and most other tools. Lower case comes first, because a request header can set the upper-case
 * HTTP_PROXY of a server.
 */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'] as const;
const HTTPS_PORT = '443';

/**
 * The proxy for an HTTPS host, from HTTPS_PROXY, ALL_PROXY and NO_PROXY; `undefined` for a direct connection.
 *
 * @throws UsageError for a proxy that is not an http or https URL
 */
export function proxyFor(host: string, env: Terminal['env']): URL | undefined {
  const variable = PROXY_VARIABLES.find((name) => isSet(env[name]));
  if (variable === undefined || isExempt(host, valueOf(NO_PROXY_VARIABLES, env))) return undefined;
  const text = env[variable] ?? '';
  const url = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(url))
    throw new UsageError(`${variable} is not a URL. It must look like http://proxy.example:3128.`);
  const proxy = new URL(url);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new UsageError(
      `${variable} names a proxy of the kind "${proxy.protocol.slice(0, -1)}"; ` +
        'the probe can use http and https proxies.',
    );
  if (!canDecode(proxy.username) || !canDecode(proxy.password))
    throw new UsageError(`${variable}: user and password must be percent-encoded; a "%" itself is "%25".`);
  return proxy;
}

/** `proxy.example:3128`: a proxy without its user and password, for messages. */
export function proxyName({ host, hostname, port, protocol }: URL): string {
  return port === '' ? `${hostname}:${protocol === 'https:' ? '443' : '80'}` : host;
}

/** NO_PROXY: `*`, or host names and domains, each with an optional port, separated by commas or spaces. */
function isExempt(host: string, noProxy: string): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = name.replace(/^\*?\.?/, '');
      return (
        (port === undefined || port === HTTPS_PORT) && (name === '*' || host === domain || host.endsWith(`.${domain}`))
      );
    });
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
const valueOf = (names: readonly string[], env: Terminal['env']): string =>
  names.map((name) => env[name]).find(isSet) ?? '';
