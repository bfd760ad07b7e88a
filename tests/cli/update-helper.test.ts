import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HelperVariant } from '../../src/helper/index.js';
import { readHelperHeader, renderHelper } from '../../src/helper/index.js';
import { ownVersion } from '../../src/project/own-version.js';
import { buildBinary } from './build.js';
import type { Tree } from './tree.js';
import { tree } from './tree.js';

let binary = '';
beforeAll(() => {
  binary = buildBinary('update-helper');
});

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(dir: Tree, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, 'update-helper', ...args], {
    cwd: dir.root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  return { status, stdout, stderr };
}

const VERSION = ownVersion();
const FALLBACKS = { 'eu-west-1': ['eu-central-1', 'eu-north-1'] };
const current = (variant: HelperVariant = 'v3-ts'): string =>
  renderHelper(variant, { fallbacks: FALLBACKS, version: VERSION });

/** A helper that an older version wrote and nobody touched: its text is this version's, its header is not. */
const outdated = (variant: HelperVariant = 'v3-ts'): string =>
  renderHelper(variant, { fallbacks: FALLBACKS, version: '0.0.1' });
const edited = (variant: HelperVariant = 'v3-ts'): string =>
  outdated(variant).replace(/\n(export )/, '\nconsole.log(1);\n$1');

describe('the built update-helper', () => {
  it('exits 0 with a sentence where there is no helper', () => {
    expect(run(tree({ 'a.ts': 'let x;' }))).toEqual({
      status: 0,
      stdout: 'No failover helper was found in 1 file; "sts-regional migrate" writes one where a call needs it.\n',
      stderr: '',
    });
  });

  it('says that a helper is current, and writes nothing', () => {
    const dir = tree({ 'src/aws/sts-failover.ts': current() });
    const before = statSync(dir.path('src/aws/sts-failover.ts')).mtimeMs;
    expect(run(dir)).toMatchObject({
      status: 0,
      stdout: `src/aws/sts-failover.ts  is current (${VERSION}).\n1 helper: 0 updated, 1 current, 0 edited and left\n`,
    });
    expect(statSync(dir.path('src/aws/sts-failover.ts')).mtimeMs).toBe(before);
  });

  it.each(['v3-ts', 'v3-esm', 'v3-cjs', 'v2-ts', 'v2-esm', 'v2-cjs'] as const)(
    'replaces an unedited %s helper and keeps its region tables and its mode',
    (variant) => {
      const dir = tree({ 'lib/sts.js': outdated(variant) });
      chmodSync(dir.path('lib/sts.js'), 0o640);
      expect(run(dir)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`lib/sts.js  updated from 0.0.1 to ${VERSION}`) as string,
      });
      expect(dir.read('lib/sts.js')).toBe(current(variant));
      expect(statSync(dir.path('lib/sts.js')).mode & 0o777).toBe(0o640);
      expect(run(dir).stdout).toContain('is current');
    },
  );

  it('keeps tables that the owner changed: they are no edit', () => {
    const dir = tree({ 'sts.ts': outdated().replace("'eu-central-1', 'eu-north-1'", "'eu-west-3'") });
    expect(run(dir).status).toBe(0);
    expect(dir.read('sts.ts')).toBe(current().replace("'eu-central-1', 'eu-north-1'", "'eu-west-3'"));
  });

  it('keeps CRLF line ends and a byte order mark', () => {
    const dir = tree({ 'sts.ts': `\uFEFF${outdated().replaceAll('\n', '\r\n')}` });
    expect(run(dir).status).toBe(0);
    expect(dir.read('sts.ts')).toBe(`\uFEFF${current().replaceAll('\n', '\r\n')}`);
  });

  it('leaves a current helper as a formatter left it', () => {
    const formatted = current().replaceAll("'", '"');
    const dir = tree({ 'sts.ts': formatted });
    expect(run(dir)).toMatchObject({ status: 0, stdout: expect.stringContaining('is current') as string });
    expect(dir.read('sts.ts')).toBe(formatted);
  });

  it('exits 1 over an edited helper, leaves it, and shows what this version would write there', () => {
    const dir = tree({ 'old/sts.ts': outdated(), 'src/sts.ts': edited() });
    const outcome = run(dir);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toContain('src/sts.ts  was edited since version 0.0.1 wrote it and is left alone.');
    expect(outcome.stdout).toMatch(
      /\n--- a\/src\/sts\.ts\n\+\+\+ b\/src\/sts\.ts\n@@ .*\n(?:.*\n)*-console\.log\(1\);\n/,
    );
    expect(outcome.stdout).toContain('2 helpers: 1 updated, 0 current, 1 edited and left');
    expect(dir.read('src/sts.ts')).toBe(edited());
    expect(readHelperHeader(dir.read('old/sts.ts'))).toMatchObject({ version: VERSION, edited: false });
  });

  it('shows a patch that git accepts', () => {
    const dir = tree({ 'sts.ts': edited() }).commit();
    const { stdout } = run(dir);
    dir.write({ 'update.patch': stdout.slice(stdout.indexOf('--- a/'), stdout.lastIndexOf('\n1 helper')) });
    execFileSync('git', ['apply', 'update.patch'], { cwd: dir.root });
    expect(dir.read('sts.ts')).toBe(current());
  });

  it('--dry-run shows the patch and --check exits 1, neither writes', () => {
    const dir = tree({ 'sts.ts': outdated() });
    expect(run(dir, '--dry-run')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`\n-// Generated by eslint-plugin-sts-regional@0.0.1 as`) as string,
    });
    expect(run(dir, '--check')).toMatchObject({ status: 1, stdout: expect.stringContaining('1 to update') as string });
    expect(run(dir, '--check', '--dry-run').status).toBe(2);
    expect(dir.read('sts.ts')).toBe(outdated());
    dir.write({ 'sts.ts': current() });
    expect(run(dir, '--check').status).toBe(0);
  });

  it('passes over ignored directories and node_modules, and takes a named file', () => {
    const dir = tree({ '.gitignore': 'build/\n', 'build/sts.ts': outdated(), 'node_modules/x/sts.ts': outdated() });
    expect(run(dir).stdout).toContain('No failover helper was found');
    expect(run(dir, 'build/sts.ts').status).toBe(0);
    expect(dir.read('build/sts.ts')).toBe(current());
    expect(dir.read('node_modules/x/sts.ts')).toBe(outdated());
  });

  it('exits 2 for a missing path, and for a helper that is protected against writing', () => {
    expect(run(tree(), 'nowhere')).toMatchObject({ status: 2, stderr: 'error: No such file or directory: nowhere\n' });
    const dir = tree({ 'sts.ts': outdated() });
    chmodSync(dir.path('sts.ts'), 0o444);
    expect(run(dir)).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('Cannot update: permission denied') as string,
    });
    expect(dir.read('sts.ts')).toBe(outdated());
  });
});
