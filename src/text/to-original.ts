import type { Edit } from './edit.js';

/**
 * Maps an offset in the edited text to the text before the edits. Inside text that an edit wrote, it gives where that came
 * from, or else the start of the edit.
 */
export type ToOriginal = (offset: number) => number;

export function toOriginal(edits: readonly Edit[]): ToOriginal {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return (offset) => {
    let shift = 0;
    for (const {
      range: [start, end],
      text,
      sources,
    } of sorted) {
      const newStart = start + shift;
      if (offset < newStart) break;
      const inside = offset - newStart;
      const source = sources?.findLast(([at]) => at <= inside);
      if (inside < text.length) return source === undefined ? start : source[1] + inside - source[0];
      shift += text.length - (end - start);
    }
    return offset - shift;
  };
}
