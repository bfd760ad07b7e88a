import { ancestors, contains, unwrap } from './parents.js';
import type { Node } from './source.js';

/** Whether one of the writes happens on every path to the use: `let x; if (a) x = 1; else x = 2; f(x)`. */
export function isAssignedBefore(writes: readonly Node[], use: Node): boolean {
  for (const ancestor of ancestors(use)) {
    const statements: readonly Node[] =
      ancestor.type === 'BlockStatement' || ancestor.type === 'Program'
        ? ancestor.body
        : ancestor.type === 'SwitchCase'
          ? ancestor.consequent
          : [];
    if (statements.some((statement) => statement.range[1] <= use.range[0] && alwaysRuns(statement, writes)))
      return true;
    // f(x = 1, x)
    if (
      ancestor.type === 'ExpressionStatement' &&
      writes.some((write) => contains(ancestor, write) && write.range[1] <= use.range[0])
    )
      return true;
  }
  return false;
}

/** Whether a statement that completes has always made one of the writes: assignments, or calls that assign. */
export function alwaysRuns(statement: Node, writes: readonly Node[]): boolean {
  switch (statement.type) {
    case 'ExpressionStatement': {
      const expression = unwrap(statement.expression);
      return (
        writes.includes(expression) ||
        (expression.type === 'AssignmentExpression' && writes.some((write) => contains(expression, write)))
      );
    }
    case 'VariableDeclaration':
      return statement.declarations.some(({ init }) => init !== null && writes.includes(init));
    case 'BlockStatement':
      return statement.body.some((inner) => alwaysRuns(inner, writes));
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true; // does not complete
    case 'IfStatement':
      return (
        statement.alternate !== null &&
        alwaysRuns(statement.consequent, writes) &&
        alwaysRuns(statement.alternate, writes)
      );
    case 'TryStatement':
      return (
        (statement.finalizer !== null && alwaysRuns(statement.finalizer, writes)) ||
        (alwaysRuns(statement.block, writes) &&
          (statement.handler === null || alwaysRuns(statement.handler.body, writes)))
      );
    default:
      return false;
  }
}
