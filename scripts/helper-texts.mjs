/**
 * The texts of the failover helper, one for each SDK and module language, from src/helper/sources: modules that are
 * read, checked and tested like any others. What a module imports from its neighbours is put in its place. JavaScript
 * gets the types of its exports as comments, and loses all others. The marks of the sections (`// #if client`) stay: a helper gets its sections when it is
 * written.
 */
import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import ts from 'typescript';
import { jsDocOf } from './helper-jsdoc.mjs';

const SOURCES = new URL('../src/helper/sources/', import.meta.url);
const FORMAT = { parser: 'typescript', printWidth: 120, singleQuote: true };

const parse = (text) => ts.createSourceFile('helper.ts', text, ts.ScriptTarget.Latest, true);
const isRelative = ({ moduleSpecifier }) => moduleSpecifier?.text.startsWith('.') === true;
const textOf = (name) => readFileSync(new URL(name.replace(/\.js$/, '.ts'), SOURCES), 'utf8');
const hasModifier = (node, kind) => node.modifiers?.find((modifier) => modifier.kind === kind);

/** Text without the given ranges, and with other texts in the place of some. */
function edited(text, edits) {
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((result, [start, end, replacement = '']) => result.slice(0, start) + replacement + result.slice(end), text);
}

/**
 * The module as one file: its relative import is replaced by that module, which exports only what this one passes on.
 */
function inlined(name) {
  const text = textOf(name);
  const statements = parse(text).statements.filter(isRelative);
  const isPassedOn = new Set(
    statements
      .filter(ts.isExportDeclaration)
      .flatMap(({ exportClause }) => exportClause.elements.map((each) => each.name.text)),
  );
  return edited(
    text,
    statements.map((statement) => [
      statement.getStart(),
      statement.end,
      ts.isImportDeclaration(statement) ? withoutExports(textOf(statement.moduleSpecifier.text), isPassedOn) : '',
    ]),
  );
}

function withoutExports(text, kept) {
  const edits = [];
  for (const statement of parse(text).statements) {
    const name = statement.name ?? statement.declarationList?.declarations[0].name;
    const modifier = hasModifier(statement, ts.SyntaxKind.ExportKeyword);
    if (modifier && !kept.has(name.text)) edits.push([modifier.getStart(), modifier.end]);
  }
  return edited(text, edits).trim();
}

/** TypeScript without its types, but those of its exports as JSDoc. Everything else stays where it is. */
function javaScriptOf(text) {
  const file = parse(text);
  const { comments, typedefs } = jsDocOf(file);
  const edits = [...comments];
  /** With the comments that belong to it, above it and behind. */
  const remove = (node) => {
    const [behind] = /^(?:[ \t]*\/\/[^\n]*)?/.exec(text.slice(node.end));
    edits.push([node.getStart(file, true), node.end + behind.length, typedefs.get(node)]);
  };
  /** `: Type`, `as Type`, `<Type, Type>`: nodes with the token before them, and the one behind. */
  const removeFrom = (token, nodes, closing = '') => {
    const last = nodes.at(-1).end;
    edits.push([text.lastIndexOf(token, nodes[0].getStart() - 1), closing ? text.indexOf(closing, last) + 1 : last]);
  };
  const visit = (node) => {
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    if (isType || hasModifier(node, ts.SyntaxKind.DeclareKeyword)) remove(node);
    else if (ts.isFunctionDeclaration(node) && !node.body)
      edits.push([node.getStart(), node.end + 1]); // an overload, whose comment is the function's
    else if (ts.isImportSpecifier(node) && node.isTypeOnly) {
      removeFrom(',', [node]);
      const { end } = node.parent.parent.parent;
      if (typedefs.has(node)) edits.push([end, end, `\n${typedefs.get(node)}`]);
    } else visitParts(node);
  };
  const visitParts = (node) => {
    if (node.typeParameters) removeFrom('<', node.typeParameters, '>');
    if (node.typeArguments) removeFrom('<', node.typeArguments, '>');
    if (node.questionToken && ts.isParameter(node)) remove(node.questionToken);
    if (node.type) removeFrom(ts.isAsExpression(node) ? 'as' : ':', [node.type]);
    node.forEachChild((child) => {
      if (!ts.isTypeNode(child) && !ts.isTypeParameterDeclaration(child)) visit(child);
    });
  };
  file.forEachChild(visit);
  return edited(text, edits);
}

function commonJsOf(text) {
  const edits = [];
  for (const statement of parse(text).statements) {
    const [start, end] = [statement.getStart(), statement.end];
    if (ts.isImportDeclaration(statement)) {
      const { importClause, moduleSpecifier } = statement;
      edits.push([start, end, `const ${importClause.getText()} = require(${moduleSpecifier.getText()});`]);
    }
    const modifier = hasModifier(statement, ts.SyntaxKind.ExportKeyword);
    if (!modifier) continue;
    edits.push([modifier.getStart(), modifier.end]);
    const { text: name } = statement.name ?? statement.declarationList.declarations[0].name;
    edits.push([end, end, `\nexports.${name} = ${name};`]);
  }
  return `'use strict';\n${edited(text, edits)}`;
}

/** @returns {Promise<Record<string, string>>} by variant: `v3-ts`, `v2-cjs`, … */
export async function helperTexts() {
  const texts = {};
  for (const sdk of ['v3', 'v2']) {
    const typed = inlined(`${sdk}.ts`);
    const plain = javaScriptOf(typed);
    Object.assign(texts, { [`${sdk}-ts`]: typed, [`${sdk}-esm`]: plain, [`${sdk}-cjs`]: commonJsOf(plain) });
  }
  for (const [variant, text] of Object.entries(texts)) texts[variant] = await format(text, FORMAT);
  return texts;
}

/** The module `src/helper/texts.js`. */
export async function helperModule() {
  return `export const helperTexts = ${JSON.stringify(await helperTexts(), undefined, 2)};\n`;
}

/** For Vitest and the bundler: `src/helper/texts.js` is made from the sources as they are now. */
export const helperTextsPlugin = {
  name: 'helper-texts',
  resolveId: (id, importer) =>
    id === './texts.js' && importer?.replaceAll('\\', '/').includes('/src/helper/') ? '\0helper-texts' : undefined,
  load: (id) => (id === '\0helper-texts' ? helperModule() : undefined),
};
