import type { TSESTree } from '@typescript-eslint/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/ast/source.js';
import { applyEdits } from '../../src/text/edit.js';
import { addProperty, removeProperties, removeProperty } from '../../src/plans/edits/object-literal.js';
import { editLiteral, firstOf, isLiteral, sourceOf } from './edited.js';

const add = (text: string): string => editLiteral(text, (literal, source) => addProperty(literal, 'r: 1', source));

const isNamed = (property: TSESTree.ObjectLiteralElement, name: string): boolean =>
  property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name;

const remove = (text: string, ...names: readonly string[]): string =>
  editLiteral(text, (literal, source) => {
    const properties = literal.properties.filter((property) => names.some((name) => isNamed(property, name)));
    return properties.length === 1 && properties[0]
      ? removeProperty(properties[0], literal, source)
      : removeProperties(properties, literal, source);
  });

describe('adding a property', () => {
  it.each([
    ['f({});', 'f({ r: 1 });'],
    ['f({ });', 'f({ r: 1 });'],
    ['f({\n});', 'f({ r: 1 });'],
    ['f({ a: 1 });', 'f({ r: 1, a: 1 });'],
    ['f({a: 1});', 'f({r: 1, a: 1});'],
    ['f({ ...a });', 'f({ r: 1, ...a });'],
    ['f({\n  a: 1,\n});', 'f({\n  r: 1,\n  a: 1,\n});'],
    ['f({\n\ta: 1\n});', 'f({\n\tr: 1,\n\ta: 1\n});'],
    ['f({\r\n  a: 1,\r\n});', 'f({\r\n  r: 1,\r\n  a: 1,\r\n});'],
    ['f({ a: 1,\n  b: 2 });', 'f({ r: 1, a: 1,\n  b: 2 });'],
    ['f({\n  // about a\n  a: 1,\n});', 'f({\n  // about a\n  a: 1,\n  r: 1,\n});'],
    ['f({\n  // about a\n  a: 1\n});', 'f({\n  // about a\n  a: 1,\n  r: 1\n});'],
    ['f({ /* about a */ a: 1 });', 'f({ /* about a */ a: 1, r: 1 });'],
    ['f({\n  // nothing\n});', 'f({\n  r: 1,\n  // nothing\n});'],
    ['f({ /* nothing */ });', 'f({ r: 1, /* nothing */ });'],
    ['f({ // nothing\n});', 'f({ r: 1, // nothing\n});'],
    ['f({ a: { b: 1 } });', 'f({ r: 1, a: { b: 1 } });'],
    ['f({ get a() { return 1; } });', 'f({ r: 1, get a() { return 1; } });'],
    ['f({ a } as T);', 'f({ r: 1, a } as T);'],
    ['f({\n  a: 1, // last\n});', 'f({\n  r: 1,\n  a: 1, // last\n});'],
  ])('%j', (text, expected) => {
    expect(add(text)).toBe(expected);
  });
});

describe('removing a property', () => {
  it.each([
    ['f({ a: 1 });', ['a'], 'f({});'],
    ['f({ a: 1, });', ['a'], 'f({});'],
    ['f({ a: 1, b: 2 });', ['a'], 'f({ b: 2 });'],
    ['f({ a: 1, b: 2 });', ['b'], 'f({ a: 1 });'],
    ['f({ a: 1, b: 2, c: 3 });', ['b'], 'f({ a: 1, c: 3 });'],
    ['f({a: 1,b: 2,c: 3});', ['b'], 'f({a: 1,c: 3});'],
    ['f({\n  a: 1,\n  b: 2,\n});', ['a'], 'f({\n  b: 2,\n});'],
    ['f({\n  a: 1,\n  b: 2,\n});', ['b'], 'f({\n  a: 1,\n});'],
    ['f({\n  a: 1,\n  b: 2\n});', ['b'], 'f({\n  a: 1,\n});'],
    ['f({\r\n\ta: 1,\r\n\tb: 2,\r\n});', ['a'], 'f({\r\n\tb: 2,\r\n});'],
    ['f({\n  a: 1,\n});', ['a'], 'f({\n});'],
    ['f({\n  // about a\n  a: 1,\n  b: 2,\n});', ['a'], 'f({\n  // about a\n  b: 2,\n});'],
    ['f({\n  a: 1, // one\n  b: 2,\n});', ['a'], 'f({\n  // one\n  b: 2,\n});'],
    ['f({ /* kept */ a: 1 });', ['a'], 'f({ /* kept */  });'],
    ['f({ a: 1 /* kept */, b: 2 });', ['b'], 'f({ a: 1 /* kept */ });'],
    ['f({ a: 1, // one\n  b: 2 });', ['b'], 'f({ a: 1 // one\n });'],
    ['f({ a: 1, b: 2, });', ['b'], 'f({ a: 1, });'],
    // several
    ['f({ a: 1, b: 2 });', ['a', 'b'], 'f({});'],
    ['f({ a: 1, b: 2, c: 3 });', ['a', 'b'], 'f({ c: 3 });'],
    ['f({ a: 1, b: 2, c: 3 });', ['b', 'c'], 'f({ a: 1 });'],
    ['f({ a: 1, b: 2, c: 3 });', ['a', 'c'], 'f({ b: 2 });'],
    ['f({\n  a: 1,\n  b: 2,\n  c: 3,\n});', ['b', 'c'], 'f({\n  a: 1,\n});'],
    ['f({ a: 1, b: 2, c: 3, d: 4 });', ['a', 'b', 'd'], 'f({ c: 3 });'],
  ])('%j without %j', (text, names, expected) => {
    expect(remove(text, ...names)).toBe(expected);
  });
});

/** Object literals as people write them: on one line or several, with comments, with or without the last comma. */
const literals = fc
  .record({
    properties: fc.uniqueArray(
      fc.record({
        key: fc.stringMatching(/^[a-q]{1,4}$/),
        value: fc.constantFrom('1', "'x, y'", '{ z: [1, 2] }', '() => ({ a: 1 })', '`${x},`', '/[,}]/'),
      }),
      { selector: ({ key }) => key, maxLength: 5 },
    ),
    between: fc.constantFrom(' ', '', '\n  ', '\n\t', '\r\n  '),
    comment: fc.constantFrom('', '/* c, d */', '/* } */ ', '// e, f'),
    commentAt: fc.constantFrom('before', 'behind', 'after', 'inside'),
    comma: fc.boolean(),
  })
  .map(({ properties, between, comment, commentAt, comma }) => {
    const lineEnd = between.includes('\r') ? '\r\n' : '\n';
    const note = comment.startsWith('//') ? `${comment}${lineEnd}` : comment;
    const noteAt = (place: typeof commentAt, text = note): string => (commentAt === place ? text : '');
    const texts = properties.map(
      ({ key, value }) =>
        `${between}${noteAt('before')}${key}: ${noteAt('inside')}${value}${noteAt('behind', ` ${note}`)}`,
    );
    const end = between.includes('\n') ? lineEnd : between;
    const tail = properties.length > 0 && comma ? ',' : '';
    const last = noteAt(properties.length === 0 ? commentAt : 'after', ` ${note}`);
    return {
      keys: properties.map(({ key }) => key),
      text: `f({${texts.join(',')}${tail}${last}${end}});${lineEnd}`,
    };
  });

const keysOf = (source: Source): string[] =>
  firstOf(source, isLiteral).properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : '?',
  );
const commentsOf = (source: Source): string[] => source.comments.map((comment) => comment.value).sort();

describe('for object literals of any shape', () => {
  it('adding a property leaves the others, the comments and the line ends as they are', () => {
    fc.assert(
      fc.property(literals, ({ text, keys }) => {
        const source = sourceOf(text);
        const edit = addProperty(firstOf(source, isLiteral), 'r: 1', source);
        const result = applyEdits(text, [edit]);
        const after = sourceOf(result);
        expect([...keysOf(after)].sort()).toEqual([...keys, 'r'].sort());
        expect(commentsOf(after)).toEqual(commentsOf(source));
        expect(result.includes('\r\n')).toBe(text.includes('\r\n'));
        expect(/(?<!\r)\n/.test(result)).toBe(/(?<!\r)\n/.test(text));
        expect(result.startsWith(text.slice(0, edit.range[0]))).toBe(true);
        expect(result.endsWith(text.slice(edit.range[1]))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('removing a property leaves the others and the comments as they are', () => {
    fc.assert(
      fc.property(
        literals.filter(({ keys }) => keys.length > 0),
        fc.nat(),
        ({ text, keys }, which) => {
          const source = sourceOf(text);
          const literal = firstOf(source, isLiteral);
          const property = literal.properties[which % keys.length] as TSESTree.Property;
          const inside = source.comments
            .filter((comment) => comment.range[0] >= property.range[0] && comment.range[1] <= property.range[1])
            .map((comment) => comment.value);
          const result = sourceOf(applyEdits(text, [removeProperty(property, literal, source)]));
          expect(keysOf(result)).toEqual(keys.filter((key) => !isNamed(property, key)));
          const kept = commentsOf(source);
          for (const value of inside) kept.splice(kept.indexOf(value), 1);
          expect(commentsOf(result)).toEqual(kept);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('removing several properties leaves the others', () => {
    fc.assert(
      fc.property(
        literals.filter(({ keys }) => keys.length > 1),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        ({ text, keys }, choice) => {
          const source = sourceOf(text);
          const literal = firstOf(source, isLiteral);
          const removed = literal.properties.filter((_, index) => choice[index]);
          const result = sourceOf(applyEdits(text, removeProperties(removed, literal, source)));
          expect(keysOf(result)).toEqual(keys.filter((_, index) => !choice[index]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('what was added can be removed', () => {
    fc.assert(
      fc.property(literals, ({ text, keys }) => {
        const source = sourceOf(text);
        const withR = sourceOf(applyEdits(text, [addProperty(firstOf(source, isLiteral), 'r: 1', source)]));
        const literal = firstOf(withR, isLiteral);
        const added = literal.properties.find((property) => isNamed(property, 'r'));
        const without = sourceOf(applyEdits(withR.text, added ? [removeProperty(added, literal, withR)] : []));
        expect(keysOf(without)).toEqual(keys);
      }),
      { numRuns: 200 },
    );
  });
});
