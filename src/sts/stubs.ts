/** What replaces a server in tests. A host that it gets is never asked. A new library is one more name here. */

const PACKAGES = [
  'nock',
  'msw',
  'fetch-mock',
  'axios-mock-adapter',
  'jest-fetch-mock',
  'pretender',
  '@mswjs/.*',
  // For its MockAgent. Its `fetch` and `request` are no stubs.
  'undici',
];
const FUNCTIONS = /^(?:nock|intercept|onGet|onPost|onAny|mock\w*|stub\w*|fetchMock|when|respondWith|MockAgent)$/;
const OBJECTS = /^(?:nock|msw|mock|server|worker|fetchMock|rest|scope)$/i;

const STUB_PACKAGE = new RegExp(`^(?:${PACKAGES.join('|')})$`);

/** Whether the export of a package replaces a server. */
export const isStub = (module: string, exported: string): boolean =>
  STUB_PACKAGE.test(module) && !(module === 'undici' && /^(?:fetch|request)$/.test(exported));

/** Whether a function of this name stubs a request. */
export const isStubFunction = (name: string): boolean => FUNCTIONS.test(name);

/** Whether the methods of an object of this name (`rest.post`) stub requests. */
export const isStubObject = (name: string): boolean => OBJECTS.test(name);
