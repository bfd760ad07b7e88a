/**
 * `npm run site`: builds the site and serves it. `npm run site -- NAME` does one of `STEPS` instead: `dev` serves
 * the pages as they are edited, `test` drives the built site in Chromium. The packages of the site are installed first,
 * by its own lock file.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const SITE = join(ROOT, 'site');
const STEPS = {
  serve: ['build', 'preview'],
  build: ['build'],
  dev: ['dev'],
  test: ['build', 'test'],
  measure: ['build', 'measure'],
  picture: ['build', 'picture'],
  types: ['types'],
};

function npm(...args) {
  const { status } = spawnSync('npm', args, { cwd: SITE, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

function installOnce() {
  const lock = readFileSync(join(SITE, 'package-lock.json'), 'utf8');
  const mark = join(SITE, '.cache', 'installed-lock.json');
  const isInstalled = existsSync(join(SITE, 'node_modules')) && existsSync(mark) && readFileSync(mark, 'utf8') === lock;
  if (isInstalled) return;
  npm('ci', '--no-audit', '--no-fund');
  mkdirSync(join(SITE, '.cache'), { recursive: true });
  writeFileSync(mark, lock);
}

const [name = 'serve', ...options] = process.argv.slice(2);
const steps = STEPS[name];
if (!steps) {
  process.stderr.write(`"${name}" is none of ${Object.keys(STEPS).join(', ')}.\n`);
  process.exit(2);
}
installOnce();
for (const step of steps)
  npm('run', '--silent', step, ...(step === steps.at(-1) && options.length > 0 ? ['--', ...options] : []));
