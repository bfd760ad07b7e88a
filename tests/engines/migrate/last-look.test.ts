import { describe, expect, it } from 'vitest';
import { flawIn, type HelperCall } from '../../../src/engines/migrate/last-look.js';
import { applyEdits, insertion, type Edit } from '../../../src/text/edit.js';
import { sourceOf } from '../../plans/edited.js';

/** Replaces the first mention of `old` at or behind `from`. */
const replace = (text: string, old: string, by: string): Edit => {
  const at = text.indexOf(old);
  return { range: [at, at + old.length], text: by };
};

const MAKE: HelperCall = { exported: 'make', local: 'make' };

function flaw(
  text: string,
  edits: readonly Edit[],
  { file = 'file.mjs', calls = [MAKE] }: { readonly file?: string; readonly calls?: readonly HelperCall[] } = {},
): string | undefined {
  const path = `/project/${file}`;
  return flawIn({
    before: sourceOf(text, path),
    after: sourceOf(applyEdits(text, edits), path),
    edits,
    calls,
    syntax: file.endsWith('.mjs') ? 'esm' : 'commonjs',
    isHelper: (specifier) => specifier === './helper',
  })?.what;
}

const IMPORT = "import { make } from './helper';\n";
const REQUIRE = "const { make } = require('./helper');\n";

describe('a last look finds nothing wrong with edits', () => {
  it('that import a name and call it', () => {
    const text = 'const a = 1;\nnew Client({ a });\nf(a);\n';
    expect(flaw(text, [insertion(0, IMPORT), replace(text, 'new Client', 'make')])).toBeUndefined();
  });

  it('that put an import before a `;` on a later line', () => {
    const text = "const fs = require('fs')\n\n;[1].map(() => new Client())\n";
    const edits = [insertion(24, `\n${REQUIRE.trimEnd().slice(0, -1)}`), replace(text, 'new Client', 'make')];
    expect(flaw(text, edits, { file: 'file.cjs' })).toBeUndefined();
  });

  it('that wrap the first statement of the file', () => {
    const text = 'new Client();\nf();\n';
    expect(flaw(text, [insertion(0, IMPORT), insertion(0, 'make('), insertion(12, ')')])).toBeUndefined();
  });

  it('that call what is required before', () => {
    const text = 'exports.f = () => new Client();\n';
    const edits = [insertion(0, REQUIRE), replace(text, 'new Client', 'make')];
    expect(flaw(text, edits, { file: 'file.cjs' })).toBeUndefined();
  });
});

describe('a last look finds edits', () => {
  it('after which the file would not parse as it did', () => {
    const text = 'const a = new Client();\n';
    expect(flaw(text, [insertion(0, 'f(0755);\n')], { file: 'file.js' })).toBe('would not parse');
  });

  it('that join two statements', () => {
    const text = 'const a = 1\n;[1].map(() => new Client())\n';
    const edits = [
      { range: [12, 13] as const, text: "\nconst { make } = require('./helper')" },
      replace(text, 'new Client', 'make'),
    ];
    expect(flaw(text, edits, { file: 'file.cjs' })).toBe('would read code next to an edit in another way');
  });

  it('one character off', () => {
    const text = 'const a = new Client({});\n';
    const at = text.indexOf('new') - 1;
    expect(flaw(text, [insertion(0, IMPORT), { range: [at, at + 'new Client'.length], text: 'make' }])).toBe(
      'would use `maket` without a value for it',
    );
  });

  it('that call what nothing declares', () => {
    const text = 'new Client();\n';
    expect(flaw(text, [replace(text, 'new Client', 'make')])).toBe('would use `make` without a value for it');
  });

  it('that call what is required later', () => {
    const text = 'exports.a = new Client();\nf();\n';
    const edits = [replace(text, 'new Client', 'make'), insertion(26, REQUIRE)];
    expect(flaw(text, edits, { file: 'file.cjs' })).toBe('would use `make` without a value for it');
  });

  it('that call what a function needs which is called earlier', () => {
    const text = 'f();\nfunction f() {\n  return new Client();\n}\n';
    const edits = [insertion(5, REQUIRE), replace(text, 'new Client', 'make')];
    expect(flaw(text, edits, { file: 'file.cjs' })).toBe('would use `make` without a value for it');
  });

  it('that call another thing of that name', () => {
    const text = 'const f = (make) => new Client();\n';
    expect(flaw(text, [insertion(0, IMPORT), replace(text, 'new Client', 'make')])).toBe(
      'would use `make` without a value for it',
    );
    const imported = "import { make } from './other';\nnew Client();\n";
    expect(flaw(imported, [replace(imported, 'new Client', 'make')])).toBe('would use `make` without a value for it');
  });

  it('that declare a name twice', () => {
    const text = "import { make } from './helper';\nnew Client();\n";
    expect(flaw(text, [insertion(0, IMPORT), replace(text, 'new Client', 'make')])).toBe(
      'would use `make` without a value for it',
    );
  });

  it('that hide a name from other code', () => {
    const text = 'make(1);\nnew Client();\n';
    expect(flaw(text, [insertion(0, IMPORT), replace(text, 'new Client', 'make')])).toBe(
      'would take `make` for another name',
    );
    const wrapped = 'const region = 1;\nf(region, new Client());\n';
    const call = wrapped.indexOf('f(');
    expect(
      flaw(wrapped, [insertion(call, '((region) => '), insertion(wrapped.length - 2, ')(1)')], { calls: [] }),
    ).toBe('would take `region` for another name');
  });

  it('that take away what other code uses', () => {
    const text = "import { a } from 'a';\nf(a);\n";
    expect(flaw(text, [replace(text, "import { a } from 'a';\n", '')], { calls: [] })).toBe(
      'would take `a` for another name',
    );
  });

  it('that use `require` in a module', () => {
    const text = 'new Client();\n';
    expect(flaw(text, [insertion(0, REQUIRE), replace(text, 'new Client', 'make')])).toBe(
      'would use `require` without a value for it',
    );
  });
});
