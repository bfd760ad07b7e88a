import { chmodSync, chownSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Engine, MigratedText } from '../../../../src/cli/engine.js';
import { FAILOVER, fakeEngine, HELPER_TEXT, LEFT, MIGRATED, SITE } from '../../fake-engine.js';
import { migrationIn, runIn } from '../../run-in-process.js';
import { modesBind, tree } from '../../tree.js';

type Migrated = Exclude<MigratedText, { status: 'unparsable' }>;

/**
 * The fake engine, with something that happens after each migration of a text, and a part of the result that it
 * replaces.
 */
function afterMigrating(happen: (migrated: Migrated) => Partial<Migrated>): Engine {
  return {
    ...fakeEngine,
    migrator: async () => {
      const migrate = await fakeEngine.migrator();
      return (...args) => {
        const migrated = migrate(...args);
        return migrated.status === 'unparsable' ? migrated : { ...migrated, ...happen(migrated) };
      };
    },
  };
}

describe('migrate', () => {
  it('rewrites files and lists what it did, what it left and why, and the counts', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': `${LEFT}${SITE}`, 'c.ts': 'let x;' });
    const outcome = await runIn(dir, ['migrate']);
    expect(outcome).toEqual({
      status: 0,
      stderr: 'Not in a git repository, so git cannot undo the changes.\n',
      stdout: [
        'a.ts',
        '     1:11  rewritten  explicit-regions',
        '',
        'b.ts',
        '     2:11  rewritten  explicit-regions',
        '     1:11  left  The options come from elsewhere. Add the region there.',
        '',
        '3 files scanned, 2 parsed, 2 changed, 2 sites rewritten, 1 site left, 0 files failed',
        '',
      ].join('\n'),
    });
    expect(dir.read('a.ts')).toBe(MIGRATED);
    expect(dir.read('b.ts')).toBe(`${LEFT}${MIGRATED}`);
  });

  it('writes the rest of a file of which a part cannot be parsed, names that part, and ends with 2', async () => {
    const dir = tree({ 'a.ts': SITE });
    const unparsed = { message: 'Unexpected token', line: 3, column: 4 };
    const { status, stdout } = await runIn(dir, ['migrate'], { engine: afterMigrating(() => ({ unparsed })) });
    expect(status).toBe(2);
    expect(stdout).toContain('1:11  rewritten');
    expect(stdout).toContain('failed  Parsing error: Unexpected token (3:4)');
    expect(stdout).toContain('1 file scanned, 1 parsed, 1 changed, 1 site rewritten, 0 sites left, 1 file failed');
  });

  it('writes nothing to a file whose rewrite failed its last check, and ends with 2', async () => {
    const engine = afterMigrating(({ edits }) => ({
      status: 'refused',
      edits: [],
      skipped: edits.map((edit) => ({ ...edit, obstacle: 'failed-check', reason: 'A bug.', nextStep: 'Report it.' })),
    }));
    const dir = tree({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate'], { engine });
    expect(outcome).toMatchObject({
      status: 2,
      stdout: [
        'a.ts',
        '     1:11  left  A bug. Report it.',
        '           failed  A rewrite failed its last check, which is a bug of sts-regional.',
        '',
        '1 file scanned, 0 parsed, 0 changed, 0 sites rewritten, 1 site left, 1 file failed',
        '',
      ].join('\n'),
    });
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('changes nothing the second time', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': FAILOVER });
    await runIn(dir, ['migrate']);
    expect(migrationIn(await runIn(dir, ['migrate', '--format', 'json'])).summary).toMatchObject({
      filesChanged: 0,
      sitesRewritten: 0,
    });
  });

  it('writes the helper before the file that imports it, once, and never over one that is there', async () => {
    const dir = tree({ 'a.ts': FAILOVER, 'b.ts': FAILOVER, 'other/a.ts': FAILOVER, 'other/sts-failover.ts': 'mine' });
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(migrationIn(outcome).helpers).toEqual(['sts-failover.ts']);
    expect(dir.read('sts-failover.ts')).toBe(HELPER_TEXT);
    expect(dir.read('other/sts-failover.ts')).toBe('mine');
  });

  it('keeps a byte order mark, CRLF line ends and the mode of the file', async () => {
    const dir = tree({ 'a.ts': `\uFEFF#!x\r\n${SITE.replace('\n', '\r\n')}` });
    chmodSync(dir.path('a.ts'), 0o754);
    await runIn(dir, ['migrate']);
    expect(dir.read('a.ts')).toBe(`\uFEFF#!x\r\n${MIGRATED.replace('\n', '\r\n')}`);
    expect(lstatSync(dir.path('a.ts')).mode & 0o777).toBe(0o754);
  });

  it.runIf(!modesBind)('keeps the owner and the group of the file, where it may', async () => {
    const dir = tree({ 'a.ts': SITE });
    chownSync(dir.path('a.ts'), 65_534, 65_533);
    await runIn(dir, ['migrate']);
    expect(dir.read('a.ts')).toBe(MIGRATED);
    expect(lstatSync(dir.path('a.ts'))).toMatchObject({ uid: 65_534, gid: 65_533 });
  });

  it('leaves no temporary file behind', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': FAILOVER });
    await runIn(dir, ['migrate']);
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'b.ts', 'sts-failover.ts']);
  });

  it('removes the temporary file of a run that was killed, and of no other', async () => {
    const DEAD = 2 ** 30; // beyond any process id
    const dir = tree({ [`.a.ts.${DEAD}.sts-regional`]: 'half', [`.b.ts.${process.pid}.sts-regional`]: 'at work' });
    await runIn(dir, ['migrate', '--dry-run']);
    expect(readdirSync(dir.root)).toHaveLength(2);
    await runIn(dir, ['migrate']);
    expect(readdirSync(dir.root)).toEqual([`.b.ts.${process.pid}.sts-regional`]);
  });

  it('runs only the chosen codemods', async () => {
    const dir = tree({ 'a.ts': `${SITE}${FAILOVER}` });
    await runIn(dir, ['migrate', '--only', 'explicit-regions']);
    expect(dir.read('a.ts')).toBe(`${MIGRATED}${FAILOVER}`);
  });

  it('leaves a site that an ESLint comment disables, and says so', async () => {
    const text = `// eslint-disable-next-line sts-regional/require-region -- proxy\n${SITE}`;
    const dir = tree({ 'a.ts': text });
    const report = migrationIn(await runIn(dir, ['migrate', '--format', 'json']));
    expect(dir.read('a.ts')).toBe(text);
    expect(report.files).toEqual([
      {
        path: 'a.ts',
        status: 'unchanged',
        edits: [],
        skipped: [
          {
            line: 2,
            column: 11,
            reason: 'An ESLint comment in line 1 disables sts-regional/require-region here (proxy).',
            nextStep: 'Remove the comment to have the site migrated.',
          },
        ],
      },
    ]);
  });

  it.each([
    ['generated', `/* @generated */\n${SITE}`],
    ['compiled', `${SITE}//# sourceMappingURL=a.ts.map\n`],
  ])('passes over %s files unless they are named', async (_, text) => {
    const dir = tree({ 'a.ts': text });
    expect(migrationIn(await runIn(dir, ['migrate', '--format', 'json'])).summary).toMatchObject({
      filesScanned: 1,
      filesParsed: 0,
      filesChanged: 0,
    });
    expect(migrationIn(await runIn(dir, ['migrate', '--format', 'json', 'a.ts'])).summary).toMatchObject({
      filesChanged: 1,
    });
  });
});

describe('a file that cannot be migrated', () => {
  it('is named and counted, and never stops the others', async () => {
    const dir = tree({ 'a.ts': 'STS\n <<<<', 'b.ts': 'crash(STS)', 'c.ts': SITE });
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(dir.read('c.ts')).toBe(MIGRATED);
    expect(migrationIn(outcome)).toMatchObject({
      summary: { filesScanned: 3, filesParsed: 1, filesChanged: 1, filesFailed: 2 },
      files: [
        { path: 'a.ts', status: 'failed', error: 'Parsing error: Merge conflict marker encountered. (2:2)' },
        {
          path: 'b.ts',
          status: 'failed',
          error: 'The migration crashed on this file, which is a bug of sts-regional: boom',
        },
        { path: 'c.ts', status: 'changed' },
      ],
    });
  });

  it('because its bytes are not UTF-8 is left byte for byte', async () => {
    const bytes = Buffer.concat([Buffer.from(SITE), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]);
    const dir = tree({ 'a.ts': bytes });
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files[0]?.error).toBe(
      'The file is not valid UTF-8, so a rewrite would damage it. Convert it to UTF-8 first.',
    );
    expect(dir.bytes('a.ts')).toEqual(bytes);
  });

  it('because it is read-only is left, and its mode too', async () => {
    const dir = tree({ 'a.ts': SITE });
    chmodSync(dir.path('a.ts'), 0o444);
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files[0]?.error).toBe('Cannot write: permission denied');
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('because it is read-only gets no helper', async () => {
    const dir = tree({ 'a.ts': FAILOVER });
    chmodSync(dir.path('a.ts'), 0o444);
    expect(migrationIn(await runIn(dir, ['migrate', '--format', 'json']))).toMatchObject({
      summary: { filesFailed: 1 },
      helpers: [],
    });
    expect(readdirSync(dir.root)).toEqual(['a.ts']);
  });

  it('because it was deleted after it was read gets no helper', async () => {
    const dir = tree({ 'a.ts': FAILOVER });
    const outcome = await runIn(dir, ['migrate', '--format', 'json'], {
      engine: afterMigrating(() => {
        rmSync(dir.path('a.ts'));
        return {};
      }),
    });
    expect(migrationIn(outcome)).toMatchObject({ files: [{ error: 'Cannot write: it does not exist' }], helpers: [] });
    expect(readdirSync(dir.root)).toEqual([]);
  });

  it('after its helper was written leaves a helper that the report names', async () => {
    const dir = tree({ 'a.ts': FAILOVER });
    const second = { path: dir.path('a.ts/helper.ts'), text: HELPER_TEXT }; // below a file, so it cannot be written
    const engine = afterMigrating(({ helpers }) => ({ helpers: [...helpers, second] }));
    const report = migrationIn(await runIn(dir, ['migrate', '--format', 'json'], { engine }));
    expect(report).toMatchObject({ files: [{ status: 'failed' }], helpers: ['sts-failover.ts'] });
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'sts-failover.ts']);
  });

  it('because it changed after it was read keeps the change', async () => {
    const dir = tree({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', '--format', 'json'], {
      engine: afterMigrating(() => {
        dir.write({ 'a.ts': 'typed meanwhile' });
        return {};
      }),
    });
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files[0]?.error).toBe(
      'The file changed while it was being migrated; it is left as it is now.',
    );
    expect(dir.read('a.ts')).toBe('typed meanwhile');
    expect(readdirSync(dir.root)).toEqual(['a.ts']);
  });

  it('with binary content and STS words is reported when no parser reads it', async () => {
    expect(
      (await runIn(tree({ 'a.js': 'STS\0<<<<', 'b.js': '\0\0<<<<' }), ['migrate', '--format', 'json'])).status,
    ).toBe(2);
  });
});

describe('an interrupted migration', () => {
  it('finishes the file in hand, writes no other, and says truthfully what is left', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': SITE, 'c.ts': SITE });
    const interruption = new AbortController();
    const engine = {
      ...fakeEngine,
      migrator: async () => {
        const migrate = await fakeEngine.migrator();
        return (...args: Parameters<typeof migrate>) => {
          if (args[1].endsWith('b.ts')) interruption.abort();
          return migrate(...args);
        };
      },
    };
    const outcome = await runIn(dir, ['migrate', '--format', 'json'], { engine, interrupted: interruption.signal });
    expect(outcome.status).toBe(130);
    expect(outcome.stderr).toContain('Stopped: 2 files not looked at. Run again to go on.');
    expect(migrationIn(outcome).summary).toMatchObject({ filesScanned: 1, filesChanged: 1 });
    expect([dir.read('a.ts'), dir.read('b.ts'), dir.read('c.ts')]).toEqual([MIGRATED, SITE, SITE]);
  });
});
