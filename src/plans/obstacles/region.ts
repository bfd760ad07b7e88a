import type { Obstacle } from './obstacle.js';

/** What stands in the way of an explicit region. */
export const REGION_OBSTACLES = {
  'region-of-profile': {
    reason: '`{{name}}` takes the region of the profile if that has one, which `clientConfig.region` would override',
    nextStep: 'Give the profiles a region, or use `--profile-providers`',
  },
  'region-out-of-sight': {
    reason: 'The configuration of `{{name}}` cannot be read: {{why}}',
    nextStep: 'Make sure it has a region',
  },
  'test-without-region': {
    reason: 'This test code builds `{{name}}` without a region',
    nextStep: 'Give it a region if it talks to AWS',
  },
  'region-unset-elsewhere': {
    reason: 'The `region` of `{{name}}` is set to {{value}} elsewhere, not at the call',
    nextStep: 'Give it a region there',
  },
  'setting-from-spread': {
    reason: 'The `{{setting}}` of `{{name}}` comes from a spread, which would override anything that is added',
    nextStep: 'Write `{{setting}}` with a region at the call',
  },
  'no-place-for-region': {
    reason: 'There is no place for a region in this call of `{{name}}`',
    nextStep: 'Pass the region by hand',
  },
  'region-read-by-sdk': {
    reason: '`{{name}}` already takes its region from AWS_REGION, so writing it into the code changes nothing',
    nextStep: 'Use the codemod `failover` or `--region-source literal`, or accept it with the setting `allowEnvRegion`',
  },
  'region-of-clients': {
    reason: '`{{name}}` takes the region of the client that uses it, which AWS_REGION would override',
    nextStep: 'Use the codemod `failover`, whose helper keeps that region, or write `clientConfig: { region }` by hand',
  },
  'no-literal-region': {
    reason: 'The region of `{{name}}` must be written as a literal, but this run names no region',
    nextStep: 'Name the regions of your organisation (`regions` in the settings, or `--regions`)',
  },
  'browser-without-region': {
    reason: '`{{name}}` runs in browsers ({{sign}}), which have no AWS_REGION',
    nextStep: 'Give it a region by hand, or use `--region-source literal`',
  },
} as const satisfies Readonly<Record<string, Obstacle>>;
