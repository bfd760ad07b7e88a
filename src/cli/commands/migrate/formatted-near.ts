import { structuredPatch } from 'diff';

/** A text of which only the lines near a change are formatted. */
export type FormattedNear =
  | {
      readonly kind: 'formatted';
      readonly text: string;
      /** Lines that the change did not touch. */ readonly others: number;
    }
  /** What the formatter does near the change cannot be had without the rest. */
  | { readonly kind: 'inseparable'; readonly text: string };

/** Lines of one text that become lines of another. Counted from 0; `end` is not included. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * Takes from a formatter only what it does to the lines that an edit changed. The result is the same program, because
 * the formatter makes the same of it as of the whole text; where it does not, the text stays as it is.
 *
 * @param before the text before the edit
 * @param after the text after it
 */
export async function formattedNear(
  before: string,
  after: string,
  format: (text: string) => Promise<string>,
): Promise<FormattedNear> {
  const formatted = await format(after);
  const changed = new Set(hunksOf(after, before).flatMap(linesIn));
  const hunks = hunksOf(after, formatted);
  for (const all of [hunks.flatMap(lineByLine), hunks]) {
    const near = all.filter(({ start, end }) => touches(changed, start, end));
    const text = near.length === all.length ? formatted : withHunks(after, near);
    if (near.length === all.length || near.length === 0 || (await format(text)) === formatted)
      return { kind: 'formatted', text, others: near.flatMap(linesIn).filter((line) => !changed.has(line)).length };
  }
  return { kind: 'inseparable', text: after };
}

const linesIn = ({ start, end }: Hunk): readonly number[] => Array.from({ length: end - start }, (_, at) => start + at);

/** Lines that become as many lines may belong together, or only stand side by side. */
const lineByLine = (hunk: Hunk): readonly Hunk[] =>
  hunk.end - hunk.start === hunk.lines.length
    ? hunk.lines.map((line, at) => ({ start: hunk.start + at, end: hunk.start + at + 1, lines: [line] }))
    : [hunk];

function hunksOf(from: string, to: string): Hunk[] {
  const { hunks } = structuredPatch('', '', from, to, undefined, undefined, { context: 0 });
  return hunks.map(({ oldStart, oldLines, lines }) => {
    const start = oldLines === 0 ? oldStart : oldStart - 1;
    return {
      start,
      end: start + oldLines,
      lines: lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1)),
    };
  });
}

/** An insertion touches the lines before and after it. */
const touches = (changed: ReadonlySet<number>, start: number, end: number): boolean =>
  start === end
    ? changed.has(start - 1) || changed.has(start)
    : Array.from({ length: end - start }, (_, at) => start + at).some((line) => changed.has(line));

function withHunks(text: string, hunks: readonly Hunk[]): string {
  const lines = text.split('\n');
  for (const { start, end, lines: replacing } of hunks.toReversed()) lines.splice(start, end - start, ...replacing);
  return lines.join('\n');
}
