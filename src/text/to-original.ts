import type { Edit } from './edit.js';

/**
 * Leads from an offset in the edited text back to the text before the edits; inside what an edit wrote, to where the
 * edit began.
 */
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
