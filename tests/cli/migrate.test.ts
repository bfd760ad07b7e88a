import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MigrateReport } from '../../src/cli/commands/migrate/migrate-report.js';
import type { Engine, MigratedText } from '../../src/cli/engine.js';
import { fakeEngine, FIXED, HELPER_TEXT } from './fake-engine.js';
import { runIn } from './run-in-process.js';
import { modesBind, tree } from './tree.js';

const SITE = 'const a = new STSClient({});\n';
const MIGRATED = `const a = ${FIXED};\n`;
const LEFT = 'const a = new STSClient(options);\n';
const FAILOVER = 'failover(STS);\n';

type Migrated = Exclude<MigratedText, { status: 'unparsable' }>;

/** The fake engine, with something that happens after each migration of a text, and a part of the result that it replaces. */
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

const parse = (stdout: string): MigrateReport => JSON.parse(stdout) as MigrateReport;

describe('migrate', () => {
  it('rewrites files and lists what it did, what it left and why, and the counts', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': `${LEFT}${SITE}`, 'c.ts': 'let x;' });
    const outcome = await runIn(dir, ['migrate']);
    expect(outcome).toEqual({
      status: 0,
      stderr: 'Not in a git repository: changes cannot be taken back with git.\n',
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

  it('changes nothing the second time', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': FAILOVER });
    await runIn(dir, ['migrate']);
    expect(parse((await runIn(dir, ['migrate', '--format', 'json'])).stdout).summary).toMatchObject({
      filesChanged: 0,
      sitesRewritten: 0,
    });
  });

  it('writes the helper before the file that imports it, once, and never over one that is there', async () => {
    const dir = tree({ 'a.ts': FAILOVER, 'b.ts': FAILOVER, 'other/a.ts': FAILOVER, 'other/sts-failover.ts': 'mine' });
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(parse(outcome.stdout).helpers).toEqual(['sts-failover.ts']);
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
    const report = parse((await runIn(dir, ['migrate', '--format', 'json'])).stdout);
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
    expect(parse((await runIn(dir, ['migrate', '--format', 'json'])).stdout).summary).toMatchObject({
      filesScanned: 1,
      filesParsed: 0,
      filesChanged: 0,
    });
    expect(parse((await runIn(dir, ['migrate', '--format', 'json', 'a.ts'])).stdout).summary).toMatchObject({
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
    expect(parse(outcome.stdout)).toMatchObject({
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
    expect(parse(outcome.stdout).files[0]?.error).toBe(
      'The file is not valid UTF-8, so a rewrite would damage it. Convert it to UTF-8 first.',
    );
    expect(dir.bytes('a.ts')).toEqual(bytes);
  });

  it('because it is read-only is left, and its mode too', async () => {
    const dir = tree({ 'a.ts': SITE });
    chmodSync(dir.path('a.ts'), 0o444);
    const outcome = await runIn(dir, ['migrate', '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(parse(outcome.stdout).files[0]?.error).toBe('Cannot write: permission denied');
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('because it is read-only gets no helper', async () => {
    const dir = tree({ 'a.ts': FAILOVER });
    chmodSync(dir.path('a.ts'), 0o444);
    expect(parse((await runIn(dir, ['migrate', '--format', 'json'])).stdout)).toMatchObject({
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
    expect(parse(outcome.stdout)).toMatchObject({ files: [{ error: 'Cannot write: it does not exist' }], helpers: [] });
    expect(readdirSync(dir.root)).toEqual([]);
  });

  it('after its helper was written leaves a helper that the report names', async () => {
    const dir = tree({ 'a.ts': FAILOVER });
    const second = { path: dir.path('a.ts/helper.ts'), text: HELPER_TEXT }; // below a file, so it cannot be written
    const engine = afterMigrating(({ helpers }) => ({ helpers: [...helpers, second] }));
    const report = parse((await runIn(dir, ['migrate', '--format', 'json'], { engine })).stdout);
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
    expect(parse(outcome.stdout).files[0]?.error).toBe(
      'The file changed while it was being migrated; it is left as it is now.',
    );
    expect(dir.read('a.ts')).toBe('typed meanwhile');
    expect(readdirSync(dir.root)).toEqual(['a.ts']);
  });

  it('because its helper would go through a link out of the tree is left', async () => {
    const outside = tree();
    const dir = tree({ 'a.ts': FAILOVER });
    symlinkSync(outside.root, dir.path('aws'));
    const outcome = await runIn(dir, ['migrate', '--helper-path', dir.path('aws/sts-failover')]);
    expect(outcome.status).toBe(2);
    expect(dir.read('a.ts')).toBe(FAILOVER);
    expect(readdirSync(outside.root)).toEqual([]);
  });

  it('with binary content and STS words is reported when no parser reads it', async () => {
    expect(
      (await runIn(tree({ 'a.js': 'STS\0<<<<', 'b.js': '\0\0<<<<' }), ['migrate', '--format', 'json'])).status,
    ).toBe(2);
  });
});

describe('migrate --dry-run', () => {
  it('writes nothing and exits as the run would', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': FAILOVER });
    expect((await runIn(dir, ['migrate', '--dry-run'])).status).toBe(0);
    expect([dir.read('a.ts'), ...readdirSync(dir.root)]).toEqual([SITE, 'a.ts', 'b.ts']);
    expect((await runIn(tree({ 'a.ts': '<<<< STS' }), ['migrate', '--dry-run'])).status).toBe(2);
    expect((await runIn(tree({ 'a.ts': LEFT }), ['migrate', '--dry-run', '--fail-on-skipped'])).status).toBe(1);
  });

  it('prints a patch that git applies to the same result as the run', async () => {
    const files = {
      'a.ts': `\uFEFF// é\r\n${SITE.replace('\n', '\r\n')}`,
      'no newline.ts': SITE.trimEnd(),
      'src/c.ts': `${'x;\n'.repeat(20)}${SITE}${'y;\n'.repeat(20)}${FAILOVER}`,
    };
    const patched = tree(files).commit();
    const migrated = tree(files).commit();
    const { stdout } = await runIn(patched, ['migrate', '--dry-run']);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: patched.root, input: stdout });
    await runIn(migrated, ['migrate']);
    for (const path of [...Object.keys(files), 'src/sts-failover.ts'])
      expect(patched.read(path)).toBe(migrated.read(path));
    expect(migrated.git('status', '--porcelain')).not.toBe('');
  });

  it.each(['line\nend.ts', 'tab\tstop.ts', 'quote".ts', 'back\\slash.ts', 'bell\u0007.ts', 'space .ts', 'größe.ts'])(
    'prints a patch that git applies to a file called %j',
    async (name) => {
      const dir = tree({ [name]: SITE }).commit();
      const { stdout } = await runIn(dir, ['migrate', '--dry-run']);
      execFileSync('git', ['apply', '-'], { cwd: dir.root, input: stdout });
      expect(dir.read(name)).toBe(MIGRATED);
    },
  );

  it('has the same JSON as the run but for its mode', async () => {
    const files = { 'a.ts': SITE, 'b.ts': FAILOVER, 'c.ts': LEFT };
    const rehearsal = await runIn(tree(files), ['migrate', '--dry-run', '--format', 'json']);
    expect(rehearsal.stdout.replace('"mode": "dry-run"', '"mode": "write"')).toBe(
      (await runIn(tree(files), ['migrate', '--format', 'json'])).stdout,
    );
  });

  it('says what the run would refuse, after the diff', async () => {
    const dir = tree({ 'a.ts': 'old' }).commit().write({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', '--dry-run']);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('+++ b/a.ts');
    expect(outcome.stderr).toContain('changes that are not staged');
  });
});

describe('migrate --check', () => {
  it('writes nothing and ends with 1 when a file would change, else 0', async () => {
    const dir = tree({ 'a.ts': SITE });
    expect((await runIn(dir, ['migrate', '--check'])).status).toBe(1);
    expect(dir.read('a.ts')).toBe(SITE);
    expect((await runIn(tree({ 'a.ts': MIGRATED }), ['migrate', '--check'])).status).toBe(0);
  });

  it('needs no clean working tree, because it writes nothing', async () => {
    const dir = tree({ 'a.ts': 'old' }).commit().write({ 'a.ts': SITE });
    expect((await runIn(dir, ['migrate', '--check'])).status).toBe(1);
  });

  it('shows the diff too when combined with --dry-run', async () => {
    const outcome = await runIn(tree({ 'a.ts': SITE }), ['migrate', '--check', '--dry-run']);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toContain(`+${MIGRATED}`);
  });
});

describe('the guard', () => {
  const dirty = (): ReturnType<typeof tree> => tree({ 'a.ts': 'old', 'b.ts': SITE }).commit().write({ 'a.ts': SITE });

  it('refuses to write when one file has unstaged changes, names it, and writes no other either', async () => {
    const dir = dirty();
    const outcome = await runIn(dir, ['migrate']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe(
      'error: This file has changes that are not staged, so the migration could not be told from them afterwards:\n  a.ts\nCommit, stage or stash them first, or use --allow-dirty. Nothing was written.\n',
    );
    expect([dir.read('a.ts'), dir.read('b.ts')]).toEqual([SITE, SITE]);
  });

  it('lets --allow-dirty through', async () => {
    const dir = dirty();
    expect((await runIn(dir, ['migrate', '--allow-dirty'])).status).toBe(0);
    expect(dir.read('a.ts')).toBe(MIGRATED);
  });

  it('is satisfied with staged changes', async () => {
    const dir = dirty();
    dir.git('add', '--all');
    expect((await runIn(dir, ['migrate'])).status).toBe(0);
  });

  it('does not mind unstaged changes in files that it does not write', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': 'old', 'c.ts': 'old' }).commit().write({ 'b.ts': 'new', 'c.ts': LEFT });
    expect((await runIn(dir, ['migrate'])).status).toBe(0);
  });

  it('names the files to rewrite that git does not track, and goes on', async () => {
    const dir = tree({ 'a.ts': SITE }).commit().write({ 'b.ts': SITE, 'c.ts': LEFT, 'pkg/d.ts': SITE });
    expect(await runIn(dir, ['migrate'])).toMatchObject({
      status: 0,
      stderr: 'git does not track these 2 files: changes cannot be taken back with it.\n  b.ts\n  pkg/d.ts\n',
    });
    expect(dir.read('b.ts')).toBe(MIGRATED);
  });

  it('names a file that git is told to ignore among them', async () => {
    const dir = tree({ '.gitignore': 'a.ts' }).commit().write({ 'a.ts': SITE });
    expect(await runIn(dir, ['migrate', 'a.ts'])).toMatchObject({
      status: 0,
      stderr: 'git does not track this file: changes cannot be taken back with it.\n  a.ts\n',
    });
  });

  it.each(['--dry-run', '--allow-dirty'])('says nothing of them with %s', async (flag) => {
    expect(await runIn(tree().commit().write({ 'a.ts': SITE }), ['migrate', flag])).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('lets an interrupted run go on where it stopped', async () => {
    const dir = tree({ 'a.ts': SITE, 'b.ts': SITE }).commit().write({ 'a.ts': MIGRATED });
    expect((await runIn(dir, ['migrate'])).status).toBe(0);
    expect(dir.read('b.ts')).toBe(MIGRATED);
  });

  it('knows the repository from a directory inside it, and one inside the other', async () => {
    const dir = tree({ 'pkg/a.ts': 'old', 'vendor/b.ts': 'x' }).commit().write({ 'pkg/a.ts': SITE });
    expect((await runIn(dir, ['migrate'], { cwd: dir.path('pkg') })).status).toBe(2);
    dir.git('init', '--quiet', 'vendor');
    expect((await runIn(dir, ['migrate', 'vendor'])).status).toBe(0);
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
    const first = parse((await runIn(dir, ['migrate', '--max-changes', '2', '--format', 'json'])).stdout);
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
    expect(parse(dir.read('out/sts.json')).summary.sitesRewritten).toBe(1);
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
    expect(parse((await runIn(dir, ['migrate', '--format', 'json', 'src', 'none.ts'])).stdout)).toEqual({
      schemaVersion: 1,
      mode: 'write',
      summary: { filesScanned: 4, filesParsed: 2, filesChanged: 2, sitesRewritten: 2, sitesSkipped: 0, filesFailed: 1 },
      files: [
        {
          path: 'src/a/x.ts',
          status: 'changed',
          edits: [{ line: 1, column: 11, codemod: 'explicit-regions' }],
          skipped: [],
        },
        { path: 'src/b.ts', status: 'changed', edits: [{ line: 1, column: 1, codemod: 'failover' }], skipped: [] },
        {
          path: 'src/z.ts',
          status: 'failed',
          edits: [],
          skipped: [],
          error: 'Parsing error: Merge conflict marker encountered. (1:1)',
        },
      ],
      helpers: ['src/sts-failover.ts'],
    });
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
    expect(parse(outcome.stdout).summary).toMatchObject({ filesScanned: 1, filesChanged: 1 });
    expect([dir.read('a.ts'), dir.read('b.ts'), dir.read('c.ts')]).toEqual([MIGRATED, SITE, SITE]);
  });
});

describe('bad values', () => {
  it.each([
    [
      ['--regions', 'eu-wset-1,eu-central-1'],
      'error: --regions: "eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [
      ['--regions', 'EU-WEST-1,eu-central-1'],
      'error: --regions: "EU-WEST-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [['--regions', 'eu-west-1,eu-west-1'], 'error: --regions: "eu-west-1" is listed twice.'],
    [
      ['--regions', 'eu-west-1'],
      'error: --regions: "eu-west-1" is the only region, so there is nowhere to go when its STS fails.',
    ],
    [
      ['--regions', 'us-east-1,cn-north-1'],
      'error: --regions: "us-east-1" is in the partition aws and "cn-north-1" in aws-cn; credentials of one partition are not known in another',
    ],
    [
      ['--regions', 'eu-west-1,,eu-central-1'],
      "error: option '--regions <a,b>' argument 'eu-west-1,,eu-central-1' is invalid.",
    ],
    [
      ['--fallbacks', 'eu-west-1=cn-north-1'],
      'error: --fallbacks: "eu-west-1" is in the partition aws and its fallback "cn-north-1" in aws-cn',
    ],
    [['--fallbacks', 'eu-west-1=eu-west-1'], 'error: --fallbacks: "eu-west-1" cannot be its own fallback.'],
    [['--fallbacks', 'eu-west-1'], '"eu-west-1" must have the form home=fallback+fallback.'],
    [['--fallbacks', 'eu-west-1=eu-central-1', '--fallbacks', 'eu-west-1=eu-north-1'], '"eu-west-1" is listed twice.'],
    [['--vpc-endpoints', 'eu-wset-1=https://x.example'], 'error: --vpc-endpoints: "eu-wset-1" is not an AWS region.'],
    [['--vpc-endpoints', 'eu-west-1=http://x.example'], 'must be an https URL, but is "http://x.example".'],
    [
      ['--vpc-endpoints', 'eu-west-1=https://vpce-1.sts.us-east-1.vpce.amazonaws.com'],
      'The endpoint of eu-west-1 is one of us-east-1',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/sts'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 must be a host without a path',
    ],
    [
      [
        '--vpc-endpoints',
        'eu-west-1=https://vpce-1.sts.eu-west-1.vpce.amazonaws.com,eu-west-1=https://vpce-2.sts.eu-west-1.vpce.amazonaws.com',
      ],
      '"eu-west-1" is listed twice.',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://sts.internal.example'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 is no interface endpoint of STS',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://sts.amazonaws.com'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 is the global host',
    ],
    [
      ['--vpc-endpoints', 'cn-north-1=https://vpce-1.sts.cn-north-1.vpce.amazonaws.com'],
      'error: --vpc-endpoints: The endpoint of cn-north-1 is no interface endpoint of STS',
    ],
    [['--only', 'fail-over'], 'There is no codemod "fail-over". Did you mean "failover"?'],
    [['--region-source', 'profile'], 'Allowed choices are env, literal.'],
    [['--sdk-version', 'newest'], 'It must be "detect" or a version such as 3.1169.0.'],
    [['--shard', '3/2'], 'It must be i/n with i from 1 to n'],
    [['--max-changes', '-1'], 'It must be a whole number'],
    [['--interactive', '--dry-run'], 'cannot be used with option'],
    [['--interactive'], 'error: --interactive asks questions and needs a terminal, without CI set.'],
    [['--staged', '--since', 'main'], 'cannot be used with option'],
    [['--staged'], 'error: --staged needs a git repository'],
    [['--since', 'main'], 'error: --since needs a git repository'],
    [['--alow-dirty'], 'Did you mean --allow-dirty?'],
  ])('%j end with 2, a message that names them, and nothing written', async (flags, message) => {
    const dir = tree({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', ...flags]);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('accept one region where failover is not part of the run, where the fallback is given, and where the partition has no other', async () => {
    for (const flags of [
      ['--regions', 'eu-west-1', '--only', 'explicit-regions'],
      ['--regions', 'eu-west-1', '--fallbacks', 'eu-west-1=eu-north-1'],
      ['--regions', 'eusc-de-east-1'],
    ]) {
      expect(await runIn(tree(), ['migrate', ...flags])).toMatchObject({ status: 0 });
    }
  });
});
