import { describe, expect, it } from 'vitest';
import { overlaps, applyEdits, type Edit } from '../../src/text/edit.js';
import { EditSet } from '../../src/text/edit-set.js';
import { toOriginal } from '../../src/text/to-original.js';
import { randomFrom } from '../support/random.js';

/** Edits at random places of a text of 60 characters. */
function randomEdits(seed: number): readonly Edit[] {
  const random = randomFrom(seed);
  return Array.from({ length: 12 }, () => {
    const start = random.below(60);
    return { range: [start, Math.min(60, start + random.below(5))], text: '+'.repeat(random.below(4)) };
  });
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

/** The edits that can be made side by side, each compared with all that were chosen before. */
function chosenOneByOne(edits: readonly Edit[]): readonly Edit[] {
  const chosen: Edit[] = [];
  for (const edit of edits) if (!overlaps([edit], chosen)) chosen.push(edit);
  return chosen;
}

function chosenByHalving(edits: readonly Edit[]): readonly Edit[] {
  const chosen = new EditSet();
  for (const edit of edits) if (!chosen.touches(edit)) chosen.add(edit);
  return chosen.inOrderOfAddition();
}

describe('a search by halving finds what a look at every edit finds', () => {
  it('in a set of edits that do not touch each other', () => {
    for (const seed of SEEDS) expect(chosenByHalving(randomEdits(seed))).toEqual(chosenOneByOne(randomEdits(seed)));
  });

  it('on the way back from the edited text', () => {
    for (const seed of SEEDS) {
      const text = Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x100 + at)).join('');
      const edits = chosenOneByOne(randomEdits(seed));
      const edited = applyEdits(text, edits);
      const back = toOriginal(edits);
      for (const [at, character] of Array.from(edited).entries())
        if (character !== '+') expect(text[back(at)]).toBe(character);
    }
  });
});
