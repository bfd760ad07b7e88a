/**
 * The test that `--helper-test` writes beside a helper: it passes with the helper as it is, in the runner that the
 * repository has.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { renderHelper, type HelperSection } from '../../src/helper/index.js';
import { helperTestOf } from '../../src/project/helper-placement/helper-test.js';
import { FALLBACKS } from './load.js';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A package with a helper, and the test for it. */
function withTest(
  extension: 'mjs' | 'cjs' | 'ts',
  section: HelperSection,
  runner?: string,
): { path: string; text: string } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-written-test-')));
  folders.push(folder);
  symlinkSync(MODULES, join(folder, 'node_modules'), 'junction');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', devDependencies: runner ? { [runner]: '1' } : {} }),
  );
  const variant = extension === 'ts' ? 'v3-ts' : extension === 'mjs' ? 'v3-esm' : 'v3-cjs';
  const text = renderHelper(variant, { fallbacks: FALLBACKS, version: '1.0.0', sections: [section] });
  const helper = join(folder, `sts-failover.${extension}`);
  writeFileSync(helper, text);
  const written = helperTestOf(helper, text);
  if (!written) throw new Error('no test');
  writeFileSync(written.path, written.text);
  return written;
}

test.each(['mjs', 'cjs'] as const)('passes for every section of a .%s helper', (extension) => {
  const paths = (['client', 'provider', 'requests'] as const).map((section) => withTest(extension, section).path);
  const { status, stdout } = spawnSync(process.execPath, ['--test', ...paths], { encoding: 'utf8' });
  expect(stdout).toMatch(/^\W*pass 6$/m);
  expect(status).toBe(0);
});

test.each([
  ['vitest', "import { test } from 'vitest';"],
  ['jest', "\ntest('a fallback answers"],
  ['mocha', "\nit('a fallback answers"],
  [undefined, "import { test } from 'node:test';"],
])('is for %s where package.json has that', (runner, line) => {
  expect(withTest('ts', 'client', runner).text).toContain(line);
});

test('is not written for SDK v2', () => {
  const text = renderHelper('v2-ts', { fallbacks: FALLBACKS, version: '1.0.0' });
  expect(helperTestOf('/project/sts-failover.ts', text)).toBeUndefined();
});
