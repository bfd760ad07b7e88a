import { applyEdits, type Edit } from './edit.js';

/** Leads from an offset in the edited text back to the text before the edits; inside what an edit wrote, to where the edit began. */
export type ToOriginal = (offset: number) => number;

export function toOriginal(edits: readonly Edit[]): ToOriginal {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return (offset) => {
    let shift = 0;
    for (const {
      range: [start, end],
      text,
    } of sorted) {
      const newStart = start + shift;
      if (offset < newStart) break;
      if (offset < newStart + text.length) return start;
      shift += text.length - (end - start);
    }
    return offset - shift;
  };
}

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Leads from the offsets of a text to their positions; a text is read once, however many sites it has. */
export function positionsIn(text: string): (offset: number) => Position {
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let line = 0; // the last one that starts at or before the offset, by halving
    for (let beyond = lineStarts.length; beyond - line > 1;) {
      const middle = (line + beyond) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) line = middle;
      else beyond = middle;
    }
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
}

/** The lines that edits of a site change, before and after; `start` and `end` are the site's own. */
export function linesAround(
  text: string,
  edits: readonly Edit[],
  start: number,
  end: number,
): { readonly before: string; readonly after: string } {
  const from = text.lastIndexOf('\n', Math.min(start, ...edits.map((edit) => edit.range[0])) - 1) + 1;
  const last = Math.max(end, ...edits.map((edit) => edit.range[1]));
  const to = text.indexOf('\n', last) === -1 ? text.length : text.indexOf('\n', last);
  return {
    before: text.slice(from, to),
    after: applyEdits(
      text.slice(from, to),
      edits.map((edit) => ({ range: [edit.range[0] - from, edit.range[1] - from], text: edit.text })),
    ),
  };
}
