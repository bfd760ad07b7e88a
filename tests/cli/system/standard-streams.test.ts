import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildBinary } from '../build.js';
import { ERROR, MIGRATE } from '../project.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';
import { ended, ENVIRONMENT, startBinary } from './run-binary.js';

const FULL = '/dev/full'; // Linux: every write to it finds no space

/** Runs with one of the two streams on a full disk. */
function runFull(
  dir: Tree,
  args: readonly string[],
  full: 'stdout' | 'stderr',
): { readonly status: number | null; readonly stderr: string } {
  const disk = openSync(FULL, 'w');
  const { status, stderr } = spawnSync(process.execPath, [buildBinary(), ...args], {
    cwd: dir.root,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: full === 'stdout' ? ['ignore', disk, 'pipe'] : ['ignore', 'pipe', disk],
  });
  closeSync(disk);
  return { status, stderr };
}

describe('a result that finds no space on standard output', () => {
  it
    .runIf(existsSync(FULL))
    .each([[['check', '--format', 'json']], [[...MIGRATE, '--dry-run']], [['endpoints']], [['--help']]])(
    'is a failure of %j that is said',
    (args) => {
      expect(runFull(tree({ 'a.ts': '' }), args, 'stdout')).toMatchObject({
        status: 2,
        stderr: 'error: Standard output cannot be written, so the result is lost: no space left on the device\n',
      });
    },
  );

  it('is no failure when its reader stops reading', async () => {
    const child = startBinary(tree(), ['endpoints'], ['ignore', 'pipe', 'ignore']);
    child.stdout?.destroy();
    expect(await ended(child)).toEqual([0, null]);
  });
});

describe('messages that nobody can read', () => {
  it('do not stop a migration when their reader went away', async () => {
    const dir = tree({ 'a.ts': ERROR });
    const child = startBinary(dir, MIGRATE, ['ignore', 'ignore', 'pipe']);
    child.stderr?.destroy();
    expect(await ended(child)).toEqual([0, null]);
    expect(dir.read('a.ts')).not.toBe(ERROR);
  });

  it.runIf(existsSync(FULL))('do not stop a migration when they find no space', () => {
    const dir = tree({ 'a.ts': ERROR });
    expect(runFull(dir, MIGRATE, 'stderr').status).toBe(0);
    expect(dir.read('a.ts')).not.toBe(ERROR);
  });
});

describe('a working directory that was deleted', () => {
  it('is named instead of a crash', () => {
    const dir = tree({ 'gone/a.ts': ERROR });
    const command = `rm -r "$PWD" && exec "${process.execPath}" "${buildBinary()}" check`;
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      cwd: dir.path('gone'),
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: The working directory cannot be used: it does not exist\n',
    });
  });
});
