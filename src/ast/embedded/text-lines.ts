/** A line of a text, without its end, and the offsets of its start and of the next line. */
export interface Line {
  readonly line: string;
  readonly start: number;
  readonly next: number;
}

export function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    yield { line: text.slice(start, newline === -1 ? next : newline).replace(/\r$/, ''), start, next };
    start = next;
  }
}
