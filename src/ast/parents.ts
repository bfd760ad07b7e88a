import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './source.js';

export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export const isFunction = (node: Node): node is FunctionNode =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/**
 * The expression inside `x as T`, `x satisfies T`, `x!`, `<T>x`, `(x: T)` of Flow, parentheses and optional chains. It
 * has the same value.
 */
export function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    const type: string = inner.type;
    if (
      type === 'TSAsExpression' ||
      type === 'TSSatisfiesExpression' ||
      type === 'TSNonNullExpression' ||
      type === 'TSTypeAssertion' ||
      type === 'ChainExpression' ||
      type === 'TSInstantiationExpression' ||
      type === 'TypeCastExpression' ||
      type === 'AsExpression' ||
      type === 'ParenthesizedExpression'
    ) {
      inner = (inner as TSESTree.TSAsExpression).expression;
    } else return inner;
  }
}

/** The outermost node that has the same value as this one, through `as`, `!`, `satisfies` and optional chains. */
export function wrapped(node: Node): Node {
  let outer = node;
  while (outer.parent && unwrap(outer.parent) !== outer.parent && unwrap(outer.parent) === unwrap(outer))
    outer = outer.parent;
  return outer;
}

export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

/** The nearest ancestor that passes the test. */
export function closest<T extends Node>(node: Node, test: (node: Node) => node is T): T | undefined {
  for (const ancestor of ancestors(node)) if (test(ancestor)) return ancestor;
  return undefined;
}

export const enclosingFunction = (node: Node): FunctionNode | undefined => closest(node, isFunction);

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export const enclosingClass = (node: Node): ClassNode | undefined =>
  closest(node, (at): at is ClassNode => at.type === 'ClassDeclaration' || at.type === 'ClassExpression');

export const contains = (outer: Node, inner: Node): boolean =>
  outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];

/** Whether the node is the callee of a call: `make()` in `make()()`. */
export const isCalled = (node: Node): boolean => node.parent?.type === 'CallExpression' && node.parent.callee === node;

/** The name of a property or member that is written out: `a.b`, `a['b']`, `{ b: … }`, `{ 'b': … }`, `#b`. */
export function staticName(
  node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.PropertyDefinition | TSESTree.MethodDefinition,
): string | undefined {
  const key: Node = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The last name of a callee: `sign` of `signer.sign(…)`, `btoa` of `btoa(…)`. */
export function calleeName(callee: Node): string | undefined {
  const called = unwrap(callee);
  if (called.type === 'Identifier') return called.name;
  return called.type === 'MemberExpression' ? staticName(called) : undefined;
}

/** The property of an object literal or pattern with this key. The last one counts, as it does at run time. */
export const propertyNamed = (object: Node | undefined, key: string): TSESTree.Property | undefined =>
  object?.type === 'ObjectExpression' || object?.type === 'ObjectPattern'
    ? object.properties.findLast(
        (each): each is TSESTree.Property => each.type === 'Property' && staticName(each) === key,
      )
    : undefined;

/** Whether the node is `this.name`, or any `this.…` when no name is given. */
export const isFieldAccess = (node: Node, name?: string): boolean =>
  node.type === 'MemberExpression' &&
  unwrap(node.object).type === 'ThisExpression' &&
  (name === undefined || staticName(node) === name);

/** Whether an identifier is the key of a property or the name of a member, and not a variable. */
export function isKeyOrMember(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return (
    (parent.type === 'Property' && parent.key === node && !parent.shorthand && !parent.computed) ||
    (parent.type === 'MemberExpression' && parent.property === node && !parent.computed)
  );
}

/** What a chain of members starts with: `a` of `a.b.c`. */
export function rootOf(node: Node): Node {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root;
}

/**
 * The user's own words for a callee or name, on one line, cut when they are long. `(0, sdk.fromIni)`, which compilers
 * write, is shortened to the name.
 */
export function shortText(node: Node, text: string): string {
  const [start, end] = (node.type === 'SequenceExpression' ? node.expressions.at(-1) : undefined)?.range ?? node.range;
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}
