import { describe, expect, it } from 'vitest';
import { parse } from '../../src/ast/parse.js';
import { walk } from '../../src/ast/source.js';
import { buildModel } from '../../src/model/build.js';
import { modelOfText } from '../../src/model/from-text.js';
import { kindsIn } from '../model/model-of.js';

const V2 = "var AWS = require('aws-sdk');\n";
const V3 = "import { STSClient } from '@aws-sdk/client-sts';\n";

describe('a file that the TypeScript parser refuses goes to the fallback parser', () => {
  it.each([
    ['octal numbers', `${V2}var mode = 0755;\nmodule.exports = new AWS.STS();`],
    ['octal escapes', `${V2}var bell = '\\07';\nmodule.exports = new AWS.STS();`],
    ['with', `${V2}with (AWS) { run(new AWS.STS()); }`],
    ['HTML comments', `<!-- for old browsers\n${V2}new AWS.STS();\n--> end`],
    [
      'functions with every kind of parameter',
      `${V2}var mode = 0755;\nfunction f(a, { b }, [c] = [], ...d) { return new AWS.STS(a); }`,
    ],
    ['comments', `// @flow\n/* sloppy */ ${V2}var mode = 0755; // end\nnew AWS.STS();`],
    [
      'classes and decorators',
      `${V2}var mode = 0755;\n@d class A { @p x = 1; constructor(y) {} get sts() { return new AWS.STS(); } }`,
    ],
    ['JSX in a sloppy script', `${V2}var mode = 0755;\nvar app = <P client={new AWS.STS()} />;`],
    [
      'dynamic import in a sloppy script',
      "var mode = 0755;\nimport('aws-sdk').then(function (AWS) { return new AWS.STS(); });",
    ],
    ['duplicate parameters', `${V2}function f(a, a) { return new AWS.STS(); }`],
    ['delete of a name', `${V2}delete AWS.x; delete mode;\nnew AWS.STS();`],
  ])('%s', (_, text) => {
    expect(kindsIn(text, '/project/old.js')).toEqual(['v2-client']);
  });

  it.each([
    [
      'type annotations of Flow',
      '// @flow\n' +
        `${V3}type O = {| +region: string |};\n` +
        'export const f = ({ region }: O): STSClient => new STSClient({ region: (region: any) });',
    ],
    [
      'opaque types and generics of Flow',
      '// @flow\n' +
        `${V3}opaque type T = string;\n` +
        'class A<T: Object> extends B<T> { +sts: STSClient = new STSClient({}); m<U>(x: ?U, ...r: Array<T>): ' +
        'void {} }',
    ],
    [
      'type imports of Flow',
      '// @flow\n' +
        `${V3}import typeof X from './x';\n` +
        `import { type Y } from './y';\n` +
        'export const f = (x: ?X): any => (new STSClient({}): any);',
    ],
    ['Flow in comments', `${V3}/*:: type X = string; */\nexport function f(x /*: ?X */) { return new STSClient({}); }`],
  ])('%s', (_, text) => {
    expect(kindsIn(text, '/project/flow.js')).toEqual(['v3-client']);
  });

  it('never takes a type import of Flow for a client', () => {
    expect(
      kindsIn(
        '// @flow\n' +
          "import { typeof STSClient } from '@aws-sdk/client-sts';\n" +
          "import type { O } from './o';\n" +
          'const x = (new STSClient({}): any);',
        '/project/flow.js',
      ),
    ).toEqual([]);
  });

  it('gives every node its parent, and ranges to nodes and comments', () => {
    const result = parse(`// first\n${V2}var mode = 0755; /* second */`, '/project/old.js');
    if ('failure' in result) throw new Error(result.failure.message);
    const { source } = result;
    expect(source.comments.map(({ type, range }) => [type, source.text.slice(...range)])).toEqual([
      ['Line', '// first'],
      ['Block', '/* second */'],
    ]);
    walk(source.ast, source.visitorKeys, (node) => {
      expect(node.range).toHaveLength(2);
      if (node !== source.ast) expect(node.parent).toBeDefined();
    });
  });
});

describe('what each extension may hold', () => {
  it.each([
    ['a type assertion in .ts', 'const x = <any>y;', 'a.ts'],
    ['a type assertion in .mts', 'const x = <any>y;', 'a.mts'],
    ['a generic arrow function in .cts', 'const f = <T>(x: T) => x;', 'a.cts'],
    ['JSX in .tsx', 'const x = <A />;', 'a.tsx'],
    ['JSX in .js', 'const x = <A />;', 'a.js'],
    ['JSX in .jsx', 'const x = <A />;', 'a.jsx'],
    ['import attributes', "import x from './x.json' with { type: 'json' };", 'a.mjs'],
    ['a shebang', '#!/usr/bin/env node\nf();', 'a.cjs'],
    ['decorators', '@d class A { @p() accessor x = 1; }', 'a.ts'],
    ['top-level await', 'await f();', 'a.mjs'],
    ['using', 'using x = f();', 'a.ts'],
    ['return outside a function', 'if (x) return;', 'a.cjs'],
  ])('%s', (_, text, path) => {
    expect(parse(text, `/project/${path}`)).toHaveProperty('source');
  });
});

describe('a file that no parser reads', () => {
  it.each([
    ['a.ts', `${V3}new STSClient({;\n`, 2],
    ['a.js', `${V3}\nfunction (\n`, 3],
    // The fallback parser would go on after these, without what is missing.
    ['a.js', `${V3}const { a }  require(,)\nnew STSClient({});\n`, 2],
    ['a.js', `${V3}var a = f()new STSClient({});\n`, 2],
  ])('%s names its line and why', (path, text, line) => {
    const result = modelOfText(text, `/project/${path}`);
    expect(result).toMatchObject({ failure: { line, message: expect.stringMatching(/\w/) as string } });
  });

  it('names the failure of the TypeScript parser, which more people know', () => {
    expect(parse('const = 1;', '/project/a.js')).toEqual({
      failure: { message: 'Variable declaration expected.', line: 1, column: 7 },
    });
  });

  it('is binary content with the name of a script', () => {
    expect(modelOfText(`\u0000\u0001new STS aws \u0002{`, '/project/a.js')).toHaveProperty('failure');
  });
});

it('counts offsets without a byte order mark', () => {
  const result = modelOfText(`\uFEFF${V3}new STSClient({});`, '/project/a.ts');
  if (result === 'no-sts' || 'failure' in result) throw new Error('not parsed');
  expect(result.model.sites[0]?.node.range[0]).toBe(V3.length);
});

it('builds the same model from both parsers', () => {
  const text = `${V2}function f(region) { return new AWS.STS({ region, stsRegionalEndpoints: 'legacy' }); }\n`;
  const facts = (source: string): unknown => {
    const result = parse(source, '/project/a.js');
    if ('failure' in result) throw new Error(result.failure.message);
    return buildModel(result.source).sites.map((site) => [
      site.name,
      site.node.range,
      site.configuration.opaque,
      site.configuration.setting('stsRegionalEndpoints').state,
    ]);
  };
  expect(facts(`${text}var mode = 0755;`)).toEqual(facts(`${text}var mode = 7550;`));
});

it.each([
  ['a call that lacks an argument', 'f(1, , STSClient);'],
  ['a missing semicolon', 'var a = f() new STSClient({});'],
  ['a constant without a name', 'const require("x");'],
  ['an escape that is none', '"\\u{61"; new STSClient({});'],
  ['a cast of Flow without parentheses', 'new STSClient(a : { region: "eu-west-1" });'],
])('%s is no code, in JavaScript either', (_, text) => {
  for (const path of ['/project/a.ts', '/project/a.js']) expect(parse(V3 + text, path)).toHaveProperty('failure');
});

it('a statement is read once that follows a top-level await of an object', () => {
  const result = parse(`${V3}await { a: 1 }.a;\nnew STSClient({});\n`, '/project/a.mts');
  expect('source' in result && result.source.ast.body.map(({ type }) => type)).toEqual([
    'ImportDeclaration',
    'ExpressionStatement',
    'ExpressionStatement',
  ]);
});
