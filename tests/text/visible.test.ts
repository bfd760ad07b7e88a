import { describe, expect, it } from 'vitest';
import { paintDiff } from '../../src/cli/terminal/paint-diff.js';
import { visible, visibleLine, visiblePath } from '../../src/text/visible.js';

describe('a shown text', () => {
  it('has control and direction characters and halves of pairs as numbers', () => {
    expect(visible('\u001B[31m\u0007\r\u202Ea\uD800b\u2028😀')).toBe(
      '⟨U+001B⟩[31m⟨U+0007⟩⟨U+000D⟩⟨U+202E⟩a⟨U+D800⟩b⟨U+2028⟩😀',
    );
  });

  it('keeps tabs and line ends unless it must stay on one line', () => {
    expect(visible('a\tb\nc')).toBe('a\tb\nc');
    expect(visibleLine('a\tb\nc')).toBe('a\tb⟨U+000A⟩c');
  });

  it('is no workflow command if it is a path', () => {
    expect(visiblePath('::stop-commands::x.js')).toBe('./::stop-commands::x.js');
    expect(visiblePath('##[error]x.js')).toBe('./##[error]x.js');
    expect(visiblePath(' ::x.js')).toBe('./ ::x.js');
    expect(visiblePath('a::b.js')).toBe('a::b.js');
  });
});

it('a coloured diff gives the terminal nothing to obey, and a plain one is exact', () => {
  const diff = '-a\u001B[2J\r\n+b\u202E\n';
  expect(paintDiff(diff, false)).toBe(diff);
  expect(paintDiff(diff, true)).toContain('-a⟨U+001B⟩[2J\u001B');
  expect(paintDiff(diff, true)).toContain('+b⟨U+202E⟩');
});
