import { editedPart, type Edit } from './edit.js';

/** A stretch of a text. A node of a syntax tree is one. */
export interface Span {
  readonly range: readonly [start: number, end: number];
  /** Lines count from 1, columns from 0, as in syntax trees. */
  readonly loc: { readonly start: Position; readonly end: Position };
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Gives the position of an offset; lines count from 1, columns from 0. The text is read once, however often this is
 * asked.
 */
export function positionsIn(text: string): (offset: number) => Position {
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let line = 0; // the last one that starts at or before the offset, found by halving
    for (let beyond = lineStarts.length; beyond - line > 1;) {
      const middle = (line + beyond) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) line = middle;
      else beyond = middle;
    }
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) };
  };
}

/** Gives the spans of a text by their offsets. */
export function spansIn(text: string): (start: number, end: number) => Span {
  const position = positionsIn(text);
  return (start, end) => ({ range: [start, end], loc: { start: position(start), end: position(end) } });
}

/** The whole lines that edits change, before and after; `start` and `end` belong to them in any case. */
export function linesAround(
  text: string,
  edits: readonly Edit[],
  start: number,
  end: number,
): { readonly before: string; readonly after: string } {
  const from = text.lastIndexOf('\n', Math.min(start, ...edits.map((edit) => edit.range[0])) - 1) + 1;
  const last = Math.max(end, ...edits.map((edit) => edit.range[1]));
  const to = text.indexOf('\n', last) === -1 ? text.length : text.indexOf('\n', last);
  return { before: text.slice(from, to), after: editedPart(text, [from, to], edits) };
}

/** The order of positions in a text, for `sort`. */
export function byPosition(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
