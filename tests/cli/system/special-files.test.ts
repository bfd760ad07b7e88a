import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallFile } from '../../../src/project/read-file.js';
import { runProduct } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

const CLIENT =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const c = new STSClient({ region: 'eu-west-1' });\n";
const PACKAGE = '{"type":"module","dependencies":{"@aws-sdk/client-sts":"3.1169.0"}}';

/** Nobody writes to the pipe, so reading it would never end. */
const pipe = (dir: Tree, path: string): void => {
  mkdirSync(dirname(dir.path(path)), { recursive: true });
  execFileSync('mkfifo', [dir.path(path)]);
};
/** The device never ends either. */
const device = (dir: Tree, path: string): void => {
  mkdirSync(dirname(dir.path(path)), { recursive: true });
  symlinkSync('/dev/zero', dir.path(path));
};

describe.skipIf(process.platform === 'win32')('a named pipe or a device', () => {
  it.each([
    ['neighbour', 'src/neighbour.js'],
    ['ignore file', '.gitignore'],
    ['manifest of the SDK', 'node_modules/@aws-sdk/client-sts/package.json'],
    ['manifest of a package', 'src/package.json'],
    ['workspace file', 'pnpm-workspace.yaml'],
    ['configuration of TypeScript', 'src/tsconfig.json'],
    ['imported module', 'src/values.js'],
    ['helper', 'src/aws/sts-failover.js'],
  ])('is passed over as a %s', async (_, path) => {
    for (const make of [pipe, device]) {
      const dir = tree({
        'package.json': PACKAGE,
        'src/a.js': `import { VALUE } from './values.js';\n${CLIENT}new STSClient(VALUE);\n`,
        'src/b.js': CLIENT,
      });
      make(dir, path);
      const { status, stdout, stderr } = await runProduct(dir, ['check']);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('require-fallback-region');
    }
  });

  it.each([
    ['sts-regional.config.json', []],
    ['sts-regional.config.mjs', ['--settings', 'sts-regional.config.mjs']],
    ['package.json', []],
  ])('that is called %s stops the run, and the message names it', async (path, flags) => {
    for (const make of [pipe, device]) {
      const dir = tree({ 'src/a.js': CLIENT });
      make(dir, path);
      const { status, stderr } = await runProduct(dir, ['check', ...flags]);
      expect(status).toBe(2);
      expect(stderr).toContain(path);
      expect(stderr).toContain('is not a regular file');
    }
  });

  it('is left out with a notice when the command line names it', async () => {
    const dir = tree({ 'a.js': 'export {};' });
    pipe(dir, 'pipe.js');
    const { status, stderr } = await runProduct(dir, ['check', 'a.js', 'pipe.js']);
    expect([status, stderr]).toEqual([0, 'pipe.js is not a regular file and is left out.\n']);
  });
});

describe('a small file', () => {
  it('is read up to its limit and not beyond', () => {
    const dir = tree({ 'a.txt': '12345' });
    expect(readSmallFile(dir.path('a.txt'), 5)).toBe('12345');
    expect(readSmallFile(dir.path('a.txt'), 4)).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('is passed over when it has more than it says', () => {
    expect(readSmallFile('/proc/version')).toBeUndefined();
  });
});
