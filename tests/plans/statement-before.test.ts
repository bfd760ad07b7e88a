import type { TSESTree } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import { placeBefore } from '../../src/plans/edits/statement-before.js';
import { applyEdits } from '../../src/text/edit.js';
import type { Node } from '../../src/ast/source.js';
import { firstOf, sourceOf } from './edited.js';

const isX = (node: Node): node is TSESTree.Identifier => node.type === 'Identifier' && node.name === 'x';

/** A text with `let a` before the expression `x`; `undefined` where no statement can stand. */
function withStatement(text: string): string | undefined {
  const source = sourceOf(text);
  const place = placeBefore(firstOf(source, isX), source);
  if (!place) return undefined;
  const { before, behind } = place.add([{ text: 'let a' }]);
  return applyEdits(text, [...before, ...behind]);
}

describe('a statement before an expression', () => {
  it.each([
    ['f(x);', 'let a;\nf(x);'],
    ['export const b = f({ c: [x] });', 'let a;\nexport const b = f({ c: [x] });'],
    ['export default f(x);', 'let a;\nexport default f(x);'],
    ['const b = x ? 1 : 2;', 'let a;\nconst b = x ? 1 : 2;'],
    ['function f() {\n  return x;\n}', 'function f() {\n  let a;\n  return x;\n}'],
    ['if (b) { f(x); }', 'if (b) { let a; f(x); }'],
    ['const b = 1\nf(x)', 'const b = 1\nlet a\nf(x)'],
    ['const b = 1\n\n;[x].forEach(f)', 'const b = 1\n\n;let a; [x].forEach(f)'],
    ['// of b\n/** and this */\nconst b = x;', 'let a;\n// of b\n/** and this */\nconst b = x;'],
    ['// apart\n\nconst b = x;', '// apart\n\nlet a;\nconst b = x;'],
    ['const f = () => x;', 'const f = () => {\n  let a;\n  return x;\n};'],
    ['const f = () =>\n  ({ x });', 'const f = () => {\n  let a;\n  return ({ x });\n};'],
    ['class C {\n\tf = async () => [x];\n}', 'class C {\n\tf = async () => {\n\t\tlet a;\n\t\treturn [x];\n\t};\n}'],
  ])('stands on the way to it: %j', (text, expected) => {
    expect(withStatement(text)).toBe(expected);
  });

  it.each([
    'const b = c ? x : 1;',
    'const b = c && x;',
    'b ??= x;',
    'b?.(x);',
    'b?.c(x);',
    'const b = 1, c = x;',
    'if (b) f(x);',
    'for (const b of c) f(x);',
    'for (let b = x; ;) f();',
    'while (x) f();',
    'switch (b) { case 1: f(x); }',
    'class C { b = x; }',
    'function f(b = x) {}',
  ])('has no place in %j', (text) => {
    expect(withStatement(text)).toBeUndefined();
  });
});
