import { RULE_NAMES, type RuleName } from '../../../../rules/index.js';
import type { Configuration, SeverityName } from '../../../model/settings/configuration.js';
import { withoutPrefix } from '../../../model/settings/configuration.js';
import { noSuch } from '../../../text/no-such.js';
import type { Severities } from '../../engine.js';
import { UsageError } from '../../usage-error.js';

const SEVERITIES: Readonly<Record<SeverityName, Severities[RuleName]>> = {
  off: 0,
  warn: 1,
  error: 2,
  0: 0,
  1: 1,
  2: 2,
};

/**
 * The severities that differ from those of the configuration: of the settings file, then of `--rule`, whose values have
 * the form of ESLint's flag `--rule`: `require-vpc-endpoint:error`. The plugin's prefix may stand before the rule.
 *
 * @throws UsageError for a flag of another form or an unknown rule
 */
export function ruleSeverities(flags: readonly string[], file: Configuration['rules'] = {}): Partial<Severities> {
  return Object.fromEntries([
    ...Object.entries(file).map(([name, severity]) => [withoutPrefix(name), SEVERITIES[severity]] as const),
    ...flags.map(ruleSeverity),
  ]);
}

function ruleSeverity(text: string): [RuleName, Severities[RuleName]] {
  const [, name = '', word = ''] = /^([^:]*):\s*(\S*)$/.exec(withoutPrefix(text.trim())) ?? [];
  if (!Object.hasOwn(SEVERITIES, word))
    throw new UsageError(`--rule: "${text}" must have the form rule:severity, with off, warn or error.`);
  if (!RULE_NAMES.includes(name as RuleName)) throw new UsageError(`--rule: ${noSuch('rule', name, RULE_NAMES)}`);
  return [name as RuleName, SEVERITIES[word as SeverityName]];
}
