import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { HelperPathError } from '../../../src/project/helper-placement/refused-helper.js';
import { runIn, type Outcome } from '../../cli/run-in-process.js';
import { tree, type Tree } from '../../cli/tree.js';
import { ESM, manifest, migrateIn } from '../migrate-in.js';

const MINE = 'export const mine = 1;\n';
const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });
const occupied = (): Tree =>
  tree({
    'packages/a/package.json': manifest(),
    'packages/a/src/client.ts': ESM,
    'packages/b/package.json': manifest(),
    'packages/b/src/client.ts': ESM,
    'packages/b/src/aws/sts-failover.ts': MINE,
  });

describe('a helper path that something else has taken', () => {
  it.each([[[]], [['--dry-run']], [['--check']]])(
    'is refused before anything is written, with flags %j',
    async (flags) => {
      const dir = occupied();
      const { status, stderr, stdout } = await run(dir, ...flags);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(
        /packages\/b\/src\/aws\/sts-failover\.ts, but that file exists and does not export createStsClient\. Name another place with --helper-path/,
      );
      expect(dir.read('packages/a/src/client.ts')).toBe(ESM);
      expect(dir.read('packages/b/src/client.ts')).toBe(ESM);
      expect(existsSync(dir.path('packages/a/src/aws'))).toBe(false);
    },
  );

  it('is refused with --helper-path too', async () => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM, 'src/mine.ts': MINE });
    const { status, stderr } = await run(dir, '--helper-path', 'src/mine.ts');
    expect(status).toBe(2);
    expect(stderr).toContain('src/mine.ts, but that file exists');
    expect(dir.read('src/client.ts')).toBe(ESM);
  });

  it('does not matter to a run that needs no helper', async () => {
    const dir = occupied();
    expect((await run(dir, '--only', 'explicit-regions')).status).toBe(0);
    expect((await run(dir, 'packages/a')).status).toBe(0);
  });
});

describe('a helper that is there', () => {
  it.each([
    ['of the project itself that exports what is needed', "export { createStsClient } from '@org/sts';\n"],
    ['behind a re-export', "export * from '../shared/sts-failover.js';\n"],
  ])('is imported and kept: one %s', async (_, text) => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM, 'src/aws/sts-failover.ts': text });
    expect((await run(dir)).status).toBe(0);
    expect(dir.read('src/client.ts')).toContain("import { createStsClient } from './aws/sts-failover';");
    expect(dir.read('src/aws/sts-failover.ts')).toBe(text);
  });
});

describe('a helper path outside', () => {
  it('the repository is refused', async () => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM });
    const { status, stderr } = await run(dir, '--helper-path', '../../elsewhere/sts-failover');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /elsewhere\/sts-failover\.ts, which is outside .*: nothing is written there\. Name a place inside with --helper-path/,
    );
    expect(dir.read('src/client.ts')).toBe(ESM);
    expect(() => migrateIn(dir, 'src/client.ts', '../../elsewhere/sts-failover')).toThrow(HelperPathError);
  });
});

describe('a helper path that', () => {
  it.each(['.git/hooks/pre-commit', 'packages/a/.git/x', 'node_modules/x/y', 'src/node_modules/x', '.GIT/config'])(
    'leads into a folder that is not for source code is refused: %s',
    async (path) => {
      const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM });
      const { status, stderr } = await run(dir, '--helper-path', path);
      expect(status).toBe(2);
      expect(stderr).toMatch(/(?:\.git|node_modules) is not for source code/i);
      expect(dir.read('src/client.ts')).toBe(ESM);
      expect(existsSync(dir.path(dirname(path)))).toBe(false);
      expect((await runIn(dir, ['helper', path, '--regions', 'eu-west-1,eu-central-1'])).status).toBe(2);
    },
  );

  it.skipIf(process.platform === 'win32')('a link leads out of the package is refused', async () => {
    const outside = tree({});
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM });
    symlinkSync(outside.root, dir.path('src/aws'));
    const { status, stderr } = await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1'], {
      engine: lazyEngine,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('a link on the way leads out of');
    expect(readdirSync(outside.root)).toEqual([]);
    expect(dir.read('src/client.ts')).toBe(ESM);
  });

  it('goes through a file is refused, and the message names the file', async () => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM, 'src/aws': 'a file' });
    const { status, stderr } = await run(dir);
    expect(status).toBe(2);
    expect(stderr).toContain('src/aws is a file, not a folder. Name another place with --helper-path');
  });
});
