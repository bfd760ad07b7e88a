import type { LintResult } from '../../../src/cli/commands/check/lint-result.js';
import type { MigrateReport } from '../../../src/cli/commands/migrate/migrate-report.js';
import { describe, expect, it } from 'vitest';
import { CLEAN, ERROR, project, REGIONS } from '../project.js';
import { migrationIn, resultsIn, runProduct } from '../run-in-process.js';

describe('check in a repository', () => {
  it('honours --staged, --since and --shard', async () => {
    const dir = project({ 'a.ts': CLEAN, 'b.ts': CLEAN }).commit().write({ 'a.ts': ERROR, 'b.ts': ERROR });
    dir.git('add', 'a.ts');
    expect(
      resultsIn(await runProduct(dir, ['check', '--staged', '--format', 'json'])).map(({ filePath }) => filePath),
    ).toEqual([dir.path('a.ts')]);
    expect(resultsIn(await runProduct(dir, ['check', '--since', 'HEAD', '--format', 'json']))).toHaveLength(2);
    const inShard = async (shard: string): Promise<LintResult[]> =>
      resultsIn(await runProduct(dir, ['check', '--shard', shard, '--format', 'json']));
    const shards = [...(await inShard('1/2')), ...(await inShard('2/2'))];
    expect(shards).toHaveLength(2);
  });
});

describe('migrate in a repository', () => {
  it('exits 2 over unstaged changes, 0 with --allow-dirty', async () => {
    const dir = project({ 'a.ts': CLEAN }).commit().write({ 'a.ts': ERROR });
    expect(await runProduct(dir, ['migrate', ...REGIONS])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('  a.ts\n') as string,
    });
    expect(dir.read('a.ts')).toBe(ERROR);
    expect((await runProduct(dir, ['migrate', ...REGIONS, '--allow-dirty'])).status).toBe(0);
    expect(dir.read('a.ts')).not.toBe(ERROR);
  });

  it('--staged rewrites and stages again', async () => {
    const dir = project({ 'a.ts': CLEAN, 'b.ts': ERROR }).commit().write({ 'a.ts': ERROR });
    dir.git('add', 'a.ts');
    expect((await runProduct(dir, ['migrate', ...REGIONS, '--staged'])).status).toBe(0);
    expect(dir.git('diff', '--name-only')).toBe('');
    expect(dir.git('show', ':a.ts')).toBe(dir.read('a.ts'));
    expect(dir.read('b.ts')).toBe(ERROR);
  });

  it('--since and --shard narrow the run', async () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': CLEAN }).commit().write({ 'b.ts': ERROR });
    expect(
      migrationIn(
        await runProduct(dir, ['migrate', ...REGIONS, '--since', 'HEAD', '--check', '--format', 'json']),
      ).files.map(({ path }) => path),
    ).toEqual(['b.ts']);
    const inShard = async (index: number): Promise<MigrateReport> =>
      migrationIn(
        await runProduct(dir, ['migrate', ...REGIONS, '--shard', `${index}/2`, '--check', '--format', 'json']),
      );
    const shards = [await inShard(1), await inShard(2)];
    expect(shards.flatMap(({ files }) => files.map(({ path }) => path)).sort()).toEqual(['a.ts', 'b.ts']);
  });
});
