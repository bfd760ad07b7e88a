import type { Preset } from '../../../rules/define-rule.js';
import type { Severities } from '../../../rules/index.js';
import { buildModel } from '../../model/build.js';
import { modelOfText } from '../../model/from-text.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { Imports } from '../../model/types.js';
import { findingsOf, runningIn, type Finding } from './choose-findings.js';
import { toMessage, type LintedText } from './text-message.js';

export interface LintOptions {
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  readonly surroundings: Surroundings;
  /** What other files of the project say; without it, a name from another file is unknown. */
  readonly imports?: Imports;
  /** The text of the whole file, where the linted text is the code in it and blank around. */
  readonly whole?: string;
}

/**
 * Lints one file's text without ESLint: the same findings, messages and fixes as the rules in the same configuration.
 */
export function lintText(
  text: string,
  path: string,
  { preset, surroundings, imports, whole, severities }: LintOptions,
): LintedText {
  const noted = imports && noting(imports);
  const result = modelOfText(text, path, noted?.imports);
  if (result === 'no-sts') return { status: 'linted', messages: [] };
  if ('failure' in result) {
    const { message, line, column } = result.failure;
    return {
      status: 'unparsable',
      message,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    };
  }
  const { model } = result;
  const running = runningIn(preset, severities);
  const findings = findingsOf(model, surroundings, running);
  const own = noted?.answered()
    ? new Set(findingsOf(buildModel(model.source), surroundings, running).map(keyOf))
    : undefined;
  return {
    status: 'linted',
    messages: findings.map((finding) => ({
      ...toMessage(finding, whole ?? model.source.text),
      ...(own && !own.has(keyOf(finding)) && { crossFile: true as const }),
    })),
  };
}

/** The same imports, and whether any of them said something: only then can a finding depend on another file. */
function noting({ value, type, origin }: Imports): { readonly imports: Imports; readonly answered: () => boolean } {
  let answered = false;
  const note = <T>(answer: T | undefined): T | undefined => {
    if (answer !== undefined) answered = true;
    return answer;
  };
  return {
    imports: {
      value: (module, name) => note(value(module, name)),
      type: (module, name) => note(type(module, name)),
      origin: (module, name, isCalled) => note(origin(module, name, isCalled)),
    },
    answered: () => answered,
  };
}

const keyOf = ({ rule, messageId, where }: Finding): string => `${rule} ${messageId} ${where.range.join('-')}`;
