import type { TSESTree } from '@typescript-eslint/utils';
import { staticName, unwrap } from './parents.js';
import type { Node } from './source.js';

/** The property of an object literal that has this name, written in any way: `a`, `'a'`, `['a']`. */
export const propertyNamed = (literal: TSESTree.ObjectExpression, name: string): TSESTree.Property | undefined =>
  literal.properties.find((each): each is TSESTree.Property => each.type === 'Property' && staticName(each) === name);

/** The last word of what is called: `send` of `send()`, `client.send()` and `client['send']()`. */
export function nameOfCallee(callee: Node): string | undefined {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? staticName(inner) : undefined;
}
