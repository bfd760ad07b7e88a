import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runIn } from '../run-in-process.js';
import { tree } from '../tree.js';

const SITE = 'new STSClient({});\n';
const PACKAGE = '{"name":"x"}';
const CHECK = ['check', '--format', 'json', '--output-file'];
const MIGRATE = ['migrate', '--dry-run', '--report'];

describe('a report', () => {
  it.each([
    ['a source', [...CHECK, 'src/a.js'], 'src/a.js', SITE],
    ['package.json', [...MIGRATE, 'package.json'], 'package.json', PACKAGE],
    ['a tracked file', [...CHECK, 'NOTES.txt'], 'NOTES.txt', 'notes\n'],
  ])('does not replace %s', async (_, args, path, content) => {
    const dir = tree({ 'src/a.js': SITE, 'package.json': PACKAGE, 'NOTES.txt': 'notes\n' }).commit();
    const { status, stderr } = await runIn(dir, args);
    expect(status).toBe(2);
    expect(stderr).toContain(`The report cannot be written to ${path}: that file belongs to the project`);
    expect(dir.read(path)).toBe(content);
  });

  it.each(['.git/config', '.git/hooks/pre-push.json', '.GIT/x.json', 'src/../.git/info/report.json'])(
    "is not written into git's own folder: %s",
    async (path) => {
      const dir = tree({ 'src/a.js': SITE }).commit();
      const { status, stderr } = await runIn(dir, [...CHECK, path]);
      expect([status, stderr]).toEqual([2, expect.stringContaining('the folder .git belongs to git')]);
      expect(dir.git('status', '--short')).toBe('');
    },
  );

  it.each(['json', 'sarif', 'html'])('replaces a tracked earlier one in %s', async (format) => {
    const args = ['check', '--format', format, '--output-file', `report.${format}`];
    const dir = tree({ 'src/a.js': SITE });
    expect((await runIn(dir, args)).status).toBe(1);
    dir.commit();
    expect((await runIn(dir, args)).status).toBe(1);
    const empty = tree({ 'report.json': '[]\n', 'src/a.js': SITE }).commit();
    expect((await runIn(empty, [...CHECK, 'report.json'])).status).toBe(1);
  });

  it('replaces a file of another kind that git ignores', async () => {
    const dir = tree({ 'src/a.js': SITE, '.gitignore': '*.txt\n' }).commit().write({ 'report.txt': 'earlier\n' });
    expect((await runIn(dir, ['check', '--output-file', 'report.txt'])).status).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('does not go through a link out of the tree', async () => {
    const outside = tree({ 'kept.txt': 'kept' });
    const dir = tree({ 'src/a.js': SITE });
    symlinkSync(outside.root, dir.path('out'));
    symlinkSync(outside.path('kept.txt'), dir.path('link.txt'));
    symlinkSync(outside.path('absent.txt'), dir.path('dangling.txt'));
    for (const path of ['out/kept.txt', 'out/new/x.json', 'link.txt', 'dangling.txt']) {
      const { status, stderr } = await runIn(dir, [...CHECK, path]);
      expect(status).toBe(2);
      expect(stderr).toContain('outside the working directory');
    }
    expect(outside.read('kept.txt')).toBe('kept');
  });
});
