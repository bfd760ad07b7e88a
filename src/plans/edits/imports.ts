import type { TSESTree } from '@typescript-eslint/utils';
import { staticName } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { insertion, type Edit } from '../../text/edit.js';
import { insertImports } from './import-place.js';
import { isRequireCall, type ModuleSyntax } from './module-syntax.js';
import { braced, quoted, type Style } from './style.js';
import { indentationOf } from '../../text/lines.js';
import { unusedImports } from './unused-imports.js';

export interface Import {
  readonly specifier: string;
  /** Exported names with the names they get here. */
  readonly names: readonly { readonly exported: string; readonly local: string }[];
}

/**
 * Adds imports in the file's module syntax, to the import of the same module when there is one, and removes `unused`
 * names.
 */
export function planImports(
  source: Source,
  imports: readonly Import[],
  unused: readonly Node[],
  syntax: ModuleSyntax,
  style: Style,
): readonly Edit[] {
  const removals = unusedImports(source, unused);
  const edits: Edit[] = [];
  const statements: string[] = [];
  for (const { specifier, names } of imports) {
    const existing = importOf(specifier, source);
    const missing = names.filter(({ exported }) => !existing?.names.has(exported));
    if (missing.length === 0) continue;
    const list = missing.map((name) => specifierText(name, syntax)).join(', ');
    if (existing) edits.push(insertion(existing.after, `, ${list}`));
    else statements.push(statementText(specifier, list, source, syntax, style));
  }
  if (statements.length === 0) return [...edits, ...removals.map((removal) => removal.edit)];

  // A statement that goes away gives its place to the new ones.
  const whole = removals.find(({ statement }) => statement && source.ast.body.some((each) => each === statement));
  const others = removals.filter((removal) => removal !== whole).map((removal) => removal.edit);
  const added: Edit = whole?.statement
    ? {
        range: whole.statement.range,
        text: statements.join(style.lineEnd + indentationOf(whole.statement, source.text)),
      }
    : insertImports(source, statements, syntax, style);
  return [...edits, ...others, added];
}

function specifierText({ exported, local }: Import['names'][number], syntax: ModuleSyntax): string {
  if (exported === local) return exported;
  return syntax === 'esm' ? `${exported} as ${local}` : `${exported}: ${local}`;
}

const statementText = (specifier: string, list: string, source: Source, syntax: ModuleSyntax, style: Style): string =>
  syntax === 'esm'
    ? `import ${braced(list, style)} from ${quoted(specifier, style)}${style.semicolon}`
    : `${keywordOf(source)} ${braced(list, style)} = require(${quoted(specifier, style)})${style.semicolon}`;

/** `var` in a file that declares with nothing else. */
function keywordOf({ ast }: Source): 'const' | 'var' {
  const declarations = ast.body.filter((statement) => statement.type === 'VariableDeclaration');
  return declarations.length > 0 && declarations.every(({ kind }) => kind === 'var') ? 'var' : 'const';
}

interface ExistingImport {
  readonly names: ReadonlySet<string>;
  /** The offset behind the last name. */
  readonly after: number;
}

/** The import or `require` that takes names from a module. */
function importOf(specifier: string, { ast }: Source): ExistingImport | undefined {
  for (const statement of ast.body) {
    const found =
      statement.type === 'ImportDeclaration'
        ? namesImported(statement, specifier)
        : statement.type === 'VariableDeclaration'
          ? namesRequired(statement, specifier)
          : undefined;
    if (found) return found;
  }
  return undefined;
}

function namesImported(statement: TSESTree.ImportDeclaration, specifier: string): ExistingImport | undefined {
  if (statement.source.value !== specifier || statement.importKind === 'type') return undefined;
  const named = statement.specifiers.filter((each) => each.type === 'ImportSpecifier');
  const last = named.at(-1);
  return (
    last && {
      names: new Set(named.map(({ imported }) => (imported.type === 'Identifier' ? imported.name : imported.value))),
      after: last.range[1],
    }
  );
}

function namesRequired(statement: TSESTree.VariableDeclaration, specifier: string): ExistingImport | undefined {
  for (const { id, init } of statement.declarations) {
    if (id.type !== 'ObjectPattern' || !init || !isRequireCall(init)) continue;
    const [module] = init.arguments;
    const last = id.properties.at(-1);
    if (module?.type === 'Literal' && module.value === specifier && last)
      return {
        names: new Set(id.properties.flatMap((each) => (each.type === 'Property' ? (staticName(each) ?? []) : []))),
        after: last.range[1],
      };
  }
  return undefined;
}
