import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, overlaps, type Edit } from '../../src/text/edit.js';

const edit = (start: number, end: number, text: string): Edit => ({ range: [start, end], text });

describe('applying edits', () => {
  it.each([
    ['nothing', [], 'abcdef'],
    ['a replacement', [edit(1, 3, 'X')], 'aXdef'],
    ['an insertion', [edit(2, 2, 'X')], 'abXcdef'],
    ['several, in any order', [edit(4, 5, ''), edit(0, 1, 'X')], 'Xbcdf'],
    ['insertions at one place, in their order', [edit(2, 2, 'X'), edit(2, 2, 'Y')], 'abXYcdef'],
    ['an insertion before a replacement', [edit(2, 4, 'Y'), edit(2, 2, 'X')], 'abXYef'],
    ['neighbours', [edit(0, 2, 'X'), edit(2, 4, 'Y')], 'XYef'],
  ])('%s', (_, edits, expected) => {
    expect(applyEdits('abcdef', edits)).toBe(expected);
  });

  it.each([
    ['overlapping', [edit(0, 3, 'X'), edit(2, 4, 'Y')]],
    ['one inside another', [edit(0, 4, 'X'), edit(1, 2, '')]],
    ['an end before its start', [edit(3, 1, 'X')]],
  ])('refuses edits that are %s', (_, edits) => {
    expect(() => applyEdits('abcdef', edits)).toThrow('Edits overlap');
  });

  it('changes nothing outside the ranges', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(10), fc.string({ maxLength: 5 })), { maxLength: 6 }),
        (text, proposed) => {
          const edits: Edit[] = [];
          let kept = '';
          let at = 0;
          for (const [gap, length, replacement] of proposed) {
            const start = Math.min(text.length, at + gap);
            const end = Math.min(text.length, start + length);
            kept += text.slice(at, start);
            edits.push(edit(start, end, replacement));
            at = end;
          }
          kept += text.slice(at);
          expect(
            applyEdits(
              text,
              edits.map(({ range }) => ({ range, text: '' })),
            ),
          ).toBe(kept);
          expect(applyEdits(text, edits)).toHaveLength(
            kept.length + edits.reduce((sum, each) => sum + each.text.length, 0),
          );
        },
      ),
    );
  });
});

describe('whether two plans touch the same text', () => {
  it.each([
    ['apart', [edit(0, 1, '')], [edit(2, 3, '')], false],
    ['neighbours', [edit(0, 2, '')], [edit(2, 3, '')], false],
    ['overlapping', [edit(0, 2, '')], [edit(1, 3, '')], true],
    ['an insertion inside', [edit(0, 4, '')], [edit(2, 2, 'X')], true],
    ['two insertions at one place', [edit(2, 2, 'X')], [edit(2, 2, 'Y')], false],
  ])('%s', (_, a, b, expected) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([expected, expected]);
  });
});
