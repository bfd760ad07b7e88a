/** Runtimes that are not Node: browsers, workers and edge functions have neither `process` nor modules of Node. */
import vm from 'node:vm';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { renderHelper } from '../../src/helper/index.js';
import { ALL_SECTIONS, FALLBACK, FALLBACKS, HOME, type V3Helper } from './load.js';

function loadWithout(names: Readonly<Record<string, unknown>>): V3Helper {
  const text = renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: '0.0.0', sections: ALL_SECTIONS });
  const context = { exports: {}, require: () => ({}), AbortController, setTimeout, clearTimeout, ...names };
  vm.runInNewContext(text, context);
  return context.exports as V3Helper;
}

test('a helper without `process` loads, and fails over', async () => {
  const { withStsRegions } = loadWithout({});
  const call = async (region: string): Promise<string> => {
    if (region === HOME) throw new TypeError('Failed to fetch');
    return region;
  };
  await expect(withStsRegions(call, { region: HOME })).resolves.toBe(FALLBACK);
  await expect(withStsRegions(call)).rejects.toThrow('Region is missing');
});

test('a process that is one in Lambda has less time for a request', () => {
  expect(loadWithout({}).stsPolicy.requestTimeoutMs).toBe(1500);
  expect(loadWithout({ process: { env: { AWS_LAMBDA_FUNCTION_NAME: 'orders' } } }).stsPolicy.requestTimeoutMs).toBe(
    1000,
  );
});

test.each(['v3-esm', 'v3-cjs', 'v2-esm', 'v2-cjs'] as const)(
  '%s is ES2020, which Node 14 and older linters read',
  (variant) => {
    const text = renderHelper(variant, {
      fallbacks: FALLBACKS,
      version: '0.0.0',
      sections: [...ALL_SECTIONS, 'older'],
    });
    const sourceType = variant.endsWith('esm') ? 'module' : 'script';
    expect(new Linter().verify(text, { languageOptions: { ecmaVersion: 2020, sourceType } })).toEqual([]);
  },
);

test('a helper names no module of Node', () => {
  for (const variant of ['v3-ts', 'v3-esm', 'v3-cjs', 'v2-ts', 'v2-esm', 'v2-cjs'] as const) {
    const text = renderHelper(variant, { fallbacks: FALLBACKS, version: '0.0.0', sections: ALL_SECTIONS });
    expect(text).not.toMatch(/node:|\bBuffer\b|\brequire\('(?!@aws-sdk)/);
  }
});
