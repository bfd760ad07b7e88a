import { describe, expect, it } from 'vitest';
import { endsBelow } from '../../src/project/version-range.js';

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
  ])('has no version from 14 on: %s', (range) => expect(endsBelow(range, '14.0.0')).toBe(true));

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
    '<14.1',
    '<=14',
    'lts/*',
    '>10',
    '>=14.0.0-0',
    '>=10.0.0-rc.1',
  ])('has a version from 14 on: %s', (range) => expect(endsBelow(range, '14.0.0')).toBe(false));
});

describe('a range of versions of TypeScript', () => {
  it.each([
    '3.3.3',
    '^3.3.3',
    '~4.6.4',
    '4.6',
    '4.6.x',
    '3.x',
    '>=3 <4',
    '<4.7',
    '<=4.6',
    '^0.9',
    '3.3 - 4.6',
    '^4.2 <4.7.0',
    'npm:typescript@^3.3.3',
  ])('has no version from 4.7 on: %s', (range) => expect(endsBelow(range, '4.7.0')).toBe(true));

  it.each([
    '^4.2.4',
    '~4.7.0',
    '4.7.0',
    '4.x',
    '<=4.7',
    '<4.7.1',
    '^3.9 || ^4.9',
    '3.3 - 4',
    'latest',
    'next',
    'workspace:^3.3.3',
    'catalog:',
    'github:someone/TypeScript#v3.3.3',
    'https://example.com/typescript-3.3.3.tgz',
  ])('may have a version from 4.7 on: %s', (range) => expect(endsBelow(range, '4.7.0')).toBe(false));
});
