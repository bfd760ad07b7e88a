import { chmodSync, readdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERROR, project, REGIONS } from '../project.js';
import { runProduct } from '../run-in-process.js';
import type { Tree } from '../tree.js';

/** Settings that a repository from an archive can bring, each with a program that leaves a file of its own name. */
const TRICKS: readonly (readonly [name: string, key: string])[] = [
  ['fsmonitor', 'core.fsmonitor'],
  ['pager', 'core.pager'],
  ['pager-of-diff', 'pager.diff'],
  ['external-diff', 'diff.external'],
  ['driver', 'diff.evil.command'],
  ['textconv', 'diff.evil.textconv'],
  ['clean', 'filter.evil.clean'],
  ['smudge', 'filter.evil.smudge'],
  ['process', 'filter.evil-process.process'],
  ['clean-of-odd-name', 'filter.evil=name.clean'],
  ['editor', 'core.editor'],
  ['ssh', 'core.sshCommand'],
  ['askpass', 'core.askPass'],
  ['credentials', 'credential.helper'],
  ['upload-pack', 'remote.origin.uploadpack'],
  ['alias', 'alias.ls-files'],
];
const HOOKS = ['post-index-change', 'pre-commit', 'post-checkout', 'reference-transaction', 'fsmonitor-watchman'];
const ATTRIBUTES =
  '*.ts filter=evil diff=evil\n*.js filter=evil-process diff=evil\n*.json filter=evil=name diff=evil\n';

function hostileClone(): Tree {
  const dir = project({
    'a.ts': ERROR,
    'b.js': ERROR,
    'c.json': '{}',
    'tsconfig.json': '{"compilerOptions":{"plugins":[{"name":"./evil.cjs"}]}}',
    'eslint.config.mjs': "import fs from 'node:fs'; fs.writeFileSync('RAN-eslint', '');\n",
    'evil.cjs': "require('node:fs').writeFileSync('RAN-plugin', '');\n",
    'node_modules/@aws-sdk/client-sts/package.json': '{"version":"3.600.0","main":"index.js"}',
    'node_modules/@aws-sdk/client-sts/index.js': "require('node:fs').writeFileSync('RAN-module', '');\n",
  }).commit();
  dir.write({
    'a.ts': `${ERROR}// changed\n`,
    'b.js': `${ERROR}// changed\n`,
    'c.json': '{ }',
    '.gitattributes': ATTRIBUTES,
  });
  dir.git('add', '.gitattributes', 'a.ts');
  const program = (path: string, name: string): void => {
    dir.write({ [path]: `#!/bin/sh\ntouch '${dir.path(`RAN-${name}`)}'\ncat\n` });
    chmodSync(dir.path(path), 0o755);
  };
  for (const hook of HOOKS) program(`.git/hooks/${hook}`, hook);
  for (const [name] of TRICKS) program(`.git/evil/${name}`, name);
  for (const [name, key] of TRICKS)
    dir.git('config', key, `${key.startsWith('alias') ? '!' : ''}${dir.path('.git/evil', name)}`);
  for (const [key, value] of [
    ['remote.origin.url', dir.path('.git')],
    ['remote.origin.promisor', 'true'],
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
  ] as const)
    dir.git('config', key, value);
  return dir;
}

const ran = (dir: Tree): string[] => readdirSync(dir.root).filter((name) => name.startsWith('RAN-'));

describe.skipIf(process.platform === 'win32')('a clone that somebody else configured', () => {
  beforeEach(() => {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null').stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('runs its programs when git itself is called', () => {
    const dir = hostileClone();
    dir.git('diff');
    dir.git('add', 'a.ts', 'b.js', 'c.json');
    expect(ran(dir)).toEqual(
      expect.arrayContaining(['RAN-fsmonitor', 'RAN-driver', 'RAN-clean', 'RAN-process', 'RAN-clean-of-odd-name']),
    );
  });

  it.each([
    [['check']],
    [['check', '--staged']],
    [['check', '--since', 'HEAD']],
    [['migrate', ...REGIONS]],
    [['migrate', ...REGIONS, '--allow-dirty']],
    [['migrate', ...REGIONS, '--dry-run']],
    [['migrate', ...REGIONS, '--check']],
    [['migrate', ...REGIONS, '--staged']],
    [['migrate', ...REGIONS, '--since', 'HEAD']],
    [['helper', ...REGIONS]],
    [['update-helper']],
    [['init', ...REGIONS, '--yes']],
  ])('runs nothing of it in %j', async (args) => {
    const dir = hostileClone();
    await runProduct(dir, args);
    expect(ran(dir)).toEqual([]);
  });

  it('stages no file unfiltered, and says how to stage it', async () => {
    const dir = hostileClone();
    const { status, stderr } = await runProduct(dir, ['migrate', ...REGIONS, '--staged']);
    expect(status).toBe(2);
    expect(stderr).toContain('.ts has the filter "evil", a program that the configuration of this repository names.');
    expect(dir.read('a.ts')).toContain('createStsClient');
  });

  it.each(['--output=RAN-ref', '-ORAN-ref', '--upload-pack=touch RAN-ref', 'ext::touch RAN-ref', '@{-1}', ''])(
    'takes %j for a commit that does not exist',
    async (ref) => {
      const dir = project({ 'a.ts': ERROR }).commit();
      const { status, stderr } = await runProduct(dir, ['check', `--since=${ref}`]);
      expect([status, stderr]).toEqual([2, `error: --since: git does not know the commit "${ref}".\n`]);
      expect(ran(dir)).toEqual([]);
    },
  );

  it('is read no further than its own folder, whatever its links say', async () => {
    const outside = project({ 'secret.ts': ERROR, 'folder/other.ts': ERROR });
    const dir = project({ 'a.ts': ERROR });
    symlinkSync(outside.path('secret.ts'), dir.path('link.ts'));
    symlinkSync(outside.path('folder'), dir.path('folder'));
    const { stdout } = await runProduct(dir, ['migrate', ...REGIONS]);
    expect(stdout).toContain('a.ts');
    expect(stdout).not.toContain('secret');
    expect([outside.read('secret.ts'), outside.read('folder/other.ts')]).toEqual([ERROR, ERROR]);
  });
});
