import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// Not `dist`, which people build meanwhile. Below the repository, so that dependencies resolve.
const BUILDS = join(ROOT, '.cache', 'built-for-tests');
const SOURCES = ['src', 'rules', 'codemods', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const DAY_MS = 86_400_000;

/**
 * Builds the package as it is published and returns the path of its binary. Types are not checked, because linting does
 * that. Test files share the build for one state of the sources.
 */
export function buildBinary(): string {
  const build = join(BUILDS, hashOfSources());
  if (!existsSync(build)) {
    removeOldBuilds();
    const unfinished = mkdtempSync(join(BUILDS, 'unfinished-'));
    chmodSync(unfinished, 0o755); // tests also run it as another user
    compileTo(unfinished);
    try {
      renameSync(unfinished, build);
    } catch {
      rmSync(unfinished, { recursive: true }); // another test file has built the same meanwhile
    }
  }
  return join(build, 'src', 'cli', 'main.js');
}

function compileTo(output: string): void {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(ROOT, 'tsconfig.build.json');
  execFileSync(
    process.execPath,
    [tsc, '--project', project, '--outDir', output, '--noCheck', '--declaration', 'false'],
    { stdio: 'inherit' },
  );
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesAt)) hash.update(path).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesAt(path: string): readonly string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

function removeOldBuilds(): void {
  mkdirSync(BUILDS, { recursive: true });
  for (const name of readdirSync(BUILDS)) {
    const build = join(BUILDS, name);
    if (Date.now() - statSync(build).mtimeMs > DAY_MS) rmSync(build, { recursive: true, force: true });
  }
}
