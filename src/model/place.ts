/** A stretch of a file's text. A node of a syntax tree is one. */
export interface Place {
  readonly range: readonly [start: number, end: number];
  /** Lines count from 1, columns from 0. */
  readonly loc: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Gives the places of a text by offsets. */
export function placesOf(text: string): (start: number, end: number) => Place {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const position = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  };
  return (start, end) => ({ range: [start, end], loc: { start: position(start), end: position(end) } });
}
