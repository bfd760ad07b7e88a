import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEFT, SITE } from '../../fake-engine.js';
import { resultsIn, runIn, type Outcome } from '../../run-in-process.js';
import { tree, type Tree } from '../../tree.js';

const FILE = 'sts-baseline.json';
const check = (dir: Tree, ...flags: string[]): Promise<Outcome> => runIn(dir, ['check', '--baseline', FILE, ...flags]);
const update = (dir: Tree, ...flags: string[]): Promise<Outcome> => check(dir, '--update-baseline', ...flags);
const entriesIn = (dir: Tree): { path: string; rule: string; count: number; fingerprint: string }[] =>
  (JSON.parse(dir.read(FILE)) as { findings: [] }).findings;
/** The lines of what is reported. */
const linesOf = (outcome: Outcome): number[] =>
  resultsIn(outcome).flatMap(({ messages }) => messages.map(({ line }) => line));

describe('a baseline', () => {
  it('is written with what is found, sorted, one finding to a line', async () => {
    const dir = tree({ 'src/b.ts': SITE + SITE, 'src/a.ts': LEFT + SITE });
    expect(await update(dir)).toEqual({
      status: 0,
      stdout: '✔ No problems (2 files scanned, 2 parsed, 4 findings in the baseline)\n',
      stderr: 'Wrote sts-baseline.json: 4 findings (0 as before, 4 new, 0 gone).\n',
    });
    expect(entriesIn(dir).map(({ path, rule, count }) => [path, rule, count])).toEqual([
      ['src/a.ts', 'sts-regional/require-fallback-region', 1],
      ['src/a.ts', 'sts-regional/require-region', 1],
      ['src/b.ts', 'sts-regional/require-region', 2],
    ]);
    expect(dir.read(FILE).match(/^ {4}\{.*\},?$/gm)).toHaveLength(3);
    const before = dir.read(FILE);
    await update(dir);
    expect(dir.read(FILE)).toBe(before);
  });

  it('hides what it has, also after lines have moved', async () => {
    const dir = tree({ 'a.ts': SITE });
    await update(dir);
    dir.write({ 'a.ts': `// one\n\n  ${SITE}` });
    expect(await check(dir)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^✔ No problems \(.*1 finding in the baseline\)\n$/),
      stderr: '',
    });
  });

  it('hides as many findings on lines of one text as it counts', async () => {
    const dir = tree({ 'a.ts': SITE + SITE });
    await update(dir);
    dir.write({ 'a.ts': SITE + SITE + SITE });
    const outcome = await check(dir, '--format', 'json');
    expect(outcome.status).toBe(1);
    expect(linesOf(outcome)).toEqual([3]);
  });

  it('reports a finding of another rule or in another file', async () => {
    const dir = tree({ 'a.ts': SITE });
    await update(dir);
    dir.write({ 'a.ts': LEFT, 'b.ts': SITE });
    expect((await check(dir)).stdout).toContain('2 problems');
  });

  it('says what is gone, and takes it out when it is updated', async () => {
    const dir = tree({ 'a.ts': SITE + SITE, 'b.ts': SITE, 'c.ts': SITE });
    await update(dir);
    dir.write({ 'a.ts': SITE, 'b.ts': '' });
    expect((await check(dir)).stderr).toBe(
      '2 findings of sts-baseline.json are gone. Take them out with --update-baseline.\n',
    );
    expect((await update(dir)).stderr).toBe('Wrote sts-baseline.json: 2 findings (2 as before, 0 new, 2 gone).\n');
    expect(entriesIn(dir).map(({ path, count }) => [path, count])).toEqual([
      ['a.ts', 1],
      ['c.ts', 1],
    ]);
  });

  it('keeps what it has of files that the run does not look at', async () => {
    const dir = tree({ 'a/a.ts': SITE, 'b/b.ts': SITE });
    await update(dir);
    dir.write({ 'a/a.ts': '', 'b/b.ts': '' });
    expect((await check(dir, 'a')).stderr).toContain('1 finding of sts-baseline.json is gone.');
    await update(dir, 'a');
    expect(entriesIn(dir).map(({ path }) => path)).toEqual(['b/b.ts']);
  });

  it('keeps what it has of a file that cannot be parsed now', async () => {
    const dir = tree({ 'a.ts': SITE });
    await update(dir);
    dir.write({ 'a.ts': `${SITE}<<<<\n` });
    expect(await update(dir)).toMatchObject({ status: 2 });
    expect(entriesIn(dir)).toHaveLength(1);
  });

  it('works from any folder: its paths start where it is', async () => {
    const dir = tree({ 'src/a.ts': SITE });
    await update(dir);
    const outcome = await runIn(dir, ['check', '--baseline', `../${FILE}`], { cwd: dir.path('src') });
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('1 finding in the baseline') });
  });

  it('that two branches wrote to counts a finding once', async () => {
    const dir = tree({ 'a.ts': SITE });
    await update(dir);
    const [entry] = entriesIn(dir);
    dir.write({ [FILE]: JSON.stringify({ schemaVersion: 1, findings: [entry, entry] }), 'a.ts': SITE + SITE });
    expect(linesOf(await check(dir, '--format', 'json'))).toEqual([2]);
  });

  it('leaves nothing beside it', async () => {
    const dir = tree({ 'a.ts': SITE });
    await update(dir);
    expect(readdirSync(dir.root).sort()).toEqual(['a.ts', FILE]);
  });
});

describe('a baseline that cannot be used ends with 2', () => {
  it.each<[string, string | undefined, string]>([
    ['is missing', undefined, '--baseline: sts-baseline.json does not exist. Make it with --update-baseline.'],
    [
      'is of another version',
      '{"schemaVersion":2,"findings":[]}',
      '--baseline: sts-baseline.json has the version 2, and this program reads 1. ' +
        'Delete it, and write it again with --update-baseline.',
    ],
    ['is no JSON', '<<<<<<< HEAD', '--baseline: sts-baseline.json cannot be read as JSON: '],
    [
      'is something else',
      '{"name":"orders"}',
      '--baseline: sts-baseline.json is no baseline: "schemaVersion" must be 1',
    ],
    [
      'has an entry without a count',
      '{"schemaVersion":1,"findings":[{"path":"a.ts","rule":"x","fingerprint":"y"}]}',
      '--baseline: sts-baseline.json is no baseline: "findings[0].count" must be a whole number from 0, but is missing.',
    ],
  ])('because it %s', async (_, content, message) => {
    const dir = tree({ 'a.ts': SITE, ...(content !== undefined && { [FILE]: content }) });
    const outcome = await check(dir);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(`error: ${message}`);
  });

  it('and is not replaced: it may be something else', async () => {
    const dir = tree({ 'a.ts': SITE, [FILE]: '{"name":"orders"}' });
    expect(await update(dir)).toMatchObject({ status: 2, stdout: '' });
    expect(dir.read(FILE)).toBe('{"name":"orders"}');
  });

  it('because nobody names it', async () => {
    expect((await runIn(tree({ 'a.ts': SITE }), ['check', '--update-baseline'])).stderr).toBe(
      'error: --update-baseline needs the file that it writes: --baseline FILE.\n',
    );
  });

  it('because it is a folder', async () => {
    expect((await check(tree({ 'a.ts': SITE, [`${FILE}/x`]: '' }))).stderr).toBe(
      'error: --baseline: sts-baseline.json is not a file that can be read.\n',
    );
  });
});
