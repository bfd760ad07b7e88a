import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS, inflict } from '../faults/faults.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, limitRequests, unusedHaste, type V2Helper, type V3Helper } from './load.js';

/** Makes a fresh client or provider at home; the call it returns resolves to the access key that STS gave. */
export type Connect<H> = (helper: H) => () => Promise<string | undefined>;

/** Runs the faults of the bench, inflicted on home, against subjects built with a helper. */
export function describeFaults<H extends V2Helper | V3Helper>(
  loadHelper: () => Promise<H>,
  subjects: Readonly<Record<string, Connect<H>>>,
): void {
  let world: World;
  let helper: H;

  beforeAll(async () => {
    world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
    helper = await loadHelper();
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.reset();
    helper.resetStsHealth();
  });

  describe.each(Object.entries(subjects))('%s', (_, connect) => {
    test.each(FAULTS.filter(({ outcome }) => outcome !== 'stops'))(
      'is served by the fallback: $fault',
      async (fault) => {
        inflict(world.host(HOME), fault);
        limitRequests(helper, fault.hangs === true ? helper.stsPolicy.attempts : 0);
        const call = connect(helper);

        expect(await call()).toBe(`ASIA-${FALLBACK}`);
        expect(unusedHaste()).toBe(0);
        const askedAtHome = world.host(HOME).requests.length;
        expect(await call()).toBe(`ASIA-${FALLBACK}`);
        expect(world.host(HOME).requests.length > askedAtHome, 'home is asked again').toBe(fault.outcome === 'moves');
        expect(world.missigned).toEqual([]);
      },
    );

    test.each(FAULTS.filter(({ outcome }) => outcome === 'stops'))("gets home's error: $fault", async (fault) => {
      inflict(world.host(HOME), fault);
      limitRequests(helper);

      await expect(connect(helper)()).rejects.toThrow();
      expect(world.host(FALLBACK).requests).toEqual([]);
    });
  });
}
