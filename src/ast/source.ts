import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

export type Node = TSESTree.Node;
export type Identifier = TSESTree.Identifier;

/** A parsed file: what ESLint's `SourceCode` and our own parser have in common. Every node has its `parent`. */
export interface Source {
  /** Without a byte order mark; node ranges count from its start. */
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: Scope.ScopeManager;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly comments: readonly TSESTree.Comment[];
  /** Code of a component (Vue, Svelte, Astro): always a module, and its markup may write to its variables. */
  readonly isComponent?: true;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The child nodes of a node in source order. Node types that the visitor keys do not know (Flow) are searched by property. */
export function childrenOf(node: Node, visitorKeys: Source['visitorKeys']): Node[] {
  const keys = visitorKeys[node.type] ?? Object.keys(node).filter((key) => key !== 'parent' && key !== 'loc' && key !== 'range' && key !== 'tokens' && key !== 'comments');
  const fields = node as unknown as Record<string, unknown>;
  const children: Node[] = [];
  for (const key of keys) {
    const child = fields[key];
    if (Array.isArray(child)) children.push(...child.filter(isNode));
    else if (isNode(child)) children.push(child);
  }
  return children;
}

/** Calls `visit` for the node and everything below it, parents first. */
export function walk(node: Node, visitorKeys: Source['visitorKeys'], visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node, visitorKeys)) walk(child, visitorKeys, visit);
}
