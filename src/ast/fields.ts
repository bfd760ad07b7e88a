import type { TSESTree } from '@typescript-eslint/utils';
import { applied } from './changed.js';
import { changesAt, type Change } from './changes.js';
import { assignmentTo, constructorOf, fieldOf } from './class-fields.js';
import { aliasMentions } from './mentions.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { contains, enclosingClass, type ClassNode } from './parents.js';
import type { Node } from './source.js';
import { choice, noneOf, type Value } from './value.js';

export type FieldValueOf = (node: TSESTree.MemberExpression, name: string) => Value;

/**
 * Says what `this.name` holds: its initialiser, what the class assigns to it, and what the class does to the object in
 * it.
 */
export function createFieldValueOf(evaluation: Evaluation): FieldValueOf {
  const known = new Map<string, Value>();
  return (node, name) => {
    const owner = enclosingClass(node);
    if (!owner) return unknown(`${quote(node, evaluation.source)} is not known before the code runs`, node);
    const place = constructorOf(owner);
    const isInConstructor = place !== undefined && contains(place, node);
    const key = `this.${name} ${owner.range[0]} ${isInConstructor}`;
    const cached = known.get(key);
    if (cached) return cached;
    const value = evaluation.once(key, () => valueOfField(node, name, owner, isInConstructor, evaluation));
    if (!value) return noneOf(node);
    // A mention that changes the object ignores its own change, so its value is not the value of the others.
    if (changesAt(node, evaluation).length === 0) known.set(key, value);
    return value;
  };
}

function valueOfField(
  node: TSESTree.MemberExpression,
  name: string,
  owner: ClassNode,
  isInConstructor: boolean,
  evaluation: Evaluation,
): Value {
  const { source, valueOf, annotated, maySpend } = evaluation;
  const { annotation, initialisers, getter, parameter, mentions } = fieldOf(owner, name, source);
  if (getter) return unknown(`${quote(node, source)} is a getter`, node);
  if (parameter) return valueOfParameterProperty(parameter, node, evaluation);
  if (!maySpend(mentions.length)) return unknown(`${quote(node, source)} is used in too many places to follow`, node);
  const others = mentions.filter((mention) => mention !== node);
  const assigned = others.flatMap((mention): readonly Node[] => {
    const assignment = assignmentTo(mention);
    return assignment ? [assignment.operator === '=' ? assignment.right : assignment] : [];
  });
  const writes = [...initialisers, ...assigned];
  if (writes.length === 0)
    return annotated(annotation, node) ?? unknown(`${quote(node, source)} is not set in this class`, node);
  const written = choice(writes.map(valueOf), node);
  const value = (written.kind === 'unknown' ? annotated(annotation, node) : undefined) ?? written;
  return others
    .filter((mention) => !assignmentTo(mention))
    .flatMap((mention): readonly Node[] => [mention, ...aliasMentions(mention, source)])
    .flatMap((mention): readonly Change[] => changesAt(mention, evaluation))
    .reduce(
      (result, change) =>
        applied(result, change, !isInConstructor && isInConstructorBody(change.statement, owner), node),
      value,
    );
}

/** `constructor(private readonly config: Config = {})` */
function valueOfParameterProperty(
  { parameter }: TSESTree.TSParameterProperty,
  node: Node,
  { source, valueOf, annotated }: Evaluation,
): Value {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const typed =
    annotated(target.typeAnnotation, node) ?? unknown(`${quote(node, source)} is a constructor parameter`, node);
  return parameter.type === 'AssignmentPattern' ? choice([typed, valueOf(parameter.right)], node) : typed;
}

/** A statement that runs whenever an instance is built. */
const isInConstructorBody = (statement: Node, owner: ClassNode): boolean =>
  statement.type === 'ExpressionStatement' && statement.parent.parent === constructorOf(owner)?.value;
