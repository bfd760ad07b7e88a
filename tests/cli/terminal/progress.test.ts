import { describe, expect, it } from 'vitest';
import { progressLine, startProgress } from '../../../src/cli/terminal/progress.js';

describe('the progress line', () => {
  it('has a bar, the count, the rate and the time that is left', () => {
    expect(progressLine({ done: 1200, total: 4000, unit: 'files', milliseconds: 2000 }, 100)).toBe(
      '[#######-----------------] 1,200/4,000 files, 600/s, 5 s left',
    );
    expect(progressLine({ done: 100, total: 40_000, unit: 'handshakes', milliseconds: 1000 }, 100)).toContain(
      '100/40,000 handshakes, ',
    );
    expect(progressLine({ done: 4000, total: 40_000, unit: 'files', milliseconds: 44_400 }, 100)).toContain(
      '6 min 40 s left',
    );
  });

  it('shows no remaining time before a tenth of the work is done', () => {
    const lineAt = (done: number): string => progressLine({ done, total: 1000, unit: 'files', milliseconds: 500 }, 100);
    expect(lineAt(99)).toBe('[##----------------------] 99/1,000 files, 198/s');
    expect(lineAt(100)).toBe('[##----------------------] 100/1,000 files, 200/s, 5 s left');
  });

  it('is cut to the width of the terminal', () => {
    expect(progressLine({ done: 1, total: 10, unit: 'files', milliseconds: 1000 }, 20)).toHaveLength(19);
  });

  it('is drawn only so often, and removed before results', () => {
    let now = 0;
    let text = '';
    const stderr = { write: (part: string) => (text += part), isTTY: true, columns: 80 };
    const progress = startProgress(10, { stderr, env: {} }, { now: () => now });
    progress.update(1);
    expect(text).toBe('');
    progress.clear();
    expect(text).toBe('');
    now = 100;
    progress.update(2);
    progress.update(3);
    expect(text).toMatch(/^\r\[#+-+\] 2\/10 files[^\r]*$/);
    progress.clear();
    expect(text.endsWith('\r\u001B[K')).toBe(true);
  });

  it('is not there for a pipe, nor in CI', () => {
    let text = '';
    const write = (part: string): string => (text += part);
    for (const [stderr, env] of [
      [{ write }, {}],
      [{ write, isTTY: true }, { CI: '1' }],
    ] as const) {
      let now = 0;
      const progress = startProgress(10, { stderr, env }, { now: () => (now += 1000) });
      progress.update(5);
      progress.clear();
    }
    expect(text).toBe('');
  });
});
