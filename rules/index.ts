import type { Preset, Rule, SeverityWord } from './define-rule.js';
import { noEndpointRegionMismatch } from './no-endpoint-region-mismatch.js';
import { noGlobalEndpoint } from './no-global-endpoint.js';
import { noIneffectiveFailover } from './no-ineffective-failover.js';
import { noLegacyEndpointMode } from './no-legacy-endpoint-mode.js';
import { requireFallbackRegion } from './require-fallback-region.js';
import { requireRegion } from './require-region.js';
import { requireVpcEndpoint } from './require-vpc-endpoint.js';
import { validRegion } from './valid-region.js';

/**
 * All rules in the order of precedence: among findings of one severity about one site, that of the first rule is
 * reported.
 */
export const RULES = [
  noGlobalEndpoint,
  noLegacyEndpointMode,
  requireRegion,
  noEndpointRegionMismatch,
  validRegion,
  noIneffectiveFailover,
  requireFallbackRegion,
  requireVpcEndpoint,
] as const satisfies readonly Rule[];

export type RuleName = (typeof RULES)[number]['name'];

export const RULE_NAMES: readonly RuleName[] = RULES.map(({ name }) => name);

const byName: ReadonlyMap<string, Rule<RuleName>> = new Map(RULES.map((rule) => [rule.name, rule]));

export const ruleNamed = (name: RuleName): Rule<RuleName> => byName.get(name) as Rule<RuleName>;

/** As ESLint counts them: 0 is off, 1 a warning, 2 an error. */
export type Severity = 0 | 1 | 2;
export type Severities = Readonly<Record<RuleName, Severity>>;

const NUMBERS: Readonly<Record<SeverityWord, Severity>> = { off: 0, warn: 1, error: 2 };

const severitiesIn = (preset: Preset): Severities =>
  Object.fromEntries(RULES.map(({ name, severity }) => [name, NUMBERS[severity[preset]]])) as Severities;

/** The severity of each rule in the two configurations. */
export const PRESETS: Readonly<Record<Preset, Severities>> = {
  recommended: severitiesIn('recommended'),
  strict: severitiesIn('strict'),
};

/** Whether no configuration has the rule, so that people switch it on themselves. */
export const isOptIn = (name: RuleName): boolean =>
  Object.values(ruleNamed(name).severity).every((severity) => severity === 'off');
