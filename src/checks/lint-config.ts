import type { Context } from '../model/context.js';
import { configModelOf } from '../model/from-config-file.js';
import { CHECKS, findingsInConfig, PRESETS, type Preset, type Severities } from './catalogue.js';
import type { CheckName } from './finding.js';
import { toMessage, type LintedText } from './lint-text.js';

export interface LintConfigOptions {
  readonly preset: Preset;
  readonly severities?: Partial<Severities>;
  readonly context: Context;
}

/** The checks that speak of configuration, and of code in documents. */
export const CONFIG_CHECKS: ReadonlySet<CheckName> = new Set(
  CHECKS.flatMap(({ name, findInConfig }) => (findInConfig ? [name] : [])),
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
  { preset, context, severities: others }: LintConfigOptions,
): LintedText {
  const severities = { ...PRESETS[preset], ...others };
  const model = configModelOf(text, path);
  const findings = model ? findingsInConfig(model, context, preset, severities) : [];
  if (model?.unparsable && findings.length > 0) return { status: 'unparsable', ...model.unparsable };
  return { status: 'linted', messages: findings.map((finding) => toMessage(finding, text, severities)) };
}
