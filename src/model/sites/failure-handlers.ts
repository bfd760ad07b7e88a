import type { TSESTree } from '@typescript-eslint/utils';
import { onceFor } from '../../ast/once-for.js';
import { ancestors, calleeName, contains, isFunction, staticName, unwrap } from '../../ast/parents.js';
import { someBelow, type Node, type Source } from '../../ast/source.js';

/** Methods whose argument runs when what they are called on fails: of promises, results and observables. */
const ON_FAILURE = /^(?:catch|catchError|catchAll|orElse|recover|recoverWith|fallbackTo)$/;

/** An attempt, and where the code is that runs when it has failed. */
interface Handled {
  readonly tried: Node;
  readonly handlers: readonly Node[];
}

/** What a call tries, and what it does on failure: `tried.catch(handler)`, `tried.then(use, handler)`. */
function handledBy(node: Node): Handled | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const tried = node.callee.object;
  const name = staticName(node.callee) ?? '';
  if (ON_FAILURE.test(name)) return { tried, handlers: node.arguments };
  if (name === 'then') return { tried, handlers: node.arguments.slice(1) };
  if (name !== 'pipe') return undefined; // `tried.pipe(catchError(handler))`
  return {
    tried,
    handlers: node.arguments.filter(
      (each) => each.type === 'CallExpression' && ON_FAILURE.test(calleeName(each.callee) ?? ''),
    ),
  };
}

/** `assumeRole(params, (error, data) => { if (error) … })`: what runs in a callback where there is an error. */
function handledByCallback(place: Node): readonly Node[] {
  const tried: Node[] = [];
  let condition: Node | undefined;
  for (const ancestor of ancestors(place)) {
    if (ancestor.type === 'IfStatement' && contains(ancestor.consequent, place)) condition = ancestor.test;
    if (!isFunction(ancestor)) continue;
    const [error] = ancestor.params;
    const call = ancestor.parent;
    if (
      condition?.type === 'Identifier' &&
      error?.type === 'Identifier' &&
      error.name === condition.name &&
      call.type === 'CallExpression'
    )
      tried.push(call.callee);
    condition = undefined;
  }
  return tried;
}

/** Whether something below a node handles a failure: a `catch` clause, or a handler of a promise. */
export const handlesFailure = (node: Node, { visitorKeys }: Source): boolean =>
  someBelow(node, visitorKeys, (at) => at.type === 'CatchClause' || (handledBy(at)?.handlers.length ?? 0) > 0);

/** The attempts around a place, inside a function: blocks of `try`, and what has a handler for its failure. */
export function attemptsAround(place: Node, fn: Node): readonly Node[] {
  const attempts: Node[] = [];
  for (const ancestor of ancestors(place)) {
    if (ancestor === fn) break;
    if (ancestor.type === 'TryStatement' && ancestor.handler && contains(ancestor.block, place))
      attempts.push(ancestor.block);
    const handled = handledBy(ancestor);
    if (handled && handled.handlers.length > 0 && contains(handled.tried, place)) attempts.push(handled.tried);
  }
  return attempts;
}

/** What was tried, and failed, before a place runs. */
export function triedBefore(place: Node, source: Source): readonly Node[] {
  const tried: Node[] = [...handledByCallback(place)];
  let isSameRun = true; // a function runs at another time than the statements before it
  for (const ancestor of ancestors(place)) {
    if (ancestor.type === 'CatchClause') tried.push(ancestor.parent.block);
    const handled = handledBy(ancestor);
    if (handled?.handlers.some((handler) => contains(handler, place))) tried.push(handled.tried);
    // `(await first.catch(() => undefined)) ?? (await second)`
    if (ancestor.type === 'LogicalExpression' && ancestor.operator !== '&&' && contains(ancestor.right, place))
      tried.push(...attemptIn(ancestor.left));
    isSameRun &&= !isFunction(ancestor);
    if (isSameRun) tried.push(...triedInStatementsBefore(ancestor, source));
  }
  return tried;
}

/** `try { return await first(); } catch {} return second();`: earlier statements whose failure leads to this one. */
function triedInStatementsBefore(statement: Node, source: Source): readonly Node[] {
  const block = statement.parent;
  if (block?.type !== 'BlockStatement' && block?.type !== 'Program') return [];
  const tried: Node[] = [];
  let isForFailure = statement.type === 'IfStatement';
  for (const { node, always, forFailure, leavesEarly } of attemptsOf(source)(block).toReversed()) {
    if (node.range[0] >= statement.range[0]) continue;
    tried.push(...always, ...(isForFailure ? forFailure : []));
    isForFailure ||= leavesEarly;
  }
  return tried;
}

/** A statement that matters to those after it. */
interface EarlierStatement {
  readonly node: Node;
  /** What it tries before the next statement runs. */
  readonly always: readonly Node[];
  /** What it tries before a statement that runs only after a failure. */
  readonly forFailure: readonly Node[];
  /** Whether the statements after it run only when it did not end the function. */
  readonly leavesEarly: boolean;
}

/** The statements of a block that matter to those after them: few, however long the block is. */
const attemptsOf = onceFor((source: Source) =>
  onceFor((block: TSESTree.BlockStatement | TSESTree.Program): readonly EarlierStatement[] =>
    block.body
      .map((node) => ({ node, ...attemptsIn(node, source) }))
      .filter(({ always, forFailure, leavesEarly }) => always.length + forFailure.length > 0 || leavesEarly),
  ),
);

function attemptsIn(node: Node, source: Source): Omit<EarlierStatement, 'node'> {
  if (node.type !== 'TryStatement')
    return {
      always: [],
      forFailure: attemptInStatement(node),
      leavesEarly: node.type === 'IfStatement' && leaves(node.consequent, source),
    };
  const goesOn = node.handler && node.handler.body.body.at(-1)?.type !== 'ThrowStatement';
  const ends = leaves(node.block, source);
  return {
    always: goesOn && ends ? [node.block] : [],
    forFailure: goesOn && !ends ? [node.block] : [],
    leavesEarly: false,
  };
}

/** `const answer = await first.catch(…);`, `answer = await first.catch(…);` */
function attemptInStatement(statement: Node): readonly Node[] {
  if (statement.type === 'VariableDeclaration')
    return statement.declarations.flatMap(({ init }) => (init ? attemptIn(init) : []));
  if (statement.type !== 'ExpressionStatement') return [];
  const { expression } = statement;
  return attemptIn(expression.type === 'AssignmentExpression' ? expression.right : expression);
}

/** What an expression tries, if it has a handler for the failure. */
function attemptIn(expression: Node): readonly Node[] {
  const inner = unwrap(expression);
  const handled = handledBy(inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner);
  return handled && handled.handlers.length > 0 ? [handled.tried] : [];
}

/** Whether a statement may end the function or loop: it was enough. */
const leaves = (node: Node, { visitorKeys }: Source): boolean => someBelow(node, visitorKeys, isExit) || isExit(node);

const isExit = ({ type }: Node): boolean => type === 'ReturnStatement' || type === 'BreakStatement';
