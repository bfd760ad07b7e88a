import { expect, it } from 'vitest';
import { migrate, readFixtures } from '../../codemods/fixtures.js';

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }): string => `${line}:${column}`;

it('every site of the fixtures is rewritten or left, and none is both or twice', () => {
  const twice = readFixtures().flatMap((fixture) => {
    const { edits, skipped } = migrate(fixture.input, fixture);
    const places = [...edits, ...skipped].map(placeOf);
    return places
      .filter((place, index) => places.indexOf(place) !== index)
      .map((place) => `${fixture.codemod}/${fixture.file}:${place}`);
  });
  expect(twice).toEqual([]);
});
