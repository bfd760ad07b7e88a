/**
 * `npm run third-party`: runs the failover helper with the packages of others that applications use it with: jest, X-Ray, axios. npm
 * installs them into .cache/third-party once; the SDKs are the repository's own, and no request leaves the machine.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { installOnce } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ROOT, '.cache', 'third-party');

/** Name of a folder → package and version in it. */
const SETS = {
  'jest-29': ['jest', '29.7.0'],
  'jest-30': ['jest', '30.2.0'],
  'x-ray-3.5': ['aws-xray-sdk-core', '3.5.0'],
  'x-ray-3.12': ['aws-xray-sdk-core', '3.12.0'],
  'axios-0': ['axios', '0.27.2'],
  'axios-1': ['axios', '1.21.1'],
};

for (const [set, [name, version]] of Object.entries(SETS)) {
  installOnce(join(CACHE, set), [`${name}@${version}`]);
  const { version: installed } = JSON.parse(
    readFileSync(join(CACHE, set, 'node_modules', name, 'package.json'), 'utf8'),
  );
  process.stdout.write(`${name} ${installed}\n`);
}
process.env.STS_THIRD_PARTY = CACHE;
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/third-party/*.third-party.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
});
await vitest.close();
