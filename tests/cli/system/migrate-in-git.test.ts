import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { FAILOVER, LEFT, MIGRATED, SITE } from '../fake-engine.js';
import { runIn } from '../run-in-process.js';
import { tree } from '../tree.js';

describe('migrate --dry-run in a repository', () => {
  it('prints a patch that git applies to the same result as the run', async () => {
    const files = {
      'a.ts': `\uFEFF// é\r\n${SITE.replace('\n', '\r\n')}`,
      'no newline.ts': SITE.trimEnd(),
      'src/c.ts': `${'x;\n'.repeat(20)}${SITE}${'y;\n'.repeat(20)}${FAILOVER}`,
    };
    const patched = tree(files).commit();
    const migrated = tree(files).commit();
    const { stdout } = await runIn(patched, ['migrate', '--dry-run', '--show-helper']);
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

  it('says what the run would refuse, after the diff', async () => {
    const dir = tree({ 'a.ts': 'old' }).commit().write({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', '--dry-run']);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('+++ b/a.ts');
    expect(outcome.stderr).toContain('changes that are not staged');
  });
});

describe('migrate --check in a repository', () => {
  it('needs no clean working tree, because it writes nothing', async () => {
    const dir = tree({ 'a.ts': 'old' }).commit().write({ 'a.ts': SITE });
    expect((await runIn(dir, ['migrate', '--check'])).status).toBe(1);
  });
});

describe('the guard', () => {
  const dirty = (): ReturnType<typeof tree> => tree({ 'a.ts': 'old', 'b.ts': SITE }).commit().write({ 'a.ts': SITE });

  it('refuses to write when one file has unstaged changes, names it, and writes no other either', async () => {
    const dir = dirty();
    const outcome = await runIn(dir, ['migrate']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe(
      'error: This file has changes that are not staged, so you could not tell them from the migration ' +
        'afterwards:\n  a.ts\nCommit, stage or stash them first, or use --allow-dirty. Nothing was written.\n',
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
      stderr: 'git does not track these 2 files: it cannot undo the changes.\n  b.ts\n  pkg/d.ts\n',
    });
    expect(dir.read('b.ts')).toBe(MIGRATED);
  });

  it('names a file that git is told to ignore among them', async () => {
    const dir = tree({ '.gitignore': 'a.ts' }).commit().write({ 'a.ts': SITE });
    expect(await runIn(dir, ['migrate', 'a.ts'])).toMatchObject({
      status: 0,
      stderr: 'git does not track this file: it cannot undo the changes.\n  a.ts\n',
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
