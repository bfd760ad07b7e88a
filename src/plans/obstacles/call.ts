import type { Obstacle } from './obstacle.js';

/**
 * What stands in the way of failover in the call that builds a client or provider, found while its rewrite is planned.
 */
export const CALL_OBSTACLES = {
  'wider-parameter-type': {
    reason:
      'The type of the parameter `{{name}}` also allows classes that are not STS clients, which the helper refuses',
    nextStep: 'Type it as `typeof STSClient`, then run again',
  },
  'more-arguments': {
    reason: '`{{name}}` is built with more than one argument',
    nextStep: 'Use `createStsClient` of the helper by hand',
    isByHand: true,
  },
  'provider-not-repeatable': {
    reason: '`{{name}}` is built again for each region, and {{why}}',
    nextStep: 'Put that into a constant before the call, then run again',
  },
  'provider-options-elsewhere': {
    reason: 'The options of `{{name}}` are not an object literal at the call',
    nextStep: 'Use `stsProvider` of the helper by hand',
    isByHand: true,
  },
  'client-config-from-spread': {
    reason: 'The `clientConfig` of `{{name}}` comes from a spread, which would override the one for each region',
    nextStep: 'Write `clientConfig` at the call, then run again',
  },
  'region-of-parent': {
    reason: '`{{name}}` may take its region from `parentClientConfig`, which cannot be read',
    nextStep: 'Give it the region in its own configuration, then run again',
  },
  'assumer-not-repeatable': {
    reason: '`{{name}}` cannot be built once for each region as it is written',
    nextStep: 'Use `stsProvider` of the helper by hand',
    isByHand: true,
  },
  'signs-only': {
    reason: '`{{name}}` signs a request that the code sends itself',
    nextStep: 'Sign and send it inside `withStsRegions` of the helper, for each region',
    isByHand: true,
  },
  'class-passed-on': {
    reason: '`{{name}}` is passed on as a class and built by code that cannot be seen here',
    nextStep: 'Pass on a factory that calls `createStsClient` of the helper instead (`useFactory`)',
    isByHand: true,
  },
} as const satisfies Readonly<Record<string, Obstacle>>;
