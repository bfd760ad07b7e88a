import { isAssignedBefore } from './definite-assignment.js';
import { ancestors, contains, enclosingFunction, isFunction } from './parents.js';
import type { Node } from './source.js';

/** The writes to a variable that a use may see. */
export interface ReachingWrites {
  readonly writes: readonly Node[];
  /** The write that every path to the use makes: what happened to the variable before it no longer shows. */
  readonly last: Node | undefined;
}

/** Whether something may happen between the last write before a use and the use. */
const mayFollow = (node: Node, last: Node, use: Node): boolean =>
  enclosingFunction(node) !== enclosingFunction(use) ||
  (isEarlier(last, node) && (isEarlier(node, use) || isRepeated(node, last, use)));

/** Both are in the same function, and one is written before the other. */
const isEarlier = (node: Node, other: Node): boolean =>
  node.range[1] <= other.range[0] && enclosingFunction(node) === enclosingFunction(other);

/** Whether a loop comes back to the use after a later node, without the write before the use. */
function isRepeated(node: Node, last: Node, use: Node): boolean {
  for (const around of ancestors(use)) {
    if (isFunction(around)) return false;
    if (/^(?:For|While|DoWhile)/.test(around.type) && contains(around, node)) return !contains(around, last);
  }
  return false;
}

/** Leaves out the writes that another one replaces before the use, and those that come after it. */
export function writesReaching(use: Node, writes: readonly Node[]): ReachingWrites {
  const last = writes.findLast((write) => isEarlier(write, use) && isAssignedBefore([write], use));
  if (!last || use.parent?.type === 'ExportSpecifier') return { writes, last: undefined };
  return { writes: writes.filter((write) => write === last || mayFollow(write, last, use)), last };
}
