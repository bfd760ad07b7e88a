import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Builds the package as published, types unchecked because linting does that, and returns the path of its binary.
 *
 * @param name of the test file: each has a build of its own, because test files run at the same time
 */
export function buildBinary(name: string): string {
  // Not `dist`, which other tests and people build meanwhile; below the repository, so that dependencies resolve.
  const output = join(ROOT, '.cache', 'built-for-tests', name);
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), output, '--noCheck', '--declaration', 'false'], {
    stdio: 'inherit',
  });
  return join(output, 'src', 'cli', 'main.js');
}
