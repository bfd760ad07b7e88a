import type { Edit } from './edit.js';

/**
 * Maps an offset in the edited text to the text before the edits. Inside text that an edit wrote, it gives where that
 * came from, or else the start of the edit.
 */
export type ToOriginal = (offset: number) => number;

export function toOriginal(edits: readonly Edit[]): ToOriginal {
  let shift = 0;
  const written = [...edits]
    .sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])
    .map(({ range: [start, end], text, sources }) => {
      const from = start + shift;
      shift += text.length - (end - start);
      return { from, to: from + text.length, start, shift, sources };
    });
  return (offset) => {
    let count = 0; // how many edits start at or before the offset, found by halving
    for (let beyond = written.length; beyond > count;) {
      const middle = (count + beyond) >> 1;
      if ((written[middle]?.from ?? 0) <= offset) count = middle + 1;
      else beyond = middle;
    }
    const last = written[count - 1];
    if (!last) return offset;
    if (offset >= last.to) return offset - last.shift;
    const inside = offset - last.from;
    const source = last.sources?.findLast(([at]) => at <= inside);
    return source === undefined ? last.start : source[1] + inside - source[0];
  };
}
