import { forEachChild, type Node, type Source } from './source.js';

/** Gives each node its parent. Runs after the scope analysis, which follows every property of a node type that it does not know. */
export function linkParents(root: Node, keys: Source['visitorKeys']): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const parent = node;
    forEachChild(parent, keys, (child) => {
      child.parent = parent;
      stack.push(child);
    });
  }
}
