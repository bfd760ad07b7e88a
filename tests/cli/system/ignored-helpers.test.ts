import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { ESM, manifest } from '../../project/migrate-in.js';
import { migrationIn, runIn, type Outcome } from '../run-in-process.js';
import { tree, type Tree } from '../tree.js';

const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });
/** Where the helpers of a run land, and why sites are left. */
const landing = async (dir: Tree, ...args: readonly string[]): Promise<readonly string[]> => {
  const { helpers, files } = migrationIn(await run(dir.commit(), '--format', 'json', ...args));
  return [...helpers, ...files.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))];
};

describe('a helper that git ignores', () => {
  const ignored = (): Tree =>
    tree({ '.gitignore': 'aws/\n', 'package.json': manifest(), 'src/client.ts': ESM, 'src/exporter.ts': ESM });

  it.each([[[]], [['--dry-run']]])('is not written, and its sites are left, with flags %j', async (flags) => {
    const reason =
      'Git ignores the helper src/aws/sts-failover.ts, so other checkouts would not have it (.gitignore:1)';
    expect(await landing(ignored(), ...flags)).toEqual([reason, reason]);
  });

  it('is written where git ignores the file that imports it as well', async () => {
    expect(await landing(ignored().write({ '.gitignore': 'src/\n' }), 'src/client.ts')).toEqual([
      'src/aws/sts-failover.ts',
    ]);
  });

  it('is written elsewhere', async () => {
    expect(await landing(ignored(), '--helper-path', 'src/sts-helper')).toEqual(['src/sts-helper.ts']);
  });

  it('is written when a later rule takes it out', async () => {
    expect(await landing(ignored().write({ '.gitignore': 'aws/*\n!sts-failover.ts\n' }))).toEqual([
      'src/aws/sts-failover.ts',
    ]);
  });

  it.each([
    ['the repository', '.git/info/exclude'],
    ['the user', '.git/excludes'],
  ])('is not written where the rules of %s ignore it', async (_, file) => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM }).commit();
    dir.git('config', 'core.excludesFile', '.git/excludes');
    dir.write({ [file]: '*-failover.ts\n' });
    expect(await landing(dir)).toEqual([
      expect.stringContaining('Git ignores the helper src/aws/sts-failover.ts') as string,
    ]);
  });

  it('serves when it is tracked all the same', async () => {
    const dir = ignored().write({ '.gitignore': '' }).commit();
    await run(dir);
    dir.write({ '.gitignore': 'aws/\n' });
    dir.write({ 'src/second.ts': ESM });
    dir.git('add', '--force', '--all');
    const { status, stderr } = await run(dir);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('ignore') as string });
    expect(dir.read('src/second.ts')).toContain("from './aws/sts-failover'");
  });
});
