import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { ROOT } from '../../repository/repository.js';

const FOLDER = join(ROOT, '.cache', 'busy-file');
beforeAll(() => bundle({ interruptible: 'src/cli/interruptible.ts' }, FOLDER));

/** An engine whose work on a file never ends and gets a signal at its start. */
function runBusyFile(signal: 'SIGINT' | 'SIGTERM'): {
  readonly status: number | null;
  readonly output: string;
  readonly signal: string | null;
} {
  const module = pathToFileURL(join(FOLDER, 'interruptible.js')).href;
  const script = `
    import { interruptible } from ${JSON.stringify(module)};
    const stop = () => console.log('stopped');
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const endless = () => { process.kill(process.pid, '${signal}'); for (;;); };
    const engine = interruptible({ linter: async () => endless }, stop);
    const lint = await engine.linter();
    try { lint('', 'a.js', {}); } catch (error) { console.log(error.name); }`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return { status: run.status, output: run.stdout, signal: run.signal };
}

describe.skipIf(process.platform === 'win32')('a file that keeps the process busy', () => {
  it('is given up at the first Ctrl-C, and the run can still report', () => {
    expect(runBusyFile('SIGINT')).toEqual({ status: 0, output: 'stopped\nInterruptedError\n', signal: null });
  });

  it('does not outlast SIGTERM', () => {
    expect(runBusyFile('SIGTERM')).toEqual({ status: null, output: '', signal: 'SIGTERM' });
  });
});
