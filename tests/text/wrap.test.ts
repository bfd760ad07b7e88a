import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wrap } from '../../src/text/wrap.js';

it('text breaks between words, and never inside one', () => {
  expect(wrap('a bb  ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd']);
  expect(wrap('tiny enormousword x', 5)).toEqual(['tiny', 'enormousword', 'x']);
  expect(wrap('kept  as it is', undefined)).toEqual(['kept  as it is']);
  expect(wrap('', 10)).toEqual(['']);
});

it('no line is wider than the width, but for a word that is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
