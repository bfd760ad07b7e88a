import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR, MIGRATE, project, REGIONS } from '../project.js';
import { migrationIn, runIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { runBinary, withFs } from './run-binary.js';

const AS_JSON = [...MIGRATE, '--format', 'json'];
const REPORT = ['check', '--format', 'json', '--output-file', 'report.json'];

/** Fails as the system does, at a function of `node:fs` and paths with this part; a write has written half by then. */
const failing = (name: string, part: string, code: string): string =>
  withFs(`
  const original = fs.${name};
  fs.${name} = (path, ...rest) => {
    if (!String(path).includes(${JSON.stringify(part)})) return original(path, ...rest);
    if (typeof rest[0] === 'string') original(path, rest[0].slice(0, rest[0].length / 2), ...rest.slice(1));
    throw Object.assign(new Error('${code}: from the system, ${name}'), { code: '${code}' });
  };`);

const sources = (): Tree => project({ 'src/a.ts': ERROR, 'src/b.ts': ERROR });

describe('a full disk', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('leaves every file as it was, and nothing half written: %s', (code) => {
    const dir = sources();
    const outcome = runBinary(dir, AS_JSON, { preload: failing('writeFileSync', '.sts-regional', code) });
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).summary).toMatchObject({ filesChanged: 0, filesFailed: 2 });
    expect([dir.read('src/a.ts'), dir.read('src/b.ts')]).toEqual([ERROR, ERROR]);
    expect(readdirSync(dir.path('src'))).toEqual(['a.ts', 'b.ts']);
  });

  it('leaves the files whose helper cannot be written', () => {
    const dir = sources();
    const { status, stdout } = runBinary(dir, ['migrate', ...REGIONS], {
      preload: failing('writeFileSync', '/.sts-failover.', 'ENOSPC'),
    });
    expect(status).toBe(2);
    expect(stdout).toContain('no space left on the device');
    expect([dir.read('src/a.ts'), dir.read('src/b.ts')]).toEqual([ERROR, ERROR]);
  });

  it('keeps the earlier report, and says that there is no new one', () => {
    const dir = sources();
    expect(runBinary(dir, REPORT).status).toBe(1);
    const earlier = dir.read('report.json');
    const { status, stderr } = runBinary(dir, REPORT, { preload: failing('writeFileSync', '.sts-regional', 'ENOSPC') });
    expect([status, stderr]).toEqual([
      2,
      'error: The report cannot be written to report.json: no space left on the device\n',
    ]);
    expect(dir.read('report.json')).toBe(earlier);
    expect(readdirSync(dir.root)).toEqual(['package.json', 'report.json', 'src']);
  });
});

describe('a machine that has run out of something', () => {
  it('has the file named that could not be opened, and the others migrated', () => {
    const dir = sources();
    const outcome = runBinary(dir, AS_JSON, { preload: failing('openSync', 'src/a.ts', 'EMFILE') });
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files).toMatchObject([
      { path: 'src/a.ts', status: 'failed', error: expect.stringContaining('EMFILE') as string },
      { path: 'src/b.ts', status: 'changed' },
    ]);
  });

  it.each([
    ['EMFILE', 'too many files are open at once. Raise the limit with "ulimit -n"'],
    ['ENOMEM', 'there is not enough memory'],
    ['ENOSPC', 'there is no space left on the disk'],
  ])('is not told that the tool has a bug: %s', async (code, words) => {
    const env = {
      get NO_COLOR(): string {
        throw Object.assign(new Error(code), { code });
      },
    };
    const { status, stderr } = await runIn(sources(), ['check'], { env });
    expect(status).toBe(2);
    expect(stderr).toContain(`error: The run stopped, because ${words}`);
    expect(stderr).not.toContain('bug');
  });
});

it.each(['check', 'migrate'])(
  'a file that is gone when its turn comes is named, and the others are done: %s',
  (command) => {
    const dir = sources();
    const removing = withFs(`
    const open = fs.openSync;
    fs.openSync = (path, ...rest) => {
      if (String(path).endsWith('src/a.ts')) fs.rmSync(path, { force: true });
      return open(path, ...rest);
    };`);
    const { status, stdout } = runBinary(dir, command === 'check' ? ['check'] : [...MIGRATE], { preload: removing });
    expect(status).toBe(2);
    expect(stdout).toMatch(/src\/a\.ts[^]*it does not exist/);
    expect(stdout).toContain('src/b.ts');
    expect(readdirSync(dir.path('src'))).toEqual(['b.ts']);
  },
);

it.each([
  ['no home directory', { HOME: '' }],
  ['an unknown locale', { LANG: 'xx_YY.FOO', LC_ALL: 'tr_TR.ISO-8859-9' }],
  ['no path to other programs', { PATH: '' }],
])('%s changes nothing in what is reported and written', (_, env) => {
  const run = (more: Readonly<Record<string, string>>): readonly unknown[] => {
    const dir = sources();
    const checked = runBinary(dir, ['check'], { env: more });
    const migrated = runBinary(dir, [...MIGRATE], { env: more });
    return [checked, migrated, dir.read('src/a.ts')];
  };
  expect(run(env)).toEqual(run({}));
});
