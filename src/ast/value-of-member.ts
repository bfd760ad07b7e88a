import type { TSESTree } from '@typescript-eslint/utils';
import { quote, unknown, type Evaluation } from './evaluation.js';
import type { FieldValueOf } from './fields.js';
import { lookUp } from './object-value.js';
import { staticName, unwrap } from './parents.js';
import { variableOf, writesTo } from './scopes.js';
import type { Node, Source } from './source.js';
import { choice, isNone, ONLY_ITS_TYPE, type Value } from './value.js';

const NOT_KNOWN = 'is not known before the code runs';

export function valueOfMember(
  node: TSESTree.MemberExpression,
  evaluation: Evaluation,
  valueOfField: FieldValueOf,
): Value {
  const { source, valueOf } = evaluation;
  const name = staticName(node);
  if (name === undefined) return valueOfComputedMember(node, evaluation);
  const object = unwrap(node.object);
  if (isEnvironment(object, source)) return { kind: 'environment', name, node };
  if (object.type === 'ThisExpression') return valueOfField(node, name);
  const initialiser = object.type === 'Identifier' ? enumInitialiser(object, name, source) : undefined;
  if (initialiser) return valueOf(initialiser);
  const container = valueOf(object);
  return container.kind === 'array'
    ? (container.elements?.[Number(name)] ?? unknown(`${quote(node, source)} ${NOT_KNOWN}`, node))
    : valueOfProperty(container, name, node, source);
}

function valueOfComputedMember(node: TSESTree.MemberExpression, { source, valueOf }: Evaluation): Value {
  const object = valueOf(node.object);
  const key = valueOf(node.property);
  if (key.kind !== 'literal') return unknown(`${quote(node, source)} is chosen when the code runs`, node);
  return object.kind === 'array' && typeof key.value === 'number'
    ? (object.elements?.[key.value] ?? unknown(`${quote(node, source)} ${NOT_KNOWN}`, node))
    : valueOfProperty(object, String(key.value), node, source);
}

/** What a value holds under a key. `node` is where the key is read. */
export function valueOfProperty(object: Value, name: string, node: Node, source: Source): Value {
  if (isNone(object)) return object;
  const found = object.kind === 'object' || object.kind === 'choice' ? lookUp(object, name) : undefined;
  // Only the type of an optional property is known. That is no more than is known of any expression.
  if (found?.state === 'present' && !found.always && object.kind === 'object' && object.open === ONLY_ITS_TYPE)
    return unknown(`only the type of ${quote(node, source)} is known`, node);
  if (found?.state === 'present')
    return found.always ? found.value : choice([found.value, { kind: 'literal', value: undefined, node }], node);
  if (found?.state === 'absent') return { kind: 'literal', value: undefined, node };
  return unknown(
    object.kind === 'unknown'
      ? `${quote(node, source)} is not known: ${object.reason}`
      : `${quote(node, source)} ${NOT_KNOWN}`,
    node,
  );
}

/** Whether the node is `process.env`, the same in another runtime, or a name for it. */
export function isEnvironment(node: Node, source: Source): boolean {
  if (node.type === 'Identifier') return isEnvironmentName(node, source);
  if (node.type !== 'MemberExpression' || staticName(node) !== 'env') return false;
  const owner = unwrap(node.object);
  return (
    (owner.type === 'Identifier' && /^(?:process|Bun|globalThis)$/.test(owner.name)) ||
    (owner.type === 'MetaProperty' && owner.property.name === 'meta') ||
    (owner.type === 'MemberExpression' && staticName(owner) === 'process')
  );
}

/** `const env = process.env` and `import { env } from 'node:process'`. */
function isEnvironmentName(node: TSESTree.Identifier, source: Source): boolean {
  const variable = variableOf(node, source);
  const definition = variable?.defs[0];
  if (definition?.type === 'ImportBinding')
    return (
      definition.parent?.type === 'ImportDeclaration' &&
      /^(?:node:)?process$/.test(definition.parent.source.value) &&
      node.name === 'env'
    );
  if (!variable || definition?.type !== 'Variable') return false;
  const [write, ...more] = writesTo(variable).map(unwrap);
  return write?.type === 'MemberExpression' && more.length === 0 && isEnvironment(write, source);
}

function enumInitialiser(object: TSESTree.Identifier, name: string, source: Source): Node | undefined {
  const definition = variableOf(object, source)?.defs[0]?.node;
  if (definition?.type !== 'TSEnumDeclaration') return undefined;
  return definition.body.members.find(({ id }) => (id.type === 'Identifier' ? id.name : id.value) === name)
    ?.initializer;
}
