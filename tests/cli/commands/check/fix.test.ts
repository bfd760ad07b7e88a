import { chmodSync, statSync } from 'node:fs';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../../src/cli/engine.js';
import plugin from '../../../../src/index.js';
import { SITE } from '../../fake-engine.js';
import { project } from '../../project.js';
import { resultsIn, runIn, runProduct } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const LEGACY = "const a = new STS('legacy');\n";
const FIXED = "const a = new STS('regional');\n";

describe('check --fix', () => {
  it('writes fixes, never suggestions, and says what it did and what is left', async () => {
    const dir = tree({ 'a.ts': LEGACY + LEGACY + SITE, 'b.ts': LEGACY });
    const outcome = await runIn(dir, ['check', '--fix', '--format', 'json']);
    expect(dir.read('a.ts')).toBe(FIXED + FIXED + SITE);
    expect(dir.read('b.ts')).toBe(FIXED);
    expect(outcome).toMatchObject({ status: 1, stderr: 'Fixed 3 problems in 2 files.\n' });
    expect(resultsIn(outcome)).toMatchObject([
      { output: FIXED + FIXED + SITE, errorCount: 1, fixableErrorCount: 0 },
      { output: FIXED, errorCount: 0, messages: [] },
    ]);
  });

  it('writes nothing without the flag, or without a fix', async () => {
    const dir = tree({ 'a.ts': LEGACY, 'b.ts': SITE });
    await runIn(dir, ['check']);
    expect(dir.read('a.ts')).toBe(LEGACY);
    expect((await runIn(dir, ['check', 'b.ts', '--fix'])).stderr).toBe('');
  });

  it('leaves what a comment disables', async () => {
    const dir = tree({ 'a.ts': `// eslint-disable-next-line sts-regional/no-legacy-endpoint-mode\n${LEGACY}` });
    await runIn(dir, ['check', '--fix']);
    expect(dir.read('a.ts')).toContain(LEGACY);
  });

  it('keeps a byte order mark, line ends and the mode of the file', async () => {
    const dir = tree({ 'a.ts': `\uFEFF${LEGACY.replace('\n', '\r\n')}` });
    chmodSync(dir.path('a.ts'), 0o755);
    await runIn(dir, ['check', '--fix']);
    expect(dir.read('a.ts')).toBe(`\uFEFF${FIXED.replace('\n', '\r\n')}`);
    expect(statSync(dir.path('a.ts')).mode & 0o777).toBe(0o755);
  });

  it('leaves a file that is not UTF-8, and says so', async () => {
    const bytes = Buffer.concat([Buffer.from(LEGACY), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])]);
    const dir = tree({ 'a.ts': bytes });
    const outcome = await runIn(dir, ['check', '--fix']);
    expect(outcome).toMatchObject({ status: 1, stderr: 'a.ts is not fixed, because it is not UTF-8.\n' });
    expect(dir.bytes('a.ts')).toEqual(bytes);
  });

  it.skipIf(process.platform === 'win32')('names a file that it must not write, and ends with 2', async () => {
    const dir = tree({ 'a.ts': LEGACY });
    chmodSync(dir.path('a.ts'), 0o444);
    const outcome = await runIn(dir, ['check', '--fix']);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('Cannot write the file: permission denied');
    expect(dir.read('a.ts')).toBe(LEGACY);
  });

  it('with --quiet leaves warnings', async () => {
    const client = "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'EU-WEST-1' });\n";
    const args = ['check', '--fix', '--rule', 'valid-region:warn', '--rule', 'require-fallback-region:off'];
    const quiet = project({ 'a.js': client });
    await runProduct(quiet, [...args, '--quiet']);
    expect(quiet.read('a.js')).toBe(client);
    await runProduct(quiet, args);
    expect(quiet.read('a.js')).toContain("'eu-west-1'");
  });

  it('fixes what ESLint fixes, and no more', async () => {
    const code = [
      "import { STSClient } from '@aws-sdk/client-sts';",
      "export const a = new STSClient({ region: ' eu-west-1', useGlobalEndpoint: true });",
      "export const b = new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });",
      'export const c = new STSClient({});',
      '',
    ].join('\n');
    const dir = project({ 'a.js': code });
    await runIn(dir, ['check', '--fix'], { engine: lazyEngine });
    const linter = new Linter({ configType: 'flat', cwd: dir.root });
    const { output } = linter.verifyAndFix(code, plugin.configs.recommended, { filename: dir.path('a.js') });
    expect(dir.read('a.js')).toBe(output);
    expect(output).not.toBe(code);
    expect(output).toContain('export const c = new STSClient({});');
  });

  it('stages the fixes of what is staged whole, and leaves what is staged in part', async () => {
    const dir = tree({ 'a.ts': '', 'b.ts': '', 'c.ts': LEGACY }).commit();
    dir.write({ 'a.ts': LEGACY, 'b.ts': LEGACY });
    dir.git('add', '--all');
    dir.write({ 'b.ts': `${LEGACY}// more\n`, 'c.ts': `${LEGACY}// more\n` });
    const outcome = await runIn(dir, ['check', '--fix', '--staged']);
    expect(outcome).toMatchObject({
      status: 1,
      stderr: 'b.ts is not fixed, because it is staged only in part.\nFixed 1 problem in 1 file.\n',
    });
    expect(dir.git('show', ':a.ts')).toBe(FIXED);
    expect(dir.git('show', ':b.ts')).toBe(LEGACY);
    expect(dir.read('b.ts')).toBe(`${LEGACY}// more\n`);
    expect(dir.read('c.ts')).toBe(`${LEGACY}// more\n`);
  });

  it('writes a file with unstaged changes, as eslint --fix does, and stages nothing', async () => {
    const dir = tree({ 'a.ts': '' }).commit();
    dir.write({ 'a.ts': LEGACY });
    expect(await runIn(dir, ['check', '--fix'])).toMatchObject({ status: 0 });
    expect(dir.read('a.ts')).toBe(FIXED);
    expect(dir.git('diff', '--cached')).toBe('');
  });
});
