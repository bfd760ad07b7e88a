import { isDeepStrictEqual } from 'node:util';
import { parse as parseWithComments } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/ast/parse.js';
import { filesBelow, readText } from '../repository/repository.js';

function ours(text: string, path: string): unknown {
  const result = parse(text, path);
  if ('failure' in result) throw new Error(result.failure.message);
  return shown(result.source.comments);
}

const theirs = (text: string, path: string): unknown =>
  shown(
    parseWithComments(text, {
      comment: true,
      loc: true,
      range: true,
      sourceType: 'module',
      ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path) },
    }).comments ?? [],
  );

const shown = (comments: readonly { type: string; value: string; range: readonly number[]; loc: unknown }[]): unknown =>
  comments.map(({ type, value, range, loc }) => ({ type, value, range: [...range], loc }));

describe('the comments found in a text are those of the parser', () => {
  it.each([
    ['strings', `const a = '// no', b = "/* no */"; // yes`],
    ['templates', 'const t = `// no ${x /* yes */} /* no */ ${`//${/* yes */ 1}`}`;'],
    ['template types', 'type T = `//${string}/*`; /* yes */'],
    ['regular expressions and divisions', 'const r = /[/*]\\/\\//; const d = a / b // yes\n/ c /* yes */ / d;'],
    ['JSX text', 'const e = <a href="//no">// no {/* yes */} <b /* yes */ c=\'/*\' // yes\n/></a>;'],
    ['a hash-bang line', '#!/usr/bin/env node // no\n// yes\nrun();'],
    ['every line end', '// a\r\n/* b\r\n c */ x; // d\u2028// e\rf(); // g'],
    ['nothing but comments', '/**/ /***/ //\n//'],
    ['text after the last token', 'x;\n/* last */'],
  ])('%s', (_, text) => {
    expect(ours(text, 'file.tsx')).toEqual(theirs(text, 'file.tsx'));
  });

  it('all sources of this repository', () => {
    const paths = [...filesBelow('src'), ...filesBelow('codemods'), ...filesBelow('rules')].filter((path) =>
      path.endsWith('.ts'),
    );
    const different = paths.filter(
      (path) => !isDeepStrictEqual(ours(readText(path), path), theirs(readText(path), path)),
    );
    expect(paths.length).toBeGreaterThan(100);
    expect(different).toEqual([]);
  });
});
