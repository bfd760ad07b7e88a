import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildBinary } from '../build.js';
import { BROKEN, CLEAN, ERROR, IMPORT, MIGRATE, project, REGIONS, WARNING } from '../project.js';
import { resultsIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';
import { ENVIRONMENT, runBinary } from './run-binary.js';

describe('the built check', () => {
  it('exits 2 for files and directories without permission, names them, and lints the rest', () => {
    const dir = project({ 'closed/a.ts': ERROR, 'secret.ts': ERROR, 'z.ts': WARNING });
    chmodSync(dir.root, 0o755);
    chmodSync(dir.path('closed'), 0);
    chmodSync(dir.path('secret.ts'), 0);
    const outcome = runBinary(dir, ['check', '--format', 'json'], { unprivileged: true });
    expect(outcome.status).toBe(2);
    expect(resultsIn(outcome).map(({ messages }) => messages[0]?.message)).toMatchObject([
      'Cannot read the directory: permission denied',
      'Cannot read the file: permission denied',
      {},
    ]);
    expect(resultsIn(outcome)[2]?.warningCount).toBe(1);
    const named = runBinary(dir, ['check', 'closed/a.ts', 'z.ts', '--format', 'json'], { unprivileged: true });
    expect(named.status).toBe(2);
    expect(resultsIn(named).map(({ filePath, messages }) => [filePath, messages[0]?.message])).toMatchObject([
      [dir.path('closed/a.ts'), 'Cannot read: permission denied'],
      [dir.path('z.ts'), expect.any(String)],
    ]);
  });

  it('colours a terminal only, and NO_COLOR and FORCE_COLOR decide before that', () => {
    const dir = project({ 'a.ts': ERROR });
    expect(runBinary(dir, ['check']).stdout).not.toContain('\u001B[');
    expect(runBinary(dir, ['check'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001B[');
    expect(runBinary(dir, ['check'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain('\u001B[');
  });

  it('loads no parser when no file concerns STS, and TypeScript only for what Babel refuses', () => {
    const dir = project({ 'a.ts': 'export const x = 1;\n' });
    const preload = `
      import module from 'node:module';
      const load = module._load;
      module._load = function (id, ...rest) {
        if (/typescript|babel/.test(id)) process.stderr.write('LOADED ' + id + '\\n');
        return load.call(this, id, ...rest);
      };`;
    const loaded = (files: Tree): string => runBinary(files, ['check'], { preload }).stderr;
    expect(loaded(dir)).toBe('');
    const common = loaded(project({ 'a.ts': ERROR }));
    expect(common).toContain('/babel-parser.cjs');
    expect(common).not.toContain('typescript-estree');
    const rare = loaded(project({ 'a.ts': `${ERROR}namespace A.B {}\n` }));
    expect(rare).toContain('/typescript-eslint-typescript-estree.cjs');
  });
});

describe('the built migrate', () => {
  it('goes on where git is not installed, and says so', () => {
    const dir = project({ 'a.ts': ERROR }).commit();
    const outcome = runBinary(dir, ['migrate', ...REGIONS], { env: { PATH: '/nonexistent' } });
    expect(outcome).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('git is not installed, so it cannot undo the changes.\n') as string,
    });
  });

  it.each([
    ['commit', '--quiet', '--message', 'x'],
    ['commit', '--quiet', '--all', '--message', 'x'],
  ])('--staged works as a hook of git %s %s %s', (...commit) => {
    const dir = project({ 'pkg/a.ts': CLEAN }).commit();
    dir.write({
      '.git/hooks/pre-commit':
        `#!/bin/sh\nexec "${process.execPath}" "${buildBinary()}" ${MIGRATE.join(' ')} ` + `--staged\n`,
      'pkg/a.ts': ERROR,
    });
    chmodSync(dir.path('.git/hooks/pre-commit'), 0o755);
    if (!commit.includes('--all')) dir.git('add', 'pkg/a.ts');
    dir.git(...commit);
    expect(dir.git('show', 'HEAD:pkg/a.ts')).toContain("region: 'eu-west-1'");
    expect(dir.git('status', '--porcelain')).toBe('');
  });
});

describe('the built binary', () => {
  const many = (sites: number): string =>
    IMPORT + Array.from({ length: sites }, (_, index) => `export const f${index} = new STSClient({});\n`).join('');

  it.each([
    [0, CLEAN],
    [1, ERROR],
    [2, BROKEN],
  ])('exits with the status %i of its command', (status, text) => {
    expect(runBinary(project({ 'a.ts': text }), ['check']).status).toBe(status);
  });

  it('says which Node.js it needs, on an older one', () => {
    const preload =
      "const versions = { ...process.versions, node: '18.20.8' };" +
      "Object.defineProperties(process, { versions: { value: versions }, version: { value: 'v18.20.8' } });";
    expect(runBinary(tree({}), ['check'], { preload })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: sts-regional needs Node.js 20.19 or newer, and this is v18.20.8.\n',
    });
  });

  it('prints its version', () => {
    expect(runBinary(tree(), ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('prints a report of many megabytes to a pipe whole', () => {
    const dir = project({ 'a.ts': many(4000) });
    expect(resultsIn(runBinary(dir, ['check', '--format', 'json']))[0]?.errorCount).toBe(4000);
  });

  it('ends quietly when its reader goes away', () => {
    const dir = project({ 'a.ts': many(4000) });
    const command = `"${process.execPath}" "${buildBinary()}" check --format json | head -c 10`;
    const { stderr } = spawnSync('sh', ['-c', command], { cwd: dir.root, env: ENVIRONMENT, encoding: 'utf8' });
    expect(stderr).toBe('');
  });
});
