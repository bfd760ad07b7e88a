import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { evidenceAt, type Evidence } from '../evidence.js';
import { manifestsAbove } from '../manifest.js';
import { readSmallFile } from '../read-file.js';
import { isTestFile } from '../test-files.js';

/** `expect(fromTemporaryCredentials).toHaveBeenCalledWith({ clientConfig: { region: 'eu-west-1' } })` */
const EXPECTS_CONFIGURATION = /CalledWith\b[^;]{0,800}?\bclientConfig['"]?\s*:\s*\{/i;
const SDK_MODULE = /^@aws-sdk\//;
const TEST_FOLDERS = ['test', 'tests', '__tests__', 'spec'];

/** Where a test says which configuration a provider of this file gets, to the last key. The helper adds keys to it. */
export function expectedConfiguration(file: string, modules: ReadonlySet<string>): Evidence | undefined {
  const names = [...modules].filter((name) => SDK_MODULE.test(name));
  for (const test of testsAround(file)) {
    const text = readSmallFile(test) ?? '';
    const offset = names.some((name) => text.includes(`${name}'`) || text.includes(`${name}"`))
      ? text.search(EXPECTS_CONFIGURATION)
      : -1;
    if (offset !== -1) return evidenceAt(test, text, offset);
  }
  return undefined;
}

/** The tests beside a file, and those of its package. */
function testsAround(file: string): readonly string[] {
  const folder = dirname(file);
  const [manifest] = manifestsAbove(folder);
  const packaged = TEST_FOLDERS.flatMap((name) => below(join(manifest?.folder ?? folder, name)));
  return [...namesIn(folder), ...below(join(folder, '__tests__')), ...packaged].filter(isTestFile);
}

const below = (folder: string): string[] => namesIn(folder, true);

function namesIn(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' }).map((name) => join(folder, name));
  } catch {
    return []; // there is no such folder
  }
}
