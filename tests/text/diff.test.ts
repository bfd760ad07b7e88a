import { structuredPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/text/diff.js';
import { lineChanges } from '../../src/text/line-changes.js';
import { randomFrom } from '../support/random.js';

const hunksOf = (before: string, after: string): readonly string[] =>
  unifiedDiff('a', before, after).trimEnd().split('\n').slice(2);

/** The hunks as another implementation makes them. */
const expectedHunks = (before: string, after: string): readonly string[] =>
  structuredPatch('a', 'a', before, after, undefined, undefined, { context: 3 }).hunks.flatMap(
    ({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldLines === 0 ? oldStart - 1 : oldStart},${oldLines} +${newLines === 0 ? newStart - 1 : newStart},${newLines} @@`,
      ...lines,
    ],
  );

/** A text of few different lines, with or without a line end behind the last. */
function randomText(random: ReturnType<typeof randomFrom>): string {
  const lines = Array.from({ length: random.below(30) }, () => 'abcd'[random.below(4)]);
  return lines.join('\n') + (random.below(2) === 0 && lines.length > 0 ? '\n' : '');
}

function patched(before: readonly string[], after: readonly string[]): readonly string[] {
  return lineChanges(before, after).reduceRight<readonly string[]>(
    (lines, { old: [from, to], new: added }) => [...lines.slice(0, from), ...after.slice(...added), ...lines.slice(to)],
    before,
  );
}

describe('a diff', () => {
  it('has the hunks that other tools make', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const random = randomFrom(seed);
      const [before, after] = [randomText(random), randomText(random)];
      expect(hunksOf(before, after)).toEqual(expectedHunks(before, after));
    }
  });

  it('of two equal texts has no hunk', () => {
    expect(unifiedDiff('a', 'x\n', 'x\n')).toBe('--- a/a\n+++ b/a\n');
  });
});

describe('many changed lines', () => {
  const numbered = (count: number, line: (index: number) => string): readonly string[] =>
    Array.from({ length: count }, (_, index) => line(index));

  it('between lines that each text has once are found one by one', () => {
    const text = (changed: string): readonly string[] =>
      numbered(6_000, (index) => (index % 2 === 0 ? `${index}\n` : changed));
    expect(lineChanges(text('x\n'), text('y\n'))).toHaveLength(3_000);
  });

  it('without such lines count as replaced as a whole', () => {
    const [before, after] = [numbered(50_000, () => 'x\n'), numbered(50_000, () => 'y\n')];
    expect(lineChanges(before, after)).toEqual([{ old: [0, 50_000], new: [0, 50_000] }]);
  });

  it('make the new text from the old one, whatever moved', () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const random = randomFrom(seed);
      const lines = (): readonly string[] => numbered(3_000, () => `${random.below(4_000)}\n`);
      const [before, after] = [lines(), lines()];
      expect(patched(before, after)).toEqual(after);
    }
  });
});
