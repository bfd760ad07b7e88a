import type { TSESTree } from '@typescript-eslint/utils';
import { shortText, staticName, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { LooseFlag } from '../types.js';

/** The name of a class that a bundler or library has renamed usually still contains STS. */
const STS_CLASS = /STS|Sts(?![a-z])/;

/**
 * `useGlobalEndpoint: true` in the configuration of a class that has STS in its name, but whose origin the file does
 * not show (a webpack library export, a global of another script).
 */
export function looseFlagAt(property: TSESTree.Property, source: Source): LooseFlag | undefined {
  if (staticName(property) !== 'useGlobalEndpoint') return undefined;
  const value = unwrap(property.value);
  if (value.type !== 'Literal' || value.value !== true || property.parent.type !== 'ObjectExpression') return undefined;
  const user = userOf(property.parent, source);
  return user && { node: property, name: shortText(user.callee, source.text) };
}

/** The `new …STS…(…)` that an object literal, or the variable that holds it, is an argument of. */
function userOf(literal: Node, source: Source): TSESTree.NewExpression | undefined {
  let outer: Node = literal;
  while (
    outer.parent &&
    (outer.parent.type === 'Property' ||
      outer.parent.type === 'ObjectExpression' ||
      outer.parent.type === 'SpreadElement')
  )
    outer = outer.parent;
  const direct = constructionAround(outer, source);
  if (direct) return direct;
  const target =
    outer.parent?.type === 'VariableDeclarator'
      ? outer.parent.id
      : outer.parent?.type === 'AssignmentExpression'
        ? outer.parent.left
        : undefined;
  const variable = target?.type === 'Identifier' ? variableOf(target, source) : undefined;
  for (const reference of variable?.references ?? []) {
    const found = reference.isRead() ? constructionAround(reference.identifier, source) : undefined;
    if (found) return found;
  }
  return undefined;
}

function constructionAround(node: Node, source: Source): TSESTree.NewExpression | undefined {
  for (let at: Node | undefined = node; at?.parent; at = at.parent) {
    const { parent }: { parent?: Node } = at;
    if (parent?.type === 'NewExpression' && parent.callee !== at)
      return STS_CLASS.test(source.text.slice(parent.callee.range[0], parent.callee.range[1])) &&
        !isOwnClass(parent.callee, source)
        ? parent
        : undefined;
    if (
      parent?.type !== 'MemberExpression' &&
      parent?.type !== 'SpreadElement' &&
      parent?.type !== 'ObjectExpression' &&
      parent?.type !== 'TSAsExpression'
    )
      return undefined;
  }
  return undefined;
}

/** Whether the file itself defines the class. */
const isOwnClass = (callee: Node, source: Source): boolean =>
  callee.type === 'Identifier' && variableOf(callee, source)?.defs[0]?.type === 'ClassName';
