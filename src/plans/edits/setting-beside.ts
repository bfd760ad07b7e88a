import type { Beside } from '../../model/config/config-types.js';
import { insertion, type Edit } from '../../text/edit.js';

/** A setting as it is written: its name and the range of its value. */
interface Written {
  readonly name: string;
  readonly range: readonly [start: number, end: number];
}

/**
 * Writes another setting before one of a configuration file, in the same form: its quotes, its indentation, its place
 * in a list or a map. `undefined` where the form cannot be repeated.
 */
export function settingBeside(
  { text, format, item: [start, end] }: Beside,
  model: Written,
  name: string,
  value: string,
): Edit | undefined {
  const written = text.slice(start, end);
  const again = (text.slice(start, model.range[0]) + value + text.slice(model.range[1], end)).replace(model.name, name);
  if (/[#]/.test(written) || written.split('\n').length > MOST_LINES) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lead = text.slice(lineStart, start);
  const rest = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (format === 'dockerfile') {
    const isAlone = /^[^\S\n]*ENV\s+$/i.test(lead) && rest.trim() === '';
    if (isAlone) return insertion(lineStart, `${lead}${again}${lineEnd}`);
    return lead.trim() === '' ? insertion(lineStart, `${lead}${again} \\${lineEnd}`) : insertion(start, `${again} `);
  }
  const isListed = /[{[,]\s*$/.test(text.slice(Math.max(0, start - 300), start));
  if (lead.trim() === '') return insertion(lineStart, `${lead}${again}${isListed ? ',' : ''}${lineEnd}`);
  return isListed ? insertion(start, `${again}, `) : undefined;
}

/** `- name: …` and `value: …`, each with its braces on a line of its own. */
const MOST_LINES = 4;
