import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/model/settings/settings.js';
import { folders, outcomeOf, type Outcome } from './outcome.js';

/** A folder of `fixtures`, and what is right for it. */
interface Case extends Outcome {
  readonly folder: string;
  /** The public report or code that it was made after. */
  readonly source: string;
  /** Beside four regions. */
  readonly settings?: Settings;
}

const CASES = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8')) as readonly Case[];

describe('code made after public reports', () => {
  it('has an expectation for each folder', () => {
    expect([...new Set(CASES.map(({ folder }) => folder))]).toEqual(folders());
  });

  it.each(CASES.map((each) => [`${each.folder} ${JSON.stringify(each.settings ?? {})}`, each] as const))(
    '%s is reported and migrated as it should be',
    async (_, { folder, settings, recommended, strict, migrate }) => {
      expect(await outcomeOf(folder, settings)).toEqual({ recommended, strict, migrate });
    },
  );

  it.each(CASES.map((each) => [each.folder, each] as const))(
    '%s: every finding of `check` is at a line that `migrate` rewrites or leaves with a reason',
    (_, { recommended, migrate }) => {
      const lineOf = (entry: string): string => /^(.*:\d+):\d+ /.exec(entry)?.[1] ?? '';
      expect(migrate.map(lineOf)).toEqual(expect.arrayContaining(recommended.map(lineOf)));
    },
  );
});
