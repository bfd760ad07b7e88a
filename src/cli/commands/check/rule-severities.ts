import { RULE_NAMES, type RuleName } from '../../../../rules/index.js';
import type { Severities } from '../../engine.js';
import { UsageError } from '../../usage-error.js';
import { noSuch } from '../no-such.js';

const SEVERITIES: Readonly<Record<string, Severities[RuleName]>> = {
  off: 0,
  warn: 1,
  error: 2,
  '0': 0,
  '1': 1,
  '2': 2,
};

/**
 * The severities in the values of `--rule`, such as `require-vpc-endpoint:error`. They have the form of ESLint's flag
 * `--rule`; the plugin's prefix may stand before the rule.
 *
 * @throws UsageError for another form or an unknown rule
 */
export function ruleSeverities(values: readonly string[]): Partial<Severities> {
  return Object.fromEntries(values.map(ruleSeverity));
}

function ruleSeverity(text: string): [RuleName, Severities[RuleName]] {
  const [, name = '', word = ''] = /^(?:sts-regional\/)?([^:]*):\s*(\S*)$/.exec(text.trim()) ?? [];
  const severity = SEVERITIES[word];
  if (severity === undefined)
    throw new UsageError(`--rule: "${text}" must have the form rule:severity, with off, warn or error.`);
  if (!RULE_NAMES.includes(name as RuleName)) throw new UsageError(`--rule: ${noSuch('rule', name, RULE_NAMES)}`);
  return [name as RuleName, severity];
}
