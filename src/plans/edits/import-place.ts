import type { Node, Source } from '../../ast/source.js';
import { insertion, type Edit } from '../../text/edit.js';
import { isRequire, type ModuleSyntax } from './module-syntax.js';
import { type Style } from './style.js';
import { indentationOf, startsLine } from '../../text/lines.js';

/** Puts import statements behind the last import of the file, else before its first statement. */
export function insertImports(source: Source, statements: readonly string[], syntax: ModuleSyntax, style: Style): Edit {
  const { body } = source.ast;
  const last = body.findLast((statement) => isImport(statement, syntax));
  if (last) {
    const separator = style.lineEnd + indentationOf(last, source.text);
    return insertion(endWithComment(last, source), statements.map((statement) => separator + statement).join(''));
  }
  const first = body.find(
    (statement) => !(statement.type === 'ExpressionStatement' && statement.directive !== undefined),
  );
  const at = first?.range[0] ?? source.text.length;
  const separator =
    first && !startsLine(at, source.text) ? ' ' : style.lineEnd + (first ? indentationOf(first, source.text) : '');
  return insertion(at, statements.map((statement) => statement + separator).join(''));
}

const isImport = (statement: Node, syntax: ModuleSyntax): boolean =>
  syntax === 'esm'
    ? statement.type === 'ImportDeclaration' || statement.type === 'TSImportEqualsDeclaration'
    : isRequire(statement);

/** The end of a statement, or of the comment behind it on the same line. */
function endWithComment(statement: Node, { text, comments }: Source): number {
  const [, end] = statement.range;
  if (!/^[ \t;]*\//.test(text.slice(end, text.indexOf('\n', end) + 1 || text.length))) return end;
  const comment = comments.find(
    ({ range, loc }) =>
      range[0] >= end && /^[ \t;]*$/.test(text.slice(end, range[0])) && loc.start.line === statement.loc.end.line,
  );
  return comment ? comment.range[1] : end;
}
