import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILOVER, LEFT, MIGRATED, SITE } from '../../fake-engine.js';
import { migrationIn, runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

describe('migrate --dry-run', () => {
  it('writes nothing and exits as the run would', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': FAILOVER });
    expect((await runIn(dir, ['migrate', '--dry-run'])).status).toBe(0);
    expect([dir.read('a.ts'), ...readdirSync(dir.root)]).toEqual([SITE, 'a.ts', 'b.ts']);
    expect((await runIn(tree({ 'a.ts': '<<<< STS' }), ['migrate', '--dry-run'])).status).toBe(2);
    expect((await runIn(tree({ 'a.ts': LEFT }), ['migrate', '--dry-run', '--fail-on-skipped'])).status).toBe(1);
  });

  it('has the same JSON as the run but for its mode', async () => {
    const files = { 'a.ts': SITE, 'b.ts': FAILOVER, 'c.ts': LEFT };
    const rehearsal = await runIn(tree(files), ['migrate', '--dry-run', '--format', 'json']);
    expect(rehearsal.stdout.replace('"mode": "dry-run"', '"mode": "write"')).toBe(
      (await runIn(tree(files), ['migrate', '--format', 'json'])).stdout,
    );
  });
});

describe('migrate --check', () => {
  it('writes nothing and ends with 1 when a file would change, else 0', async () => {
    const dir = tree({ 'a.ts': SITE });
    expect((await runIn(dir, ['migrate', '--check'])).status).toBe(1);
    expect(dir.read('a.ts')).toBe(SITE);
    expect((await runIn(tree({ 'a.ts': MIGRATED }), ['migrate', '--check'])).status).toBe(0);
  });

  it('shows the diff too when combined with --dry-run', async () => {
    const outcome = await runIn(tree({ 'a.ts': SITE }), ['migrate', '--check', '--dry-run']);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toContain(`+${MIGRATED}`);
  });
});

describe('migrate --fail-on-skipped', () => {
  it('ends with 1 when a site was left, and with 0 without the flag', async () => {
    expect((await runIn(tree({ 'a.ts': LEFT }), ['migrate', '--fail-on-skipped'])).status).toBe(1);
    expect((await runIn(tree({ 'a.ts': LEFT }), ['migrate'])).status).toBe(0);
  });
});

describe('migrate --max-changes', () => {
  it('changes so many files and lists the sites of the others as left; the next run takes the next', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': SITE, 'c.ts': SITE });
    const first = migrationIn(await runIn(dir, ['migrate', '--max-changes', '2', '--format', 'json']));
    expect(first.summary).toMatchObject({ filesChanged: 2, sitesRewritten: 2, sitesSkipped: 1 });
    expect(first.files[2]).toMatchObject({
      path: 'c.ts',
      status: 'unchanged',
      skipped: [{ reason: 'This run changes at most 2 files.' }],
    });
    expect([dir.read('b.ts'), dir.read('c.ts')]).toEqual([MIGRATED, SITE]);
    await runIn(dir, ['migrate', '--max-changes', '2']);
    expect(dir.read('c.ts')).toBe(MIGRATED);
  });

  it('counts one file in the singular', async () => {
    expect((await runIn(tree({ 'a.ts': SITE, 'b.ts': SITE }), ['migrate', '--max-changes', '1'])).stdout).toContain(
      'This run changes at most 1 file. ',
    );
  });
});

describe('migrate --report', () => {
  it('writes a second report in the format of its extension', async () => {
    const dir = tree({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', '--report', 'out/sts.json']);
    expect(outcome.stdout).toContain('1 site rewritten');
    expect(migrationIn({ stdout: dir.read('out/sts.json') }).summary.sitesRewritten).toBe(1);
  });

  it.each([
    ['below a file', 'taken/report.json'],
    ['a directory', 'folder.json'],
  ])('is refused before anything is written when it cannot be written itself: %s', async (_, report) => {
    const dir = tree({ 'a.ts': SITE, taken: '', 'folder.json/x': '' });
    expect((await runIn(dir, ['migrate', '--report', report])).status).toBe(2);
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('is refused before anything is written when the extension says nothing', async () => {
    const dir = tree({ 'a.ts': SITE });
    expect(await runIn(dir, ['migrate', '--report', 'report'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('must end in') as string,
    });
    expect(dir.read('a.ts')).toBe(SITE);
  });
});

describe('migrate --format json', () => {
  it('has exactly the documented shape, paths relative with slashes and sorted', async () => {
    const dir = tree({ 'src/b.ts': FAILOVER, 'src/a/x.ts': SITE, 'src/z.ts': '<<<< STS', 'none.ts': 'let x;' });
    expect(migrationIn(await runIn(dir, ['migrate', '--format', 'json', 'src', 'none.ts']))).toEqual({
      schemaVersion: 1,
      mode: 'write',
      summary: {
        filesScanned: 4,
        filesParsed: 2,
        filesChanged: 2,
        sitesRewritten: 2,
        sitesRewrittenInPart: 0,
        sitesSkipped: 0,
        filesFailed: 1,
      },
      files: [
        {
          path: 'src/a/x.ts',
          status: 'changed',
          edits: [{ line: 1, column: 11, codemod: 'explicit-regions' }],
          skipped: [],
          diff: `--- a/src/a/x.ts\n+++ b/src/a/x.ts\n@@ -1,1 +1,1 @@\n-${SITE}+${MIGRATED}`,
        },
        {
          path: 'src/b.ts',
          status: 'changed',
          edits: [{ line: 1, column: 1, codemod: 'failover' }],
          skipped: [],
          diff: '--- a/src/b.ts\n+++ b/src/b.ts\n@@ -1,1 +1,1 @@\n-failover(STS);\n+withFailover(STSClient);\n',
        },
        {
          path: 'src/z.ts',
          status: 'failed',
          edits: [],
          skipped: [],
          error: 'Parsing error: Merge conflict marker encountered. (1:1)',
        },
      ],
      helpers: ['src/sts-failover.ts'],
      helperFiles: [], // the fake helper has no header
      warnings: [],
    });
  });
});
