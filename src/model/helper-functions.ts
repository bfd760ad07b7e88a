/**
 * The functions of the failover helper, with the arguments in which they take the home region. SDK v2's
 * `createStsClient` has the class before its options.
 */
export const HELPER_FUNCTIONS: ReadonlyMap<string, readonly number[]> = new Map([
  ['createStsClient', [0, 1]],
  ['stsProvider', [1]],
  ['withStsRegions', [1]],
]);
