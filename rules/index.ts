import { RULE_NAMES, type Rule, type RuleName } from './define-rule.js';
import { noEndpointRegionMismatch } from './no-endpoint-region-mismatch.js';
import { noGlobalEndpoint } from './no-global-endpoint.js';
import { noIneffectiveFailover } from './no-ineffective-failover.js';
import { noLegacyEndpointMode } from './no-legacy-endpoint-mode.js';
import { requireFallbackRegion } from './require-fallback-region.js';
import { requireRegion } from './require-region.js';
import { requireVpcEndpoint } from './require-vpc-endpoint.js';
import { validRegion } from './valid-region.js';

/** All rules in the order of precedence: where several match one site, the first reports. */
export const RULES: readonly Rule[] = [
  noGlobalEndpoint,
  noLegacyEndpointMode,
  requireRegion,
  noEndpointRegionMismatch,
  validRegion,
  noIneffectiveFailover,
  requireFallbackRegion,
  requireVpcEndpoint,
];

export const ruleNamed = (name: RuleName): Rule => RULES[RULE_NAMES.indexOf(name)] as Rule;
