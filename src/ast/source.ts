import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

export type Node = TSESTree.Node;
export type Identifier = TSESTree.Identifier;

/** A parsed file: what ESLint's `SourceCode` and our own parser have in common. Every node has its `parent`. */
export interface Source {
  /** Without a byte order mark. Node ranges count from its start. */
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: Scope.ScopeManager;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly comments: readonly TSESTree.Comment[];
  /** Code of a component (Vue, Svelte, Astro). It is always a module, and its markup may write to its variables. */
  readonly isComponent?: true;
  /**
   * Code that is compiled into the page: the scripts of Vue and Svelte components, and scripts in the markup of Astro
   * components.
   */
  readonly isForBrowsers?: true;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/**
 * Calls `visit` for the child nodes of a node in source order. For node types without visitor keys (Flow), every
 * property is searched.
 */
export function forEachChild(node: Node, visitorKeys: Source['visitorKeys'], visit: (child: Node) => void): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const key of visitorKeys[node.type] ?? Object.keys(node).filter((name) => !NO_CHILDREN.has(name))) {
    const child = fields[key];
    if (Array.isArray(child)) {
      for (const element of child) if (isNode(element)) visit(element);
    } else if (isNode(child)) visit(child);
  }
}

const NO_CHILDREN: ReadonlySet<string> = new Set(['parent', 'loc', 'range', 'tokens', 'comments']);

/** The child nodes of a node in source order. */
export function childrenOf(node: Node, visitorKeys: Source['visitorKeys']): Node[] {
  const children: Node[] = [];
  forEachChild(node, visitorKeys, (child) => children.push(child));
  return children;
}

/** Calls `visit` for the node and everything below it, parents first. */
export function walk(node: Node, visitorKeys: Source['visitorKeys'], visit: (node: Node) => void): void {
  const descend = (below: Node): void => {
    visit(below);
    forEachChild(below, visitorKeys, descend);
  };
  descend(node);
}

/** Whether the node or anything below it passes the test. */
export function someBelow(node: Node, visitorKeys: Source['visitorKeys'], test: (node: Node) => boolean): boolean {
  return test(node) || childrenOf(node, visitorKeys).some((child) => someBelow(child, visitorKeys, test));
}

/** Properties and nodes that hold only types. */
const TYPE_KEYS: ReadonlySet<string> = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
]);
const TYPE_NODES: ReadonlySet<string> = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);

const keysWithoutTypes = new WeakMap<Source['visitorKeys'], Source['visitorKeys']>();

/** Walks the code without its types, which are a large part of many files. */
export function walkCode(node: Node, visitorKeys: Source['visitorKeys'], visit: (node: Node) => void): void {
  let keys = keysWithoutTypes.get(visitorKeys);
  if (!keys) {
    keys = Object.fromEntries(
      Object.entries(visitorKeys).map(([type, all]) => [
        type,
        TYPE_NODES.has(type) ? [] : all?.filter((key) => !TYPE_KEYS.has(key)),
      ]),
    );
    keysWithoutTypes.set(visitorKeys, keys);
  }
  walk(node, keys, visit);
}
