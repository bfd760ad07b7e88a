import type { TSESTree } from '@typescript-eslint/utils';
import { someBelow, type Node, type Source } from '../../ast/source.js';
import type { ModuleSyntax } from '../../model/settings/surroundings.js';
import { insertion, type Edit } from '../../text/edit.js';
import { fitsInPlaceOf } from './import-order.js';
import { insertImports, replaceWithImports } from './import-place.js';
import { isRequire, isRequireCall } from './module-syntax.js';
import { braced, quotedModule, type Style } from './style.js';
import { unusedImports } from './unused-imports.js';

export interface Import {
  readonly specifier: string;
  /** Exported names with the names they get here. */
  readonly names: readonly { readonly exported: string; readonly local: string }[];
}

/** Where and how a file gets imports. */
export interface ImportTarget {
  readonly source: Source;
  readonly syntax: ModuleSyntax;
  readonly style: Style;
  /** The index of the statement that may be the first to use the imported names. */
  readonly firstUse: number;
  /** What else is edited. */
  readonly edits?: readonly Edit[];
}

/**
 * Adds imports in the file's module syntax, to the import of the same module when there is one, and removes `unused`
 * names.
 */
export function planImports(
  imports: readonly Import[],
  unused: readonly Node[],
  { source, syntax, style, firstUse, edits: calls = [] }: ImportTarget,
): readonly Edit[] {
  const removals = unusedImports(source, unused, calls);
  const edits: Edit[] = [];
  const statements: string[] = [];
  let first = '';
  for (const { specifier, names } of imports) {
    if (names.length === 0) continue;
    const list = names.map((name) => specifierText(name, syntax)).join(', ');
    const place = placeInImportOf(specifier, source, firstUse);
    if (place !== undefined) edits.push(insertion(place, `, ${list}`));
    else {
      first ||= specifier;
      statements.push(...statementTexts({ specifier, names }, list, { source, syntax, style }));
    }
  }
  if (statements.length === 0) return [...edits, ...removals.map((removal) => removal.edit)];

  const written = { statements, specifier: first, syntax, style };
  const early: readonly Node[] = source.ast.body.slice(0, firstUse);
  const whole = removals.find(({ statement }) => statement && early.includes(statement));
  const leaving = whole?.statement;
  // A statement that goes away gives its place to the new ones, unless theirs is elsewhere.
  if (leaving && fitsInPlaceOf(leaving, first, early, source.text, syntax)) {
    const others = removals.filter((removal) => removal !== whole).map((removal) => removal.edit);
    return [...edits, ...others, replaceWithImports(leaving, source, written)];
  }
  return [...edits, ...removals.map((removal) => removal.edit), insertImports(source, written, firstUse, leaving)];
}

function specifierText({ exported, local }: Import['names'][number], syntax: ModuleSyntax): string {
  if (exported === local) return exported;
  return syntax === 'esm' ? `${exported} as ${local}` : `${exported}: ${local}`;
}

/** `const { a, b } = require('…')`. In ES5 there is no such pattern, and each name has a statement of its own. */
function statementTexts(
  { specifier, names }: Import,
  list: string,
  { source, syntax, style }: Omit<ImportTarget, 'firstUse'>,
): readonly string[] {
  const module = quotedModule(specifier, style);
  if (syntax === 'esm') return [`import ${braced(list, style)} from ${module}`];
  const keyword = keywordOf(source);
  return keyword === 'var' && isEs5(source)
    ? names.map(({ exported, local }) => `var ${local} = require(${module}).${exported}`)
    : [`${keyword} ${braced(list, style)} = require(${module})`];
}

/** `var` in a file that declares with nothing else. */
function keywordOf({ ast }: Source): 'const' | 'var' {
  const declarations = ast.body.filter((statement) => statement.type === 'VariableDeclaration');
  return declarations.length > 0 && declarations.every(({ kind }) => kind === 'var') ? 'var' : 'const';
}

/** Syntax that came after ES5, and that files which may use it nearly always have. */
const AFTER_ES5 =
  /^(?:ArrowFunctionExpression|AwaitExpression|Class(?:Declaration|Expression)|(?:Array|Object|Assignment)Pattern|ForOfStatement|RestElement|SpreadElement|TemplateLiteral)$/;

/**
 * Whether a file requires modules and has nothing that came after ES5. Its linter, or what runs it, may refuse the rest.
 */
const isEs5 = ({ ast, visitorKeys }: Source): boolean =>
  ast.body.some(isRequire) &&
  !someBelow(
    ast,
    visitorKeys,
    (node) =>
      AFTER_ES5.test(node.type) ||
      (node.type === 'VariableDeclaration' && node.kind !== 'var') ||
      (node.type === 'Property' && (node.method || node.shorthand)),
  );

/** Behind the last name of an import or `require` that takes names from a module before they are used. */
function placeInImportOf(specifier: string, { ast }: Source, firstUse: number): number | undefined {
  for (const [index, statement] of ast.body.entries()) {
    const place =
      statement.type === 'ImportDeclaration'
        ? placeInImport(statement, specifier)
        : statement.type === 'VariableDeclaration' && index < firstUse
          ? placeInRequire(statement, specifier)
          : undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}

const placeInImport = (statement: TSESTree.ImportDeclaration, specifier: string): number | undefined =>
  statement.source.value === specifier && statement.importKind !== 'type'
    ? statement.specifiers.findLast((each) => each.type === 'ImportSpecifier')?.range[1]
    : undefined;

function placeInRequire(statement: TSESTree.VariableDeclaration, specifier: string): number | undefined {
  for (const { id, init } of statement.declarations) {
    if (id.type !== 'ObjectPattern' || !init || !isRequireCall(init)) continue;
    const [module] = init.arguments;
    const last = id.properties.at(-1);
    if (module?.type === 'Literal' && module.value === specifier && last?.type === 'Property') return last.range[1];
  }
  return undefined;
}
