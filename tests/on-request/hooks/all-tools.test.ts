/** `npm run hooks` installs lefthook, and pre-commit must be there; `npm test` runs the tools of the lock file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../repository/repository.js';
import { expectGate } from '../../hooks/expect-gate.js';
import { recipeHeadings, recipeOf, type Recipe } from '../../hooks/recipe.js';
import { HookedRepository } from '../../hooks/repository.js';
import { BINARY } from '../../support/built-package.js';

const CACHE = join(ROOT, '.cache', 'hooks');
const LEFTHOOK = join(CACHE, 'lefthook', 'node_modules', 'lefthook', 'bin', 'index.js');

const binaries = { 'sts-regional': BINARY, lefthook: LEFTHOOK };

it('the page has no set-up without a test', () => {
  expect(recipeHeadings()).toEqual([
    'husky and lint-staged',
    'husky alone',
    'lefthook',
    'pre-commit, with the installed package',
    'pre-commit, without Node.js dependencies of the repository',
  ]);
});

describe('lefthook, as docs/hooks.md has it', () => {
  it('stops a client without a region and lets the mended one through', () => {
    const repository = new HookedRepository(recipeOf('lefthook'), binaries);
    expect(repository.run('npx', ['lefthook', 'install'])).toMatchObject({ status: 0 });
    expectGate(repository);
  });
});

describe('pre-commit, as docs/hooks.md has it', () => {
  it('is installed', () => {
    expect(
      spawnSync('pre-commit', ['--version'], { encoding: 'utf8' }).error?.message,
      'pre-commit is missing: apt-get install pre-commit, or pip install pre-commit',
    ).toBeUndefined();
  });

  it('stops a client without a region and lets the mended one through, with the installed package', () => {
    const repository = new HookedRepository(recipeOf('pre-commit, with the installed package'), binaries);
    expect(repository.run('pre-commit', ['install'])).toMatchObject({ status: 0 });
    expectGate(repository);
  });

  it('does so with the hook of this repository, which it builds from a clone', () => {
    const repository = new HookedRepository(
      withRevision(recipeOf('pre-commit, without Node.js dependencies of the repository')),
      {},
    );
    const home = join(CACHE, 'pre-commit');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    expect(repository.run('pre-commit', ['install', '--install-hooks'], { PRE_COMMIT_HOME: home })).toMatchObject({
      status: 0,
    });
    expectGate(repository, { PRE_COMMIT_HOME: home });
  });
});

/** The published repository and version become the last commit of this one. */
function withRevision(recipe: Recipe): Recipe {
  const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  return new Map(
    [...recipe].map(([path, text]) => [
      path,
      text.replace(/repo: https:.*/, `repo: ${ROOT}`).replace(/rev: .*/, `rev: ${revision}`),
    ]),
  );
}
