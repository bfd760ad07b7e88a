import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/repository.js';

/**
 * The package as npm would publish it. `build-package.ts` makes it once before the tests run, below the repository, so
 * that its dependencies resolve. It is not `dist`, which people build and delete while tests run.
 */
export const PACKAGE = join(ROOT, '.cache', 'package');

/** The command line in it. */
export const BINARY = join(PACKAGE, 'dist', 'src', 'cli', 'main.js');

/** The transforms for jscodeshift in it. */
export const TRANSFORMS = join(PACKAGE, 'dist', 'codemods');

/** Returns the path. @throws Error for a test in a project that has no build */
export function requireBuild(path: string): string {
  if (!existsSync(path))
    throw new Error(`${path} is not there: a test that needs the built package belongs to the project "system"`);
  return path;
}
