import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { changesAt, type Change } from './changes.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { mentionsOf } from './mentions.js';
import { ObjectBuilder } from './object-value.js';
import { closest, contains, enclosingFunction, isFunction, wrapped } from './parents.js';
import { aliasOf } from './scopes.js';
import type { Node, Source } from './source.js';
import { choice, optionsOf, type ObjectValue, type Value } from './value.js';

/**
 * The object after everything that the code does to it between its declaration and this use: `config.region = …`,
 * `Object.assign(config, …)`.
 *
 * @param last the write that set the variable to it on every path to the use; what happened before was to another object
 */
export function changed(value: Value, variable: Scope.Variable, use: Node, evaluation: Evaluation, last?: Node): Value {
  if (!optionsOf(value).some((option) => option.kind === 'object')) return value;
  if (!evaluation.maySpend(variable.references.length))
    return unknown(`${quote(use, evaluation.source)} is used in too many places to follow`, use);
  const isAtEnd = isExported(use, evaluation.source);
  // Changes made through the other name that is set here are seen where that name is used.
  const alias = aliasOf(wrapped(use), evaluation.source);
  return mentionsOf(variable, evaluation.source, alias && [alias])
    .filter((at) => at !== use && (isAtEnd || isKept(use) || !isLater(at, use)))
    .filter(
      (at) => last === undefined || enclosingFunction(at) !== enclosingFunction(use) || at.range[0] > last.range[0],
    )
    .flatMap((at) => changesAt(at, evaluation))
    .reduce((result, change) => applied(result, change, isCertain(change, use, isAtEnd), use), value);
}

/** Whether the change has always happened by the time the use runs. */
function isCertain({ statement, node }: Change, use: Node, isAtEnd: boolean): boolean {
  const block = closest(statement, (at): at is Node => at.type === 'BlockStatement' || at.type === 'Program');
  return (
    statement.type === 'ExpressionStatement' &&
    block !== undefined &&
    statement.parent === block &&
    contains(block, use) &&
    (isAtEnd || node.range[0] < use.range[0])
  );
}

/** Whether other files get the object here. They see everything that this file does to it. */
function isExported(use: Node, source: Source): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id === use;
    case 'AssignmentExpression':
      return parent.right === use && /^(?:module\s*\.\s*)?exports\b/.test(source.text.slice(...parent.left.range));
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'TSExportAssignment':
      return true;
    default:
      return false;
  }
}

/** Whether the use stores the object under another name. Later changes can be seen through that name. */
function isKept(use: Node): boolean {
  const value = wrapped(use);
  const { parent } = value;
  switch (parent?.type) {
    case 'Property':
      return parent.value === value;
    case 'VariableDeclarator':
      return parent.init === value;
    case 'AssignmentExpression':
      return parent.right === value;
    default:
      return false;
  }
}

/** Whether a mention runs after the use. */
const isLater = (at: Node, use: Node): boolean =>
  enclosingFunction(at) === enclosingFunction(use) && at.range[0] > use.range[0] && !isInLoop(at);

const isInLoop = (node: Node): boolean =>
  closest(node, (n): n is Node => isFunction(n) || /^(?:For|While|DoWhile)/.test(n.type))?.type.endsWith(
    'Statement',
  ) === true;

/** A value after a change that runs always, or on some paths only. */
export function applied(value: Value, change: Change, isCertain: boolean, use: Node): Value {
  return choice(
    optionsOf(value).map((option) => (option.kind === 'object' ? changedObject(option, change, isCertain) : option)),
    use,
  );
}

function changedObject(object: ObjectValue, change: Change, isCertain: boolean): Value {
  const builder = ObjectBuilder.from(object);
  const [key, ...deeper] = change.path;
  if (key === undefined)
    return change.kind === 'opaque'
      ? builder.openUp(change.reason, change.node).build()
      : builder
          .spread(
            isCertain
              ? change.value
              : choice([change.value, { kind: 'literal', value: undefined, node: change.node }], change.node),
            change.node,
          )
          .build();
  const inner = object.entries.get(key)?.value;
  const changedInner = inner && applied(inner, { ...change, path: deeper }, isCertain, change.node);
  if (change.kind !== 'set') return changedInner ? builder.replace(key, changedInner).build() : object;
  const value =
    deeper.length === 0
      ? change.value
      : (changedInner ?? unknown(`\`${key}\` is changed before it is seen to be set`, change.node));
  return (isCertain ? builder.set(key, value, change.node) : builder.setSometimes(key, value, change.node)).build();
}
