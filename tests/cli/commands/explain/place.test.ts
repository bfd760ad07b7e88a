import { describe, expect, it } from 'vitest';
import { placeArgument } from '../../../../src/cli/commands/explain/place.js';

describe('FILE:LINE', () => {
  it.each([
    ['src/session.ts:12', { file: 'src/session.ts', line: 12, column: undefined }],
    ['src/session.ts:12:5', { file: 'src/session.ts', line: 12, column: 5 }],
    ['C:\\src\\session.ts:3', { file: 'C:\\src\\session.ts', line: 3, column: undefined }],
    ['C:\\src\\session.ts:3:7', { file: 'C:\\src\\session.ts', line: 3, column: 7 }],
    ['a:b.ts:3', { file: 'a:b.ts', line: 3, column: undefined }],
    // As compilers print it.
    ['session.ts:3:7:', { file: 'session.ts', line: 3, column: 7 }],
  ])('%s is read', (text, place) => {
    expect(placeArgument(text)).toEqual(place);
  });

  it.each(['src/session.ts', 'C:\\src\\session.ts', '', ':12', 'src/session.ts:', 'src/session.ts:x'])(
    '%j names no line, and the message shows the form',
    (text) => {
      expect(() => placeArgument(text)).toThrow(/Name a line of the file, such as .*:12\./);
    },
  );

  it.each(['a.ts:0', 'a.ts:3:0'])('%s counts from 0, which is refused', (text) => {
    expect(() => placeArgument(text)).toThrow('Lines and columns are counted from 1.');
  });
});
