import type { TSESTree } from '@typescript-eslint/utils';
import { onceFor } from '../../ast/once-for.js';
import { rootOf, unwrap } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';

/** How a file imports other modules. */
export type ModuleSyntax = 'esm' | 'commonjs';

/**
 * Decided by what the file does. A TypeScript file that neither imports nor exports is a module, and a component always
 * is.
 */
export function moduleSyntaxOf(source: Source, isTypeScript: boolean): ModuleSyntax {
  return hasModuleStatement(source) || isTypeScript || source.isComponent ? 'esm' : 'commonjs';
}

const hasModuleStatement = onceFor(({ ast }: Source): boolean =>
  ast.body.some(
    (statement) =>
      /^(?:Import|Export)/.test(statement.type) ||
      statement.type === 'TSImportEqualsDeclaration' ||
      statement.type === 'TSExportAssignment',
  ),
);

/** `require('…')` */
export const isRequireCall = (node: Node): node is TSESTree.CallExpression =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';

/** `const x = require('…')`, also with members taken from it. */
export const isRequire = (statement: Node): statement is TSESTree.VariableDeclaration =>
  statement.type === 'VariableDeclaration' &&
  statement.declarations.some(({ init }) => init !== null && isRequireCall(rootOf(init)));

/** `await import('…')` */
export function isDynamicImport(init: Node): boolean {
  const inner = unwrap(init);
  return inner.type === 'AwaitExpression' && unwrap(inner.argument).type === 'ImportExpression';
}
