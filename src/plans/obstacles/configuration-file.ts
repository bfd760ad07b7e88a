import type { Obstacle } from './obstacle.js';

/** What stands in the way in a configuration file. */
export const CONFIGURATION_FILE_OBSTACLES = {
  'yaml-alias': {
    reason: 'The value of `{{name}}` is a YAML alias',
    nextStep: 'Change it where its anchor is',
  },
  'misspelt-region': {
    reason: '`{{name}}` is `{{region}}`, which is not an AWS region',
    nextStep: 'Write the region that is meant, such as `{{closest}}`',
  },
  'region-out-of-form': {
    reason: 'The value of `{{name}}` has a line end or escapes',
    nextStep: 'Write `{{region}}` in the line of `{{name}}`',
  },
  'global-host-without-region': {
    reason: '`{{name}}` names the global host, and no region is known',
    nextStep:
      'Name the regions of your organisation (`regions` in the settings, or `--regions`), or write a regional host',
  },
  'escaped-host': {
    reason: '`{{name}}` names the global host with escaped characters',
    nextStep: 'Write the host of a region',
  },
  'mode-without-region': {
    reason: '`{{name}}` needs no region in legacy mode but needs one in regional mode, and none is set',
    nextStep: 'Set AWS_REGION beside it, or write `regional` where the region is known to be set',
  },
  'web-identity-without-region': {
    reason: 'The regional mode beside `{{name}}` needs a region, and none is set there',
    nextStep: 'Set AWS_REGION and AWS_STS_REGIONAL_ENDPOINTS=regional in this environment',
  },
  'environment-out-of-form': {
    reason: 'The environment that sets `{{name}}` has no clear place for another variable',
    nextStep: 'Set AWS_STS_REGIONAL_ENDPOINTS=regional in this environment',
  },
  'global-host-for-all-regions': {
    reason: '`{{name}}` names the global host, and its region is known only where it is used',
    nextStep: 'Write the host of its region, or use `--region-source literal`',
  },
} as const satisfies Readonly<Record<string, Obstacle>>;
