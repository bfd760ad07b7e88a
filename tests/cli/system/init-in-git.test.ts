import { chmodSync, lstatSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FLAGS } from '../commands/init/initialised.js';
import { runIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

describe('init and links', () => {
  it('changes the file that a link within the repository leads to, and keeps its mode', async () => {
    const dir = tree({
      'shared/eslint.config.js': 'export default [];\n',
      'shared/hook': 'npm test\n',
      'package.json': '{}',
      '.husky/_/h': '',
    }).commit();
    symlinkSync('shared/eslint.config.js', dir.path('eslint.config.js'));
    symlinkSync('../shared/hook', dir.path('.husky/pre-commit'));
    chmodSync(dir.path('shared/hook'), 0o750);
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        'Written: sts-regional.config.json, shared/eslint.config.js, shared/hook\n',
      ) as string,
    });
    expect(lstatSync(dir.path('eslint.config.js')).isSymbolicLink()).toBe(true);
    expect(dir.read('shared/eslint.config.js')).toContain('stsRegional.configs.recommended');
    expect(dir.read('shared/hook')).toBe('npm test\nnpx sts-regional check --staged\n');
    expect(statSync(dir.path('shared/hook')).mode & 0o777).toBe(0o750);
  });

  it.each([
    ['in git, where the package is a part of it', true, 0],
    ['outside of git', false, 2],
  ])('of a link to a folder above: %s', async (_, inGit, status) => {
    const dir = tree({ 'shared.json': '{ "root": true }\n', 'packages/a/package.json': '{}' });
    symlinkSync('../../shared.json', dir.path('packages/a/.eslintrc.json'));
    if (inGit) dir.commit();
    expect(await runIn(dir, FLAGS, { cwd: dir.path('packages/a') })).toMatchObject({ status });
    expect(dir.read('shared.json').includes('sts-regional')).toBe(inGit);
  });

  it('refuses a link out of the repository, and one to nothing, before anything is written', async () => {
    const outside = tree({ 'pre-commit': 'npm test\n' });
    const dir = tree({ 'package.json': '{}', '.husky/_/h': '' }).commit();
    symlinkSync(outside.path('pre-commit'), dir.path('.husky/pre-commit'));
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 2,
      stderr:
        `error: .husky/pre-commit cannot be written: it leads to ${outside.path('pre-commit')}, ` +
        `outside of ${dir.root}. Change that file by hand, or replace the link. Nothing was written.\n`,
    });
    rmSync(outside.path('pre-commit'));
    expect(await runIn(dir, FLAGS)).toMatchObject({
      status: 2,
      stderr: 'error: .husky/pre-commit cannot be written: it is a link to nothing. Nothing was written.\n',
    });
    expect(readdirSync(dir.root).sort()).toEqual(['.git', '.husky', 'package.json']);
  });
});

describe('init in a package of a repository', () => {
  const within = async (files: Readonly<Record<string, string>>): Promise<{ dir: Tree; stdout: string }> => {
    const dir = tree({ 'packages/a/package.json': '{}', ...files }).commit();
    const { stdout } = await runIn(dir, FLAGS, { cwd: dir.path('packages/a') });
    return { dir, stdout };
  };
  const AT_THE_ROOT =
    'run init there:\n          cd ../.. && npx eslint-plugin-sts-regional init --regions eu-west-1,eu-central-1\n';

  it.each([
    ['eslint.config.js', 'export default [];\n'],
    ['.eslintrc.json', '{}'],
    ['package.json', '{ "eslintConfig": {} }'],
  ])('does not hide the %s of the root, and says to run it there', async (name, text) => {
    const { dir, stdout } = await within({ [name]: text });
    expect(stdout).toContain(
      `by hand the recommended rules in ../../${name}, which also applies to this folder; ${AT_THE_ROOT}`,
    );
    expect(readdirSync(dir.path('packages/a')).sort()).toEqual(['package.json', 'sts-regional.config.json']);
    expect(dir.read(name)).toBe(text);
  });

  it('does not hide a configuration above where there is no git', async () => {
    const dir = tree({ 'eslint.config.js': 'export default [];\n', 'packages/a/package.json': '{}' });
    expect((await runIn(dir, FLAGS, { cwd: dir.path('packages/a') })).stdout).toContain(
      'by hand the recommended rules in ../../eslint.config.js',
    );
  });

  it('extends a part of the cascade that the package has itself', async () => {
    const { dir } = await within({ '.eslintrc.json': '{ "root": true }', 'packages/a/.eslintrc.json': '{}' });
    expect(JSON.parse(dir.read('packages/a/.eslintrc.json'))).toMatchObject({
      extends: 'plugin:sts-regional/legacy-recommended',
    });
  });

  it.each([
    ['husky', '.husky/pre-commit', 'npm test\n', 'husky in ../../.husky/pre-commit'],
    ['lint-staged', 'package.json', '{ "lint-staged": {} }', 'lint-staged in ../../package.json'],
    ['lefthook', 'lefthook.yml', '', 'lefthook in ../../lefthook.yml'],
  ])('finds %s at the root', async (_, name, text, what) => {
    const { dir, stdout } = await within({ [name]: text });
    expect(stdout).toContain(`by hand ${what}, which also applies to this folder; ${AT_THE_ROOT}`);
    expect(dir.read(name)).toBe(text);
  });

  it('has nothing to say where the root has both already', async () => {
    const { stdout } = await within({
      'eslint.config.mjs': "import stsRegional from 'eslint-plugin-sts-regional';\n",
      '.husky/pre-commit': 'npx sts-regional check --staged\n',
    });
    expect(stdout).toContain(
      'kept    ../../eslint.config.mjs has the plugin\nkept    husky in ../../.husky/pre-commit has the check\n',
    );
  });

  it('looks no further than the repository', async () => {
    const outer = tree({
      'eslint.config.js': 'export default [];\n',
      '.husky/pre-commit': '',
      'inner/package.json': '{}',
      'inner/.git/HEAD': '',
    });
    const { stdout } = await runIn(outer, FLAGS, { cwd: outer.path('inner') });
    expect(stdout).toContain('by hand a commit hook, since none of husky');
    expect(outer.read('inner/eslint.config.mjs')).toContain('stsRegional');
  });
});
