import { parse as parseTypeScript } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { parseModern } from '../../src/ast/babel-parser.js';
import { parse } from '../../src/ast/parse.js';
import type { Source } from '../../src/ast/source.js';
import { filesBelow, readText } from '../repository/repository.js';

const ours = (text: string, path: string): unknown => {
  const source = parseModern(text, path);
  return source && shown(source.ast, source.visitorKeys);
};

function theirs(text: string, path: string): unknown {
  const result = parse(text, path);
  if ('failure' in result) throw new Error(result.failure.message);
  const ast = parseTypeScript(text, {
    filePath: path,
    loc: true,
    range: true,
    sourceType: 'module',
    ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path) },
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
  });
  return shown(ast, result.source.visitorKeys);
}

/** Babel's own fields, links to other nodes, and what typescript-eslint calls deprecated or does not fill in yet. */
const LEFT_OUT = new Set([
  'parent',
  'start',
  'end',
  'extra',
  'tokens',
  'comments',
  'interpreter',
  'phase',
  'isNothing',
]);

/** A tagged template may hold what no string may, and has no text then. typescript-eslint gives it one. */
const INVALID_ESCAPE = /\\[1-9ux]/;

/** A tree as plain data, in which `false` is the same as missing. */
function shown(value: unknown, keys: Source['visitorKeys']): unknown {
  if (Array.isArray(value)) return value.map((element) => shown(element, keys));
  if (typeof value === 'bigint' || value instanceof RegExp) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const { type } = value as { type?: string };
  const known = type === undefined ? undefined : keys[type];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, field]) => !LEFT_OUT.has(name) && field !== undefined && field !== false)
      .filter(([name, field]) => known === undefined || known.includes(name) || !isTree(field))
      .filter(([name]) => name !== 'cooked' || !INVALID_ESCAPE.test((value as { raw: string }).raw))
      .map(([name, field]): [string, unknown] =>
        name === 'loc' ? [name, positions(field as Loc)] : [name, shown(field, keys)],
      ),
  );
}

const isTree = (field: unknown): boolean => typeof (field as { type?: unknown } | null)?.type === 'string';

interface Loc {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}
const positions = ({ start, end }: Loc): string => `${start.line}:${start.column}-${end.line}:${end.column}`;

describe("Babel's tree becomes the tree of the TypeScript parser", () => {
  it.each([
    ['parameters', 'function f(a, { b, ...c }, [d] = [], ...e) {}'],
    ['literals', 'f(\'a\', "b", 0x1f, 10n, /a+/gi, null, true, `a${b}c${d}`, `e`, x`f\\u{0}${g}`);'],
    ['line ends in a template', 'f(`a\r\n${b}\r\n`);\r\ng();'],
    ['optional chains', 'a?.b.c?.[d](e)?.(f); (a?.b).c; new (a?.b)();'],
    ['directives', "'use strict';\nfunction f() { 'use client'; }"],
    [
      'every kind of import',
      "import a, { b as c, default as d } from 'x';\nimport * as e from 'y' with { type: 'json' };",
    ],
    [
      'every kind of export',
      "export { a, b as default };\nexport * from 'x';\nexport * as c from 'y';\nexport const d = 1;",
    ],
    ['dynamic imports', "const a = await import('x');\nimport('y', { with: {} });"],
    ['objects', "({ a, b: 1, 'c': 2, [d]: 3, e() {}, get f() { return 1; }, set f(v) {}, async *g() {}, ...h });"],
    ['classes', 'class A extends B { #a = 1; static b; static { c(); } get d() { return this.#a; } async e() {} }'],
    ['statements', 'a: for (;;) { if (b) break a; else continue a; }\ntry { c(); } catch { d(); } finally { e(); }'],
    ['loops', 'for (const a of b) c(a);\nfor await (const d of e) f(d);\nfor (let g in h) {}\ndo { i(); } while (j);'],
    ['comments between tokens', 'f(/* a */ b /* c */, // d\n  e);'],
    ['a hash-bang line', '#!/usr/bin/env node\nf();'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(ours(text, 'a.js')).toEqual(theirs(text, 'a.js'));
    expect(ours(text, 'a.ts')).toEqual(theirs(text, 'a.ts'));
  });

  it.each([
    ['elements', '<A b="c&amp;" {...d} e={f}>g &lt; {h}{/* i */}<></><j.k l:m /></A>;'],
    ['a generic element', '<A<string> b={c} />;'],
  ])('JSX: %s', (_, text) => {
    expect(ours(text, 'a.tsx')).toEqual(theirs(text, 'a.tsx'));
  });

  it.each([
    ['type arguments', 'f<A>(b);\nnew C<D[]>();\ng<E>`h`;\nconst i = j<K>;\nclass L extends M<N> {}'],
    ['assertions', 'a as B; c satisfies D; <E>f; g!; h?.i!.j; const k = [] as const;'],
    ['function types', 'type A = (b: C) => D;\ntype E = new (...f: G[]) => H;\ntype I = (this: J) => asserts k is L;'],
    ['signatures', 'interface A { (b: C): D; new (e: F): G; h?(i: J): K; readonly [l: string]: M; get n(): O; }'],
    ['heritage', 'interface A extends B, C.D<E> {}\nclass F implements G, H.I.J<K> {}'],
    ['parentheses', 'type A = (B | (C & D))[];\ntype E = (typeof f)[number];\ntype G = ((h: I) => J) | null;'],
    ['type parameters', 'function f<const A extends B = C>() {}\ninterface D<in /* x */ E, out F, in out G> {}'],
    [
      'inferred and mapped types',
      'type A<B> = B extends (infer C)[] ? C : never;\ntype D = { readonly [E in F as G]?: H };',
    ],
    ['template types', 'type A = `b`;\ntype C = `d${E}\n${F}`;'],
    ['tuples', 'type A = [b: C, d?: E, ...f: G[]];\ntype H = [I?, ...J[]];'],
    ['names behind "this"', 'class A { a(): this { return this; }\n b(): typeof this.c.d { return e; } }'],
    ['types of modules', "type A = import('b').C<D>;\ntype E = typeof import('f');"],
    ['enums', 'enum A { B, C = 1, "d" = 2 }\ndeclare const enum E /* { */ { F }'],
    [
      'namespaces',
      'namespace A { export const b = 1; }\ndeclare module "c" { export function d(): void; }\ndeclare global {}',
    ],
    [
      'abstract classes',
      'abstract class A { abstract b(): void; abstract readonly c: string; protected constructor(); }',
    ],
    [
      'overloads',
      'class A { b(c: D): void; b(c: E): void {} }\nfunction f(a: B): void;\nfunction f(a: unknown): void {}',
    ],
    ['parameter properties', 'class A { constructor(private b: C, readonly d = 1, public override e?: F) {} }'],
    ['fields', 'class A extends Z { declare b: C; d!: E; private static f?: G; override h = 1; accessor i = 2; }'],
    [
      'type imports',
      "import type A from 'b';\nimport { type C } from 'd';\nexport type { E } from 'f';\nexport type * from 'g';",
    ],
    ['import equals', "import a = require('b');\nimport type c = require('d');\nexport = a;"],
    ['decorators', '@a @b() class C { @d e = 1; @f() g(@h i: J) {} constructor(@k private l: M, @n o: P = q) {} }'],
    ['decorators before export', '@a({})\n// export\nexport class B {}\n@c export default class {}'],
    ['ambient declarations', 'declare let a: B;\ndeclare function c(): D;\ndeclare class E { f(): G; }'],
    ['using', 'using a = b();\nawait using c = d();'],
  ])('TypeScript: %s', (_, text) => {
    expect(ours(text, 'a.ts')).toEqual(theirs(text, 'a.ts'));
  });

  it('the sources of the rules and models', () => {
    const paths = [...filesBelow('rules'), ...filesBelow('src/model')].filter((path) => path.endsWith('.ts'));
    expect(paths.length).toBeGreaterThan(50);
    for (const path of paths) expect(ours(readText(path), path), path).toEqual(theirs(readText(path), path));
  });
});

it.each([
  ['an exported alias', 'namespace A { export import b = c.d; }', 'a.ts'],
  ['nested names', 'namespace A.B { export const c = 1; }', 'a.ts'],
  ['decorators behind export', 'export @a class B {}', 'a.ts'],
  ['a name that is deleted in a script', 'delete a;', 'a.js'],
  ['types in JavaScript', 'const a: string = b as any;', 'a.js'],
])('%s is left to the TypeScript parser', (_, text, path) => {
  expect(parseModern(text, path)).toBeUndefined();
  expect(parse(text, path)).toHaveProperty('source');
});

it('a type that only Babel accepts is an error', () => {
  expect(parse('class A { a(b: this.c) {} }', 'a.ts')).toHaveProperty('failure');
});
