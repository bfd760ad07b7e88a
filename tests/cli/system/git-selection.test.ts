import { rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LintResult } from '../../../src/cli/commands/check/lint-result.js';
import { displayPath } from '../../../src/project/paths.js';
import { FIXED, HELPER_TEXT } from '../fake-engine.js';
import { runIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

const SITE = 'new STSClient({});\n';
const MIGRATED = `${FIXED};\n`;
const CLEAN = 'STS;\n';

async function checked(dir: Tree, args: readonly string[], cwd = dir.root): Promise<string[]> {
  const { stdout, stderr } = await runIn(dir, ['check', '--format', 'json', ...args], { cwd });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as LintResult[]).map(
    ({ filePath, errorCount }) => `${displayPath(dir.root, filePath)} ${errorCount}`,
  );
}

describe('check --staged', () => {
  it('reads staged files only, also new ones, and no deleted or ignored ones', async () => {
    const dir = tree({ 'a.ts': CLEAN, 'b.ts': CLEAN, 'gone.ts': CLEAN, 'pkg/c.ts': CLEAN }).commit();
    dir.write({ 'a.ts': SITE, 'b.ts': SITE, 'new.ts': SITE, 'dist/x.js': SITE, 'pkg/c.ts': SITE });
    dir.git('add', 'a.ts', 'new.ts', 'dist/x.js', 'pkg/c.ts');
    dir.git('rm', '--quiet', 'gone.ts');
    expect(await checked(dir, ['--staged'])).toEqual(['a.ts 1', 'new.ts 1', 'pkg/c.ts 1']);
    expect(await checked(dir, ['--staged', 'pkg'])).toEqual(['pkg/c.ts 1']);
    expect(await checked(dir, ['--staged'], dir.path('pkg'))).toEqual(['pkg/c.ts 1']);
  });

  it('judges what will be committed, not what is on disk', async () => {
    const dir = tree({ 'a.ts': CLEAN, 'b.ts': CLEAN, 'c.ts': CLEAN }).commit();
    dir.write({ 'a.ts': SITE, 'b.ts': `${CLEAN}x`, 'c.ts': SITE });
    dir.git('add', '--all');
    dir.write({ 'a.ts': CLEAN, 'b.ts': SITE });
    rmSync(dir.path('c.ts'));
    expect(await checked(dir, ['--staged'])).toEqual(['a.ts 1', 'b.ts 0', 'c.ts 1']);
  });

  it('finds nothing to do in a repository without staged files', async () => {
    expect(await checked(tree({ 'a.ts': SITE }).commit(), ['--staged'])).toEqual([]);
  });
});

describe.each([['--staged'], ['--since', 'HEAD']])('a path beside %s', (...flag) => {
  /** A repository in which every file is changed and staged. */
  const changed = (files: Readonly<Record<string, string>>): Tree => {
    const dir = tree(Object.fromEntries(Object.keys(files).map((path) => [path, CLEAN])))
      .commit()
      .write(files);
    dir.git('add', '--all', '--force');
    return dir;
  };

  it('may go through a link to the working directory', async () => {
    const dir = changed({ 'a.ts': SITE, 'b.ts': SITE });
    const link = tree().path('link');
    symlinkSync(dir.root, link);
    expect(await checked(dir, [...flag, `${link}/a.ts`])).toEqual(['a.ts 1']);
    expect(await checked(dir, [...flag, link])).toEqual(['a.ts 1', 'b.ts 1']);
  });

  it('may be outside of the working directory', async () => {
    const dir = changed({ 'packages/a/a.ts': SITE, 'packages/b/b.ts': SITE });
    expect(await checked(dir, [...flag, '../b'], dir.path('packages/a'))).toEqual(['packages/b/b.ts 1']);
    expect(await checked(dir, [...flag, '..'], dir.path('packages/a'))).toEqual([
      'packages/a/a.ts 1',
      'packages/b/b.ts 1',
    ]);
  });

  it('may be one that a walk passes over', async () => {
    const dir = changed({ 'dist/a.js': SITE, 'b.min.js': SITE, 'c.ts': SITE }).write({ '.gitignore': 'c.ts' });
    expect(await checked(dir, [...flag])).toEqual([]);
    expect(await checked(dir, [...flag, 'dist', 'b.min.js', 'c.ts'])).toEqual(['b.min.js 1', 'c.ts 1', 'dist/a.js 1']);
  });

  it('is looked up in its own repository', async () => {
    const dir = changed({ 'a.ts': SITE });
    const other = changed({ 'b.ts': SITE });
    const { stdout } = await runIn(dir, ['check', '--format', 'json', ...flag, '.', other.root]);
    expect((JSON.parse(stdout) as LintResult[]).map(({ filePath }) => filePath).sort()).toEqual(
      [dir.path('a.ts'), other.path('b.ts')].sort(),
    );
  });

  it("is refused in git's own folder, which is no work tree", async () => {
    const dir = changed({ 'a.ts': SITE });
    expect(await runIn(dir, ['check', ...flag], { cwd: dir.path('.git') })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `error: ${flag[0]} needs a git repository, and ${dir.path('.git')} is not in the work tree of one.\n`,
    });
  });
});

describe('a repository that git does not open', () => {
  beforeEach(() => {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null').stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['check', '--staged'],
    ['check', '--since', 'HEAD'],
    ['migrate'],
    ['migrate', '--dry-run'],
    ['migrate', '--staged'],
  ])("ends %s %s %s with git's own reason and advice", async (...args) => {
    const dir = tree({ 'a.ts': SITE }).commit();
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    const outcome = await runIn(dir, args);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(`detected dubious ownership in repository at '${dir.root}'`);
    expect(outcome.stderr).toContain('git config --global --add safe.directory');
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it('is named with the reason when GIT_DIR leads elsewhere', async () => {
    const dir = tree({ 'a.ts': SITE }).commit();
    vi.stubEnv('GIT_DIR', '/nonexistent');
    expect(await runIn(dir, ['check', '--staged'])).toMatchObject({
      status: 2,
      stderr:
        `error: --staged: git cannot open the repository ${dir.root}. "git status" must ` +
        `work there first. git says: not a git repository: '/nonexistent'\n`,
    });
  });

  it('is migrated with --allow-dirty', async () => {
    const dir = tree({ 'a.ts': SITE }).commit();
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await runIn(dir, ['migrate', '--allow-dirty'])).toMatchObject({ status: 0, stderr: '' });
    expect(dir.read('a.ts')).toBe(MIGRATED);
  });
});

describe('migrate --staged', () => {
  it('rewrites and stages again what is staged whole, with the helper', async () => {
    const dir = tree({ 'a.ts': CLEAN, 'b.ts': SITE })
      .commit()
      .write({ 'a.ts': `${SITE}failover(STS);\n` });
    dir.git('add', 'a.ts');
    expect((await runIn(dir, ['migrate', '--staged'])).status).toBe(0);
    expect(dir.git('diff', '--cached', '--name-only')).toBe('a.ts\nsts-failover.ts\n');
    expect(dir.git('diff', '--name-only')).toBe('');
    expect(dir.git('show', ':a.ts')).toContain(FIXED);
    expect(dir.read('b.ts')).toBe(SITE);
  });

  it('names and leaves a file that is staged in part', async () => {
    const dir = tree({ 'a.ts': CLEAN, 'b.ts': CLEAN }).commit().write({ 'a.ts': SITE, 'b.ts': SITE });
    dir.git('add', '--all');
    dir.write({ 'a.ts': `${SITE}later();\n` });
    const outcome = await runIn(dir, ['migrate', '--staged']);
    expect(outcome).toMatchObject({ status: 0, stderr: 'a.ts is staged only in part and is left alone.\n' });
    expect([dir.read('a.ts'), dir.git('show', ':a.ts'), dir.read('b.ts')]).toEqual([
      `${SITE}later();\n`,
      SITE,
      MIGRATED,
    ]);
  });

  it.each([
    ['deleted', undefined],
    ['without STS', 'later();\n'],
  ])('names a file that is staged in part where the copy on disk is %s', async (_, onDisk) => {
    const dir = tree({ 'a.ts': CLEAN }).commit().write({ 'a.ts': SITE });
    dir.git('add', 'a.ts');
    if (onDisk === undefined) rmSync(dir.path('a.ts'));
    else dir.write({ 'a.ts': onDisk });
    expect(await runIn(dir, ['migrate', '--staged'])).toMatchObject({
      status: 0,
      stderr: 'a.ts is staged only in part and is left alone.\n',
    });
    expect(dir.git('show', ':a.ts')).toBe(SITE);
  });

  it('names a file in conflict', async () => {
    const dir = tree({ 'a.ts': CLEAN }).commit();
    dir.git('checkout', '--quiet', '-b', 'other');
    dir.write({ 'a.ts': SITE }).git('commit', '--quiet', '--all', '--message', 'Theirs');
    dir.git('checkout', '--quiet', 'main');
    dir.write({ 'a.ts': 'STS2;\n' }).git('commit', '--quiet', '--all', '--message', 'Ours');
    expect(() => dir.git('merge', 'other')).toThrow();
    expect(await runIn(dir, ['migrate', '--staged'])).toMatchObject({
      status: 0,
      stderr: 'a.ts is staged only in part and is left alone.\n',
    });
  });

  it('also stages a helper of an earlier run that git does not have, and names it', async () => {
    const dir = tree({ 'a.ts': CLEAN })
      .commit()
      .write({ 'a.ts': 'failover(STS);\n', 'sts-failover.ts': HELPER_TEXT, 'other.ts': CLEAN });
    dir.git('add', 'a.ts');
    expect(await runIn(dir, ['migrate', '--staged'])).toMatchObject({
      status: 0,
      stderr: 'sts-failover.ts is staged, too: rewritten files import it, and git did not have it.\n',
    });
    expect(dir.git('status', '--porcelain')).toBe('M  a.ts\nA  sts-failover.ts\n?? other.ts\n');
  });

  it('leaves what is not staged of a helper that git has', async () => {
    const dir = tree({ 'a.ts': CLEAN, 'sts-failover.ts': HELPER_TEXT })
      .commit()
      .write({ 'a.ts': 'failover(STS);\n', 'sts-failover.ts': `${HELPER_TEXT}// mine\n` });
    dir.git('add', 'a.ts');
    expect(await runIn(dir, ['migrate', '--staged'])).toMatchObject({ status: 0, stderr: '' });
    expect(dir.git('status', '--porcelain')).toBe('M  a.ts\n M sts-failover.ts\n');
  });

  it('stages the files without a helper that git ignores', async () => {
    const dir = tree({ 'a.ts': CLEAN, '.gitignore': 'aws/' }).commit().write({ 'a.ts': 'failover(STS);\n' });
    dir.git('add', 'a.ts');
    expect(await runIn(dir, ['migrate', '--staged', '--helper-path', 'aws/sts'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(dir.git('status', '--porcelain')).toBe('M  a.ts\n');
  });

  it('stages no file that the name of another one matches as a pattern', async () => {
    const dir = tree({ '[id].ts': CLEAN, 'i.ts': CLEAN }).commit().write({ '[id].ts': SITE });
    dir.git('add', '--all');
    dir.write({ 'i.ts': SITE });
    expect((await runIn(dir, ['migrate', '--staged'])).status).toBe(0);
    expect(dir.git('status', '--porcelain')).toBe('M  [id].ts\n M i.ts\n');
  });

  it('says why git does not stage, when it does not', async () => {
    const dir = tree({ 'a.ts': CLEAN }).commit().write({ 'a.ts': SITE });
    dir.git('add', 'a.ts');
    dir.write({ '.git/index.lock': '' });
    const outcome = await runIn(dir, ['migrate', '--staged']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toMatch(
      /^The files are migrated but not staged: Unable to create '.*index\.lock': File exists\./,
    );
  });

  it('stages nothing in a dry run', async () => {
    const dir = tree({ 'a.ts': CLEAN }).commit().write({ 'a.ts': SITE });
    dir.git('add', 'a.ts');
    expect((await runIn(dir, ['migrate', '--staged', '--dry-run'])).status).toBe(0);
    expect(dir.git('show', ':a.ts')).toBe(SITE);
  });
});

describe('--since', () => {
  it('takes what this branch changed, committed or not, and new files; not what the other branch changed', async () => {
    const dir = tree({
      'a.ts': CLEAN,
      'b.ts': CLEAN,
      'c.ts': CLEAN,
      'd.ts': SITE,
      '.gitignore': 'ignored.ts',
    }).commit();
    dir.git('checkout', '--quiet', '-b', 'feature');
    dir.write({ 'a.ts': SITE });
    dir.git('commit', '--quiet', '--all', '--message', 'Change a');
    dir.git('checkout', '--quiet', 'main');
    dir.write({ 'd.ts': `${SITE}main();` });
    dir.git('commit', '--quiet', '--all', '--message', 'Change d');
    dir.git('checkout', '--quiet', 'feature');
    dir.write({ 'b.ts': SITE, 'new.ts': SITE, 'ignored.ts': SITE });
    rmSync(dir.path('c.ts'));
    expect(await checked(dir, ['--since', 'main'])).toEqual(['a.ts 1', 'b.ts 1', 'new.ts 1']);
  });

  it('names a reference that git does not know, and is not fooled by one that looks like a flag', async () => {
    const dir = tree({ 'a.ts': SITE }).commit();
    expect(await runIn(dir, ['check', '--since', 'nowhere'])).toMatchObject({
      status: 2,
      stderr: 'error: --since: git does not know the commit "nowhere".\n',
    });
    expect(await runIn(dir, ['check', '--since=--all'])).toMatchObject({
      status: 2,
      stderr: 'error: --since: git does not know the commit "--all".\n',
    });
  });
});

describe('--shard', () => {
  it('divides the files between runs without loss or overlap', async () => {
    const dir = tree(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`src/file-${index}.ts`, SITE])));
    const parts = await Promise.all([1, 2, 3].map((index) => checked(dir, ['--shard', `${index}/3`])));
    expect(parts.flat().sort()).toEqual((await checked(dir, [])).sort());
    for (const part of parts) expect(part.length).toBeGreaterThan(0);
  });
});
