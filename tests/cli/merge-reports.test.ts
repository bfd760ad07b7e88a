import { describe, expect, it } from 'vitest';
import type { MigrateReport } from '../../src/cli/migrate/migrate-report.js';
import type { SarifLog } from '../../src/cli/reports/sarif.js';
import { runIn } from './run-in-process.js';
import type { Tree } from './tree.js';
import { tree } from './tree.js';

const SITE = 'new STSClient({});\n';
const FILES = { ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`src/file-${index}.ts`, SITE])), 'src/left.ts': 'new STSClient(options)', 'src/clean.ts': 'STS' };

/** Reports of three shards, in the directory `dist`, which no run reads. */
async function sharded(dir: Tree, ...command: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const index of [3, 1, 2]) {
    const { stdout } = await runIn(dir, [...command, '--shard', `${index}/3`]);
    files.push(`dist/${index}.json`);
    dir.write({ [`dist/${index}.json`]: stdout });
  }
  return files;
}

describe('merge-reports', () => {
  it('of check JSON is the JSON and the status of one run over everything', async () => {
    const dir = tree(FILES);
    const whole = await runIn(dir, ['check', '--format', 'json']);
    expect(await runIn(dir, ['merge-reports', ...(await sharded(dir, 'check', '--format', 'json'))])).toEqual(whole);
    expect(whole.status).toBe(1);
  });

  it('of migrate JSON is the JSON of one run over everything', async () => {
    const dir = tree(FILES);
    const whole = await runIn(dir, ['migrate', '--dry-run', '--format', 'json']);
    const merged = await runIn(dir, ['merge-reports', ...(await sharded(dir, 'migrate', '--dry-run', '--format', 'json'))]);
    expect(JSON.parse(merged.stdout)).toEqual(JSON.parse(whole.stdout) as MigrateReport);
    expect(merged.status).toBe(0);
  });

  it('of SARIF keeps one run for each shard', async () => {
    const dir = tree(FILES);
    const merged = await runIn(dir, ['merge-reports', ...(await sharded(dir, 'check', '--format', 'sarif'))]);
    expect((JSON.parse(merged.stdout) as SarifLog).runs.map(({ automationDetails }) => automationDetails.id)).toEqual(['sts-regional-check/shard-3-of-3/', 'sts-regional-check/shard-1-of-3/', 'sts-regional-check/shard-2-of-3/']);
    expect(merged.status).toBe(1);
  });

  it('renders in another format, to a file if asked', async () => {
    const dir = tree({ 'a.ts': SITE });
    const files = await sharded(dir, 'check', '--format', 'json');
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'stylish'])).stdout).toContain('✖ 1 problem (1 error, 0 warnings; 1 parsed)');
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'github'])).stdout).toMatch(/^::error file=a\.ts,/);
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'sarif', '--output-file', 'all.sarif'])).stdout).toBe('');
    expect((JSON.parse(dir.read('all.sarif')) as SarifLog).runs[0]?.results).toHaveLength(1);
    const migrated = await sharded(dir, 'migrate', '--dry-run', '--format', 'json');
    expect((await runIn(dir, ['merge-reports', ...migrated, '--format', 'text'])).stdout).toContain('1 site rewritten');
  });

  it.each([
    ['too many warnings', 'new STSClient(options)', ['check', '--format', 'json'], ['--max-warnings', '0'], 1],
    ['warnings within the limit', 'new STSClient(options)', ['check', '--format', 'json'], ['--max-warnings', '1'], 0],
    ['too many warnings in SARIF', 'new STSClient(options)', ['check', '--format', 'sarif'], ['--max-warnings', '0'], 1],
    ['a file that failed', '<<<< STS', ['check', '--format', 'json'], [], 2],
    ['a file that failed in SARIF', '<<<< STS', ['check', '--format', 'sarif'], [], 2],
    ['a file that failed in a migration', '<<<< STS', ['migrate', '--format', 'json'], [], 2],
    ['a site that was left', 'new STSClient(options)', ['migrate', '--format', 'json'], ['--fail-on-skipped'], 1],
  ])('has the exit status of one run with %s', async (_, content, command, flags, status) => {
    const dir = tree({ 'a.ts': content });
    expect((await runIn(dir, ['merge-reports', ...(await sharded(dir, ...command)), ...flags])).status).toBe(status);
  });

  it.each<[string, Record<string, string>, string[], string]>([
    ['a missing file', {}, ['x.json'], 'x.json cannot be read: it no longer exists'],
    ['a file that is no JSON', { 'x.json': '{' }, ['x.json'], 'x.json is not JSON'],
    ['another kind of JSON', { 'x.json': '{}' }, ['x.json'], 'x.json is no report of sts-regional'],
    ['a later schema', { 'x.json': '{"schemaVersion":2,"summary":{},"files":[]}' }, ['x.json'], 'x.json has schema version 2; this version reads 1.'],
    ['different kinds', { 'x.json': '[]', 'y.json': '{"schemaVersion":1,"summary":{},"files":[]}' }, ['x.json', 'y.json'], 'different kinds: x.json (check), y.json (migrate)'],
    ['a format that does not fit', { 'x.json': '[]' }, ['x.json', '--format', 'text'], '--format text does not fit reports of check; they have stylish, json, sarif, html, github.'],
    ['no file', {}, [], "missing required argument 'files'"],
  ])('refuses %s with 2', async (_, files, args, message) => {
    const outcome = await runIn(tree(files), ['merge-reports', ...args]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(message);
  });
});
