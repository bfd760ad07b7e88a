import { describe, expect, it } from 'vitest';
import type { SourceComment } from '../../../src/cli/directives/disable-directives.js';
import { mayHaveDirectives, suppressionsOf } from '../../../src/cli/directives/disable-directives.js';

const RULE = 'sts-regional/require-region';

const comment = (text: string, line: number, more: Partial<SourceComment> = {}): SourceComment => ({
  block: true,
  text,
  start: { line, column: 1 },
  endLine: line,
  ...more,
});
const isSuppressed = (comments: readonly SourceComment[], line: number, rule = RULE, column = 10): boolean =>
  suppressionsOf(comments)({ line, column }, rule) !== undefined;

describe('a position is suppressed', () => {
  it.each<[string, SourceComment[], number, boolean]>([
    ['in the line of eslint-disable-line', [comment(' eslint-disable-line ', 3)], 3, true],
    ['not in other lines of eslint-disable-line', [comment(' eslint-disable-line ', 3)], 4, false],
    [
      'in the line after eslint-disable-next-line',
      [comment(` eslint-disable-next-line ${RULE}`, 3, { block: false })],
      4,
      true,
    ],
    [
      'in the line after the end of a long eslint-disable-next-line',
      [comment(` eslint-disable-next-line\n ${RULE}\n`, 3, { endLine: 5 })],
      6,
      true,
    ],
    [
      'not by eslint-disable-line over several lines, as in ESLint',
      [comment(' eslint-disable-line\n', 3, { endLine: 4 })],
      4,
      false,
    ],
    ['everywhere after eslint-disable', [comment(' eslint-disable ', 3)], 99, true],
    ['not before eslint-disable', [comment(' eslint-disable ', 3)], 2, false],
    [
      'not by eslint-disable in a line comment, as in ESLint',
      [comment(' eslint-disable ', 3, { block: false })],
      4,
      false,
    ],
    ['not after eslint-enable', [comment('eslint-disable', 1), comment('eslint-enable', 5)], 6, false],
    ['between the two', [comment('eslint-disable', 1), comment('eslint-enable', 5)], 4, true],
    [
      'not after eslint-enable of this rule',
      [comment('eslint-disable', 1), comment(`eslint-enable ${RULE}`, 5)],
      6,
      false,
    ],
    [
      'still after eslint-enable of another rule',
      [comment('eslint-disable', 1), comment('eslint-enable no-console', 5)],
      6,
      true,
    ],
    ['by one rule of a list', [comment(` eslint-disable no-console, ${RULE} -- why`, 1)], 2, true],
    ['not by a list without the rule', [comment(' eslint-disable-next-line no-console, semi', 1)], 2, false],
    [
      'not by a rule that only the justification names',
      [comment(` eslint-disable-next-line no-console -- like ${RULE}`, 1)],
      2,
      false,
    ],
    [
      'not by a word that only starts like a directive',
      [comment(' eslint-disabled ', 1), comment(' eslint-disable-foo ', 1)],
      2,
      false,
    ],
    [
      'everywhere in the file by a comment that switches the rule off',
      [comment(` eslint no-console: "error", ${RULE}: "off" -- why`, 9)],
      2,
      true,
    ],
    ['also as a list with options, or as 0', [comment(` eslint "${RULE}": [0, {}]`, 9)], 2, true],
    ['not by a comment that switches the rule on', [comment(` eslint ${RULE}: 2, no-console: 0`, 1)], 2, false],
    [
      'not by a line comment that switches the rule off, as in ESLint',
      [comment(` eslint ${RULE}: 0`, 1, { block: false })],
      2,
      false,
    ],
    ['not by a comment that talks about a directive', [comment(' see eslint-disable ', 1)], 2, false],
  ])('%s', (_, comments, line, expected) => {
    expect(isSuppressed(comments, line)).toBe(expected);
  });

  it('from the column of the comment on, in its own line', () => {
    const here = [comment('eslint-disable', 3, { start: { line: 3, column: 20 } })];
    expect([isSuppressed(here, 3, RULE, 10), isSuppressed(here, 3, RULE, 30)]).toEqual([false, true]);
  });
});

it('a suppression carries its justification and the line of its comment', () => {
  expect(
    suppressionsOf([comment('eslint-disable-next-line -- proxied -- for now', 7)])({ line: 8, column: 1 }, RULE),
  ).toEqual({ justification: 'proxied -- for now', line: 7 });
});

it('a text without the words needs no reading of comments', () => {
  expect([
    mayHaveDirectives(`import x from 'eslint';`),
    mayHaveDirectives('// eslint-disable-line'),
    mayHaveDirectives('/* eslint x: 0 */'),
  ]).toEqual([false, true, true]);
});
