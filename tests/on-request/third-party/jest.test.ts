import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHelper } from '../../../src/helper/index.js';
import { FALLBACKS } from '../../helper/load.js';
import { installedSets } from '../../support/installed-sets.js';

const PROJECT = fileURLToPath(new URL('./jest-project/', import.meta.url));
const SUITES = readdirSync(PROJECT).filter((name) => name.endsWith('.test.cjs'));

const compiled = (options: ts.CompilerOptions): string =>
  ts.transpileModule(renderHelper('v3-ts', { fallbacks: FALLBACKS, version: '0.0.0' }), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, ...options },
  }).outputText;

const HELPERS = {
  'the CommonJS helper': () => renderHelper('v3-cjs', { fallbacks: FALLBACKS, version: '0.0.0' }),
  'the TypeScript helper, compiled': () => compiled({ target: ts.ScriptTarget.ES2022 }),
  'the TypeScript helper, compiled for ES2017 with esModuleInterop': () =>
    compiled({ target: ts.ScriptTarget.ES2017, esModuleInterop: true }),
};

interface JestResults {
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly name: string; readonly message: string }[];
}

describe.each(installedSets('third-party', 'jest-'))('%s', (_, set) => {
  describe.each(Object.entries(HELPERS))('%s', (title, render) => {
    const folder = join(set, title.replaceAll(/\W+/g, '-'));

    beforeAll(() => {
      mkdirSync(folder, { recursive: true });
      // jest hoists `jest.mock` only in what it takes for JavaScript, and that is not `.cjs`.
      for (const name of readdirSync(PROJECT)) cpSync(join(PROJECT, name), join(folder, name.replace(/cjs$/, 'js')));
      writeFileSync(join(folder, 'sts-failover.js'), render());
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({
          type: 'commonjs',
          jest: { testEnvironment: 'node', cacheDirectory: join(set, 'jest-cache') },
        }),
      );
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(SUITES)('%s passes', (suite) => {
      const jest = join(set, 'node_modules/jest/bin/jest.js');
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [jest, '--json', '--runInBand', suite.replace(/cjs$/, 'js')],
        { cwd: folder, encoding: 'utf8' },
      );
      expect(stdout, stderr).toMatch(/^\{/);
      const { numPassedTests, testResults } = JSON.parse(stdout) as JestResults;
      expect(testResults.map(({ message }) => message)).toEqual(['']);
      expect(numPassedTests).toBeGreaterThan(0);
    });
  });
});
