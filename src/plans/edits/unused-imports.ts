import type { TSESTree } from '@typescript-eslint/utils';
import { rootOf, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { endOfStatement } from '../../ast/statement-end.js';
import type { Edit } from '../../text/edit.js';
import { namesInJsDocTypes } from './jsdoc-types.js';
import { isDynamicImport, isRequire, isRequireCall } from './module-syntax.js';
import { lineStartOf, startsLine } from '../../text/lines.js';

export interface Removal {
  readonly edit: Edit;
  /** The import or declaration, when nothing of it is left. */
  readonly statement: Node | undefined;
}

/**
 * Removes the names whose last mention is among these mentions, grouped by their import. Types in JSDoc comments import
 * what they need of them themselves: `{import('…').STSClient}`. ESLint would find an import unused that only they need.
 *
 * @param edits what else is edited; comments in it cannot be
 */
export function unusedImports(
  source: Source,
  mentions: readonly Node[],
  edits: readonly Edit[] = [],
): readonly Removal[] {
  const gone = new Set<Node>(mentions.map(rootOf));
  const specifiers = new Map<Node, Set<Node>>();
  const types: Edit[] = [];
  // A name is often removed once per mention, but its mentions need to be searched only once.
  const variables = new Set(
    [...gone].map((node) => (node.type === 'Identifier' ? variableOf(node, source) : undefined)),
  );
  for (const variable of variables) {
    const [definition] = variable?.defs ?? [];
    if (!variable || !definition || variable.defs.length !== 1) continue;
    if (variable.references.some((reference) => reference.isRead() && !gone.has(reference.identifier))) continue;
    const binding = bindingOf(definition.name);
    // A statement that is the body of an `if`, or exported, cannot go.
    if (!binding || !STATEMENT_LISTS.has(binding.statement.parent?.type ?? '')) continue;
    const { specifier, statement } = binding;
    const typesOfName = typesWithout(variable.name, binding, source);
    if (!typesOfName || typesOfName.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    // Two functions may import the same name.
    types.push(...typesOfName.filter((edit) => !types.some((other) => overlap(edit, other))));
    specifiers.set(statement, (specifiers.get(statement) ?? new Set()).add(specifier));
  }
  return [
    ...[...specifiers].map(([statement, names]) => removalOf(statement, [...names], source)),
    ...types.map((edit) => ({ edit, statement: undefined })),
  ];
}

const overlap = ({ range: a }: Edit, { range: b }: Edit): boolean => a[0] < b[1] && b[0] < a[1];

/** The edits after which no type in a JSDoc comment needs an imported name; `undefined` where one still would. */
function typesWithout(name: string, binding: Binding, source: Source): readonly Edit[] | undefined {
  const [start, end] = binding.statement.range;
  const ranges = namesInJsDocTypes(name, source)?.filter((range) => range[1] <= start || end <= range[0]);
  if (!ranges || ranges.length === 0) return ranges && [];
  const text = importType(binding);
  return text === undefined ? undefined : ranges.map((range) => ({ range, text }));
}

/** What a name is in a type that imports it itself. */
function importType({ specifier, statement }: Binding): string | undefined {
  const module = moduleOf(statement);
  if (module?.type !== 'Literal') return undefined;
  const type = `import(${module.raw})`;
  switch (specifier.type) {
    case 'ImportSpecifier':
      return specifier.imported.type === 'Identifier' ? `${type}.${specifier.imported.name}` : undefined;
    case 'ImportDefaultSpecifier':
      return `${type}.default`;
    case 'Property':
      return specifier.key.type === 'Identifier' && !specifier.computed ? `${type}.${specifier.key.name}` : undefined;
    default:
      return type;
  }
}

/** The name of the module of an import or `require`. */
function moduleOf(statement: Node): Node | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source;
  if (statement.type !== 'VariableDeclaration' || !statement.declarations[0]?.init) return undefined;
  const init = unwrap(statement.declarations[0].init);
  if (isRequireCall(init)) return init.arguments[0];
  const imported = init.type === 'AwaitExpression' ? unwrap(init.argument) : init;
  return imported.type === 'ImportExpression' ? imported.source : undefined;
}

const STATEMENT_LISTS: ReadonlySet<string> = new Set([
  'Program',
  'BlockStatement',
  'StaticBlock',
  'SwitchCase',
  'TSModuleBlock',
]);

interface Binding {
  /** The specifier, or the property of a pattern. */
  readonly specifier: Node;
  readonly statement: Node;
}

/** What binds a name, if it can be removed by itself. */
function bindingOf(name: Node): Binding | undefined {
  const { parent } = name;
  switch (parent?.type) {
    case 'ImportSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportDefaultSpecifier':
      return bindingOfSpecifier(parent);
    case 'TSImportEqualsDeclaration':
      return { specifier: parent, statement: parent };
    case 'VariableDeclarator':
      return parent.id === name && isWholeModule(parent) ? { specifier: parent, statement: parent.parent } : undefined;
    case 'Property':
      return bindingOfProperty(parent);
    default:
      return undefined;
  }
}

function bindingOfSpecifier(specifier: TSESTree.ImportClause): Binding | undefined {
  const statement = specifier.parent;
  if (statement?.type !== 'ImportDeclaration') return undefined;
  // Beside a default import, the braces would have to move, so the unused name stays.
  const canGo =
    specifier.type === 'ImportSpecifier'
      ? statement.specifiers.every(({ type }) => type === 'ImportSpecifier')
      : statement.specifiers.length === 1;
  return canGo ? { specifier, statement } : undefined;
}

/** `const { a } = require('…')` and `const { a } = await import('…')`, each the only declaration of its statement. */
function bindingOfProperty(specifier: TSESTree.Property): Binding | undefined {
  const declarator = specifier.parent.parent;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const { id, init, parent: statement } = declarator;
  const canGo =
    statement.type === 'VariableDeclaration' &&
    statement.declarations.length === 1 &&
    (isRequire(statement) || isDynamicImport(init)) &&
    id.type === 'ObjectPattern' &&
    id.properties.every(({ type }) => type === 'Property');
  return canGo ? { specifier, statement } : undefined;
}

/** `const sts = require('…')`, the only declaration of its statement. */
const isWholeModule = ({ init, parent: statement }: TSESTree.VariableDeclarator): boolean =>
  statement.type === 'VariableDeclaration' &&
  statement.declarations.length === 1 &&
  init !== null &&
  isRequireCall(unwrap(init));

function removalOf(statement: Node, names: readonly Node[], source: Source): Removal {
  const all = specifiersOf(statement);
  return all.every((specifier) => names.includes(specifier))
    ? { edit: statementRemoval(statement, source), statement }
    : { edit: namesRemoval(names, all, source), statement: undefined };
}

function specifiersOf(statement: Node): readonly Node[] {
  if (statement.type === 'ImportDeclaration') return statement.specifiers;
  const id = statement.type === 'VariableDeclaration' ? statement.declarations[0]?.id : undefined;
  return id?.type === 'ObjectPattern' ? id.properties : [];
}

/** The statement goes with its line when it has one to itself, and with one of two blank lines around it. */
function statementRemoval(statement: Node, source: Source): Edit {
  const { text } = source;
  const [start] = statement.range;
  const end = endOfStatement(statement, source);
  const rest = lengthOfBlankLine(end, text);
  if (rest === 0 || !startsLine(start, text)) return { range: [start, end + rest], text: '' };
  const line = lineStartOf(start, text);
  const isBehindBlank = line === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, line));
  return { range: [line, end + rest + (isBehindBlank ? lengthOfBlankLine(end + rest, text) : 0)], text: '' };
}

const lengthOfBlankLine = (at: number, text: string): number => /^[ \t]*\r?\n/.exec(text.slice(at))?.[0].length ?? 0;

/**
 * Each name is removed with the comma after it, or before it when it is the last. One edit, since neighbours share
 * commas.
 */
function namesRemoval(names: readonly Node[], all: readonly Node[], { text }: Source): Edit {
  const spans = names.map((name) => spanOf(name, all, text)).sort(([a], [b]) => a - b);
  const start = Math.min(...spans.map(([from]) => from));
  let kept = '';
  let at = start;
  for (const [from, to] of spans) {
    if (from > at) kept += text.slice(at, from);
    at = Math.max(at, to);
  }
  return { range: [start, at], text: kept };
}

function spanOf(name: Node, all: readonly Node[], text: string): Edit['range'] {
  const [start, end] = name.range;
  const behind = /^(?:\s|\/\*[^]*?\*\/|\/\/.*)*,/.exec(text.slice(end))?.[0].length;
  if (behind !== undefined && all.at(-1) !== name) return [start, endOfItem(end + behind, text)];
  const previous = all[all.indexOf(name) - 1];
  if (previous && /^\s*,\s*$/.test(text.slice(previous.range[1], start))) return [previous.range[1], end];
  // A comment between the names belongs to the one that stays, which keeps its comma.
  const line = /^[ \t]*\r?\n/.exec(text.slice(end + (behind ?? 0)))?.[0].length;
  return line !== undefined && startsLine(start, text)
    ? [lineStartOf(start, text), end + (behind ?? 0) + line]
    : [start, end + (behind ?? 0)];
}

/** Behind the comments that follow a comma on its line, if they end the line, and the white space after them. */
function endOfItem(comma: number, text: string): number {
  const following = text.slice(comma);
  const lineEnd = /^[ \t]*(?:\/\*[^\n]*?\*\/[ \t]*)*(?:\/\/.*)?\r?\n\s*/.exec(following);
  return comma + (lineEnd ?? /^\s*/.exec(following) ?? [''])[0].length;
}
