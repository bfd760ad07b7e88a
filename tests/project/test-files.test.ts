import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isFixtureFile, isTestFile } from '../../src/project/test-files.js';

const above = mkdtempSync(join(tmpdir(), 'sts-regional-'));
afterAll(() => rmSync(above, { recursive: true }));

/** A repository in a folder whose name is that of a folder of tests. */
function repository(root: string, marker: '.git' | 'package.json'): string {
  const path = join(above, 'tests', root);
  mkdirSync(path, { recursive: true });
  if (marker === '.git') mkdirSync(join(path, '.git'));
  else writeFileSync(join(path, 'package.json'), '{}');
  return path;
}

describe('whether a file is a test', () => {
  it.each(['.git', 'package.json'] as const)('is not said by folders above the repository (%s)', (marker) => {
    const root = repository(`clone-with-${marker}`, marker);
    expect(isTestFile(join(root, 'src', 'client.ts'))).toBe(false);
    expect(isTestFile(join(root, 'tests', 'client.ts'))).toBe(true);
    expect(isTestFile(join(root, 'src', 'client.test.ts'))).toBe(true);
  });

  it('is said by folders of the repository above the nearest package', () => {
    const root = repository('workspace', '.git');
    mkdirSync(join(root, 'tests', 'runner'), { recursive: true });
    writeFileSync(join(root, 'tests', 'runner', 'package.json'), '{}');
    expect(isTestFile(join(root, 'tests', 'runner', 'client.ts'))).toBe(true);
  });

  it('is said by the whole path where there is no repository', () => {
    expect(isTestFile('/nowhere/tests/client.ts')).toBe(true);
  });
});

describe('whether a file is a fixture', () => {
  it.each([
    'src/__fixtures__/token.input.js',
    'src/__fixtures__/deep/client.ts',
    '__testfixtures__/client.output.ts',
    'testdata/client.js',
    'tests/fixtures/client/input.ts',
    'fixtures/sts.before.mjs',
    'test/fixtures/expected.js',
  ])('is said by its path: %s is one', (path) => {
    expect(isFixtureFile(`/nowhere/${path}`)).toBe(true);
    expect(isTestFile(`/nowhere/${path}`)).toBe(true);
  });

  it.each([
    'test/fixtures/service/handler.js', // a program that a test deploys
    'fixtures/seed.ts',
    'src/input.ts',
    'src/fixtures.ts',
    'src/client.output.ts',
    'fixtures/client.inputs.ts',
  ])('is said by its path: %s is none', (path) => {
    expect(isFixtureFile(`/nowhere/${path}`)).toBe(false);
  });

  it('is not said by folders above the repository', () => {
    const root = join(above, '__fixtures__', 'clone');
    mkdirSync(join(root, '.git'), { recursive: true });
    expect(isFixtureFile(join(root, 'client.ts'))).toBe(false);
  });
});
