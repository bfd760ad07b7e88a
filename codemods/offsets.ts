import { applyEdits, type Edit } from '../src/edits/edit.js';

/** Leads from an offset in the edited text back to the text before the edits; inside what an edit wrote, to where the edit began. */
export type ToOriginal = (offset: number) => number;

export function toOriginal(edits: readonly Edit[]): ToOriginal {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return (offset) => {
    let shift = 0;
    for (const { range: [start, end], text } of sorted) {
      const newStart = start + shift;
      if (offset < newStart) break;
      if (offset < newStart + text.length) return start;
      shift += text.length - (end - start);
    }
    return offset - shift;
  };
}

/** Line and column, both from 1, of an offset. */
export function positionAt(offset: number, text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: (before.match(/\n/g)?.length ?? 0) + 1, column: offset - lineStart + 1 };
}

/** The lines that edits of a site change, before and after; `start` and `end` are the site's own. */
export function linesAround(text: string, edits: readonly Edit[], start: number, end: number): { readonly before: string; readonly after: string } {
  const from = text.lastIndexOf('\n', Math.min(start, ...edits.map((edit) => edit.range[0])) - 1) + 1;
  const last = Math.max(end, ...edits.map((edit) => edit.range[1]));
  const to = text.indexOf('\n', last) === -1 ? text.length : text.indexOf('\n', last);
  return { before: text.slice(from, to), after: applyEdits(text.slice(from, to), edits.map((edit) => ({ range: [edit.range[0] - from, edit.range[1] - from], text: edit.text }))) };
}
