import type { Surroundings } from '../../model/settings/surroundings.js';
import { configModelOf } from '../../model/config/from-config-file.js';
import { RULES } from '../../../rules/index.js';
import { findingsInConfig, PRESETS, type Preset, type Severities } from './choose-findings.js';
import type { RuleName } from '../../../rules/define-rule.js';
import { toMessage, type LintedText } from './lint-text.js';

export interface LintConfigOptions {
  readonly preset: Preset;
  readonly severities?: Partial<Severities>;
  readonly surroundings: Surroundings;
}

/** The checks that speak of configuration, and of code in documents. */
export const CONFIG_RULES: ReadonlySet<RuleName> = new Set(
  RULES.flatMap(({ name, findInConfig }) => (findInConfig ? [name] : [])),
);

/**
 * Lints the text of a configuration file. One that its parser refuses is an error only where it says something wrong about STS: nothing else
 * in it is our business. Templates, which no parser reads, are read line by line.
 *
 * @param text without a byte order mark
 */
export function lintConfig(
  text: string,
  path: string,
  { preset, surroundings, severities: others }: LintConfigOptions,
): LintedText {
  const severities = { ...PRESETS[preset], ...others };
  const model = configModelOf(text, path);
  const findings = model ? findingsInConfig(model, surroundings, preset, severities) : [];
  if (model?.unparsable && findings.length > 0) return { status: 'unparsable', ...model.unparsable };
  return { status: 'linted', messages: findings.map((finding) => toMessage(finding, text, severities)) };
}
