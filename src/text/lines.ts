/** The line end of a text; `\n` where it has none. */
export const lineEndOf = (text: string): '\n' | '\r\n' => (text.includes('\r\n') ? '\r\n' : '\n');

/** The offset at which the line of an offset starts. */
export const lineStartOf = (offset: number, text: string): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The white space that starts the line on which a node stands. */
export function indentationOf({ range: [start] }: { readonly range: readonly [number, number] }, text: string): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(start, text), start))?.[0] ?? '';
}

/** Whether only white space stands before the offset on its line. */
export const startsLine = (offset: number, text: string): boolean =>
  /^[ \t]*$/.test(text.slice(lineStartOf(offset, text), offset));
