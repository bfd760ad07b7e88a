import type { ConfigModel } from '../../model/config/config-types.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { StsModel } from '../../model/types.js';
import type { RuleName, Finding } from '../../../rules/define-rule.js';
import { RULES } from '../../../rules/index.js';

/** The two configurations. */
export type Preset = 'recommended' | 'strict';

/** As ESLint counts them: 0 is off, 1 a warning, 2 an error. */
export type Severity = 0 | 1 | 2;
export type Severities = Readonly<Record<RuleName, Severity>>;

export const PRESETS: Readonly<Record<Preset, Severities>> = {
  recommended: {
    'no-global-endpoint': 2,
    'no-legacy-endpoint-mode': 2,
    'require-region': 2,
    'no-endpoint-region-mismatch': 2,
    'valid-region': 2,
    'no-ineffective-failover': 2,
    'require-fallback-region': 1,
    'require-vpc-endpoint': 0,
  },
  strict: {
    'no-global-endpoint': 2,
    'no-legacy-endpoint-mode': 2,
    'require-region': 2,
    'no-endpoint-region-mismatch': 2,
    'valid-region': 2,
    'no-ineffective-failover': 2,
    'require-fallback-region': 2,
    'require-vpc-endpoint': 0,
  },
};

/** Whether no preset has it. */
export const isOptIn = (name: RuleName): boolean =>
  Object.values(PRESETS).every((severities) => severities[name] === 0);

/**
 * The findings of a file in a configuration, one for each subject: where several checks match, the first in the order of precedence
 * reports. What only the strict configuration reports hides nothing in the recommended one, and a check that is off hides nothing.
 */
export const findingsOf = (
  model: StsModel,
  surroundings: Surroundings,
  preset: Preset,
  severities: Severities = PRESETS[preset],
): readonly Finding[] =>
  chosen(
    RULES.flatMap((check) => (severities[check.name] === 0 ? [] : check.find(model, surroundings))),
    preset,
  );

/** The same for a configuration file. */
export const findingsInConfig = (
  model: ConfigModel,
  surroundings: Surroundings,
  preset: Preset,
  severities: Severities = PRESETS[preset],
): readonly Finding[] =>
  chosen(
    RULES.flatMap((check) => (severities[check.name] === 0 ? [] : (check.findInConfig?.(model, surroundings) ?? []))),
    preset,
  );

function chosen(all: readonly Finding[], preset: Preset): readonly Finding[] {
  const reported = new Map<object, Finding>();
  const places = new Set<string>();
  for (const finding of all) {
    // Two sites that share one setting are one thing to mend.
    const place = `${finding.messageId} ${finding.node.range.join('-')}`;
    if ((finding.level === 'strict' && preset !== 'strict') || reported.has(finding.subject) || places.has(place))
      continue;
    reported.set(finding.subject, finding);
    places.add(place);
  }
  return [...reported.values()].sort((a, b) => a.node.range[0] - b.node.range[0] || a.node.range[1] - b.node.range[1]);
}
