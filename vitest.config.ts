import { readdirSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { helperTextsPlugin } from './scripts/helper-texts.mjs';

/**
 * Suites that need packages from the registry, or minutes. Each runs only when asked for:
 * `npx vitest run --project oracle`. A suite is what lies below a folder `on-request` under its name: a folder of
 * tests, or one file.
 */
const ON_REQUEST = new Set(
  readdirSync(new URL('tests', import.meta.url), { recursive: true, encoding: 'utf8' }).flatMap(
    (path) => /(?:^|[\\/])on-request[\\/]([\w-]+)(?:\.test\.ts)?(?=[\\/]|$)/.exec(path)?.[1] ?? [],
  ),
);

/** Tests that start processes or servers, need the built package, compile with `tsc`, or replace modules. */
const SYSTEM = ['tests/**/system/**/*.test.ts', 'tests/{compatibility,editor,faults,helper,hooks}/**/*.test.ts'];

const suiteOnRequest = (name: string): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include: [`tests/**/on-request/${name}.test.ts`, `tests/**/on-request/${name}/**/*.test.ts`],
    exclude: ['tests/**/fixtures/**'], // the tests of whole projects are theirs
    globalSetup: 'tests/support/build-package.ts',
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});

/**
 * What `vitest run` runs when nobody names a project. Vitest reads it from here, too, but its types know it from the
 * command line only.
 */
const WHEN_NOT_ASKED = { project: ['unit', 'system'] };

export default defineConfig({
  plugins: [{ ...helperTextsPlugin, enforce: 'pre' }],
  test: {
    ...WHEN_NOT_ASKED,
    maxWorkers: '100%',
    // Only what hangs may time out: a busy machine is slow, and no test is about time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...SYSTEM, 'tests/**/on-request/**', 'tests/cases/fixtures/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: SYSTEM,
          exclude: ['tests/**/on-request/**'],
          sequence: { groupOrder: 1 }, // after unit
          globalSetup: 'tests/support/build-package.ts',
        },
      },
      ...[...ON_REQUEST].map(suiteOnRequest),
    ],
  },
});
