import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { parse } from '../../../ast/parse.js';
import type { Source } from '../../../ast/source.js';
import { applyEdits, type Edit } from '../../../text/edit.js';
import { styleOf } from '../../../plans/edits/style.js';
import { manifestsAbove } from '../../../project/manifest.js';
import { displayPath } from '../../../project/paths.js';
import { entryEdit, exportedValue, inLine, elementsOf, type List } from './config-script.js';
import { isDeclared } from './package-manager.js';
import type { Setup, Step } from './step.js';

export const PACKAGE = 'eslint-plugin-sts-regional';
const NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);

/** The flat configuration in a folder; ESLint takes the first of these names. */
export const flatConfigIn = (folder: string): string | undefined =>
  NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));

type EslintSetup = Pick<Setup, 'settings' | 'isFoundByEslint'>;

/** The entries of a flat configuration. The settings are in their file, unless ESLint does not find it. */
const entriesFor = ({ settings, isFoundByEslint }: EslintSetup, quote: string): readonly string[] => [
  'stsRegional.configs.recommended',
  ...(isFoundByEslint ? [] : [inLine({ settings: { 'sts-regional': settings } }, quote)]),
];

interface TypeScriptParser {
  readonly package: string;
  readonly load: string;
  readonly value: string;
}

const PARSER: TypeScriptParser = {
  package: '@typescript-eslint/parser',
  load: "import tsParser from '@typescript-eslint/parser';",
  value: 'tsParser',
};
const WHOLE: TypeScriptParser = {
  package: 'typescript-eslint',
  load: "import tseslint from 'typescript-eslint';",
  value: 'tseslint.parser',
};

/** The parser for TypeScript that the repository has. A repository with TypeScript and without a parser needs one. */
const parserFor = (folder: string): TypeScriptParser | undefined =>
  [PARSER, WHOLE].find((parser) => isDeclared(parser.package, folder)) ??
  (isDeclared('typescript', folder) ? PARSER : undefined);

/** A new configuration that only has the recommended rules. */
export function newFlatConfig(setup: Setup): Step {
  const { cwd } = setup;
  const [manifest] = manifestsAbove(cwd);
  const parser = parserFor(cwd);
  const text = [
    `${loading(true, "'")};`,
    ...(parser ? [parser.load] : []),
    '',
    'export default [',
    ...(parser ? [`  { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: ${parser.value} } },`] : []),
    ...entriesFor(setup, "'").map((entry) => `  ${entry},`),
    '];',
    '',
  ].join('\n');
  return {
    kind: 'write',
    path: join(cwd, manifest?.type === 'module' ? 'eslint.config.js' : 'eslint.config.mjs'),
    before: undefined,
    after: text,
    what: 'ESLint configuration with the recommended rules',
    ...(parser && { needs: [parser.package] }),
  };
}

/** Adds the recommended rules at the end, where nothing overrides them. */
export function extendFlatConfig(path: string, setup: Setup): Step {
  const { cwd, read } = setup;
  const text = read(path);
  const name = displayPath(cwd, path);
  if (text.includes(PACKAGE)) return { kind: 'present', what: `${name} has the plugin` };
  const what = `the recommended rules in ${name}`;
  const result = parse(text, path);
  const edits = 'failure' in result ? undefined : flatEdits(result.source, setup);
  if (edits) return { kind: 'write', path, before: text, after: applyEdits(text, edits), what };
  return {
    kind: 'by-hand',
    what,
    text: [
      `${loading(!text.includes('module.exports'), "'")};`,
      '// in the exported list:',
      ...entriesFor(setup, "'").map((entry) => `${entry},`),
    ].join('\n'),
  };
}

const loading = (isModule: boolean, quote: string): string =>
  isModule
    ? `import stsRegional from ${quote}${PACKAGE}${quote}`
    : `const stsRegional = require(${quote}${PACKAGE}${quote})`;

/**
 * The edits for `export default [...]`, `export default defineConfig(...)`, their CommonJS forms, and modules that
 * export the result of another call; `undefined` for every other form.
 */
function flatEdits(source: Source, setup: EslintSetup): readonly Edit[] | undefined {
  const { ast, text } = source;
  const exported = exportedValue(ast);
  if (!exported) return undefined;
  const list = listIn(exported.value);
  const isCall =
    exported.isModule && (exported.value.type === 'AwaitExpression' || exported.value.type === 'CallExpression');
  if (!list && !isCall) return undefined;
  const { quote, semicolon, lineEnd } = styleOf(source);
  const load = `${loading(exported.isModule, quote)}${semicolon}`;
  const entries = entriesFor(setup, quote);
  return [
    importEdit(ast, load, lineEnd),
    ...(list ? [entryEdit(list, entries, text, lineEnd)] : aroundCall(exported.value, entries, lineEnd)),
  ];
}

/** The list of configurations: an array, or the arguments of `defineConfig` or `tseslint.config`. */
function listIn(node: TSESTree.Node): List | undefined {
  if (node.type === 'ArrayExpression') return elementsOf(node);
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  if (callee.type !== 'Identifier' || !['defineConfig', 'config'].includes(callee.name)) return undefined;
  const [only] = node.arguments;
  return node.arguments.length === 1 && only?.type === 'ArrayExpression'
    ? listIn(only)
    : { elements: node.arguments, end: node.range[1] - 1 };
}

/** Puts the entries behind what a call returns: a list, one configuration, or a promise of either. */
function aroundCall(
  { type, range: [start, end] }: TSESTree.Node,
  entries: readonly string[],
  eol: string,
): readonly Edit[] {
  return [
    { range: [start, start], text: `[${eol}  ...[${type === 'AwaitExpression' ? '' : 'await '}` },
    { range: [end, end], text: `].flat(),${eol}${entries.map((entry) => `  ${entry},${eol}`).join('')}]` },
  ];
}

function importEdit(program: TSESTree.Program, load: string, eol: string): Edit {
  const last = program.body
    .filter(
      (statement) =>
        statement.type === 'ImportDeclaration' ||
        (statement.type === 'VariableDeclaration' && /^require\(/.test(initText(statement))),
    )
    .at(-1);
  if (last) return { range: [last.range[1], last.range[1]], text: eol + load };
  const start = program.body[0]?.range[0] ?? 0;
  return { range: [start, start], text: `${load}${eol}${eol}` };
}

function initText(statement: TSESTree.VariableDeclaration): string {
  const init = statement.declarations[0]?.init;
  return init?.type === 'CallExpression' && init.callee.type === 'Identifier' ? `${init.callee.name}(` : '';
}
