import { cpSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../repository/repository.js';
import { BINARY, PACKAGE, requireBuild } from '../support/built-package.js';

/** The path of the command line in the package that was built for this run. */
export const buildBinary: () => string = () => requireBuild(BINARY);

/** The same of a copy, for a test that changes the build. @param name nobody else's */
export function copyOfBinary(name: string): string {
  const copy = join(ROOT, '.cache', 'copies-of-package', name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(PACKAGE, copy, { recursive: true });
  return requireBuild(join(copy, relative(PACKAGE, BINARY)));
}
