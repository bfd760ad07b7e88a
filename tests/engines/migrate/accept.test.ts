import { describe, expect, it } from 'vitest';
import type { SiteChange } from '../../../src/engines/migrate/migrated.js';
import { migrate, readFixtures, type Fixture } from '../../codemods/fixtures.js';

const placeOf = ({ line, column }: SiteChange): string => `${line}:${column}`;

/** Migrates a fixture with some of its sites: those that were asked about, and the text that came out. */
function withSites(
  fixture: Fixture,
  accept: (place: string) => boolean,
): { readonly asked: ReadonlySet<string>; readonly text: string } {
  const asked = new Set<string>();
  const noting = (site: SiteChange): boolean => {
    asked.add(placeOf(site));
    return accept(placeOf(site));
  };
  const { text } = migrate(fixture.input, fixture, undefined, { accept: noting });
  return { asked, text };
}

describe('sites that are accepted one by one', () => {
  const sites = readFixtures().flatMap((fixture) => {
    const { asked } = withSites(fixture, () => true);
    return [...asked].map((place) => [`${fixture.codemod}/${fixture.file}:${place}`, fixture, place, asked] as const);
  });

  it('are many', () => {
    expect(sites.length).toBeGreaterThan(150);
  });

  it.each(sites)('%s is rewritten when it alone is accepted', (_, fixture, place) => {
    expect(withSites(fixture, (each) => each === place).text).not.toBe(fixture.input);
  });

  it.each(sites)(
    '%s is gone when it is refused: no other site stands for the same request',
    (_, fixture, place, all) => {
      expect([...withSites(fixture, (each) => each !== place).asked].filter((each) => !all.has(each))).toEqual([]);
    },
  );
});
