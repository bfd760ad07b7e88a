import { describe, expect, it } from 'vitest';
import { styleOf } from '../../src/plans/edits/style.js';
import { sourceOf } from './edited.js';

describe('the style of a file', () => {
  it.each([
    [
      "const a = 'x';\n",
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      'const a = "x"\nf("y")\n',
      { quote: '"', moduleQuote: '"', semicolon: '', moduleSemicolon: '', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      "const a = 'x';\r\n",
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\r\n', braceSpace: ' ' },
    ],
    [
      '// don\'t\nconst a = "x", b = "y";\n',
      { quote: '"', moduleQuote: '"', semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    ['', { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' }],
    [
      "f('x')\ng('y');\nh('z')\n",
      { quote: "'", moduleQuote: "'", semicolon: '', moduleSemicolon: '', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      "import {a} from 'a';\nimport {b} from 'b';\nf({ a });\n",
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: '' },
    ],
    [
      "import {a} from 'a';\nf({ a });\n",
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      'const a = require(\'a\');\nf({ "b": "c", "d": "e" });\n',
      { quote: '"', moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      "import a from \"a\";\nf({ b: 'c', d: 'e' });\n",
      { quote: "'", moduleQuote: '"', semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      '/* "A" licence, "AS IS" */\nf(\'b\');\n',
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      'f(<a b="c" d="e" />, \'f\');\n',
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
    [
      '/** @param {string} a */\nconst {\n  a,\n} = {};\n',
      { quote: "'", moduleQuote: "'", semicolon: ';', moduleSemicolon: ';', lineEnd: '\n', braceSpace: ' ' },
    ],
  ])('of %j', (text, style) => {
    expect(styleOf(sourceOf(text, '/project/file.tsx'))).toEqual(style);
  });
});
