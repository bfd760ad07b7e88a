import { chmodSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR, MIGRATE, project, REGIONS } from '../project.js';
import { migrationIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { runBinary, signalAt, withFs } from './run-binary.js';

const AS_JSON = [...MIGRATE, '--format', 'json'];

describe('the built migrate', () => {
  it.each([
    ['a read-only file', 'closed/a.ts', 0o444],
    ['a file in a read-only directory', 'closed', 0o555],
  ])('names %s, leaves it as it is, migrates the others and exits 2', (_, path, mode) => {
    const dir = project({ 'closed/a.ts': ERROR, 'b.ts': ERROR });
    for (const open of ['.', 'closed']) chmodSync(dir.path(open), 0o777);
    for (const open of ['closed/a.ts', 'b.ts']) chmodSync(dir.path(open), 0o666);
    chmodSync(dir.path(path), mode);
    const outcome = runBinary(dir, AS_JSON, { unprivileged: true });
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files).toMatchObject([
      { path: 'b.ts', status: 'changed' },
      { path: 'closed/a.ts', status: 'failed', error: 'Cannot write: permission denied' },
    ]);
    expect(dir.read('closed/a.ts')).toBe(ERROR);
    expect(readdirSync(dir.path('closed'))).toEqual(['a.ts']);
  });

  it('leaves the temporary file of a run that was killed where it may not remove it', () => {
    const leftover = `.b.ts.${2 ** 30}.sts-regional`; // beyond any process id
    const dir = project({ 'a.ts': ERROR, [`closed/${leftover}`]: 'half' });
    chmodSync(dir.path('.'), 0o777);
    chmodSync(dir.path('a.ts'), 0o666);
    chmodSync(dir.path('closed'), 0o555);
    expect(runBinary(dir, AS_JSON, { unprivileged: true })).toMatchObject({ status: 0 });
    expect(readdirSync(dir.path('closed'))).toEqual([leftover]);
  });

  it('keeps what somebody else wrote into a file while the run was under way', () => {
    const theirs = `${ERROR}// written meanwhile\n`;
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const { status, stdout } = runBinary(dir, AS_JSON, { preload: writesWhenReplaced(dir.path('b.ts'), theirs) });
    expect(status).toBe(2);
    expect(migrationIn({ stdout }).files).toMatchObject([
      { path: 'a.ts', status: 'changed' },
      {
        path: 'b.ts',
        status: 'failed',
        error: 'The file changed while it was being migrated; it is left as it is now.',
      },
    ]);
    expect(dir.read('b.ts')).toBe(theirs);
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'b.ts', 'package.json']);
  });
});

/** Another program that writes a file at the worst moment: when the temporary file for it has just been written. */
const writesWhenReplaced = (path: string, text: string): string =>
  withFs(`
  const write = fs.writeFileSync;
  fs.writeFileSync = (file, ...rest) => {
    write(file, ...rest);
    if (String(file).includes('.b.ts.')) write(${JSON.stringify(path)}, ${JSON.stringify(text)});
  };`);

describe('an interrupted run', () => {
  const FILES = 12;
  const many = (): Tree =>
    project(
      Object.fromEntries(
        Array.from({ length: FILES }, (_, index) => [`src/f${String(index).padStart(2, '0')}.ts`, ERROR]),
      ),
    );
  const namesIn = (dir: Tree): string[] => readdirSync(dir.path('src'));
  const sourcesIn = (dir: Tree): string[] => namesIn(dir).filter((name) => /^f\d+\.ts$/.test(name));
  const oldOnes = (dir: Tree): string[] => sourcesIn(dir).filter((name) => dir.read(`src/${name}`) === ERROR);

  it.each(['check', 'migrate'])('by Ctrl-C exits 130: %s', (command) => {
    const args = command === 'check' ? ['check'] : AS_JSON;
    expect(runBinary(many(), args, { preload: signalAt('SIGINT', 'openSync', '.ts', 5) }).status).toBe(130);
  });

  it('by Ctrl-C has counts that are true, and a second run completes it', () => {
    const dir = many();
    const { status, stdout } = runBinary(dir, AS_JSON, {
      preload: signalAt('SIGINT', 'renameSync', '.sts-regional', 5),
    });
    expect(status).toBe(130);
    expect(migrationIn({ stdout }).summary.filesChanged).toBe(5);
    expect(oldOnes(dir)).toHaveLength(FILES - 5);
    expect(runBinary(dir, MIGRATE).status).toBe(0);
    expect(oldOnes(dir)).toEqual([]);
  });

  it.each(['lstatSync', 'writeFileSync', 'renameSync'])(
    'by kill at %s leaves every file old or new, and a second run completes it',
    (name) => {
      const dir = many();
      const ending = name === 'lstatSync' ? '.ts' : '.sts-regional';
      const { status } = runBinary(dir, MIGRATE, { preload: signalAt('SIGKILL', name, ending, 5) });
      expect(status).toBeNull();
      expect(oldOnes(dir)).toHaveLength(FILES - 4);
      expect(new Set(sourcesIn(dir).map((source) => dir.read(`src/${source}`))).size).toBe(2);
      expect(runBinary(dir, MIGRATE).status).toBe(0);
      expect(oldOnes(dir)).toEqual([]);
      expect(namesIn(dir)).toEqual(sourcesIn(dir));
    },
  );

  it('by kill while the helper is written leaves a whole helper or none', () => {
    const dir = many();
    const args = ['migrate', ...REGIONS];
    runBinary(dir, args, { preload: signalAt('SIGKILL', 'linkSync', '.sts-regional', 1) });
    expect(oldOnes(dir)).toHaveLength(FILES);
    expect(runBinary(dir, args).status).toBe(0);
    expect(oldOnes(dir)).toEqual([]);
    expect(dir.read('src/aws/sts-failover.ts')).toContain('export function createStsClient');
  });
});
