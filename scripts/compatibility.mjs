/**
 * `npm run compatibility`: lints the same cases with every host of rules that we support, on every Node.js, and with every TypeScript in
 * the user's project, and prints a table. npm installs what is missing into .cache/compatibility, which takes minutes the first time.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { install, installOnce } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ROOT, '.cache', 'compatibility');
const INSTALLED = join(CACHE, 'installed');
const NODES = ['20', '22', '24', '26'];
/** What a project has besides ESLint and our package. TypeScript 7 has no parser for ESLint: beside it, rules see JavaScript. */
const PROJECTS = {
  'typescript-5.9': ['typescript@5.9', '@typescript-eslint/parser@8'],
  'typescript-6': ['typescript@6', '@typescript-eslint/parser@8'],
  'typescript-7-beside': ['typescript@7'],
  'no-typescript': [],
};

/** npm installs TypeScript for those who need it, other package managers do not: the rules must live without. */
const WITHOUT = { 'no-typescript': ['typescript'] };

function packedPackage() {
  const folder = join(CACHE, 'packed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack failed:\n${stdout}${stderr}`);
  return join(folder, stdout.trim().split('\n').at(-1));
}

installOnce(join(INSTALLED, 'oxlint'), ['oxlint@1.94.0']);
for (const node of NODES) installOnce(join(INSTALLED, `node-${node}`), [`node@${node}`]);
const tarball = packedPackage();
for (const [name, packages] of Object.entries(PROJECTS)) {
  const folder = join(CACHE, 'projects', name);
  install(folder, ['eslint@10', ...packages, tarball]);
  for (const unwanted of WITHOUT[name] ?? [])
    rmSync(join(folder, 'node_modules', unwanted), { recursive: true, force: true });
}

const table = join(CACHE, 'table.txt');
rmSync(table, { force: true });
process.env.STS_COMPATIBILITY_NODES = NODES.join(',');
process.env.STS_COMPATIBILITY_PROJECTS = Object.keys(PROJECTS).join(',');
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/compatibility/all-hosts.compatibility.ts'],
  testTimeout: 600_000,
  hookTimeout: 600_000,
});
await vitest.close();
process.stdout.write(`\n${readFileSync(table, 'utf8')}\n`);
