import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Not `dist`, which people and other tests build meanwhile; below the repository, so that dependencies resolve. */
const OUTPUT = join(ROOT, '.cache', 'transforms-for-tests');

/** Builds the package, types unchecked because linting does that, and returns the folder of its transforms. */
export function buildTransforms(): string {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), OUTPUT, '--noCheck', '--declaration', 'false'], {
    stdio: 'pipe',
  });
  return join(OUTPUT, 'codemods');
}

export const JSCODESHIFT = join(ROOT, 'node_modules', 'jscodeshift', 'bin', 'jscodeshift.js');
