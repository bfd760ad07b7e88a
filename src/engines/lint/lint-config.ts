import type { Preset } from '../../../rules/define-rule.js';
import { RULES, type RuleName, type Severities } from '../../../rules/index.js';
import { configModelOf } from '../../model/config/from-config-file.js';
import type { UsesDefaultChain } from '../../model/config/config-types.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { findingsInConfig, runningIn } from './choose-findings.js';
import { toMessage, type LintedText } from './text-message.js';

export interface LintConfigOptions {
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  readonly surroundings: Surroundings;
  /** What the repository says of programs; without it, none is known. */
  readonly usesDefaultChain?: UsesDefaultChain | undefined;
}

/** The rules that speak of configuration, and of code in documents. */
export const CONFIG_RULES: ReadonlySet<RuleName> = new Set(
  RULES.filter((rule) => 'findInConfig' in rule).map(({ name }) => name),
);

/**
 * Lints the text of a configuration file. A file that its parser refuses is an error only where it says something wrong
 * about STS: nothing else in it is our business. Templates, which no parser reads, are read line by line.
 *
 * @param text without a byte order mark
 */
export function lintConfig(
  text: string,
  path: string,
  { preset, surroundings, severities, usesDefaultChain }: LintConfigOptions,
): LintedText {
  const model = configModelOf(text, path, { usesDefaultChain });
  const findings = model ? findingsInConfig(model, surroundings, runningIn(preset, severities)) : [];
  if (model?.unparsable && findings.length > 0) return { status: 'unparsable', ...model.unparsable };
  return {
    status: 'linted',
    messages: findings.map((finding) => ({
      ...toMessage(finding, text),
      ...(isAboutProgram(finding.subject) && { crossFile: true as const }),
    })),
  };
}

/** What the repository says decides about programs, and the text alone about everything else. */
const isAboutProgram = (subject: object): boolean => 'kind' in subject && subject.kind === 'web-identity';
