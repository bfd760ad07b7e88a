/** What sends HTTP requests in code that does not use an AWS SDK to send them. A new library is one more name here. */

/** Libraries that are called to send a request, and whose methods (`got.post`) send one too. */
const LIBRARIES = ['axios', 'got', 'ky', 'needle', 'superagent', 'request'];

/** Other objects whose methods send a request. */
const OBJECTS = [
  ...['window', 'globalThis', 'self'],
  ...['https?', 'http2', 'undici', 'urllib', 'bent'],
  ...['agent', 'client', 'httpClient', '\\$http'],
];

const SENDING_FUNCTION = new RegExp(`^(?:fetch|\\w*Fetch|${LIBRARIES.join('|')})$`);
const SENDING_OBJECT = new RegExp(`^(?:${[...LIBRARIES, ...OBJECTS].join('|')})$`, 'i');
const SENDING_METHOD = /^(?:get|post|put|head|delete|request|patch|send|stream|fetch)$/i;

/** Whether a function of this name sends a request: `fetch`, `nodeFetch`, `got`. */
export const isSendingFunction = (name: string): boolean => SENDING_FUNCTION.test(name);

/** Whether the methods of an object of this name may send requests: `https`, `axios`. */
export const isSendingObject = (name: string): boolean => SENDING_OBJECT.test(name);

/** Whether a method of this name sends a request, on an object that sends requests. */
export const isSendingMethod = (name: string): boolean => SENDING_METHOD.test(name);

/**
 * A way to send a request that gives a promise and takes an `AbortSignal`, so that the request can be sent again to
 * another region.
 */
export type Sender = 'fetch' | 'axios' | 'aws4fetch';

/** The exports that send requests this way, by package. `''` is the package itself. */
const SENDERS: ReadonlyMap<string, readonly [Sender, ...string[]]> = new Map<string, readonly [Sender, ...string[]]>([
  ['node-fetch', ['fetch', '']],
  ['cross-fetch', ['fetch', '', 'fetch']],
  ['isomorphic-fetch', ['fetch', '']],
  ['node-fetch-native', ['fetch', '', 'fetch']],
  ['undici', ['fetch', 'fetch']],
  ['axios', ['axios', '', 'get', 'delete', 'head', 'request', 'post', 'put', 'patch']],
]);

/** What the export of a package sends its request with, when the request can be sent again. */
export function senderOf(module: string, exported: string): Sender | undefined {
  const [sender, ...exports] = SENDERS.get(module) ?? [];
  return exports.includes(exported) ? sender : undefined;
}
