import type { TSESTree } from '@typescript-eslint/utils';
import { wrapped } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';

/**
 * Object literals that are returned or exported, and hold these credentials. One with a region beside them is the
 * configuration of a client that other code builds, and that client hands the region to its provider.
 */
export function handedOnConfigurations(
  credentials: readonly TSESTree.Property[],
): readonly TSESTree.ObjectExpression[] {
  const objects = credentials.flatMap(({ parent }) => (parent.type === 'ObjectExpression' ? outermost(parent) : []));
  return [...new Set(objects)].filter(isHandedOn);
}

/** The object that gets the credentials: `{ region, ...(isLocal && { credentials }) }`. */
function outermost(object: TSESTree.ObjectExpression): TSESTree.ObjectExpression {
  let part: Node = wrapped(object);
  while (part.parent?.type === 'LogicalExpression' || part.parent?.type === 'ConditionalExpression')
    part = wrapped(part.parent);
  const spread = part.parent;
  return spread?.type === 'SpreadElement' && spread.parent.type === 'ObjectExpression'
    ? outermost(spread.parent)
    : object;
}

/** What a call or `new` gets is no such object: a signer does not hand its region to a provider. */
function isHandedOn(object: Node): boolean {
  const node = wrapped(object);
  const { parent } = node;
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'ExportDefaultDeclaration':
      return true;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'AssignmentExpression':
      return parent.right === node && parent.left.type === 'MemberExpression';
    case 'VariableDeclarator':
      return parent.parent.parent.type === 'ExportNamedDeclaration';
    case 'Property':
      return isHandedOn(parent.parent);
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isHandedOn(parent);
    default:
      return false;
  }
}
