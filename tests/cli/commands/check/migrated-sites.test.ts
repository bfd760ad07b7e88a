import { describe, expect, it } from 'vitest';
import { lazyEngine, type Engine, type Settings } from '../../../../src/cli/engine.js';
import { lintCandidate } from '../../../../src/cli/commands/check/lint-candidate.js';
import type { LintMessage } from '../../../../src/cli/commands/check/lint-result.js';
import type { Candidate } from '../../../../src/cli/scan/candidate.js';
import { lintFile } from '../../../../src/engines/lint/lint-file.js';
import { migrateText } from '../../../../src/engines/migrate/migrate-text.js';
import { surroundingsOf } from '../../../../src/project/surroundings-of.js';
import { migrate, pathOf, PROJECT, readFixtures, type Fixture } from '../../../codemods/fixtures.js';

/** The engine in the project of the fixtures. */
const engine: Engine = {
  ...lazyEngine,
  linter: () =>
    Promise.resolve((text, path, { settings, ...how }) =>
      lintFile(text, path, { ...how, surroundingsOf: (part) => surroundingsOf(part, settings, PROJECT, true) }),
    ),
  migrator: () => Promise.resolve((text, path, options) => migrateText(text, path, { ...options, project: PROJECT })),
};

async function checked(text: string, fixture: Fixture, settings: Settings): Promise<readonly LintMessage[]> {
  const candidate: Candidate = {
    path: pathOf(fixture),
    source: { bytes: Buffer.from(text), text, byteOrderMark: '', faithful: true },
  };
  const { messages } = await lintCandidate(candidate, engine, { settings, preset: 'recommended' });
  return messages;
}

describe('what check says that a migration puts right', () => {
  const fixtures = readFixtures().map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const);

  it.each(fixtures)('is gone after it in %s, and the rest is not', async (_, fixture) => {
    for (const regions of [fixture.settings, { regions: ['eu-west-1'], fallbacks: {} }]) {
      const settings = { ...fixture.settings, ...regions };
      const before = await checked(fixture.input, fixture, settings);
      const { text } = migrate(fixture.input, { ...fixture, settings, profileProviders: false }, ['sts-regional']);
      const after = await checked(text, fixture, settings);
      const count = (wanted: LintMessage['migratable']): number =>
        before.filter(({ migratable }) => migratable === wanted).length;
      expect(after.filter(({ migratable }) => migratable)).toEqual([]);
      expect(after.length).toBeGreaterThanOrEqual(count(undefined));
      expect(after.length).toBeLessThanOrEqual(count(undefined) + count('in part'));
    }
  });
});
