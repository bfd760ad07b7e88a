import type { TSESTree } from '@typescript-eslint/utils';
import { onceFor } from '../../ast/once-for.js';
import { rootOf, unwrap } from '../../ast/parents.js';
import { usesGlobal } from '../../ast/scopes.js';
import { childrenOf, type Node, type Source } from '../../ast/source.js';
import type { DeclaredSyntax, ModuleSyntax } from '../../model/settings/surroundings.js';

/**
 * Decided by what the file does, unless its name decides: an import, an export or a top-level `await` makes a module,
 * and so does being a component; `require`, `module` and `exports` make CommonJS. What does nothing of it is what its
 * package says.
 */
export function moduleSyntaxOf(source: Source, { syntax, isFixed }: DeclaredSyntax): ModuleSyntax {
  if (source.isComponent || hasModuleStatement(source)) return 'esm';
  if (isFixed) return syntax;
  if (awaitsAtTop(source)) return 'esm';
  return COMMONJS_GLOBALS.some((name) => usesGlobal(name, source)) ? 'commonjs' : syntax;
}

const COMMONJS_GLOBALS = ['require', 'module', 'exports'];

const isModuleStatement = (statement: Node): boolean =>
  /^(?:Import|Export)/.test(statement.type) ||
  statement.type === 'TSImportEqualsDeclaration' ||
  statement.type === 'TSExportAssignment';

/** Whether a file imports or exports at its top, so that it is a module. */
export const hasModuleStatement = onceFor(({ ast }: Source): boolean => ast.body.some(isModuleStatement));

/** Whether the file awaits outside of functions, or asks for `import.meta`. */
const awaitsAtTop = onceFor(({ ast, text, visitorKeys }: Source): boolean => {
  if (!/\bawait\b|\bimport\s*\.\s*meta\b/.test(text)) return false;
  const isFound = (node: Node, inFunction: boolean): boolean => {
    if (node.type === 'MetaProperty') return node.meta.name === 'import';
    if (!inFunction && (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await))) return true;
    const below = inFunction || /Function|^PropertyDefinition$|^StaticBlock$/.test(node.type);
    return childrenOf(node, visitorKeys).some((child) => isFound(child, below));
  };
  return isFound(ast, false);
});

/** A statement that imports at the top of a file. */
export const isImport = (statement: Node, syntax: ModuleSyntax): boolean =>
  syntax === 'esm'
    ? statement.type === 'ImportDeclaration' || statement.type === 'TSImportEqualsDeclaration'
    : isRequire(statement);

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
