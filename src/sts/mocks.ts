/** How test libraries replace modules, classes and clients. A new library is one more row. */

/** Calls that replace the module that their first argument names: `jest.mock('aws-sdk')`. */
const OF_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['mock', ['jest', 'vi', 'vitest']],
  ['doMock', ['jest', 'vi', 'vitest']],
  ['setMock', ['jest']],
  ['unstable_mockModule', ['jest']],
  ['module', ['mock']], // node:test and Bun
  ['replace', ['td']],
  ['replaceEsm', ['td']],
]);

export const isModuleMock = (object: string, method: string): boolean =>
  OF_MODULES.get(method)?.includes(object) === true;

/** Functions whose second argument has the replaced modules as its keys. */
export const LOADS_WITH_MOCKS: ReadonlySet<string> = new Set(['proxyquire', 'noCallThru', 'rewiremock', 'esmock']);

/** Calls that replace methods of a client or class, or the class itself: `sinon.stub(sts, 'assumeRole')`. */
export const REPLACES_METHODS: ReadonlySet<string> = new Set([
  'mockClient',
  'spyOn',
  'stub',
  'fake',
  'mock',
  'replace',
  'method', // of node:test
]);

/** `AWSMock.mock('STS', 'assumeRole', …)` replaces a service of SDK v2 by its name. */
export const MOCKS_SERVICES: ReadonlySet<string> = new Set(['aws-sdk-mock']);
