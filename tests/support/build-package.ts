/** Vitest runs this once before the first test of a project that needs the built package. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/repository.js';
import { BINARY, PACKAGE } from './built-package.js';

const SOURCES = ['src', 'rules', 'codemods'];
const COPIED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs'];
const SCRIPTS = ['scripts/build.mjs', 'scripts/bundle.mjs', 'scripts/helper-texts.mjs', 'scripts/notices.mjs'];
const CONFIGURATION = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
/**
 * Holds the fingerprint of what the package was built from. Written last, so an interrupted build is not taken for a
 * whole one.
 */
const STAMP = join(PACKAGE, '.built-from');

export default function buildPackage(): void {
  const fingerprint = fingerprintOf([...SOURCES, ...COPIED, ...SCRIPTS, ...CONFIGURATION]);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return;
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE, { recursive: true });
  for (const path of COPIED) cpSync(join(ROOT, path), join(PACKAGE, path), { recursive: true });
  // `npm run lint` checks the types.
  const build = join(ROOT, 'scripts', 'build.mjs');
  execFileSync(process.execPath, [build, join(PACKAGE, 'dist'), '--noCheck'], { stdio: 'inherit' });
  chmodSync(BINARY, 0o755); // as npm does when it installs a package
  writeFileSync(STAMP, fingerprint);
}

/** Changes whenever one of the files changes, or a file comes or goes. */
function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** The file itself, or all files of a folder. */
function filesOf(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}
