import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { ESM, manifest } from '../../project/migrate-in.js';
import { runIn, type Outcome } from '../run-in-process.js';
import { tree, type Tree } from '../tree.js';

const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });
const warningsOf = async (dir: Tree, ...args: readonly string[]): Promise<readonly string[]> => {
  const { status, stderr } = await run(dir.commit(), ...args);
  expect(status).toBe(0);
  return stderr.split('\n').filter((line) => line.includes('will be missing'));
};

describe('a helper that git ignores', () => {
  const ignored = (): Tree =>
    tree({ '.gitignore': 'aws/\n', 'package.json': manifest(), 'src/client.ts': ESM, 'src/exporter.ts': ESM });

  it.each([[[]], [['--dry-run']]])('is warned about once, with flags %j', async (flags) => {
    expect(await warningsOf(ignored(), ...flags)).toEqual([
      'src/aws/sts-failover.ts will be missing where src/client.ts and 1 other file run: git ignores it, ' +
        'so other checkouts will not have it (.gitignore:1). Un-ignore it there, or name another place with ' +
        '--helper-path or the setting `helper.module`.',
    ]);
  });

  it('is none when it is elsewhere', async () => {
    expect(await warningsOf(ignored(), '--helper-path', 'src/sts-helper')).toEqual([]);
  });

  it('is none when a later rule takes it out', async () => {
    expect(await warningsOf(ignored().write({ '.gitignore': 'aws/*\n!sts-failover.ts\n' }))).toEqual([]);
  });

  it('is none when it is tracked all the same', async () => {
    const dir = ignored().commit();
    await run(dir);
    dir.write({ 'src/second.ts': ESM });
    dir.git('add', '--force', '--all');
    const { status, stderr } = await run(dir);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(dir.read('src/second.ts')).toContain("from './aws/sts-failover'");
  });
});
