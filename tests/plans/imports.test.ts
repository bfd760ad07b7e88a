import { describe, expect, it } from 'vitest';
import { firstRunOf } from '../../src/ast/first-run.js';
import { walk, type Node } from '../../src/ast/source.js';
import { applyEdits } from '../../src/text/edit.js';
import { planImports, type Import } from '../../src/plans/edits/imports.js';
import { moduleSyntaxOf } from '../../src/plans/edits/module-syntax.js';
import { styleOf } from '../../src/plans/edits/style.js';
import { declaredSyntax } from '../../src/project/declared-syntax.js';
import { sourceOf } from './edited.js';

const HELPER: Import = { specifier: './helper', names: [{ exported: 'make', local: 'make' }] };

/** A text with the helper imported, and without the names of which every mention in a `gone(…)` is taken away. */
function withImport(text: string, path = '/project/file.ts', imports: readonly Import[] = [HELPER]): string {
  const source = sourceOf(text, path);
  const gone: Node[] = [];
  walk(source.ast, source.visitorKeys, (node) => {
    if (
      node.type === 'CallExpression' &&
      node.callee.type === 'Identifier' &&
      node.callee.name === 'gone' &&
      node.arguments[0]
    )
      gone.push(node.arguments[0]);
  });
  const calls = [...text.matchAll(/make/g)].map(({ index }) => firstRunOf(index, source));
  return applyEdits(
    text,
    planImports(imports, gone, {
      source,
      syntax: moduleSyntaxOf(source, declaredSyntax(path, { root: undefined, moduleType: 'commonjs' })),
      style: styleOf(source),
      firstUse: Math.min(source.ast.body.length, ...calls),
    }),
  );
}

describe('where an import goes', () => {
  it.each([
    [
      'behind the last import',
      "import a from 'a';\nimport b from 'b';\n\nf();\n",
      "import a from 'a';\nimport b from 'b';\nimport { make } from './helper';\n\nf();\n",
    ],
    [
      'where the order of the relative imports has a place for it',
      "import { b } from '@b/b';\n\n// Shared.\nimport { s } from '../s';\n// The log.\nimport { l } from './log';\nf();\n",
      "import { b } from '@b/b';\n\n// Shared.\nimport { s } from '../s';\nimport { make } from './helper';\n// The log.\n" +
        "import { l } from './log';\nf();\n",
    ],
    [
      'behind the last import, where the others are in no order',
      "import { z } from './z';\nimport { a } from './a';\nf();\n",
      "import { z } from './z';\nimport { a } from './a';\nimport { make } from './helper';\nf();\n",
    ],
    [
      'behind the last import and its comment',
      "import a from 'a'; // a\nf();\n",
      "import a from 'a'; // a\nimport { make } from './helper';\nf();\n",
    ],
    [
      'in the quotes and without the semicolons of the file',
      'import a from "a"\n\nf()\n',
      'import a from "a"\nimport { make } from "./helper"\n\nf()\n',
    ],
    [
      'with the semicolon of the other imports, where other statements have none',
      "import a from 'a';\nimport b from 'b';\nconst c = 1\nconst d = 2\nconst e = 3\n",
      "import a from 'a';\nimport b from 'b';\nimport { make } from './helper';\nconst c = 1\nconst d = 2\nconst e = 3\n",
    ],
    [
      'without the semicolon that only other statements have',
      "const a = require('a')\nf();\ng();\n",
      "const a = require('a')\nconst { make } = require('./helper')\nf();\ng();\n",
    ],
    [
      'in the quotes of the other imports, where the rest of the file has others',
      'const a = require(\'a\');\nf({ "b": "c", "d": "e" });\n',
      'const a = require(\'a\');\nconst { make } = require(\'./helper\');\nf({ "b": "c", "d": "e" });\n',
    ],
    [
      'with the brace spacing of the file',
      "import {a} from 'a';\nf();\n",
      "import {a} from 'a';\nimport {make} from './helper';\nf();\n",
    ],
    [
      'with the line ends of the file',
      "import a from 'a';\r\nf();\r\n",
      "import a from 'a';\r\nimport { make } from './helper';\r\nf();\r\n",
    ],
    ['before the first statement', 'f();\n', "import { make } from './helper';\nf();\n"],
    ['behind directives', "'use client';\nf();\n", "'use client';\nimport { make } from './helper';\nf();\n"],
    [
      'behind a shebang',
      '#!/usr/bin/env node\nf();\n',
      "#!/usr/bin/env node\nimport { make } from './helper';\nf();\n",
    ],
    [
      'behind comments about the file, and before those about its first statement',
      '/* eslint-disable no-console */\n// Says yes.\n// @ts-ignore\nf();\n',
      "/* eslint-disable no-console */\nimport { make } from './helper';\n// Says yes.\n// @ts-ignore\nf();\n",
    ],
    [
      'behind what the file says first, unless it documents the first statement',
      '// About the file.\n// More.\n/** Says yes. */\nf();\n',
      "// About the file.\n// More.\nimport { make } from './helper';\n/** Says yes. */\nf();\n",
    ],
    [
      'before the documentation of the first statement',
      '#!/usr/bin/env node\n/** Says yes. */\nf();\n',
      "#!/usr/bin/env node\nimport { make } from './helper';\n/** Says yes. */\nf();\n",
    ],
    [
      'behind the header comment',
      '/* licence */\n\nf();\n',
      "/* licence */\n\nimport { make } from './helper';\nf();\n",
    ],
    [
      'into the import that is there',
      "import { other } from './helper';\nf();\n",
      "import { other, make } from './helper';\nf();\n",
    ],
    [
      'beside a type import of the same module',
      "import type { T } from './helper';\nf();\n",
      "import type { T } from './helper';\nimport { make } from './helper';\nf();\n",
    ],
    [
      'beside a namespace import of the same module',
      "import * as helper from './helper';\nf();\n",
      "import * as helper from './helper';\nimport { make } from './helper';\nf();\n",
    ],
  ])('%s', (_, text, expected) => {
    expect(withImport(text)).toBe(expected);
  });

  it.each([
    [
      'behind the last require',
      "const a = require('a');\nconst { b } = require('b').c;\n\nf();\n",
      "const a = require('a');\nconst { b } = require('b').c;\nconst { make } = require('./helper');\n\nf();\n",
    ],
    [
      'with the keyword of the file',
      "var a = require('a');\nf(() => a);\n",
      "var a = require('a');\nvar { make } = require('./helper');\nf(() => a);\n",
    ],
    [
      'in the syntax of ES5 where the file has no other',
      "var a = require('a');\nf(function () {\n  return { a: a };\n});\n",
      "var a = require('a');\nvar make = require('./helper').make;\nf(function () {\n  return { a: a };\n});\n",
    ],
    [
      'behind directives',
      "'use strict';\n\nmodule.exports = f();\n",
      "'use strict';\n\nconst { make } = require('./helper');\nmodule.exports = f();\n",
    ],
    [
      'into the require that is there',
      "const { other } = require('./helper');\nf();\n",
      "const { other, make } = require('./helper');\nf();\n",
    ],
    [
      'not behind a require inside a function',
      "exports.f = () => {\n  const a = require('a');\n};\n",
      "const { make } = require('./helper');\nexports.f = () => {\n  const a = require('a');\n};\n",
    ],
  ])('in CommonJS %s', (_, text, expected) => {
    expect(withImport(text, '/project/file.js')).toBe(expected);
  });

  it('gives it the name that is free', () => {
    expect(
      withImport('f();\n', '/project/file.ts', [
        { specifier: './helper', names: [{ exported: 'make', local: 'make2' }] },
      ]),
    ).toBe("import { make as make2 } from './helper';\nf();\n");
    expect(
      withImport('f();\n', '/project/file.js', [
        { specifier: './helper', names: [{ exported: 'make', local: 'make2' }] },
      ]),
    ).toBe("const { make: make2 } = require('./helper');\nf();\n");
  });
});

describe('names that lose their last mention', () => {
  it.each([
    [
      'leave their import',
      "import { A, B } from 'm';\ngone(A); f(B);\n",
      "import { B } from 'm';\nimport { make } from './helper';\ngone(A); f(B);\n",
    ],
    [
      'leave from the end',
      "import { A, B } from 'm';\ngone(B); f(A);\n",
      "import { A } from 'm';\nimport { make } from './helper';\ngone(B); f(A);\n",
    ],
    [
      'leave from the middle',
      "import { A, B, C } from 'm';\ngone(B); f(A, C);\n",
      "import { A, C } from 'm';\nimport { make } from './helper';\ngone(B); f(A, C);\n",
    ],
    [
      'give their place to the new import',
      "import b from 'b';\nimport { A } from 'm';\nimport c from './log';\ngone(A); f(b, c);\n",
      "import b from 'b';\nimport { make } from './helper';\nimport c from './log';\ngone(A); f(b, c);\n",
    ],
    [
      'leave to a place that the order of the imports has for the new one',
      "import { A } from 'm';\nimport b from 'b';\ngone(A); f(b);\n",
      "import b from 'b';\nimport { make } from './helper';\ngone(A); f(b);\n",
    ],
    [
      'leave with the blank line behind them',
      "import { A } from 'm';\n\nimport b from './b';\ngone(A); f(b);\n",
      "import b from './b';\nimport { make } from './helper';\ngone(A); f(b);\n",
    ],
    [
      'leave together',
      "import { A, B, C } from 'm';\ngone(A); gone(B); f(C);\n",
      "import { C } from 'm';\nimport { make } from './helper';\ngone(A); gone(B); f(C);\n",
    ],
    [
      'leave with alias',
      "import { A as One, B } from 'm';\ngone(One); f(B);\n",
      "import { B } from 'm';\nimport { make } from './helper';\ngone(One); f(B);\n",
    ],
    [
      'stay where another mention is left',
      "import { A } from 'm';\ngone(A); f(A);\n",
      "import { A } from 'm';\nimport { make } from './helper';\ngone(A); f(A);\n",
    ],
    [
      'stay where a type mentions them',
      "import { A } from 'm';\ngone(A);\nlet x: A;\n",
      "import { A } from 'm';\nimport { make } from './helper';\ngone(A);\nlet x: A;\n",
    ],
    [
      'stay where they are exported',
      "import { A } from 'm';\ngone(A);\nexport { A };\n",
      "import { A } from 'm';\nimport { make } from './helper';\ngone(A);\nexport { A };\n",
    ],
    [
      'stay beside a default import',
      "import d, { A } from 'm';\ngone(A); f(d);\n",
      "import d, { A } from 'm';\nimport { make } from './helper';\ngone(A); f(d);\n",
    ],
    [
      'leave with the whole namespace',
      "import * as m from 'm';\ngone(m.A);\n",
      "import { make } from './helper';\ngone(m.A);\n",
    ],
    [
      'leave from an import on several lines',
      "import {\n  A,\n  B,\n} from 'm';\ngone(A); f(B);\n",
      "import {\n  B,\n} from 'm';\nimport { make } from './helper';\ngone(A); f(B);\n",
    ],
    [
      'leave from the end of an import on several lines',
      "import {\n  A,\n  B,\n} from 'm';\ngone(B); f(A);\n",
      "import {\n  A,\n} from 'm';\nimport { make } from './helper';\ngone(B); f(A);\n",
    ],
    [
      'leave with the comment before their comma',
      "import { A /* one */, B } from 'm';\ngone(A); f(B);\n",
      "import { B } from 'm';\nimport { make } from './helper';\ngone(A); f(B);\n",
    ],
    [
      'leave with the comment behind their comma',
      "import {\n  A, // one\n  // two\n  B,\n} from 'm';\ngone(A); f(B);\n",
      "import {\n  // two\n  B,\n} from 'm';\nimport { make } from './helper';\ngone(A); f(B);\n",
    ],
    [
      'leave the comment of the name before them',
      "import {\n  A, // one\n  B,\n} from 'm';\ngone(B); f(A);\n",
      "import {\n  A, // one\n} from 'm';\nimport { make } from './helper';\ngone(B); f(A);\n",
    ],
    [
      'stay when a parameter of the same name goes',
      "import { A } from 'm';\nf(A);\nconst g = (A) => gone(A);\n",
      "import { A } from 'm';\nimport { make } from './helper';\nf(A);\nconst g = (A) => gone(A);\n",
    ],
  ])('%s', (_, text, expected) => {
    expect(withImport(text)).toBe(expected);
  });

  it.each([
    [
      'leave their require',
      "const { A, B } = require('m');\ngone(A); f(B);\n",
      "const { B } = require('m');\nconst { make } = require('./helper');\ngone(A); f(B);\n",
    ],
    [
      'give their place to the new require',
      "const { A } = require('m');\ngone(A);\n",
      "const { make } = require('./helper');\ngone(A);\n",
    ],
    [
      'leave a whole module',
      "const m = require('m');\ngone(m.A);\n",
      "const { make } = require('./helper');\ngone(m.A);\n",
    ],
    [
      'leave a require in a function, with its line',
      "exports.f = () => {\n  const { A } = require('m');\n  return gone(A);\n};\n",
      "const { make } = require('./helper');\nexports.f = () => {\n  return gone(A);\n};\n",
    ],
    [
      'stay in the body of an `if`',
      "if (f) var { A } = require('m');\ngone(A);\n",
      "const { make } = require('./helper');\nif (f) var { A } = require('m');\ngone(A);\n",
    ],
    [
      'stay beside a rest',
      "const { A, ...rest } = require('m');\ngone(A); f(rest);\n",
      "const { A, ...rest } = require('m');\nconst { make } = require('./helper');\ngone(A); f(rest);\n",
    ],
    [
      'stay in a declaration of several',
      "const { A } = require('m'), b = 1;\ngone(A); f(b);\n",
      "const { A } = require('m'), b = 1;\nconst { make } = require('./helper');\ngone(A); f(b);\n",
    ],
  ])('in CommonJS %s', (_, text, expected) => {
    expect(withImport(text, '/project/file.js')).toBe(expected);
  });
});

describe('the module syntax of a file', () => {
  it.each([
    ['esm', "import a from 'a';", 'file.js'],
    ['esm', 'export const a = 1;', 'file.js'],
    ['esm', 'f();', 'file.ts'],
    ['esm', "import a = require('a');", 'file.ts'],
    ['commonjs', "const a = require('a');", 'file.js'],
    ['commonjs', 'f();', 'file.js'],
  ])('is %s for %s in %s', (syntax, text, file) => {
    const path = `/project/${file}`;
    const declared = declaredSyntax(path, { root: undefined, moduleType: 'commonjs' });
    expect(moduleSyntaxOf(sourceOf(text, path), declared)).toBe(syntax);
  });
});

describe('a name that no code mentions any more', () => {
  const client = (comment: string): string =>
    withImport(`import { STSClient } from '@aws-sdk/client-sts';\n${comment}\ngone(STSClient);\n`, '/project/file.js');

  it.each([
    ['{Map<string, STSClient>}', "{Map<string, import('@aws-sdk/client-sts').STSClient>}"],
    [
      '{{ a: STSClient, b?: typeof STSClient }}',
      "{{ a: import('@aws-sdk/client-sts').STSClient, b?: typeof import('@aws-sdk/client-sts').STSClient }}",
    ],
    ["{import('x').STSClient}", "{import('x').STSClient}"],
  ])('goes where a type in a JSDoc comment needs it, and %s becomes %s', (type, expected) => {
    const text = client(`/**\n * An STSClient.\n * @param {string} a\n * @returns ${type} The STSClient.\n */`);
    expect(text).not.toContain('import { STSClient }');
    expect(text).toContain(` * An STSClient.\n * @param {string} a\n * @returns ${expected} The STSClient.\n`);
  });

  it('goes with its own name for it, and with the module', () => {
    const type = (statement: string, name: string): string | undefined =>
      /@type \{(.*)\}/.exec(
        withImport(`${statement}\n/** @type {${name}} */\nlet a;\ngone(${name});\n`, '/project/a.js'),
      )?.[1];
    expect(type("import { STSClient as Client } from 'm'", 'Client')).toBe("import('m').STSClient");
    expect(type('import Client from "m"', 'Client')).toBe('import("m").default');
    expect(type("const { STSClient: Client } = require('m')", 'Client')).toBe("import('m').STSClient");
    expect(type("const { STSClient } = await import('m')", 'STSClient')).toBe("import('m').STSClient");
  });

  it('goes where two functions import it, and a type once', () => {
    const lazy = "const f = () => { const { A } = require('m'); gone(A); };\n";
    expect(
      withImport(`/** @type {A} */\nlet a;\n${lazy}${lazy}`, '/project/a.js').match(/import\('m'\)\.A/g),
    ).toHaveLength(1);
  });

  it('stays where a type in a JSDoc comment may need it or has a property of that name', () => {
    expect(client('/** @type {{ STSClient: unknown }} */')).toContain('import { STSClient }');
  });

  it('goes where a comment only talks about it', () => {
    expect(client('/** Was an STSClient. */')).not.toContain('import { STSClient }');
  });
});
