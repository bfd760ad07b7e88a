import { expect, it } from 'vitest';
import { astroScripts } from '../../src/ast/embedded/component-scripts.js';
import { suppressionsOf } from '../../src/cli/directives/disable-directives.js';
import { readIni } from '../../src/config-files/read-lines.js';
import { readYaml } from '../../src/config-files/read-yaml.js';
import { isTemplated } from '../../src/config-files/read-templated.js';

// With backtracking, each of these takes minutes to centuries.
const LONG = 200_000;

it('many comments before the markup of an Astro page are read once', () => {
  expect(astroScripts(`${'<!-- c -->\n'.repeat(10_000)}<p>x</p>`)).toEqual([]);
  expect(astroScripts(`${'<!-- c -->\n'.repeat(3)}---\nlet a;\n---\n`)).toHaveLength(1);
});

it('an open section name of an INI file with many blanks is read once', () => {
  expect(readIni(`[${' '.repeat(LONG)}\n[ a ]\nb = 1\n`)).toMatchObject([{ path: ['a', 'b'], value: '1' }]);
});

it('a line of an INI file with many blanks and no value is read once', () => {
  expect(readIni(`a${' '.repeat(LONG)}b\nc d  = 1\n`)).toMatchObject([{ path: ['c d'], value: '1' }]);
});

it('aliases of YAML mean the last anchor before them, however many there are', () => {
  const aliases = Array.from({ length: 10_000 }, (_, index) => `k${index}: *a\n`).join('');
  const [entries = []] = readYaml(`a: &a one\nb: *a\nc: &a two\n${aliases}`);
  expect(entries.slice(0, 4).map(({ value }) => value)).toEqual(['one', 'one', 'two', 'two']);
  expect(entries).toHaveLength(10_003);
});

it('empty lines are no template', () => {
  expect(isTemplated(`a: 1\n${'\n'.repeat(LONG)}b: 2`)).toBe(false);
  expect(isTemplated('a: 1\n\n  #if ($x)\n')).toBe(true);
});

it('a long word in a comment of ESLint switches nothing off', () => {
  const comment = (text: string): Parameters<typeof suppressionsOf>[0] => [
    { block: true, text, start: { line: 1, column: 1 }, endLine: 1 },
  ];
  const position = { line: 2, column: 1 };
  expect(suppressionsOf(comment(` eslint ${'a'.repeat(LONG)} `))(position, 'a')).toBeUndefined();
  expect(suppressionsOf(comment(` eslint "x/a": ["off"], b : 0 `))(position, 'x/a')).toBeDefined();
  expect(suppressionsOf(comment(` eslint "x/a": ["off"], b : 0 `))(position, 'b')).toBeDefined();
});
