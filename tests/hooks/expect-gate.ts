import { expect } from 'vitest';
import { BROKEN, MENDED, type HookedRepository } from './repository.js';

/**
 * A commit that adds a client without a region is stopped with the finding, and the mended one is let through; so is
 * one without STS.
 */
export function expectGate(repository: HookedRepository, env: Readonly<Record<string, string>> = {}): void {
  repository.write('src/sts.js', BROKEN);
  const stopped = repository.commit('Ask STS', env);
  expect(stopped.output).toContain('sts-regional/require-region');
  expect(stopped.status).not.toBe(0);
  expect(repository.history()).toEqual(['Start']);
  expect(repository.read('src/sts.js')).toBe(BROKEN);

  repository.write('src/sts.js', MENDED);
  expect(repository.commit('Ask STS of a region', env)).toMatchObject({ status: 0 });
  repository.write('README.md', '# Orders and returns\n');
  expect(repository.commit('Say more', env)).toMatchObject({ status: 0 });
  expect(repository.history()).toEqual(['Say more', 'Ask STS of a region', 'Start']);
}
