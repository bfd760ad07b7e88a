import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { lookUp, ObjectBuilder } from './object-value.js';
import { closest, contains, enclosingFunction, isFunction, staticName, wrapped } from './parents.js';
import { aliasOf, variableOf } from './scopes.js';
import type { Node, Source } from './source.js';
import { choice, optionsOf, type ObjectValue, type Value } from './value.js';

/** Calls with an object argument that never change it. */
const HARMLESS_CALLS =
  /^(?:console\.\w+|JSON\.stringify|Object\.(?:keys|values|entries|freeze|assign)|structuredClone|expect|String|Boolean|super|require)$/;

/** What one mention of an object does to it, or to what it holds under a path of keys. */
export type Change = { readonly path: readonly string[]; readonly node: Node; readonly statement: Node } &
  /** `o.key = value`: what the last key of the path holds from here on. */
  (
    | { readonly kind: 'set'; readonly value: Value }
    /** `Object.assign(o, value)` */
    | { readonly kind: 'assign'; readonly value: Value }
    | { readonly kind: 'opaque'; readonly reason: string }
  );

/** The object after all that the code does to a variable between its declaration and this use: `config.region = …`, `Object.assign(config, …)`. */
export function changed(value: Value, variable: Scope.Variable, use: Node, evaluation: Evaluation): Value {
  if (!optionsOf(value).some((option) => option.kind === 'object')) return value;
  let result = value;
  const isAtEnd = isHandedOut(use, evaluation.source);
  // What happens through the other name that is set here is seen wherever that one is used.
  const alias = aliasOf(wrapped(use), evaluation.source);
  for (const at of mentionsOf(variable, evaluation.source, alias && [alias])) {
    if (at === use || (!isAtEnd && !isKept(use) && isLater(at, use))) continue;
    for (const change of changesAt(at, evaluation)) {
      const block = closest(change.statement, (n): n is Node => n.type === 'BlockStatement' || n.type === 'Program');
      const isCertain =
        change.statement.type === 'ExpressionStatement' &&
        block !== undefined &&
        change.statement.parent === block &&
        contains(block, use) &&
        (isAtEnd || change.node.range[0] < use.range[0]);
      result = applied(result, change, isCertain, use);
    }
  }
  return result;
}

/** Where the code mentions what a variable holds without setting it: by its name, and by other names that are given to it (`const self = config`). */
export function mentionsOf(
  variable: Scope.Variable,
  source: Source,
  except: readonly Scope.Variable[] = [],
): readonly Node[] {
  return variable.references
    .filter((reference) => !reference.isWrite())
    .flatMap(({ identifier }): readonly Node[] => [
      identifier,
      ...aliasMentions(wrapped(identifier), source, [...except, variable]),
    ]);
}

/** The mentions of a value by the name that is given to it: `const self = this`. */
export function aliasMentions(value: Node, source: Source, except: readonly Scope.Variable[] = []): readonly Node[] {
  const alias = aliasOf(value, source);
  return alias && !except.includes(alias) ? mentionsOf(alias, source, except) : [];
}

/** The name where it is declared or exported stands for what other files get: the object after all that the file does to it. */
function isHandedOut(use: Node, source: Source): boolean {
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

/** Whether the use gives the object to another name or object, through which all that is done to it later can be seen. */
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

/** Whether a mention stands behind the use in the same run of statements. */
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

/** Whether the code around a mention of an object takes something from it, and keeps it nowhere. */
export function isRead(mention: Node, source: Source): boolean {
  const object = wrapped(mention);
  const parent = object.parent;
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'MemberExpression':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === object;
    case 'LogicalExpression':
      return (parent.operator === '&&' && parent.left === object) || isRead(parent, source);
    case 'CallExpression':
      return HARMLESS_CALLS.test(source.text.slice(...parent.callee.range));
    case 'SpreadElement':
      return parent.parent.type === 'ObjectExpression';
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern';
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.right === object;
    default:
      return false;
  }
}

type FileEvaluation = Pick<Evaluation, 'source' | 'valueOf'>;

/** Through how many names, each for a part of what the one before it holds, an object is followed. */
const MAX_PARTS = 4;

/** What the code around this mention of an object does to it. */
export function changesAt(mention: Node, evaluation: FileEvaluation, parts = 0): readonly Change[] {
  const { target, names } = accessAt(mention);
  const written = names.length > 0 ? changeOfMember(target, names, mention, evaluation) : undefined;
  if (written) return [written];
  const path = names.filter((name) => name !== undefined);
  if (path.length < names.length) return [];
  const { parent } = target;
  if (parent?.type === 'CallExpression' && parent.arguments.includes(target as TSESTree.Expression))
    return [argumentChange(target, path, parent, evaluation)].filter((change) => change !== undefined);
  return parent?.type === 'VariableDeclarator' && parent.init === target && parts < MAX_PARTS
    ? partsNamed(parent.id, path).flatMap((part) => changesOfPart(part, evaluation, parts + 1))
    : [];
}

interface Part {
  readonly name: TSESTree.Identifier;
  readonly path: readonly string[];
}

/** `const part = object.key`, `const { key } = object`. Another name for the whole has mentions of its own. */
function partsNamed(id: TSESTree.BindingName, path: readonly string[]): readonly Part[] {
  if (id.type === 'Identifier') return path.length > 0 ? [{ name: id, path }] : [];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property) => {
    const key = property.type === 'Property' ? staticName(property) : undefined;
    return key !== undefined && property.value?.type === 'Identifier'
      ? [{ name: property.value, path: [...path, key] }]
      : [];
  });
}

function changesOfPart({ name, path }: Part, evaluation: FileEvaluation, parts: number): readonly Change[] {
  const variable = variableOf(name, evaluation.source);
  const changes = variable
    ? mentionsOf(variable, evaluation.source).flatMap((mention) => changesAt(mention, evaluation, parts))
    : [];
  return changes.map((change) => ({ ...change, path: [...path, ...change.path] }));
}

/** The outermost of `object`, `object.key` and `object.key.key` that starts with a mention, and its keys. */
function accessAt(mention: Node): { readonly target: Node; readonly names: readonly (string | undefined)[] } {
  const object = wrapped(mention);
  const { parent } = object;
  if (parent?.type !== 'MemberExpression' || parent.object !== object) return { target: object, names: [] };
  const { target, names } = accessAt(parent);
  return { target, names: [staticName(parent), ...names] };
}

function changeOfMember(
  target: Node,
  names: readonly (string | undefined)[],
  mention: Node,
  evaluation: FileEvaluation,
): Change | undefined {
  const node = target.parent as Node;
  const statement = node.parent as Node;
  if (node.type === 'UnaryExpression' && node.operator === 'delete')
    return set(names, { kind: 'literal', value: undefined, node }, mention, node, statement, evaluation);
  if (isPatternPart(target))
    return set(
      names,
      unknown(`${quote(target, evaluation.source)} is taken out of another value`, target),
      mention,
      target,
      node,
      evaluation,
    );
  if (node.type === 'UpdateExpression')
    return set(
      names,
      unknown(`${quote(target, evaluation.source)} is counted`, node),
      mention,
      node,
      statement,
      evaluation,
    );
  if (node.type !== 'AssignmentExpression' || node.left !== target) return undefined;
  return set(
    names,
    evaluation.valueOf(node.operator === '=' ? node.right : node),
    mention,
    node,
    statement,
    evaluation,
  );
}

/** `[object.key] = …`, `({ a: object.key } = …)`, `for (object.key of …)`. */
function isPatternPart(target: Node): boolean {
  const { parent } = target;
  switch (parent?.type) {
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === target;
    case 'Property':
      return parent.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

function set(
  names: readonly (string | undefined)[],
  value: Value,
  mention: Node,
  node: Node,
  statement: Node,
  { source }: FileEvaluation,
): Change {
  const path = names.filter((name) => name !== undefined);
  return path.length < names.length
    ? {
        kind: 'opaque',
        path: [],
        reason: `a computed key of ${quote(mention, source)} is assigned`,
        node: mention,
        statement,
      }
    : { kind: 'set', path, value, node, statement };
}

function argumentChange(
  object: Node,
  path: readonly string[],
  call: TSESTree.CallExpression,
  evaluation: FileEvaluation,
): Change | undefined {
  const { source, valueOf } = evaluation;
  const callee = source.text.slice(call.callee.range[0], call.callee.range[1]);
  const base = { path, node: object, statement: call.parent };
  if (callee === 'Object.assign' && call.arguments[0] === object) {
    const builder = new ObjectBuilder(call);
    for (const argument of call.arguments.slice(1)) {
      if (argument.type === 'SpreadElement')
        return { ...base, kind: 'opaque', reason: `${quote(object, source)} is extended by ${quote(call, source)}` };
      builder.spread(valueOf(argument), argument);
    }
    return { ...base, kind: 'assign', value: builder.build() };
  }
  if (callee === 'Object.defineProperty' && call.arguments[0] === object)
    return set([...path, definedName(call)], definedValue(call, evaluation), object, call, call.parent, evaluation);
  // Only a call whose result is thrown away is there for what it does to its argument.
  if (call.parent.type === 'ExpressionStatement' && !HARMLESS_CALLS.test(callee))
    return {
      ...base,
      kind: 'opaque',
      reason: `${quote(object, source)} is passed to \`${callee}\`, which may change it`,
    };
  return undefined;
}

/** The key of `Object.defineProperty(object, 'key', …)`. */
const definedName = ({ arguments: [, key] }: TSESTree.CallExpression): string | undefined =>
  key?.type === 'Literal' ? String(key.value) : undefined;

function definedValue(call: TSESTree.CallExpression, { source, valueOf }: FileEvaluation): Value {
  const descriptor = call.arguments[2];
  const found = descriptor && lookUp(valueOf(descriptor), 'value');
  return found?.state === 'present' ? found.value : unknown(`${quote(call, source)} defines it`, call);
}
