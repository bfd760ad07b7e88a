import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputOf, USUAL } from './inputs.js';
import { violationsOf } from './invariants.js';

const FOUND = new URL('./fixtures/', import.meta.url);

describe('whatever a file holds: no exception, code in and code out, a second run changes nothing, one word everywhere', () => {
  it.each(Array.from({ length: 20 }, (_, part) => part * 10))('seeds from %i', (first) => {
    for (let seed = first; seed < first + 10; seed += 1)
      expect(violationsOf(inputOf(seed), { withEslint: seed % 4 === 0 }), `seed ${seed}`).toEqual([]);
  });

  it.each(readdirSync(FOUND))('%s, which was found by fuzzing', (file) => {
    const text = readFileSync(new URL(file, FOUND), 'utf8');
    expect(violationsOf({ path: `/project/src/${file}`, text, settings: USUAL }, { withEslint: true })).toEqual([]);
  });
});
