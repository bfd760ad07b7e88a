import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { disagreements, installedVersion } from '../agreement.js';
import { matrixOf, PRESENT_PACKAGES } from '../matrix.js';

const ROOT = join(import.meta.dirname, '../../..');

describe('the predictions agree with the SDKs that are installed', () => {
  it.each(PRESENT_PACKAGES)(
    '%s goes where predict says, in every configuration and environment of the matrix',
    async (name) => {
      const cases = matrixOf([name], { present: true });
      expect(cases.length).toBeGreaterThan(20);
      expect(await disagreements(ROOT, cases, (each) => installedVersion(ROOT, each))).toEqual([]);
    },
  );
});
