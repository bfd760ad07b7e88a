import { describe, expect, it } from 'vitest';
import { findingsOf, runningIn } from '../../../src/engines/lint/choose-findings.js';
import { keysOf, rangeOf, SUBJECT_KINDS, subjectsOfKind } from '../../../src/model/subject.js';
import type { Surroundings } from '../../../src/model/settings/surroundings.js';
import type { StsModel } from '../../../src/model/types.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { positionsIn } from '../../../src/text/positions.js';
import { migrate, modulesOf, PROJECT, readFixtures, type Fixture } from '../../codemods/fixtures.js';

/** The lines where what a finding is about starts. A request may start with its host or with its signature. */
function linesOf(subject: object, model: StsModel, surroundings: Surroundings): readonly number[] {
  const positionOf = positionsIn(model.source.text);
  return SUBJECT_KINDS.flatMap((kind) => subjectsOfKind(kind, model, surroundings))
    .filter((each) => keysOf(each, model).includes(subject))
    .map((each) => positionOf(rangeOf(each)[0]).line);
}

/** Findings that say of a migration what it does not do. */
function untrue(fixture: Fixture): readonly string[] {
  const { edits } = migrate(fixture.input, fixture, ['sts-regional']);
  const rewritten = new Set(edits.map(({ line }) => line));
  return modulesOf(fixture.input, fixture).flatMap(({ model, path }) => {
    const surroundings = surroundingsOf(path, fixture.settings, PROJECT, true);
    return findingsOf(model, surroundings, runningIn('recommended'))
      .filter(
        (finding) =>
          finding.isMigratable() !== linesOf(finding.subject, model, surroundings).some((line) => rewritten.has(line)),
      )
      .map(({ rule, where, isMigratable }) => `${where.loc.start.line} ${rule} says ${String(isMigratable())}`);
  });
}

describe('a finding that says that a migration rewrites it is rewritten, and no other is', () => {
  const fixtures = readFixtures().map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const);

  it.each(fixtures)('%s', (_, fixture) => {
    expect(untrue(fixture)).toEqual([]);
  });
});

it('where no regions are named, it is a migration that gets those that it needs', () => {
  const [fixture] = readFixtures(['sts-regional']).filter(({ file }) => file === 'chains.ts');
  if (!fixture) throw new Error('There is no chain among the fixtures');
  const answers = modulesOf(fixture.input, fixture).flatMap(({ model, path }) =>
    findingsOf(model, surroundingsOf(path, {}, PROJECT), runningIn('recommended')).map((each) => each.isMigratable()),
  );
  expect(answers).toEqual([true, true, true]);
});
