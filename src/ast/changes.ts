import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { lookUp, ObjectBuilder } from './object-value.js';
import { closest, contains, enclosingFunction, isFunction, staticName, wrapped } from './parents.js';
import { aliasOf } from './scopes.js';
import type { Node, Source } from './source.js';
import { choice, optionsOf, type ObjectValue, type Value } from './value.js';

/** Calls with an object argument that never change it. */
const HARMLESS_CALLS = /^(?:console\.\w+|JSON\.stringify|Object\.(?:keys|values|entries|freeze|assign)|structuredClone|expect|String|Boolean|super|require)$/;

/** What one mention of an object does to it. */
export type Change =
  /** `o.key = value`, also deeper: `o.outer.key = value`. */
  | { readonly kind: 'set'; readonly path: readonly [string, ...string[]]; readonly value: Value; readonly node: Node; readonly statement: Node }
  | { readonly kind: 'assign'; readonly value: Value; readonly node: Node; readonly statement: Node }
  | { readonly kind: 'opaque'; readonly reason: string; readonly node: Node; readonly statement: Node };

/** The object after all that the code does to a variable between its declaration and this use: `config.region = …`, `Object.assign(config, …)`. */
export function changed(value: Value, variable: Scope.Variable, use: Node, evaluation: Evaluation): Value {
  if (!optionsOf(value).some((option) => option.kind === 'object')) return value;
  let result = value;
  const isAtEnd = isHandedOut(use, evaluation.source);
  // What happens through the other name that is set here is seen wherever that one is used.
  const alias = aliasOf(wrapped(use), evaluation.source);
  for (const at of mentionsOf(variable, evaluation.source, alias && [alias])) {
    if (at === use || (!isAtEnd && !isKept(use) && isLater(at, use))) continue;
    const change = changeAt(at, evaluation);
    if (!change) continue;
    const block = closest(change.statement, (n): n is Node => n.type === 'BlockStatement' || n.type === 'Program');
    const isCertain = change.statement.type === 'ExpressionStatement' && block !== undefined && change.statement.parent === block && contains(block, use) && (isAtEnd || at.range[0] < use.range[0]);
    result = applied(result, change, isCertain, use);
  }
  return result;
}

/** Where the code mentions what a variable holds without setting it: by its name, and by other names that are given to it (`const self = config`). */
export function mentionsOf(variable: Scope.Variable, source: Source, except: readonly Scope.Variable[] = []): readonly Node[] {
  return variable.references.filter((reference) => !reference.isWrite()).flatMap(({ identifier }): readonly Node[] => {
    const alias = aliasOf(wrapped(identifier), source);
    return alias && !except.includes(alias) ? [identifier, ...mentionsOf(alias, source, [...except, variable])] : [identifier];
  });
}

/** The name where it is declared or exported stands for what other files get: the object after all that the file does to it. */
function isHandedOut(use: Node, source: Source): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case 'VariableDeclarator': return parent.id === use;
    case 'AssignmentExpression': return parent.right === use && /^(?:module\s*\.\s*)?exports\b/.test(source.text.slice(...parent.left.range));
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'TSExportAssignment': return true;
    default: return false;
  }
}

/** Whether the use gives the object to another name or object, through which all that is done to it later can be seen. */
function isKept(use: Node): boolean {
  const value = wrapped(use);
  const { parent } = value;
  switch (parent?.type) {
    case 'Property': return parent.value === value;
    case 'VariableDeclarator': return parent.init === value;
    case 'AssignmentExpression': return parent.right === value;
    default: return false;
  }
}

/** Whether a mention stands behind the use in the same run of statements. */
const isLater = (at: Node, use: Node): boolean => enclosingFunction(at) === enclosingFunction(use) && at.range[0] > use.range[0] && !isInLoop(at);

const isInLoop = (node: Node): boolean => closest(node, (n): n is Node => isFunction(n) || /^(?:For|While|DoWhile)/.test(n.type))?.type.endsWith('Statement') === true;

/** A value after a change that runs always, or on some paths only. */
export function applied(value: Value, change: Change, isCertain: boolean, use: Node): Value {
  return choice(optionsOf(value).map((option) => (option.kind === 'object' ? changedObject(option, change, isCertain) : option)), use);
}

function changedObject(object: ObjectValue, change: Change, isCertain: boolean): Value {
  const builder = ObjectBuilder.from(object);
  if (change.kind === 'opaque') return builder.openUp(change.reason, change.node).build();
  if (change.kind === 'assign') return builder.spread(isCertain ? change.value : choice([change.value, { kind: 'literal', value: undefined, node: change.node }], change.node), change.node).build();
  const [key, ...deeper] = change.path;
  return (isCertain ? builder.set(key, innerValue(object, change, key, deeper, isCertain), change.node) : builder.setSometimes(key, innerValue(object, change, key, deeper, isCertain), change.node)).build();
}

function innerValue(object: ObjectValue, change: Change & { kind: 'set' }, key: string, [next, ...rest]: readonly string[], isCertain: boolean): Value {
  if (next === undefined) return change.value;
  const inner = object.entries.get(key)?.value;
  return inner ? applied(inner, { ...change, path: [next, ...rest] }, isCertain, change.node) : unknown(`\`${key}\` is changed before it is seen to be set`, change.node);
}

/** Whether the code around a mention of an object takes something from it, and keeps it nowhere. */
export function isRead(mention: Node, source: Source): boolean {
  const object = wrapped(mention);
  const parent = object.parent;
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'MemberExpression': return true;
    case 'IfStatement':
    case 'ConditionalExpression': return parent.test === object;
    case 'LogicalExpression': return (parent.operator === '&&' && parent.left === object) || isRead(parent, source);
    case 'CallExpression': return HARMLESS_CALLS.test(source.text.slice(...parent.callee.range));
    case 'SpreadElement': return parent.parent.type === 'ObjectExpression';
    case 'VariableDeclarator': return parent.id.type === 'ObjectPattern';
    case 'ForInStatement':
    case 'ForOfStatement': return parent.right === object;
    default: return false;
  }
}

type FileEvaluation = Pick<Evaluation, 'source' | 'valueOf'>;

/** What the code around this mention of an object does to it. */
export function changeAt(mention: Node, evaluation: FileEvaluation): Change | undefined {
  const object = wrapped(mention);
  const { parent } = object;
  if (parent?.type === 'MemberExpression' && parent.object === object) return memberChange(mention, parent, evaluation);
  if (parent?.type === 'CallExpression' && parent.arguments.includes(object as TSESTree.Expression)) return argumentChange(object, parent, evaluation);
  return undefined;
}

function memberChange(mention: Node, first: TSESTree.MemberExpression, evaluation: FileEvaluation): Change | undefined {
  const names: (string | undefined)[] = [staticName(first)];
  let target = first;
  while (target.parent.type === 'MemberExpression' && target.parent.object === target) {
    target = target.parent;
    names.push(staticName(target));
  }
  const change = target.parent;
  const statement = change.parent as Node;
  const node = change;
  if (change.type === 'UnaryExpression' && change.operator === 'delete') return set(names, { kind: 'literal', value: undefined, node }, mention, node, statement, evaluation);
  if (isPatternPart(target)) return set(names, unknown(`${quote(target, evaluation.source)} is taken out of another value`, target), mention, target, change, evaluation);
  if (change.type === 'UpdateExpression') return set(names, unknown(`${quote(target, evaluation.source)} is counted`, node), mention, node, statement, evaluation);
  if (change.type !== 'AssignmentExpression' || change.left !== target) return undefined;
  return set(names, evaluation.valueOf(change.operator === '=' ? change.right : change), mention, node, statement, evaluation);
}

/** `[object.key] = …`, `({ a: object.key } = …)`, `for (object.key of …)`. */
function isPatternPart(target: TSESTree.MemberExpression): boolean {
  const { parent } = target;
  switch (parent.type) {
    case 'ArrayPattern':
    case 'RestElement': return true;
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement': return parent.left === target;
    case 'Property': return parent.parent.type === 'ObjectPattern';
    default: return false;
  }
}

function set(names: readonly (string | undefined)[], value: Value, mention: Node, node: Node, statement: Node, { source }: FileEvaluation): Change {
  const path = names.filter((name) => name !== undefined);
  const [first, ...deeper] = path;
  return first === undefined || path.length < names.length
    ? { kind: 'opaque', reason: `a computed key of ${quote(mention, source)} is assigned`, node: mention, statement }
    : { kind: 'set', path: [first, ...deeper], value, node, statement };
}

function argumentChange(mention: Node, call: TSESTree.CallExpression, { source, valueOf }: FileEvaluation): Change | undefined {
  const callee = source.text.slice(call.callee.range[0], call.callee.range[1]);
  const base = { node: mention, statement: call.parent };
  if (callee === 'Object.assign' && call.arguments[0] === mention) {
    const builder = new ObjectBuilder(call);
    for (const argument of call.arguments.slice(1)) {
      if (argument.type === 'SpreadElement') return { ...base, kind: 'opaque', reason: `${quote(mention, source)} is extended by ${quote(call, source)}` };
      builder.spread(valueOf(argument), argument);
    }
    return { ...base, kind: 'assign', value: builder.build() };
  }
  if (callee === 'Object.defineProperty' && call.arguments[0] === mention) return set([definedName(call)], definedValue(call, { source, valueOf }), mention, call, call.parent, { source, valueOf });
  // Only a call whose result is thrown away is there for what it does to its argument.
  if (call.parent.type === 'ExpressionStatement' && !HARMLESS_CALLS.test(callee)) return { ...base, kind: 'opaque', reason: `${quote(mention, source)} is passed to \`${callee}\`, which may change it` };
  return undefined;
}

/** The key of `Object.defineProperty(object, 'key', …)`. */
const definedName = ({ arguments: [, key] }: TSESTree.CallExpression): string | undefined => (key?.type === 'Literal' ? String(key.value) : undefined);

function definedValue(call: TSESTree.CallExpression, { source, valueOf }: FileEvaluation): Value {
  const descriptor = call.arguments[2];
  const found = descriptor && lookUp(valueOf(descriptor), 'value');
  return found?.state === 'present' ? found.value : unknown(`${quote(call, source)} defines it`, call);
}
