import type { CheckName } from '../src/checks/finding.js';
import type { Rule } from './create-rule.js';
import noEndpointRegionMismatch from './no-endpoint-region-mismatch.js';
import noGlobalEndpoint from './no-global-endpoint.js';
import noIneffectiveFailover from './no-ineffective-failover.js';
import noLegacyEndpointMode from './no-legacy-endpoint-mode.js';
import requireFallbackRegion from './require-fallback-region.js';
import requireRegion from './require-region.js';
import requireVpcEndpoint from './require-vpc-endpoint.js';
import validRegion from './valid-region.js';

/** All rules in the order of precedence: where several match one site, the first reports. */
export const rules: Readonly<Record<CheckName, Rule>> = {
  'no-global-endpoint': noGlobalEndpoint,
  'no-legacy-endpoint-mode': noLegacyEndpointMode,
  'require-region': requireRegion,
  'no-endpoint-region-mismatch': noEndpointRegionMismatch,
  'valid-region': validRegion,
  'no-ineffective-failover': noIneffectiveFailover,
  'require-fallback-region': requireFallbackRegion,
  'require-vpc-endpoint': requireVpcEndpoint,
};
