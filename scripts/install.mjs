/** Installs packages that stay out of the lock file into folders below `.cache`. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Installs packages into a folder of their own, once for each list of packages.
 *
 * @throws Error with npm's output when one cannot be installed
 */
export function installOnce(folder, packages) {
  once(folder, JSON.stringify(packages), () => install(folder, packages));
}

/** The same for what the package.json files of a project ask for, workspaces included. */
export function installProjectOnce(folder, project) {
  const manifests = readdirSync(project, { recursive: true }).filter((path) => basename(path) === 'package.json');
  const wanted = JSON.stringify(manifests.map((path) => readFileSync(join(project, path), 'utf8')));
  once(folder, wanted, () => {
    for (const path of manifests) cpSync(join(project, path), join(folder, path));
    npmInstall(folder, []);
  });
}

function once(folder, wanted, install) {
  const mark = join(folder, 'installed.json');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  install();
  writeFileSync(mark, wanted);
}

/** The same as `installOnce` without looking whether they are installed already. */
export function install(folder, packages) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npmInstall(folder, packages);
}

/** Without packages, those of the folder's package.json. */
function npmInstall(folder, packages) {
  const wanted = packages.length > 0 ? packages.join(' ') : `what ${join(folder, 'package.json')} asks for`;
  process.stderr.write(`Installing ${wanted}\n`);
  const env = { ...process.env, CI: 'true' }; // without it, lefthook installs its hooks into this repository
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...packages],
    { cwd: folder, env, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (error || status !== 0) throw new Error(`npm could not install ${wanted}:\n${error?.message ?? stdout + stderr}`);
}
