/** Installs packages that stay out of the lock file into folders below `.cache`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs packages into a folder of their own, once for each list of packages.
 *
 * @throws Error with npm's output when one cannot be installed
 */
export function installOnce(folder, packages) {
  const mark = join(folder, 'installed.json');
  const list = JSON.stringify(packages);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === list) return;
  install(folder, packages);
  writeFileSync(mark, list);
}

/** The same without looking whether they are installed already. */
export function install(folder, packages) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  process.stderr.write(`Installing ${packages.join(' ')}\n`);
  const env = { ...process.env, CI: 'true' }; // without it, lefthook installs its hooks into this repository
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...packages],
    { cwd: folder, env, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (error || status !== 0)
    throw new Error(`npm could not install ${packages.join(' ')}:\n${error?.message ?? stdout + stderr}`);
}
