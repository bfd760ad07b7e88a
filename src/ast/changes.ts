import type { TSESTree } from '@typescript-eslint/utils';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { mentionsOf } from './mentions.js';
import { lookUp, ObjectBuilder } from './object-value.js';
import { staticName, wrapped } from './parents.js';
import { variableOf } from './scopes.js';
import type { Node, Source } from './source.js';
import type { Value } from './value.js';

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

/** Whether the code around a mention only reads from the object and stores it nowhere. */
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

/** The parts of an evaluation that changes need. */
export type ChangeEvaluation = Pick<Evaluation, 'source' | 'valueOf' | 'maySpend'>;

/** How many names in a row are followed, each for a part of the object before it. */
const MAX_PARTS = 4;

/** What the code around this mention of an object does to it. */
export function changesAt(mention: Node, evaluation: ChangeEvaluation, parts = 0): readonly Change[] {
  if (!evaluation.maySpend(1))
    return [{ kind: 'opaque', path: [], reason: 'it is used in too many places', node: mention, statement: mention }];
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

/** `const part = object.key`, `const { key } = object`. Another name for the whole object is followed elsewhere. */
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

function changesOfPart({ name, path }: Part, evaluation: ChangeEvaluation, parts: number): readonly Change[] {
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
  evaluation: ChangeEvaluation,
): Change | undefined {
  const node = target.parent as Node;
  const change = (value: Value, at = node): Change => set(names, value, mention, at, evaluation);
  const itself = quote(target, evaluation.source);
  if (node.type === 'UnaryExpression' && node.operator === 'delete')
    return change({ kind: 'literal', value: undefined, node });
  if (isPatternPart(target)) return change(unknown(`${itself} is destructured from another value`, target), target);
  if (node.type === 'UpdateExpression') return change(unknown(`${itself} is incremented or decremented`, node));
  return node.type === 'AssignmentExpression' && node.left === target
    ? change(evaluation.valueOf(node.operator === '=' ? node.right : node))
    : undefined;
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
  { source }: ChangeEvaluation,
): Change {
  const statement = node.parent as Node;
  const path = names.filter((name) => name !== undefined);
  if (path.length === names.length) return { kind: 'set', path, value, node, statement };
  const reason = `a computed key of ${quote(mention, source)} is assigned`;
  return { kind: 'opaque', path: [], reason, node: mention, statement };
}

function argumentChange(
  object: Node,
  path: readonly string[],
  call: TSESTree.CallExpression,
  evaluation: ChangeEvaluation,
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
    return set([...path, definedName(call)], definedValue(call, evaluation), object, call, evaluation);
  // A call whose result is used may only read its argument. One whose result is dropped probably changes it.
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

function definedValue(call: TSESTree.CallExpression, { source, valueOf }: ChangeEvaluation): Value {
  const descriptor = call.arguments[2];
  const found = descriptor && lookUp(valueOf(descriptor), 'value');
  return found?.state === 'present' ? found.value : unknown(`${quote(call, source)} defines it`, call);
}
