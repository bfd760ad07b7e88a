import type { Obstacle } from './obstacle.js';

/** What stands in the way of moving from the global host to a regional one. */
export const REGIONAL_ENDPOINT_OBSTACLES = {
  'checked-elsewhere': {
    reason: 'The request is only signed here, and its host is part of what another party checks',
    nextStep: 'Move to the regional host together with the party that checks it',
  },
  'global-flag-elsewhere': {
    reason: '`useGlobalEndpoint` must go, but it is not set in the object literal at the call',
    nextStep: 'Remove `useGlobalEndpoint` where it is set',
  },
  'global-endpoint-in-some-cases': {
    reason: 'The `endpoint` of `{{name}}` is the global host in some cases only',
    nextStep: 'Leave the global host out there, so that the region decides the host, then run again',
  },
  'global-endpoint-elsewhere': {
    reason: 'The global `endpoint` must go, but it is not set in the object literal at the call',
    nextStep: 'Remove `endpoint` where it is set',
  },
  'aws-global-elsewhere': {
    reason: "The region of `{{name}}` is 'aws-global', but it is not written at the call",
    nextStep: 'Set it to a region where it is written',
  },
  'aws-global-without-region': {
    reason: "The region 'aws-global' stands for the global host, and no region is named to take its place",
    nextStep: 'Name the regions of your organisation (`regions` in the settings, or `--regions`)',
  },
  'no-regional-mode': {
    reason: 'aws-sdk {{version}} has no regional mode',
    nextStep: 'Update aws-sdk to {{needed}} or newer',
  },
  'no-sts-configuration': {
    reason: '`{{name}}` takes no STS configuration',
    nextStep: 'Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs, or let the failover helper choose the host',
  },
  'no-sts-configuration-nor-helper': {
    reason: '`{{name}}` takes no STS configuration, and the helper cannot wrap it',
    nextStep: 'Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs',
  },
  'mode-elsewhere': {
    reason: '`stsRegionalEndpoints` is assigned elsewhere, not at the call',
    nextStep: "Set it to 'regional' where it is assigned",
  },
  'test-without-region-for-mode': {
    reason: 'This test code builds `{{name}}` without a region, which the regional mode needs',
    nextStep: "Give it a region together with `stsRegionalEndpoints: 'regional'`",
  },
  'no-region-nor-helper': {
    reason: '`{{name}}` lacks the region that the regional mode needs, and cannot use the helper. {{why}}',
    nextStep: "Give it a region together with `stsRegionalEndpoints: 'regional'`, or use `--region-source literal`",
  },
  'region-sometimes-nor-helper': {
    reason:
      '`{{name}}` has a region on some paths only, the regional mode needs one on all of them, and the helper cannot be used. {{why}}',
    nextStep: "Give it a region on every path, together with `stsRegionalEndpoints: 'regional'`",
  },
  'no-place-for-mode': {
    reason: 'There is no place for the STS configuration in this call of `{{name}}`',
    nextStep: "Pass `stsRegionalEndpoints: 'regional'` by hand",
  },
  'signed-without-region': {
    reason: 'The request is signed for the global host, and no region is known',
    nextStep: 'Give it a region and the host `sts.<region>.amazonaws.com`',
  },
  'signed-options-elsewhere': {
    reason: 'The region of the request is not written in the object literal at the call',
    nextStep: 'Add the host `sts.<region>.amazonaws.com`',
  },
  'stub-of-global-host': {
    reason: 'This stub answers for the global host `{{host}}`',
    nextStep: 'Make it answer for the regional host once the code under test calls it',
  },
  'global-variable': {
    reason: '`{{name}}` sends every client that reads it to the global host',
    nextStep: 'Set `{{name}}` to the host of the region where the program runs, or leave it out',
  },
  'legacy-variable-elsewhere': {
    reason: '`{{name}}` asks for the legacy mode, but its value is not written out here',
    nextStep: "Set it to 'regional' where the value is written",
  },
  'legacy-annotation-elsewhere': {
    reason: '`{{name}}` is false, but its value is not written out here',
    nextStep: "Set it to 'true' where the value is written",
  },
  'global-region-variable': {
    reason: "`{{name}}` is set to 'aws-global', which stands for the global host",
    nextStep: 'Set it to the region where the program runs',
  },
  'loose-global-flag': {
    reason: '`useGlobalEndpoint` is given to `{{name}}`, but the file does not show that it is an STS client',
    nextStep: 'Remove `useGlobalEndpoint` if it is one',
  },
  'idle-flag': {
    reason: 'STS clients ignore `AWS.config.stsRegionalEndpoints`',
    nextStep: "Pass `stsRegionalEndpoints: 'regional'` to each `AWS.STS`",
  },
  'global-request': {
    reason: 'The request goes to the global host, and its region is known only where the code runs',
    nextStep: 'Send it inside `withStsRegions` of the helper, to the host `stsHost(region)`',
    isByHand: true,
  },
  'global-request-in-pieces': {
    reason: 'The code puts the global host together from several texts',
    nextStep: 'Send the request to `{{host}}`',
  },
  'global-request-signed': {
    reason: 'The request is signed by hand, so its signing region must change together with the host',
    nextStep: 'Sign for `{{region}}` and send it to `{{host}}`',
  },
  'global-request-signed-by-hand': {
    reason:
      'The request is signed by hand for `{{region}}`: its URL, its `Host` header and the signed host change together',
    nextStep: 'Put `{{host}}` in all of them',
  },
  'global-request-signed-for-any': {
    reason:
      'The request is signed by hand: its URL, its `Host` header, the signed host and the signed region change together',
    nextStep: 'Sign and send it inside `withStsRegions` of the helper, to the host `stsHost(region)`',
    isByHand: true,
  },
} as const satisfies Readonly<Record<string, Obstacle>>;
