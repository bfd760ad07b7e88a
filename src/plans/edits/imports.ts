import type { TSESTree } from '@typescript-eslint/utils';
import { staticName, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { Edit } from '../../text/edit.js';
import { braced, indentationOf, quoted, startsLine, type Style } from './style.js';

/** How a file gets at other modules. */
export type ModuleSyntax = 'esm' | 'commonjs';

/** By what the file does; a TypeScript file that does neither is a module, and a component always is. */
export function moduleSyntaxOf(source: Source, isTypeScript: boolean): ModuleSyntax {
  const isEsm = source.ast.body.some(
    (statement) =>
      /^(?:Import|Export)/.test(statement.type) ||
      statement.type === 'TSImportEqualsDeclaration' ||
      statement.type === 'TSExportAssignment',
  );
  return isEsm || isTypeScript || source.isComponent ? 'esm' : 'commonjs';
}

const ASSET =
  /\.(?:json5?|ya?ml|s?css|less|html|svg|png|jpe?g|node|wasm|graphql|gql|sql|txt|md|vue|svelte|astro)(?:\?.*)?$/;

/** The extensions of a file's relative imports: `''` for `./config`. Data and assets (`./data.json`) say nothing about how code is imported. */
export function importExtensionsOf(modules: Iterable<string>): ReadonlySet<string> {
  const relative = [...modules].filter((module) => module.startsWith('.') && !ASSET.test(module));
  return new Set(relative.map((module) => /\.[cm]?[jt]sx?$/.exec(module)?.[0].replace(/^\.[cm]/, '.') ?? ''));
}

export interface Import {
  readonly specifier: string;
  /** Exported names with the names they get here. */
  readonly names: readonly { readonly exported: string; readonly local: string }[];
}

/** Adds an import in the file's module syntax, to the import of the same module when there is one, and takes away `unused` names. */
export function planImports(
  source: Source,
  imports: readonly Import[],
  unused: readonly Node[],
  syntax: ModuleSyntax,
  style: Style,
): readonly Edit[] {
  const removals = unusedImports(source, unused);
  const edits: Edit[] = [];
  const lines: string[] = [];
  for (const { specifier, names } of imports) {
    const existing = importOf(specifier, source);
    const missing = names.filter(({ exported }) => !existing?.names.has(exported));
    if (missing.length === 0) continue;
    const list = missing
      .map(({ exported, local }) =>
        exported === local ? exported : `${exported}${syntax === 'esm' ? ' as ' : ': '}${local}`,
      )
      .join(', ');
    if (existing) edits.push({ range: [existing.after, existing.after], text: `, ${list}` });
    else
      lines.push(
        syntax === 'esm'
          ? `import ${braced(list, style)} from ${quoted(specifier, style)}${style.semicolon}`
          : `${keyword(source)} ${braced(list, style)} = require(${quoted(specifier, style)})${style.semicolon}`,
      );
  }
  if (lines.length === 0) return [...edits, ...removals.map((removal) => removal.edit)];

  // A statement that goes away gives its place to the new one.
  const whole = removals.find(({ statement }) => statement && source.ast.body.some((each) => each === statement));
  const rest = removals.filter((removal) => removal !== whole).map((removal) => removal.edit);
  if (whole?.statement)
    return [
      ...edits,
      ...rest,
      { range: whole.statement.range, text: lines.join(style.lineEnd + indentationOf(whole.statement, source.text)) },
    ];
  return [...edits, ...rest, insertion(source, lines, syntax, style)];
}

const keyword = (source: Source): string =>
  source.ast.body.some((statement) => statement.type === 'VariableDeclaration' && statement.kind !== 'var') ||
  !source.ast.body.some((statement) => statement.type === 'VariableDeclaration')
    ? 'const'
    : 'var';

function insertion(source: Source, lines: readonly string[], syntax: ModuleSyntax, style: Style): Edit {
  const { body } = source.ast;
  const last = body.findLast((statement) =>
    syntax === 'esm'
      ? statement.type === 'ImportDeclaration' || statement.type === 'TSImportEqualsDeclaration'
      : isRequire(statement),
  );
  if (last) {
    const end = endWithComment(last, source);
    const indentation = indentationOf(last, source.text);
    return { range: [end, end], text: lines.map((line) => style.lineEnd + indentation + line).join('') };
  }
  const first = body.find(
    (statement) => !(statement.type === 'ExpressionStatement' && statement.directive !== undefined),
  );
  const at = first?.range[0] ?? source.text.length;
  const separator =
    first && !startsLine(at, source.text) ? ' ' : style.lineEnd + (first ? indentationOf(first, source.text) : '');
  return { range: [at, at], text: lines.map((line) => line + separator).join('') };
}

/** `const x = require('…')`, also with members taken from it. */
function isRequire(statement: Node): boolean {
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.some((declarator) => {
    let init: Node | null = declarator.init && unwrap(declarator.init);
    while (init?.type === 'MemberExpression') init = unwrap(init.object);
    return init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
  });
}

/** `await import('…')` */
function isDynamicImport(init: Node): boolean {
  const inner = unwrap(init);
  return inner.type === 'AwaitExpression' && unwrap(inner.argument).type === 'ImportExpression';
}

/** The end of a statement, a comment behind it on the same line included. */
function endWithComment(statement: Node, source: Source): number {
  const { text } = source;
  if (!/^[ \t;]*\//.test(text.slice(statement.range[1], text.indexOf('\n', statement.range[1]) + 1 || text.length)))
    return statement.range[1];
  const comment = source.comments.find(
    (c) =>
      c.range[0] >= statement.range[1] &&
      /^[ \t;]*$/.test(source.text.slice(statement.range[1], c.range[0])) &&
      c.loc.start.line === statement.loc.end.line,
  );
  return comment ? comment.range[1] : statement.range[1];
}

interface ExistingImport {
  readonly names: ReadonlySet<string>;
  /** The offset behind the last name. */
  readonly after: number;
}

function importOf(specifier: string, source: Source): ExistingImport | undefined {
  for (const statement of source.ast.body) {
    if (
      statement.type === 'ImportDeclaration' &&
      statement.source.value === specifier &&
      statement.importKind !== 'type'
    ) {
      const named = statement.specifiers.filter((s): s is TSESTree.ImportSpecifier => s.type === 'ImportSpecifier');
      const last = named.at(-1);
      if (last)
        return {
          names: new Set(named.map((s) => (s.imported.type === 'Identifier' ? s.imported.name : s.imported.value))),
          after: last.range[1],
        };
    }
    if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        if (
          id.type !== 'ObjectPattern' ||
          init?.type !== 'CallExpression' ||
          init.callee.type !== 'Identifier' ||
          init.callee.name !== 'require'
        )
          continue;
        const [argument] = init.arguments;
        const last = id.properties.at(-1);
        if (argument?.type === 'Literal' && argument.value === specifier && last)
          return {
            names: new Set(id.properties.flatMap((p) => (p.type === 'Property' ? (staticName(p) ?? []) : []))),
            after: last.range[1],
          };
      }
    }
  }
  return undefined;
}

interface Removal {
  readonly edit: Edit;
  /** The import or declaration, when nothing of it is left. */
  readonly statement: Node | undefined;
}

/** Names that lose their last mention, grouped by the import that brings them. */
function unusedImports(source: Source, taken: readonly Node[]): readonly Removal[] {
  const gone = new Set<Node>(taken.map((node) => rootOf(node)));
  const specifiers = new Map<Node, Node[]>();
  // A name is often mentioned as many times as it is taken away: one look at its mentions is enough.
  for (const variable of new Set(
    [...gone].map((node) => (node.type === 'Identifier' ? variableOf(node, source) : undefined)),
  )) {
    const [definition] = variable?.defs ?? [];
    if (!variable || !definition || variable.defs.length !== 1) continue;
    if (variable.references.some((reference) => reference.isRead() && !gone.has(reference.identifier))) continue;
    const [specifier, statement] = bindingOf(definition.name);
    if (specifier && statement)
      specifiers.set(statement, [...new Set([...(specifiers.get(statement) ?? []), specifier])]);
  }
  return [...specifiers].map(([statement, names]) => removalOf(statement, names, source));
}

function rootOf(node: Node): Node {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root;
}

/** The specifier or pattern property that binds a name, with its statement. */
function bindingOf(name: Node): readonly [Node, Node] | readonly [undefined, undefined] {
  const parent = name.parent;
  // A default import beside the names would need its braces moved: there the unused name stays.
  if (parent?.type === 'ImportSpecifier')
    return parent.parent.type === 'ImportDeclaration' &&
      parent.parent.specifiers.every((s) => s.type === 'ImportSpecifier')
      ? [parent, parent.parent]
      : [undefined, undefined];
  if (parent?.type === 'ImportNamespaceSpecifier' || parent?.type === 'ImportDefaultSpecifier')
    return parent.parent.type === 'ImportDeclaration' && parent.parent.specifiers.length === 1
      ? [parent, parent.parent]
      : [undefined, undefined];
  if (parent?.type === 'TSImportEqualsDeclaration')
    return parent.parent.type === 'Program' ? [parent, parent] : [undefined, undefined];
  if (parent?.type === 'VariableDeclarator' && parent.id === name)
    return isWholeModule(parent) ? [parent, parent.parent] : [undefined, undefined];
  const declaration = parent?.type === 'Property' ? parent.parent.parent : undefined;
  if (
    parent?.type === 'Property' &&
    declaration?.type === 'VariableDeclarator' &&
    declaration.init &&
    declaration.parent.type === 'VariableDeclaration' &&
    declaration.parent.declarations.length === 1 &&
    (isRequire(declaration.parent) || isDynamicImport(declaration.init)) &&
    declaration.id.type === 'ObjectPattern' &&
    declaration.id.properties.every((p) => p.type === 'Property')
  )
    return [parent, declaration.parent];
  return [undefined, undefined];
}

/** `const sts = require('…')`, the only declaration of its statement. */
function isWholeModule({ init, parent }: TSESTree.VariableDeclarator): boolean {
  return (
    parent.type === 'VariableDeclaration' &&
    parent.declarations.length === 1 &&
    parent.parent.type !== 'ExportNamedDeclaration' &&
    init !== null &&
    isRequire(parent) &&
    unwrap(init).type === 'CallExpression'
  );
}

function removalOf(statement: Node, names: readonly Node[], source: Source): Removal {
  const all: readonly Node[] =
    statement.type === 'ImportDeclaration'
      ? statement.specifiers
      : statement.type === 'VariableDeclaration' && statement.declarations[0]?.id.type === 'ObjectPattern'
        ? statement.declarations[0].id.properties
        : [];
  const kept = all.filter((specifier) => !names.includes(specifier));
  const { text } = source;
  if (kept.length === 0) {
    const end = /^[ \t]*\r?\n/.exec(text.slice(statement.range[1]))?.[0].length ?? 0;
    const start =
      end > 0 && startsLine(statement.range[0], text)
        ? text.lastIndexOf('\n', statement.range[0] - 1) + 1
        : statement.range[0];
    return { edit: { range: [start, statement.range[1] + end], text: '' }, statement };
  }
  // Each name goes with the comma behind it, or before it when it is the last.
  const edits = names.map((specifier): Edit => {
    const after = /^\s*,\s*/.exec(text.slice(specifier.range[1]))?.[0];
    const next = all[all.indexOf(specifier) + 1];
    if (after !== undefined && next) return { range: [specifier.range[0], next.range[0]], text: '' };
    const previous = all[all.indexOf(specifier) - 1];
    return { range: [previous?.range[1] ?? specifier.range[0], specifier.range[1]], text: '' };
  });
  const start = Math.min(...edits.map((edit) => edit.range[0]));
  const end = Math.max(...edits.map((edit) => edit.range[1]));
  let replaced = '';
  let at = start;
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0])) {
    if (edit.range[0] > at) replaced += text.slice(at, edit.range[0]);
    at = Math.max(at, edit.range[1]);
  }
  return { edit: { range: [start, end], text: replaced + text.slice(at, end) }, statement: undefined };
}
