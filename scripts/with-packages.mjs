/**
 * `node scripts/with-packages.mjs SUITE [SET…]`: installs the packages that a suite of tests needs into `.cache`, where
 * they stay for the next run, and runs the vitest project of that name. With SETs, only those are installed.
 * `scripts/suites.mjs` lists the suites.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installOnce, installProjectOnce } from './install.mjs';
import { ROOT } from './root.mjs';
import { SUITES } from './suites.mjs';

/** Installs the sets and returns the names of those that are there. */
function installSets(cache, sets, mayLack) {
  return Object.entries(sets).flatMap(([name, packages]) => {
    try {
      if (typeof packages === 'string') installProjectOnce(join(cache, name), packages);
      else installOnce(join(cache, name), packages);
      return [name];
    } catch (error) {
      if (!mayLack) throw error;
      process.stderr.write(`${name} is left out. ${error.message}\n`);
      return [];
    }
  });
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const [name, ...wanted] = process.argv.slice(2);
const suite = SUITES[name];
if (!suite) refuse(`Usage: node scripts/with-packages.mjs SUITE [SET…]\nSuites: ${Object.keys(SUITES).join(', ')}`);
const { sets = {}, cache: cacheName = name, folder, mayLack = false, prepare, environment } = suite;
const unknown = wanted.filter((set) => !(set in sets));
if (unknown.length > 0) refuse(`${name} has no set ${unknown.join(', ')}. It has: ${Object.keys(sets).join(', ')}`);

const cache = folder ?? join(ROOT, '.cache', cacheName);
const chosen = Object.entries(sets).filter(([set]) => wanted.length === 0 || wanted.includes(set));
const installed = installSets(cache, Object.fromEntries(chosen), mayLack);
prepare?.(cache, installed);
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', name], {
  cwd: ROOT,
  env: { ...process.env, ...environment?.(installed) },
  stdio: 'inherit',
});

process.exitCode = status ?? 2;
