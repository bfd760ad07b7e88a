import { describe, expect, it } from 'vitest';
import { styleOf } from '../../src/edits/style.js';
import { sourceOf } from './edited.js';

describe('the style of a file', () => {
  it.each([
    ["const a = 'x';\n", { quote: "'", semicolon: ';', lineEnd: '\n' }],
    ['const a = "x"\nf("y")\n', { quote: '"', semicolon: '', lineEnd: '\n' }],
    ["const a = 'x';\r\n", { quote: "'", semicolon: ';', lineEnd: '\r\n' }],
    ["// don't\nconst a = \"x\", b = \"y\";\n", { quote: '"', semicolon: ';', lineEnd: '\n' }],
    ['', { quote: "'", semicolon: ';', lineEnd: '\n' }],
    ["f('x')\ng('y');\nh('z')\n", { quote: "'", semicolon: '', lineEnd: '\n' }],
  ])('of %j', (text, style) => {
    expect(styleOf(sourceOf(text))).toEqual(style);
  });
});
