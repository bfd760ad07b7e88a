import { linesOf } from './read-lines.js';
import type { ConfigEntry } from './types.js';

/** A key ends at the first separator or space that no backslash stands before. A continued line is a space there. */
const KEY = /^[^\S\r\n]*((?:\\(?!\r?\n)[\s\S]|[^\\\s:=])*)(?:[^\S\r\n]|\\\r?\n)*(?:[:=](?:[^\S\r\n]|\\\r?\n)*)?/;

/**
 * `key=value`, `key: value` and `key value`, as Java reads them: a backslash at the end of a line goes on with the
 * next one, and only whole lines are comments. The words of a dotted key are a path.
 */
export function readProperties(text: string): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index];
    if (first === undefined || /^\s*(?:[#!]|$)/.test(first.text)) continue;
    let last = first;
    while (isContinued(last.text) && index + 1 < lines.length) last = lines[(index += 1)] ?? last;
    const end = last.start + last.text.length;
    const whole = text.slice(first.start, end);
    const [lead = '', key = ''] = KEY.exec(whole) ?? [];
    const start = first.start + lead.length;
    entries.push({
      path: unescaped(key).split('.'),
      value: unescaped(text.slice(start, end)),
      range: [start, end],
      style: 'plain',
    });
  }
  return entries;
}

/** An even number of backslashes at the end of a line are texts of one backslash each. */
function isContinued(line: string): boolean {
  let count = 0;
  while (line.at(-1 - count) === '\\') count += 1;
  return count % 2 === 1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

const unescaped = (raw: string): string =>
  raw.includes('\\')
    ? raw.replace(/\\(?:\r?\n[^\S\r\n]*|u([\da-fA-F]{4})|([\s\S]))/g, (_, code?: string, char?: string) =>
        code === undefined
          ? char === undefined
            ? ''
            : (ESCAPES[char] ?? char)
          : String.fromCharCode(parseInt(code, 16)),
      )
    : raw;
