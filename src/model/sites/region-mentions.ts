import type { TSESTree } from '@typescript-eslint/utils';
import { contains, isFunction } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { walk, type Node } from '../../ast/source.js';
import type { StsModel } from '../types.js';
import { siteAtNode } from '../site-at-node.js';

/** Where the region of a site is written. For a request it is the request itself. */
export function regionNodeOf(node: Node, model: StsModel): Node {
  const region = siteAtNode(node, model.sites)?.configuration.setting('region');
  return region?.state === 'present' ? region.node : node;
}

/** The names that a pattern declares. */
export function namesIn(pattern: Node, model: StsModel): readonly TSESTree.Identifier[] {
  const names: TSESTree.Identifier[] = [];
  walk(pattern, model.source.visitorKeys, (at) => {
    if (at.type === 'Identifier' && !(at.parent.type === 'Property' && at.parent.key === at && !at.parent.shorthand))
      names.push(at);
  });
  return names;
}

/** How far the constants that an expression is made of are followed. */
const MAX_DEPTH = 3;

/** The variables that an expression reads, and those that its constants are made of. */
export function namesMentionedIn(node: Node, model: StsModel, depth = 0): readonly TSESTree.Identifier[] {
  return namesIn(node, model).flatMap((name) => {
    const declared = depth < MAX_DEPTH ? variableOf(name, model.source)?.defs[0]?.node : undefined;
    const made =
      declared?.type === 'VariableDeclarator' &&
      declared.init &&
      !contains(declared, name) &&
      !isFunction(declared.init)
        ? namesMentionedIn(declared.init, model, depth + 1)
        : [];
    return [name, ...made];
  });
}

/** Whether an expression is made of the variable that a name stands for. */
export function mentions(node: Node, name: TSESTree.Identifier, model: StsModel): boolean {
  const variable = variableOf(name, model.source);
  return (
    variable !== undefined &&
    namesMentionedIn(node, model).some((mention) => variableOf(mention, model.source) === variable)
  );
}
