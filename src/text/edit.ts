/**
 * One replacement in a file's text. Offsets count UTF-16 units from the start of the text, without the byte order mark.
 */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
  /** What of the text came from elsewhere in the file, in order: offsets in the text, and where they were before. */
  readonly sources?: readonly (readonly [at: number, from: number])[];
}

export const insertion = (at: number, text: string): Edit => ({ range: [at, at], text });

/**
 * The text with all edits applied. Edits may come in any order; two that touch the same characters are a bug of the
 * planner, so they throw instead of producing a mixture. Insertions at one offset keep their order.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.range[0] - b.edit.range[0] || a.edit.range[1] - b.edit.range[1] || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    const [start, end] = edit.range;
    if (start < at || end < start) throw new Error(`Edits overlap at offset ${start}.`);
    result += text.slice(at, start) + edit.text;
    at = end;
  }
  return result + text.slice(at);
}

/** A part of the text with the edits applied that lie inside it. */
export function editedPart(text: string, [start, end]: Edit['range'], edits: readonly Edit[]): string {
  const inside = edits
    .filter(({ range }) => range[0] >= start && range[1] <= end)
    .map(({ range, text: replacement }): Edit => ({ range: [range[0] - start, range[1] - start], text: replacement }));
  return applyEdits(text.slice(start, end), inside);
}

/** Whether any edit of `a` touches characters that an edit of `b` changes. */
export function overlaps(a: readonly Edit[], b: readonly Edit[]): boolean {
  return a.some((x) => b.some((y) => x.range[0] < y.range[1] && y.range[0] < x.range[1]));
}
