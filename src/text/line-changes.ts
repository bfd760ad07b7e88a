import { diffArrays } from 'diff';

/** Lines of the old text that lines of the new one replace: `from` up to and without `to`, counted from 0. */
export interface LineChange {
  readonly old: readonly [from: number, to: number];
  readonly new: readonly [from: number, to: number];
}

/** The time for a part of a text grows with the square of its changed lines, so more than these are not compared. */
const MOST_CHANGED_LINES = 1_000;

/** The lines of a text, each with its line end. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * What changed between two lists of lines, top to bottom. Two long lists with many changes are compared in parts,
 * between the lines that each of them has once. A part with too many changes counts as replaced as a whole.
 */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  const all: LineChange = { old: [0, before.length], new: [0, after.length] };
  return (
    changesIn(all, before, after) ??
    partsBetween(anchorsOf(before, after), all).flatMap((part) => changesIn(part, before, after) ?? [part])
  );
}

/** `undefined` when there are too many. */
function changesIn(
  part: LineChange,
  before: readonly string[],
  after: readonly string[],
): readonly LineChange[] | undefined {
  const differences = diffArrays(before.slice(...part.old), after.slice(...part.new), {
    maxEditLength: MOST_CHANGED_LINES,
  });
  if (!differences) return undefined;
  const changes: LineChange[] = [];
  let [oldLine] = part.old;
  let [newLine] = part.new;
  for (let at = 0; at < differences.length; at += 1) {
    const start = [oldLine, newLine] as const;
    // Lines that go stand before those that come.
    for (; differences[at]?.removed; at += 1) oldLine += differences[at]?.count ?? 0;
    for (; differences[at]?.added; at += 1) newLine += differences[at]?.count ?? 0;
    if (oldLine > start[0] || newLine > start[1]) changes.push({ old: [start[0], oldLine], new: [start[1], newLine] });
    const same = differences[at]?.count ?? 0;
    oldLine += same;
    newLine += same;
  }
  return changes;
}

type Anchor = readonly [oldLine: number, newLine: number];

/** The lines that both lists have exactly once, as far as they are in the same order in both. */
function anchorsOf(before: readonly string[], after: readonly string[]): readonly Anchor[] {
  const inAfter = placesOf(after);
  const pairs = [...placesOf(before)].flatMap(([line, oldLine]): Anchor[] => {
    const newLine = oldLine === SEVERAL ? SEVERAL : (inAfter.get(line) ?? SEVERAL);
    return newLine === SEVERAL ? [] : [[oldLine, newLine]];
  });
  let last = -1;
  return pairs.filter(([, newLine]) => {
    if (newLine <= last) return false;
    last = newLine;
    return true;
  });
}

const SEVERAL = -1;

function placesOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, line] of lines.entries()) places.set(line, places.has(line) ? SEVERAL : index);
  return places;
}

function partsBetween(anchors: readonly Anchor[], { old, new: now }: LineChange): readonly LineChange[] {
  const ends: readonly Anchor[] = [...anchors, [old[1], now[1]]];
  return ends.map(([oldEnd, newEnd], index) => {
    const [oldLine, newLine] = index === 0 ? [-1, -1] : (ends[index - 1] as Anchor);
    return { old: [oldLine + 1, oldEnd], new: [newLine + 1, newEnd] };
  });
}
