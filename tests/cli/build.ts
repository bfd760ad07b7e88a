import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Not `dist`, which other tests and people build meanwhile; below the repository, so that dependencies resolve. */
const OUTPUT = join(ROOT, '.cache', 'built-for-tests');

/** Builds the package as published, types unchecked because linting does that, and returns the path of its binary. */
export function buildBinary(): string {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '--project', join(ROOT, 'tsconfig.build.json'), '--outDir', OUTPUT, '--noCheck', '--declaration', 'false'], { stdio: 'inherit' });
  return join(OUTPUT, 'src', 'cli', 'main.js');
}
