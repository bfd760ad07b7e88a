import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, isAtLeast, readVersion } from '../../src/sts/versions.js';

describe('versions', () => {
  it('are compared by number, not by letter', () => {
    expect(isAtLeast('3.1169.0', '3.920.0')).toBe(true);
    expect(isAtLeast('3.919.9', '3.920.0')).toBe(false);
    expect(isAtLeast('3.920.0', '3.920.0')).toBe(true);
  });

  it('are ordered: swapping them swaps the answer', () => {
    const version = fc.tuple(fc.nat(4), fc.nat(1200), fc.nat(9)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(
        version,
        version,
        (a, b) => Math.sign(compareVersions(a, b)) === 0 - Math.sign(compareVersions(b, a)),
      ),
    );
  });

  it.each([
    ['3.758.0', { kind: 'exact', version: '3.758.0' }],
    ['v2.1693.0', { kind: 'exact', version: '2.1693.0' }],
    ['^3.600.0', { kind: 'at-least', version: '3.600.0' }],
    ['~3.600.0', { kind: 'at-least', version: '3.600.0' }],
    ['>= 3.600', { kind: 'at-least', version: '3.600.0' }],
    ['3', { kind: 'at-least', version: '3.0.0' }],
    ['3.x', { kind: 'at-least', version: '3.0.0' }],
    ['npm:@aws-sdk/client-sts@^3.600.0', { kind: 'at-least', version: '3.600.0' }],
    ['latest', { kind: 'unknown' }],
    ['workspace:*', { kind: 'unknown' }],
    ['<3.900.0', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
    [undefined, { kind: 'unknown' }],
  ])('%s is read as %o', (text, knowledge) => {
    expect(readVersion(text)).toEqual(knowledge);
  });
});
