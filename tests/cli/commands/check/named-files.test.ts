import { describe, expect, it } from 'vitest';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const MENTION = 'endpoint https://sts.amazonaws.com\n';

describe('a file of an unknown format that is named', () => {
  it('is said to be not read, where nothing else is named', async () => {
    expect(await runIn(tree({ 'notes.txt': 'nothing' }), ['check', 'notes.txt'])).toEqual({
      status: 0,
      stdout: 'No file was read\n',
      stderr: 'notes.txt is not read: the name shows no format that is known.\n',
    });
  });

  it('is said to be not read beside others, where it mentions STS', async () => {
    const { stderr, stdout } = await runIn(tree({ 'a.ts': 'let x;', 'b.conf': MENTION, 'c.txt': 'nothing' }), [
      'check',
      'a.ts',
      'b.conf',
      'c.txt',
    ]);
    expect(stderr).toBe('b.conf mentions STS but is not read: the name shows no format that is known.\n');
    expect(stdout).toBe('✔ No problems (1 file scanned, 0 parsed)\n');
  });

  it('is one of a list that is cut short: hooks name many', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.py`, MENTION]));
    expect((await runIn(tree({ ...files, 'f.ts': '' }), ['check', 'f.ts', ...Object.keys(files)])).stderr).toBe(
      'a.py, b.py, c.py and 2 other files mention STS but are not read: the name shows no format that is known.\n',
    );
  });

  it('is not told from a lock file or a declaration, which are known and left out', async () => {
    const dir = tree({ 'package-lock.json': MENTION, 'a.d.ts': MENTION });
    expect((await runIn(dir, ['check', 'package-lock.json', 'a.d.ts'])).stderr).toBe('');
  });

  it('is read where it has no ending and the sections of an AWS configuration file', async () => {
    const dir = tree({ config: '[profile a]\nregion = eu-west-1\n' });
    expect(await runIn(dir, ['check', 'config'])).toMatchObject({
      stdout: '✔ No problems (1 file scanned, 0 parsed)\n',
      stderr: '',
    });
  });
});
