import { describe, expect, it } from 'vitest';
import { allLeft } from '../../src/engines/migrate/migrated.js';
import type { ObstacleCode } from '../../src/plans/obstacles/index.js';
import { migratedOf, reportsOn, type Example } from './obstacles/example.js';
import { EXAMPLES } from './obstacles/examples.js';
import { helperWith } from './obstacles/failover.js';
import { NEXT_STEPS, OTHER_WAYS, type Advice, type OutOfReach } from './obstacles/next-steps.js';

const followed = Object.entries(NEXT_STEPS).filter((row): row is [ObstacleCode, Advice] => 'follow' in row[1]);

const obstaclesOf = (...run: Parameters<typeof migratedOf>): readonly string[] =>
  allLeft(migratedOf(...run)).map(({ obstacle }) => obstacle);

describe('where somebody does what the next step says', () => {
  it.each(followed)('%s is no longer in the way', (code, { follow }) => {
    expect(obstaclesOf(EXAMPLES[code])).toContain(code);
    expect(obstaclesOf(follow(EXAMPLES[code]))).not.toContain(code);
  });

  it.each(followed)(
    'the next run of all codemods does with the site of %s what it should',
    (code, { follow, then }) => {
      const example = follow(EXAMPLES[code]);
      const migrated = migratedOf(example, ['sts-regional']);
      const [left] = allLeft(migrated);
      expect(migrated.edits.length > 0 ? 'rewritten' : (left?.obstacle ?? 'silent')).toBe(then);
      if (then === 'silent') expect(reportsOn(example)).toEqual([]);
    },
  );
});

describe('where no edit can do what the next step says', () => {
  const outOfReach = Object.entries(NEXT_STEPS).filter((row): row is [ObstacleCode, OutOfReach] => 'why' in row[1]);

  it.each(outOfReach)('the rules ask for no second region: %s', (code, { why }) => {
    expect(reportsOn(EXAMPLES[code]), why).not.toContainEqual(expect.stringContaining('second region'));
  });
});

describe('a package that builds its own client is left alone once it uses the helper', () => {
  it.each(Object.entries(OTHER_WAYS))('%s', (_, [before, after]) => {
    const example: Example = { codemod: 'failover', text: before, reason: '', beside: helperWith({}) };
    expect(obstaclesOf(example)).toEqual(['builds-own-client']);
    expect(obstaclesOf({ ...example, text: after }, ['sts-regional'])).toEqual([]);
    expect(reportsOn({ ...example, text: after })).toEqual([]);
  });
});
