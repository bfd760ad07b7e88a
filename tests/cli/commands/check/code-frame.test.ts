import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../../../src/cli/commands/check/code-frame.js';
import type { LintMessage } from '../../../../src/cli/commands/check/lint-result.js';

const paint = pc.createColors(false);
const at = (line: number, column: number, endColumn?: number, endLine = line): LintMessage => ({
  ruleId: 'sts-regional/x',
  severity: 2,
  message: 'm',
  line,
  column,
  ...(endColumn !== undefined && { endLine, endColumn }),
});
const frame = (text: string, message: LintMessage, columns?: number): string =>
  codeFrame(message, text.split('\n'), { columns, paint }).join('\n');

/** What stands above the marks. */
function marked(shown: string): string {
  const [code = '', marks = ''] = shown.split('\n');
  const start = marks.indexOf('^');
  return code.slice(start, start + marks.length - start);
}

describe('a code frame', () => {
  it('shows the line without its indentation, and marks the place', () => {
    expect(frame('a\n    const sts = new STSClient({});', at(2, 21, 30))).toBe(
      ['    2 | const sts = new STSClient({});', '      |                 ^^^^^^^^^'].join('\n'),
    );
  });

  it('marks one character where the end is not known, and the rest of the line where it is further down', () => {
    expect(marked(frame('abc def', at(1, 5)))).toBe('d');
    expect(marked(frame('abc def\nx', at(1, 5, 2, 2)))).toBe('def');
  });

  it('marks the right place behind tabs and invisible characters', () => {
    expect(marked(frame("\tconst\ta = '\u001B[31m'; sts.x", at(1, 21, 26)))).toBe('sts.x');
    expect(frame("a = '\u001B[31m'; b", at(1, 1, 2))).not.toContain('\u001B');
  });

  it.each([40, 60, 80])('fits a terminal of %i columns, with the place in view', (columns) => {
    for (const start of [0, 30, 70, 150, 300]) {
      const text = `${'x'.repeat(start)} PLACE ${'y'.repeat(400)}`;
      const shown = frame(text, at(1, start + 2, start + 7), columns);
      expect(marked(shown)).toBe('PLACE');
      for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it('is left out for a message about no line, an empty line or a text that is not known', () => {
    expect(frame('a', at(0, 0))).toBe('');
    expect(frame('\n', at(1, 1))).toBe('');
    expect(frame('', at(3, 1))).toBe('');
  });
});
