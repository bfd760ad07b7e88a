import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { parse } from '../../ast/parse.js';
import { applyEdits, type Edit } from '../../edits/edit.js';
import type { Manifest } from '../../project/manifest.js';
import { editJson, type Step } from './change.js';

const PACKAGE = 'eslint-plugin-sts-regional';
const FLAT_NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);
const ESLINTRC_NAMES = ['.eslintrc.js', '.eslintrc.cjs', '.eslintrc.yaml', '.eslintrc.yml', '.eslintrc.json', '.eslintrc'];
const LEGACY = 'plugin:sts-regional/legacy-recommended';

/** Adds the recommended rules to the ESLint configuration of a folder, or writes one where there is none. */
export function eslintStep(folder: string, regions: readonly string[], manifest: Pick<Manifest, 'type' | 'dependencies'> | undefined): Step {
  const flat = FLAT_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (flat !== undefined) return extendFlat(flat, regions);
  const eslintrc = ESLINTRC_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (eslintrc !== undefined) return extendEslintrc(eslintrc, regions);
  const packageJson = join(folder, 'package.json');
  // A configuration file beside it would switch this one off.
  return existsSync(packageJson) && /"eslintConfig"\s*:\s*\{/.test(readFileSync(packageJson, 'utf8')) ? extendEslintrc(packageJson, regions, 'eslintConfig') : newConfig(folder, regions, manifest);
}

const settingsOf = (regions: readonly string[]): string => `{ settings: { 'sts-regional': { regions: [${regions.map((region) => `'${region}'`).join(', ')}] } } }`;

function newConfig(folder: string, regions: readonly string[], manifest: Pick<Manifest, 'type' | 'dependencies'> | undefined): Step {
  const parser = manifest?.dependencies['@typescript-eslint/parser'] !== undefined;
  const text = [
    `import stsRegional from '${PACKAGE}';`,
    ...(parser ? [`import tsParser from '@typescript-eslint/parser';`] : []),
    '',
    'export default [',
    ...(parser ? [`  { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tsParser } },`] : []),
    '  stsRegional.configs.recommended,',
    `  ${settingsOf(regions)},`,
    '];',
    '',
  ].join('\n');
  return { kind: 'write', path: join(folder, manifest?.type === 'module' ? 'eslint.config.js' : 'eslint.config.mjs'), before: undefined, after: text, what: 'ESLint configuration with the recommended rules' };
}

function extendFlat(path: string, regions: readonly string[]): Step {
  const text = readFileSync(path, 'utf8');
  if (text.includes(PACKAGE)) return { kind: 'present', what: `${basename(path)} has the plugin` };
  const what = `the recommended rules in ${basename(path)}`;
  const result = parse(text, path);
  const edits = 'failure' in result ? undefined : flatEdits(result.source.ast, text, regions);
  if (edits) return { kind: 'write', path, before: text, after: applyEdits(text, edits), what };
  return { kind: 'by-hand', what, text: `import stsRegional from '${PACKAGE}';\n// in the exported list:\nstsRegional.configs.recommended,\n${settingsOf(regions)},` };
}

/** The edits for `export default [...]`, `export default defineConfig(...)` and their CommonJS forms, and for what a module gets from any other call; `undefined` for the rest. */
function flatEdits(program: TSESTree.Program, text: string, regions: readonly string[]): readonly Edit[] | undefined {
  const exported = exportedValue(program);
  if (!exported) return undefined;
  const list = listIn(exported.value);
  const isMade = exported.isModule && (exported.value.type === 'AwaitExpression' || exported.value.type === 'CallExpression');
  if (!list && !isMade) return undefined;
  const quote = /from\s+"|require\("/.test(text) ? '"' : "'";
  const semicolon = /;\s*(?:\r?\n|$)/.test(text) ? ';' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const load = exported.isModule ? `import stsRegional from ${quote}${PACKAGE}${quote}${semicolon}` : `const stsRegional = require(${quote}${PACKAGE}${quote})${semicolon}`;
  const entries = ['stsRegional.configs.recommended', settingsOf(regions).replaceAll("'", quote)];
  return [importEdit(program, load, eol), ...(list ? [entryEdit(list, entries, text, eol)] : aroundMade(exported.value, entries, eol))];
}

function exportedValue(program: TSESTree.Program): { readonly value: TSESTree.Node; readonly isModule: boolean } | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') return { value: resolved(statement.declaration, program), isModule: true };
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    if (left.type === 'MemberExpression' && left.object.type === 'Identifier' && left.object.name === 'module' && left.property.type === 'Identifier' && left.property.name === 'exports') return { value: resolved(right, program), isModule: false };
  }
  return undefined;
}

/** `const config = [...]; export default config;` */
function resolved(node: TSESTree.Node, program: TSESTree.Program): TSESTree.Node {
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') return resolved(node.expression, program);
  if (node.type !== 'Identifier') return node;
  const declarations = program.body.flatMap((statement) => (statement.type === 'VariableDeclaration' && statement.kind === 'const' ? statement.declarations : []));
  return declarations.find(({ id }) => id.type === 'Identifier' && id.name === node.name)?.init ?? node;
}

interface List {
  readonly elements: readonly (TSESTree.Node | null)[];
  /** The offset of the closing bracket or parenthesis. */
  readonly end: number;
}

/** An array, or a call whose arguments are configurations or lists of them: `defineConfig`, `tseslint.config`. */
function listIn(node: TSESTree.Node): List | undefined {
  if (node.type === 'ArrayExpression') return { elements: node.elements, end: node.range[1] - 1 };
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  if (callee.type !== 'Identifier' || !['defineConfig', 'config'].includes(callee.name)) return undefined;
  const [only] = node.arguments;
  return node.arguments.length === 1 && only?.type === 'ArrayExpression' ? listIn(only) : { elements: node.arguments, end: node.range[1] - 1 };
}

/** What a call returns may be a list, one configuration, or a promise of either. */
function aroundMade({ type, range: [start, end] }: TSESTree.Node, entries: readonly string[], eol: string): readonly Edit[] {
  return [
    { range: [start, start], text: `[${eol}  ...[${type === 'AwaitExpression' ? '' : 'await '}` },
    { range: [end, end], text: `].flat(),${eol}${entries.map((entry) => `  ${entry},${eol}`).join('')}]` },
  ];
}

function importEdit(program: TSESTree.Program, load: string, eol: string): Edit {
  const last = program.body.filter((statement) => statement.type === 'ImportDeclaration' || (statement.type === 'VariableDeclaration' && /^require\(/.test(initText(statement)))).at(-1);
  if (last) return { range: [last.range[1], last.range[1]], text: eol + load };
  const start = program.body[0]?.range[0] ?? 0;
  return { range: [start, start], text: `${load}${eol}${eol}` };
}

function initText(statement: TSESTree.VariableDeclaration): string {
  const init = statement.declarations[0]?.init;
  return init?.type === 'CallExpression' && init.callee.type === 'Identifier' ? `${init.callee.name}(` : '';
}

function entryEdit({ elements, end }: List, entries: readonly string[], text: string, eol: string): Edit {
  const last = elements.at(-1);
  if (!last) return { range: [end, end], text: `${eol}  ${entries.join(`,${eol}  `)},${eol}` };
  const lineStart = text.lastIndexOf('\n', last.range[0]) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const isAlone = text.slice(lineStart, last.range[0]).trim() === ''; // one element to a line
  return { range: [last.range[1], last.range[1]], text: entries.map((entry) => (isAlone ? `,${eol}${indent}${entry}` : `, ${entry}`)).join('') };
}

/** @param key the property of a package.json that holds the configuration */
function extendEslintrc(path: string, regions: readonly string[], key?: string): Step {
  const text = readFileSync(path, 'utf8');
  if (text.includes('sts-regional/') || text.includes('plugin:sts-regional')) return { kind: 'present', what: `${basename(path)} has the plugin` };
  const what = `the recommended rules in ${basename(path)}`;
  const after = /\.(?:js|cjs|ya?ml)$/.test(path)
    ? undefined
    : editJson(text, (content) => {
        const config = (key === undefined ? content : content[key]) as Record<string, unknown>;
        config['extends'] = [config['extends'] ?? [], LEGACY].flat();
        config['settings'] = { ...(config['settings'] as object | undefined), 'sts-regional': { regions } };
      });
  return after === undefined ? { kind: 'by-hand', what, text: `extends: ['${LEGACY}'],\nsettings: { 'sts-regional': { regions: ${JSON.stringify(regions)} } }` } : { kind: 'write', path, before: text, after, what };
}
