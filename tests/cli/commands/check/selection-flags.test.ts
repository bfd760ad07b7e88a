import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEFT, SITE } from '../../fake-engine.js';
import { resultsIn, runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const FILE = 'sts-regional.config.json';

describe('check --quiet', () => {
  it('reports errors only', async () => {
    const dir = tree({ 'a.ts': LEFT + SITE, 'b.ts': LEFT });
    const results = resultsIn(await runIn(dir, ['check', '--quiet', '--format', 'json']));
    expect(results.flatMap(({ messages }) => messages.map(({ severity }) => severity))).toEqual([2]);
    expect(results.map(({ warningCount, errorCount }) => [warningCount, errorCount])).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('still counts warnings for --max-warnings', async () => {
    expect(await runIn(tree({ 'b.ts': LEFT }), ['check', '--quiet', '--max-warnings', '0'])).toEqual({
      status: 1,
      stdout: '✔ No problems (1 file scanned, 1 parsed)\n',
      stderr: 'Found 1 warning, more than --max-warnings 0 allows.\n',
    });
  });
});

describe('files are left out', () => {
  const files = { 'a.ts': SITE, 'legacy/b.ts': SITE, 'legacy/keep/c.ts': SITE, 'd.gen.ts': SITE };
  const names = async (args: readonly string[], more: Record<string, string> = {}): Promise<string[]> => {
    const dir = tree({ ...files, ...more });
    return resultsIn(await runIn(dir, ['check', '--format', 'json', ...args])).map(({ filePath }) =>
      filePath.slice(dir.root.length + 1),
    );
  };

  it.each([
    [['legacy'], ['a.ts', 'd.gen.ts']],
    [
      ['/legacy/*', '!/legacy/keep'],
      ['a.ts', 'd.gen.ts', 'legacy/keep/c.ts'],
    ],
    [['**/*.gen.ts', 'legacy/'], ['a.ts']],
  ])('by the patterns %j, from the settings and from flags', async (patterns, left) => {
    expect(await names([], { [FILE]: JSON.stringify({ ignore: patterns }) })).toEqual(left);
    expect(await names(patterns.flatMap((pattern) => ['--ignore-pattern', pattern]))).toEqual(left);
  });

  it('by both together', async () => {
    expect(await names(['--ignore-pattern', '*.gen.ts'], { [FILE]: '{"ignore":["legacy"]}' })).toEqual(['a.ts']);
  });

  it('from the folder of the settings, wherever the command runs', async () => {
    const dir = tree({
      [FILE]: '{"ignore":["/src/gen"]}',
      'src/a.ts': SITE,
      'src/gen/b.ts': SITE,
      'package.json': '{}',
    });
    const outcome = await runIn(dir, ['check', '--format', 'json'], { cwd: dir.path('src') });
    expect(resultsIn(outcome).map(({ filePath }) => filePath)).toEqual([dir.path('src/a.ts')]);
  });

  it('also where they are named: a hook names every file', async () => {
    const dir = tree({ [FILE]: '{"ignore":["legacy"]}', ...files });
    expect(resultsIn(await runIn(dir, ['check', '--format', 'json', 'a.ts', 'legacy/b.ts']))).toHaveLength(1);
    expect(await runIn(dir, ['check', 'legacy/b.ts', 'legacy/keep/c.ts'])).toEqual({
      status: 0,
      stdout: 'No file was read\n',
      stderr: 'legacy/b.ts, legacy/keep/c.ts are left out by "ignore" in sts-regional.config.json.\n',
    });
  });

  it('also among staged files', async () => {
    const dir = tree({ [FILE]: '{"ignore":["legacy"]}' })
      .commit()
      .write(files);
    dir.git('add', '--all');
    expect(resultsIn(await runIn(dir, ['check', '--staged', '--format', 'json']))).toHaveLength(2);
  });

  it('also in migrate', async () => {
    const dir = tree({ [FILE]: '{"ignore":["legacy"]}', ...files }).commit();
    await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1']);
    expect([dir.read('a.ts') === SITE, dir.read('legacy/b.ts') === SITE]).toEqual([false, true]);
  });

  it.each([
    ['', '"--ignore-pattern" must be a pattern as in .gitignore, but is "".'],
    ['./x', '"--ignore-pattern" is "./x", which matches nothing: patterns start without "./". Write "/x".'],
  ])('but %j is refused', async (pattern, message) => {
    expect(await runIn(tree(files), ['check', '--ignore-pattern', pattern])).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: ${message}\n`,
    });
  });
});

describe('a folder with nothing to read, where it is named, ends with 2', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without a known format', { 'src/a.py': 'STS', 'src/b.css': '' }, 'it has no file of a known format'],
    ['ignored by git', { '.gitignore': '*.ts\n', 'src/a.ts': SITE }, 'git ignores its files'],
    [
      'built',
      { 'src/a.min.js': SITE, 'src/dist/a.js': SITE },
      'it only has built files, which are put right in their source',
    ],
    [
      'left out',
      { [FILE]: '{"ignore":["*.ts"]}', 'src/a.ts': SITE },
      '"ignore" in sts-regional.config.json leaves out its files',
    ],
  ])('because it is %s', async (_, files, reason) => {
    const dir = tree({ 'src/nothing/x.txt': '', ...files });
    expect(await runIn(dir, ['check', 'src'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: Nothing was scanned. src: ${reason}.\n`,
    });
  });

  it('because it is empty', async () => {
    const dir = tree();
    mkdirSync(dir.path('src'));
    expect((await runIn(dir, ['check', 'src'])).stderr).toBe('error: Nothing was scanned. src: it is empty.\n');
  });

  it('in migrate, too', async () => {
    expect(await runIn(tree({ 'src/a.py': '' }), ['migrate', 'src', '--regions', 'eu-west-1,eu-central-1'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: Nothing was scanned. src: it has no file of a known format.\n',
    });
  });

  it('but not where another path has files', async () => {
    const dir = tree({ 'src/a.ts': '', 'docs/a.txt': '' });
    expect((await runIn(dir, ['check', 'src', 'docs'])).status).toBe(0);
  });

  it('but with 0 and the reason where nobody names a path', async () => {
    expect(await runIn(tree({ 'a.txt': '' }), ['check'])).toEqual({
      status: 0,
      stdout: 'No file was read\n',
      stderr: 'Nothing was scanned. .: it has no file of a known format.\n',
    });
  });
});
