import { describe, expect, it } from 'vitest';
import { positionsIn } from '../../../src/text/positions.js';
import type { PassName } from '../../../src/engines/migrate/codemods.js';
import { findingsOf, runningIn } from '../../../src/engines/lint/choose-findings.js';
import type { RuleName } from '../../../rules/index.js';
import { applyEdits, type Edit } from '../../../src/text/edit.js';
import { withoutByteOrderMark } from '../../../src/model/from-text.js';
import type { Site } from '../../../src/model/types.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { migrate, modulesOf, PROJECT, readFixtures, type Fixture } from '../../codemods/fixtures.js';

/** The codemod that does what a rule offers. */
const CODEMOD_OF: Partial<Record<RuleName, PassName>> = {
  'no-global-endpoint': 'regional-endpoints',
  'no-legacy-endpoint-mode': 'regional-endpoints',
  'require-region': 'explicit-regions',
};

interface Offer {
  readonly title: string;
  readonly fixture: Fixture;
  readonly codemod: PassName;
  readonly site: Site;
  readonly edits: readonly Edit[];
}

/** Every fix and suggestion that the rules make for the sites of a fixture. */
function offersFor(fixture: Fixture): readonly Offer[] {
  return modulesOf(fixture.input, fixture).flatMap(({ model, path }) =>
    findingsOf(model, surroundingsOf(path, fixture.settings, PROJECT), runningIn('strict')).flatMap((finding) => {
      const codemod = CODEMOD_OF[finding.rule];
      const site = model.sites.find((each) => each === finding.subject);
      if (!codemod || !site) return [];
      const cure = finding.cure();
      const title = `${fixture.codemod}/${fixture.file}:${site.node.loc.start.line} ${finding.messageId}`;
      return cure.kind === 'none' ? [] : [{ title, fixture, codemod, site, edits: cure.edits }];
    }),
  );
}

describe('a fix or suggestion of a rule', () => {
  const offers = readFixtures().flatMap(offersFor);

  it('is made for many of the sites', () => {
    expect(offers.length).toBeGreaterThan(80);
  });

  it.each(offers.map((offer) => [offer.title, offer] as const))(
    'does what the codemod does: %s',
    (_, { fixture, codemod, site, edits }) => {
      const input = withoutByteOrderMark(fixture.input);
      const { line, column } = positionsIn(input)(site.node.range[0]);
      const { text } = migrate(input, fixture, [codemod], {
        profileProviders: true,
        accept: (change) => change.line === line && change.column === column + 1,
      });
      expect(applyEdits(input, edits)).toBe(text);
    },
  );
});
