import type { Node, Source } from './source.js';

/**
 * Where a statement ends. A `;` on a later line is not counted: who writes without semicolons puts it before a
 * statement that starts with a bracket.
 */
export function endOfStatement({ range: [start, end] }: Node, source: Source): number {
  const { text } = source;
  if (text[end - 1] !== ';' || !/[\s/]/.test(text[end - 2] ?? '')) return end;
  const code = endOfCode(start, end - 1, source);
  return /[\n\r\u2028\u2029]/.test(text.slice(code, end)) ? code : end;
}

/** The offset behind the last code between two offsets: what follows are white space and comments. */
function endOfCode(start: number, end: number, { text, comments }: Source): number {
  for (let at = end; ;) {
    at = start + text.slice(start, at).trimEnd().length;
    const comment = comments.find(({ range }) => range[0] >= start && range[1] === at);
    if (!comment) return at;
    at = comment.range[0];
  }
}
