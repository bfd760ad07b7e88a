/**
 * `npm run oracle [-- SET…]`: compares the predictions with older SDK versions, at both sides of every version where a behaviour
 * changes. Installs the sets with npm into .cache/oracle (not in git) once, then runs tests/oracle/older-sdks.oracle.ts over them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ROOT, '.cache/oracle');

const v3 = (version) => [`@aws-sdk/client-sts@${version}`, `@aws-sdk/credential-providers@${version}`];

/** Name of a set → what is installed in it. Before 3.23.0 a region is remembered for the whole process, which one process for all cases cannot show. */
const SETS = {
  'v2-524': ['aws-sdk@2.524.0'],
  'v2-700': ['aws-sdk@2.700.0'],
  'v2-757': ['aws-sdk@2.757.0'],
  'v2-758': ['aws-sdk@2.758.0'],
  'v2-1026': ['aws-sdk@2.1026.0'],
  'v2-1027': ['aws-sdk@2.1027.0'],
  'v3-50': ['@aws-sdk/client-sts@3.50.0', '@aws-sdk/credential-providers@3.49.0'],
  'v3-100': v3('3.100.0'), // the oldest that the failover helper is for
  'v3-193': v3('3.193.0'),
  // 3.194.0 itself throws for every endpoint, a mistake that was soon repaired.
  'v3-199': v3('3.199.0'),
  'v3-300': v3('3.300.0'),
  'v3-450': v3('3.450.0'),
  'v3-501': v3('3.501.0'),
  'v3-502': v3('3.502.0'),
  'v3-507': v3('3.507.0'),
  'v3-511': v3('3.511.0'),
  'v3-515': v3('3.515.0'),
  'v3-600': v3('3.600.0'),
  'v3-709': v3('3.709.0'),
  'v3-713': v3('3.713.0'),
  'v3-731': v3('3.731.0'),
  'v3-734': v3('3.734.0'),
  'v3-758': v3('3.758.0'),
  'v3-777': v3('3.777.0'),
  'v3-778': v3('3.778.0'),
  'v3-782': v3('3.782.0'),
  'v3-901': v3('3.901.0'),
  'v3-913': v3('3.913.0'),
  'v3-914': v3('3.914.0'),
  'v3-916': v3('3.916.0'),
  'v3-917': v3('3.917.0'),
  'v3-919': v3('3.919.0'),
  'v3-920': v3('3.920.0'),
  'v3-972': v3('3.972.0'),
  'v3-974': v3('3.974.0'),
};

function install(name, packages) {
  const folder = join(CACHE, name);
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: `oracle-${name}`, private: true })}\n`);
  process.stderr.write(`Installing ${packages.join(' ')}\n`);
  const { status } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...packages],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (status !== 0) process.stderr.write(`${name} could not be installed and is left out\n`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SETS));
if (unknown.length > 0) {
  process.stderr.write(`There is no set ${unknown.join(', ')}; there are ${Object.keys(SETS).join(', ')}\n`);
  process.exit(2);
}
const names = wanted.length > 0 ? wanted : Object.keys(SETS);
for (const name of names) install(name, SETS[name]);

process.env.STS_ORACLE_SETS = names
  .filter((name) => existsSync(join(CACHE, name, 'node_modules')))
  .map((name) => join(CACHE, name))
  .join('\n');
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/oracle/older-sdks.oracle.ts'],
  testTimeout: 600_000,
});
await vitest.close();
