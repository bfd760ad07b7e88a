import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSetting, appendArgument } from '../../src/plans/edits/arguments.js';
import { applyEdits } from '../../src/text/edit.js';
import type { ConfigurationPlace } from '../../src/sts/packages.js';
import { firstOf, isConstruction, sourceOf } from './edited.js';

const FIRST: ConfigurationPlace = { argument: 0, path: [] };
const SECOND: ConfigurationPlace = { argument: 1, path: [] };
const INNER: ConfigurationPlace = { argument: 0, path: ['clientConfig'] };

/** The first `new X(…)` of a text with a setting added; `undefined` where there is no place for it. */
function withSetting(text: string, place: ConfigurationPlace): string | undefined {
  const source = sourceOf(text);
  const edit = addSetting(firstOf(source, isConstruction), place, 'r: 1', source);
  return edit && applyEdits(text, [edit]);
}

describe('adding a setting', () => {
  it.each([
    ['new X();', 'new X({ r: 1 });'],
    ['new X;', 'new X({ r: 1 });'],
    ['f(new X);', 'f(new X({ r: 1 }));'],
    ['new X /* c */;', 'new X({ r: 1 }) /* c */;'],
    ['new X(/* c */);', 'new X({ r: 1 }/* c */);'],
    ['new X<T>();', 'new X<T>({ r: 1 });'],
    ['new (a.X)();', 'new (a.X)({ r: 1 });'],
    ['new (f().X);', 'new (f().X)({ r: 1 });'],
    ['new X({});', 'new X({ r: 1 });'],
    ['new X({ a });', 'new X({ r: 1, a });'],
    ['new X({ a } as T);', 'new X({ r: 1, a } as T);'],
    ['new X(config);', 'new X({ ...config, r: 1 });'],
    ['new X(this.config);', 'new X({ ...this.config, r: 1 });'],
    ['new X(a ? b : c);', 'new X({ ...(a ? b : c), r: 1 });'],
    ['new X(a ?? b);', 'new X({ ...(a ?? b), r: 1 });'],
    ['new X(await f());', 'new X({ ...await f(), r: 1 });'],
    ['new X(config as T);', 'new X({ ...config as T, r: 1 });'],
    ['new X(config, other);', 'new X({ ...config, r: 1 }, other);'],
  ])('to the first argument: %s', (text, expected) => {
    expect(withSetting(text, FIRST)).toBe(expected);
  });

  it.each([
    ['new X(a);', 'new X(a, { r: 1 });'],
    ['new X(a, );', 'new X(a, { r: 1 }, );'],
    ['new X(a, {});', 'new X(a, { r: 1 });'],
    ['new X(a, { b });', 'new X(a, { r: 1, b });'],
    ['new X(a, b);', 'new X(a, { ...b, r: 1 });'],
    ['new X();', undefined],
  ])('to the second argument: %s', (text, expected) => {
    expect(withSetting(text, SECOND)).toBe(expected);
  });

  it.each([
    ['new X();', 'new X({ clientConfig: { r: 1 } });'],
    ['new X({});', 'new X({ clientConfig: { r: 1 } });'],
    ['new X({ a });', 'new X({ clientConfig: { r: 1 }, a });'],
    ['new X({ clientConfig: {} });', 'new X({ clientConfig: { r: 1 } });'],
    ['new X({ clientConfig: { b } });', 'new X({ clientConfig: { r: 1, b } });'],
    ['new X({ clientConfig: config });', 'new X({ clientConfig: { ...config, r: 1 } });'],
    ['new X({ clientConfig });', 'new X({ clientConfig: { ...clientConfig, r: 1 } });'],
    ['new X({ clientConfig: a || b });', 'new X({ clientConfig: { ...(a || b), r: 1 } });'],
    ['new X(options);', undefined],
  ])('to an object inside an argument: %s', (text, expected) => {
    expect(withSetting(text, INNER)).toBe(expected);
  });
});

describe('appending an argument', () => {
  it('keeps the call parseable with the argument as its last one, whatever stands between the parentheses', () => {
    const callees = fc.constantFrom('X', 'a.X', '(a.X)', "(require('x').X)", 'X<T>', 'X /* ( */');
    const lists = fc.constantFrom(
      '',
      '()',
      '( )',
      '(/* ( */)',
      '(a)',
      '(a, b)',
      '(f(a), (b))',
      '({ a: ")" })',
      '(\n  a,\n  b\n)',
      '(// (\n)',
    );
    fc.assert(
      fc.property(callees, lists, (callee, list) => {
        const source = sourceOf(`f(new ${callee}${list});\n`);
        const call = firstOf(source, isConstruction);
        const after = firstOf(
          sourceOf(applyEdits(source.text, [appendArgument(call, 'added', source)])),
          isConstruction,
        );
        const last = after.arguments.at(-1);
        expect([after.arguments.length, last?.type === 'Identifier' && last.name]).toEqual([
          call.arguments.length + 1,
          'added',
        ]);
      }),
    );
  });
});
