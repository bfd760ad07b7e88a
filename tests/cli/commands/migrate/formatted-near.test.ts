import { expect, it } from 'vitest';
import { formattedNear } from '../../../../src/cli/commands/migrate/formatted-near.js';

/** A formatter that puts one space around every `=`. */
const spaced = (text: string): Promise<string> => Promise.resolve(text.replace(/ *= */g, ' = '));

it('formats the lines that changed and leaves the others, however they look', async () => {
  expect(await formattedNear('a=1\nb=2\nc=3\n', 'a=1\nb=9\nc=3\n', spaced)).toEqual({
    kind: 'formatted',
    text: 'a=1\nb = 9\nc=3\n',
    others: 0,
  });
});

it('counts other lines that had to change with them', async () => {
  const joined = (text: string): Promise<string> => Promise.resolve(text.replace('(\n  x,\n)', '(x)'));
  expect(await formattedNear('f(\n  x,\n)\n', 'g(\n  x,\n)\n', joined)).toEqual({
    kind: 'formatted',
    text: 'g(x)\n',
    others: 2,
  });
});

it('leaves the text alone where a part of the formatting would be another program', async () => {
  const wrapped = (text: string): Promise<string> =>
    Promise.resolve(text === 'new\nkept\nend\n' ? '(new\nkept\nend)\n' : `${text}!`);
  expect(await formattedNear('old\nkept\nend\n', 'new\nkept\nend\n', wrapped)).toEqual({
    kind: 'inseparable',
    text: 'new\nkept\nend\n',
  });
});
