import type { Edit } from './edit.js';

/** Where things of a text are once edits are applied. Offsets are looked up by halving: a file may have many edits. */
export interface ToEdited {
  /** The new offset, behind what is inserted there. */
  readonly behind: (offset: number) => number;
  /** The new offsets in front of what is inserted there, behind it, and between two insertions. */
  readonly around: (offset: number) => readonly number[];
  /** The edit that replaces the character at an offset. */
  readonly replacing: (offset: number) => Edit | undefined;
  /** Whether an edit wrote the character at an offset of the new text. */
  readonly isWritten: (newOffset: number) => boolean;
}

export function toEdited(edits: readonly Edit[]): ToEdited {
  const sorted = edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  const shifts = [0];
  const written: (readonly [start: number, end: number])[] = [];
  for (const [index, { range, text }] of sorted.entries()) {
    const shift = shifts[index] ?? 0;
    written.push([range[0] + shift, range[0] + shift + text.length]);
    shifts.push(shift + text.length - (range[1] - range[0]));
  }
  const shifted = (offset: number, count: number): number => offset + (shifts[count] ?? 0);
  const countBefore = (offset: number): number => countWhile(sorted, ({ range }) => range[0] < offset);
  const countUpTo = (offset: number): number => countWhile(sorted, ({ range }) => range[1] <= offset);
  return {
    behind: (offset) => shifted(offset, countUpTo(offset)),
    around: (offset) => {
      const [first, last] = [countBefore(offset), countUpTo(offset)];
      return Array.from({ length: last - first + 1 }, (_, index) => shifted(offset, first + index));
    },
    replacing: (offset) => {
      const edit = sorted[countWhile(sorted, ({ range }) => range[0] <= offset) - 1];
      return edit && offset < edit.range[1] ? edit : undefined;
    },
    isWritten: (newOffset) => {
      const range = written[countWhile(written, ([start]) => start <= newOffset) - 1];
      return range !== undefined && newOffset < range[1];
    },
  };
}

/** How many elements at the start of a sorted list pass a test that the later ones fail. */
function countWhile<Element>(list: readonly Element[], test: (element: Element) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle] as Element)) low = middle + 1;
    else high = middle;
  }
  return low;
}
