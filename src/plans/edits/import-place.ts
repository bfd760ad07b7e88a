import type { Node, Source } from '../../ast/source.js';
import type { ModuleSyntax } from '../../model/settings/surroundings.js';
import { endOfStatement } from '../../ast/statement-end.js';
import { insertion, type Edit } from '../../text/edit.js';
import { indentationOf, startsLine } from '../../text/lines.js';
import { placeInOrder } from './import-order.js';
import { isImport } from './module-syntax.js';
import { type Style } from './style.js';

/** Statements to write, each without the `;` at its end. */
export interface NewImports {
  readonly statements: readonly string[];
  /** The module of the first statement. */
  readonly specifier: string;
  readonly syntax: ModuleSyntax;
  readonly style: Style;
}

/**
 * Puts import statements where the order of the others has a place for them, else behind the last import before a
 * statement, else before the first statement of the file.
 *
 * @param before the index of the statement that may be the first to use the imported names
 * @param leaving an import that goes away
 */
export function insertImports(source: Source, imports: NewImports, before: number, leaving?: Node): Edit {
  const { text, ast } = source;
  const early = ast.body.slice(0, before);
  const place = placeInOrder(imports.specifier, early, text, imports.syntax, leaving);
  if (place?.side === 'before') return insertionBefore(place.statement, source, imports, place.isApart);
  const last = place?.statement ?? early.findLast((statement) => isImport(statement, imports.syntax));
  if (last) {
    const at = endWithComment(last, source);
    const separator = imports.style.lineEnd + indentationOf(last, text);
    const apart = place?.isApart === true ? imports.style.lineEnd : '';
    return insertion(at, apart + separator + written(imports, separator, text.slice(at)));
  }
  const first = ast.body.find(
    (statement) => !(statement.type === 'ExpressionStatement' && statement.directive !== undefined),
  );
  if (first) return insertionBefore(first, source, imports);
  const separator = imports.style.lineEnd;
  return insertion(text.length, written(imports, separator, separator) + separator);
}

function insertionBefore(statement: Node, source: Source, imports: NewImports, isApart = false): Edit {
  const { text } = source;
  const at = startWithComments(statement, source);
  const isFirstOnLine = startsLine(at, text);
  const separator = isFirstOnLine ? imports.style.lineEnd + indentationOf({ range: [at, at] }, text) : ' ';
  const apart = isApart ? imports.style.lineEnd : '';
  return insertion(at, written(imports, separator, separator + text.slice(at)) + apart + separator);
}

/** The edit that replaces a statement with imports. */
export const replaceWithImports = (statement: Node, source: Source, imports: NewImports): Edit => {
  const end = endOfStatement(statement, source);
  const separator = imports.style.lineEnd + indentationOf(statement, source.text);
  return {
    range: [statement.range[0], end],
    text: written(imports, separator, source.text.slice(end)),
  };
};

const LINE_END = /[\n\r\u2028\u2029]/;

function written({ statements, syntax, style }: NewImports, separator: string, following: string): string {
  const end = wouldContinue(following, syntax) ? ';' : style.moduleSemicolon;
  return statements.join(style.moduleSemicolon + separator) + end;
}

/** Whether a statement that ends without a `;` would continue with the text after it. */
function wouldContinue(following: string, syntax: ModuleSyntax): boolean {
  const [blank = ''] = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(following) ?? [];
  const next = following[blank.length];
  if (next === undefined || next === ';') return false;
  if (!LINE_END.test(blank)) return true;
  // An import declaration ends with a string, behind which no bracket can follow.
  return syntax === 'commonjs' && /[([`+\-/*<]/.test(next);
}

/** The end of a statement, or of the comment behind it on the same line. */
function endWithComment(statement: Node, source: Source): number {
  const { text } = source;
  const end = endOfStatement(statement, source);
  if (!/^[ \t;]*\//.test(text.slice(end, text.indexOf('\n', end) + 1 || text.length))) return end;
  const comment = source.comments.find(({ range }) => range[0] >= end && /^[ \t;]*$/.test(text.slice(end, range[0])));
  return comment ? comment.range[1] : end;
}

/** Comments that are about the whole file, wherever they stand. */
const FILE_COMMENT =
  /^!|^\/\s*<|licen[cs]e|copyright|spdx|@(?:preserve|file|fileoverview|overview|module|flow|noflow|ts-(?:no)?check|jsx|jest-environment|vitest-environment)|^\*?\s*(?:eslint(?:-env|-enable|-disable(?!-)|\s)|globals?\s|exported\s|js[hl]int|jscs|istanbul ignore file|[cv]8 ignore)/i;

/** Where a statement starts with the comments above it. Comments about the whole file are not among them. */
function startWithComments({ range: [start] }: Node, { ast, text, comments }: Source): number {
  if (!startsLine(start, text)) return start;
  const above = comments.filter(({ range }) => range[1] <= start);
  const isFirst = ast.body[0]?.range[0] === start;
  let at = start;
  for (const { value, range } of above.slice(isFirst ? headerLength(above, text) : 0).toReversed()) {
    const isAttached = /^[ \t]*(?:\r?\n)?[ \t]*$/.test(text.slice(range[1], at)) && startsLine(range[0], text);
    if (!isAttached || FILE_COMMENT.test(value)) break;
    at = range[0];
  }
  return at;
}

/**
 * How many comments are the header of a file: the first comments are about the file, unless they document a statement.
 */
function headerLength([first, ...others]: Source['comments'], text: string): number {
  if (!first || first.value.startsWith('*')) return 0;
  let last = first;
  for (const next of first.type === 'Line' ? others : []) {
    if (next.type !== 'Line' || !/^\r?\n[ \t]*$/.test(text.slice(last.range[1], next.range[0]))) break;
    last = next;
  }
  return [first, ...others].indexOf(last) + 1;
}
