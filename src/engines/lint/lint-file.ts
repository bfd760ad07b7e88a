import type { Preset } from '../../../rules/define-rule.js';
import type { RuleName, Severities } from '../../../rules/index.js';
import { isInlinePart, isSketchPart } from '../../ast/embedded/code-part.js';
import { configFormatOf } from '../../config-files/formats.js';
import { isTemplated } from '../../config-files/read-templated.js';
import { withoutByteOrderMark } from '../../model/from-text.js';
import type { UsesDefaultChain } from '../../model/config/config-types.js';
import { partsToRead } from '../../model/parts-to-read.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { Imports } from '../../model/types.js';
import { CONFIG_RULES, lintConfig } from './lint-config.js';
import { lintText } from './lint-text.js';
import type { LintedText, TextMessage, Unparsed } from './text-message.js';

export interface LintFileOptions {
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  /** What is known of a module besides its text, by its path. */
  readonly surroundingsOf: (path: string) => Surroundings;
  readonly importsFor?: (path: string) => Imports;
  /** What the repository around a file says of the programs that it deploys. */
  readonly defaultChainFrom?: (path: string) => UsesDefaultChain;
}

/**
 * Lints a configuration file, or every module in a file's text: the file itself, the scripts of a component, or the
 * code and configuration in a document. Positions are those of the file.
 */
export function lintFile(
  text: string,
  path: string,
  { surroundingsOf, importsFor, defaultChainFrom, ...severity }: LintFileOptions,
): LintedText {
  const whole = withoutByteOrderMark(text);
  const messages: TextMessage[] = [];
  const format = configFormatOf(path, whole);
  if (format !== undefined) {
    const linted = lintConfig(whole, path, {
      ...severity,
      surroundings: surroundingsOf(path),
      usesDefaultChain: defaultChainFrom?.(path),
    });
    if ((format !== 'markdown' && format !== 'yaml') || linted.status === 'unparsable') return linted;
    messages.push(...linted.messages);
  }
  let unparsed: Unparsed | undefined;
  const read = partsToRead(whole, path);
  if ('failure' in read) return { status: 'unparsable', message: read.failure.message };
  for (const part of read.parts) {
    const isSketch = isSketchPart(part.path);
    const linted = lintText(part.text, part.path, {
      ...severity,
      surroundings: surroundingsOf(part.path),
      ...(importsFor && { imports: importsFor(part.path) }),
      whole,
    });
    if (linted.status === 'linted')
      messages.push(...linted.messages.filter(({ ruleId }) => !isSketch || isConfigRule(ruleId)));
    else if (isInlinePart(part.path)) unparsed ??= isTemplated(part.code) ? undefined : linted;
    else if (!isSketch) return linted;
  }
  return { status: 'linted', messages, ...(unparsed && { unparsed }) };
}

/** Code in a document shows one thing at a time: how it survives an outage is seldom that thing. */
const isConfigRule = (ruleId: string): boolean => CONFIG_RULES.has(ruleId.slice(ruleId.indexOf('/') + 1) as RuleName);
