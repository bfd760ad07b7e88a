import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../repository/repository.js';
import { BINARY } from '../support/built-package.js';
import { expectGate } from './expect-gate.js';
import { recipeOf } from './recipe.js';
import { BROKEN, HookedRepository, MENDED } from './repository.js';

const binaries = {
  'sts-regional': BINARY,
  'lint-staged': join(ROOT, 'node_modules', 'lint-staged', 'bin', 'lint-staged.js'),
  husky: join(ROOT, 'node_modules', 'husky', 'bin.js'),
};

/** A repository in which husky is switched on. */
function withHusky(heading: string): HookedRepository {
  const repository = new HookedRepository(recipeOf(heading), binaries);
  expect(repository.run('npx', ['husky'])).toMatchObject({ status: 0 });
  return repository;
}

describe.each(['husky and lint-staged', 'husky alone'])('%s, as docs/hooks.md has it', (heading) => {
  it('stops a client without a region and lets the mended one through', () => {
    expectGate(withHusky(heading));
  });

  it('judges what is staged, not what is on disk', () => {
    const repository = withHusky(heading);
    repository.write('src/sts.js', MENDED);
    expect(repository.run('git', ['add', '--all'])).toMatchObject({ status: 0 });
    repository.write('src/sts.js', BROKEN);
    expect(
      repository.run('git', [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.com',
        'commit',
        '--message',
        'Part',
      ]),
    ).toMatchObject({ status: 0 });
    expect(repository.read('src/sts.js')).toBe(BROKEN);
  });
});
