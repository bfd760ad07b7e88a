/** How test libraries replace modules, classes and clients. A new library is one more row. */

const SINON: readonly string[] = ['sinon', 'sandbox', 'sinonSandbox'];

/** Calls that replace the module that their first argument names: `jest.mock('aws-sdk')`; by the object they are of. */
const OF_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['mock', ['jest', 'vi', 'vitest']],
  ['doMock', ['jest', 'vi', 'vitest']],
  ['setMock', ['jest']],
  ['unstable_mockModule', ['jest']],
  ['module', ['mock']], // node:test and Bun
  ['replace', ['td']],
  ['replaceEsm', ['td']],
]);

/**
 * Calls that replace methods of a client or class, or the class itself: `sinon.stub(sts, 'assumeRole')`. Some have
 * names that much other code has, too: they count on these objects only.
 */
const OF_METHODS: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['mockClient', undefined],
  ['spyOn', undefined],
  ['stub', undefined],
  ['mock', SINON],
  ['fake', SINON],
  ['replace', [...SINON, 'td']],
  ['method', ['mock']], // of node:test
]);

/** `AWSMock.mock('STS', 'assumeRole', …)` replaces a service of SDK v2 by its name. */
const OF_SERVICES = 'aws-sdk-mock';

export const isModuleMock = (object: string | undefined, method: string): boolean =>
  object !== undefined && OF_MODULES.get(method)?.includes(object) === true;

export function isMethodMock(object: string | undefined, method: string): boolean {
  const objects = OF_METHODS.get(method);
  return objects ? object !== undefined && objects.includes(object) : OF_METHODS.has(method);
}

/** Whether a method of the export of a module replaces a service. */
export const isServiceMock = (method: string, module: () => string | undefined): boolean =>
  /^(?:re)?mock$/.test(method) && module() === OF_SERVICES;

/** Functions whose second argument has the replaced modules as its keys. */
export const LOADS_WITH_MOCKS: ReadonlySet<string> = new Set(['proxyquire', 'rewiremock', 'esmock']);
