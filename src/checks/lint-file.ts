import { codePartsOf, isSketchPart } from '../ast/embedded/code-part.js';
import type { Context } from '../model/context.js';
import { withoutByteOrderMark } from '../model/from-text.js';
import type { Imports } from '../model/types.js';
import type { Preset, Severities } from './catalogue.js';
import { lintText, type LintedText, type TextMessage } from './lint-text.js';

export interface LintFileOptions {
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  /** What is known of a module besides its text, by its path. */
  readonly contextFor: (path: string) => Context;
  readonly importsFor?: (path: string) => Imports;
}

/** Lints every module in a file's text: the file itself, the scripts of a component, or the code in a document. Positions are those of the file. */
export function lintFile(text: string, path: string, { preset, severities, contextFor, importsFor }: LintFileOptions): LintedText {
  const whole = withoutByteOrderMark(text);
  const messages: TextMessage[] = [];
  for (const part of codePartsOf(whole, path)) {
    const linted = lintText(part.text, part.path, { preset, ...(severities && { severities }), context: contextFor(part.path), ...(importsFor && { imports: importsFor(part.path) }), whole });
    if (linted.status === 'linted') messages.push(...linted.messages);
    else if (!isSketchPart(part.path)) return linted;
  }
  return { status: 'linted', messages };
}
