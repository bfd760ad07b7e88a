import { lintFile } from '../../src/engines/lint/lint-file.js';
import type { TextMessage } from '../../src/engines/lint/text-message.js';
import type { Settings } from '../../src/model/settings/settings.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';

/** What is reported on the text of a file; throws for a file that cannot be parsed. */
export function reportsOn(
  path: string,
  text: string,
  {
    preset = 'recommended',
    settings = {},
  }: { readonly preset?: 'recommended' | 'strict'; readonly settings?: Settings } = {},
): readonly TextMessage[] {
  const linted = lintFile(text, path, { preset, surroundingsOf: (part) => surroundingsOf(part, settings) });
  if (linted.status === 'unparsable') throw new Error(`${path} cannot be parsed: ${linted.message}`);
  return linted.messages;
}

/** The text with the fix of a report, or with its only suggestion. */
export function cured(text: string, { fix, suggestions = [] }: TextMessage): string {
  const replacement = fix ?? suggestions[0]?.fix;
  return replacement ? text.slice(0, replacement.range[0]) + replacement.text + text.slice(replacement.range[1]) : text;
}
