import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { ancestors, contains, propertyNamed, unwrap } from '../ast/parents.js';
import type { Node } from '../ast/source.js';
import { callsIn, optionsIndex, senderAt, signingAt, variablesIn, type Signing } from '../model/sites/requests.js';
import type { StsModel } from '../model/types.js';
import type { Sender } from '../sts/senders.js';
import type { Home } from './request-region.js';

/** A request that the code makes itself: the call that sends it, and the statements that prepare it for its region. */
export interface HandMadeRequest {
  readonly send: TSESTree.CallExpression;
  readonly sender: Sender;
  readonly preparations: readonly TSESTree.Statement[];
  /** What the preparations declare. */
  readonly own: ReadonlySet<Scope.Variable>;
  readonly signings: readonly Signing[];
}

/** Everything that has to be done again for another region. */
export const partsOf = ({ preparations, send }: HandMadeRequest): readonly Node[] => [...preparations, send];

/** The request that a host or a signing call belongs to; `undefined` when it is not made and sent in one block. */
export function requestAround(seed: Node, home: Home, model: StsModel): HandMadeRequest | undefined {
  const { source } = model;
  const own = new Set<Scope.Variable>();
  const preparations: TSESTree.Statement[] = [];
  const isRegional = (node: Node): boolean =>
    home.nodes.some((regional) => contains(node, regional)) ||
    [...variablesIn(node, source)].some((variable) => own.has(variable));
  for (const statement of statementsAround(seed) ?? []) {
    if (!isRegional(statement)) continue;
    const send = callsIn(statement, source).find((call) => senderAt(call, model) !== undefined && isRegional(call));
    const sender = send && senderAt(send, model);
    if (send && sender) {
      const parts: Node[] = [...preparations, send];
      if (!parts.some((part) => contains(part, seed))) return undefined;
      const signings = parts.flatMap((part) => callsIn(part, source)).flatMap((call) => signingAt(call, model) ?? []);
      return { send, sender, preparations, own, signings };
    }
    preparations.push(statement);
    for (const variable of declaredBy(statement, model)) own.add(variable);
  }
  return undefined;
}

/** The statements of the block that a node stands in, in the same function. */
function statementsAround(seed: Node): readonly TSESTree.Statement[] | undefined {
  for (const ancestor of ancestors(seed)) {
    if (ancestor.type === 'BlockStatement' || ancestor.type === 'Program') return ancestor.body;
    if (ancestor.type === 'ArrowFunctionExpression' && contains(ancestor.body, seed))
      return [ancestor.body as unknown as TSESTree.Statement]; // an expression
    if (/^(?:SwitchCase|StaticBlock|PropertyDefinition)$/.test(ancestor.type)) return undefined;
  }
  return undefined;
}

export const declaredBy = (statement: Node, model: StsModel): readonly Scope.Variable[] =>
  statement.type === 'VariableDeclaration'
    ? statement.declarations.flatMap((declarator) => model.source.scopeManager.getDeclaredVariables(declarator))
    : [];

/** The signal that the code itself gives to the call that sends. */
export function ownSignal({ send, sender }: HandMadeRequest): TSESTree.Property | undefined {
  const options = send.arguments[optionsIndex(send, sender)];
  return options && propertyNamed(unwrap(options), 'signal');
}
