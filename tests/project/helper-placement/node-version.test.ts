import { describe, expect, it } from 'vitest';
import { endsBelow } from '../../../src/project/helper-placement/node-version.js';

describe('a range of versions of Node.js', () => {
  it.each([
    '^12.13',
    '12',
    'v12',
    '12.x',
    '~10.4.1',
    '8.x || 10.x',
    '>=8 <13',
    '<14',
    '<=13',
    '8 - 12',
    '>=8.10 <= 13',
  ])('has no version from 14 on: %s', (range) => expect(endsBelow(range, 14)).toBe(true));

  it.each([
    '>=8',
    '>= 12',
    '*',
    '',
    'x',
    '^14',
    '14',
    '18.x',
    '12 || >=14',
    '10 - 20',
    '<15',
    '<=14',
    'lts/*',
    '>10',
    '>=14.0.0-0',
    '>=10.0.0-rc.1',
  ])('has a version from 14 on: %s', (range) => expect(endsBelow(range, 14)).toBe(false));
});
