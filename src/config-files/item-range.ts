import type { NamedValue } from './named-values.js';
import type { ConfigDocument, Range } from './types.js';

/** A name and what is between it and its value, at the end of a text. */
const NAME_BEFORE = /(["']?)[\w.-]+\1(?:[^\S\n]*[:=][^\S\n]*|[^\S\n]+)["']?$/;
const FIRST_NAME_BEFORE = /(?:-[^\S\n]+|\{\s*)(["']?)\w+\1[^\S\n]*:[^\S\n]*["']?$/;
const DASH_BEFORE = /(?:-[^\S\n]+)?["']?$/;

/**
 * The text of a value with its name: a pair of a map, or an item of a list with its dash or braces. `undefined` where a
 * text has another form.
 */
export function itemRangeOf(
  { kind, entry, path }: NamedValue,
  document: ConfigDocument,
  text: string,
): Range | undefined {
  if (kind === 'pair') {
    const item = entry.path.slice(0, path.length + 1);
    const members = document.entries.filter((each) => item.every((key, index) => each.path[index] === key));
    return withBraces(
      startBefore(FIRST_NAME_BEFORE, Math.min(...members.map(({ range }) => range[0])), text),
      Math.max(...members.map((each) => endOf(each, text))),
      text,
    );
  }
  const start = startBefore(kind === 'assignment' ? DASH_BEFORE : NAME_BEFORE, entry.range[0], text);
  return start === undefined ? undefined : [start, endOf(entry, text)];
}

function startBefore(pattern: RegExp, offset: number, text: string): number | undefined {
  // The names of settings are short, and a match may not look at megabytes.
  const before = text.slice(Math.max(0, offset - 300), offset);
  const [found] = pattern.exec(before) ?? [];
  return found === undefined ? undefined : offset - found.length;
}

/** Behind the closing quote of a value. */
const endOf = ({ range: [, end], style }: ConfigDocument['entries'][number], text: string): number =>
  style === 'quoted' && /["']/.test(text[end] ?? '') ? end + 1 : end;

function withBraces(start: number | undefined, end: number, text: string): Range | undefined {
  if (start === undefined) return undefined;
  if (text[start] !== '{') return [start, end];
  const closing = /^\s*,?\s*\}/.exec(text.slice(end, end + 300))?.[0];
  return closing === undefined ? undefined : [start, end + closing.length];
}
