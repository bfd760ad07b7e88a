import { dirname, extname } from 'node:path';
import { readHelperHeader } from '../../helper/index.js';
import { renderHelperTest, type TestRunner } from '../../helper/test-text.js';
import { manifestsAbove } from '../manifest.js';
import { projectFactsFor } from '../project-facts.js';
import { importSuffix } from './import-suffix.js';

/** A test of a helper, in the runner that the repository has; `undefined` for a helper of SDK v2. */
export function helperTestOf(
  helper: string,
  text: string,
): { readonly path: string; readonly text: string } | undefined {
  const header = readHelperHeader(text);
  if (!header) return undefined;
  const extension = extname(helper);
  const stem = helper.slice(0, -extension.length);
  const path = `${stem}.test${extension}`;
  const syntax = header.variant.endsWith('cjs') ? 'commonjs' : 'esm';
  const suffix = importSuffix(path, extension, { sdk: 'v3', syntax, modules: new Set() }, projectFactsFor(helper));
  const name = stem.slice(dirname(stem).length + 1);
  const test = renderHelperTest(text, runnerFor(dirname(helper)), `./${name}${suffix}`);
  return test === undefined ? undefined : { path, text: test };
}

/** The runner of the nearest package.json that has one; Node's own where none has. */
function runnerFor(folder: string): TestRunner {
  for (const { dependencies } of manifestsAbove(folder)) {
    const found = (['vitest', 'jest', 'mocha'] as const).find((name) => name in dependencies);
    if (found) return found;
  }
  return 'node';
}
