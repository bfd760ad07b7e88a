import type { TSESTree } from '@typescript-eslint/utils';
import { aliasMentions, applied, changesAt, type Change } from './changes.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { contains, enclosingClass, staticName, unwrap } from './parents.js';
import { walk, type Node } from './source.js';
import { choice, noneOf, optionsOf, type Value } from './value.js';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Answers what `this.name` holds: its initialiser, all that the class assigns to it, and all that the class does to the object in it. */
export function createFieldValue(evaluation: Evaluation): (node: TSESTree.MemberExpression, name: string) => Value {
  const { source, valueOf, annotated } = evaluation;
  const known = new Map<string, Value>();
  const inProgress = new Set<string>();

  return (node, name) => {
    const owner = enclosingClass(node);
    if (!owner) return unknown(`${quote(node, source)} is not known before the code runs`, node);
    const place = constructorOf(owner);
    const isInConstructor = place !== undefined && contains(place, node);
    const key = `${owner.range[0]} ${isInConstructor} ${name}`;
    const cached = known.get(key);
    if (cached) return cached;
    if (inProgress.has(key)) return noneOf(node);
    inProgress.add(key);
    const value = find(node, name, owner, isInConstructor);
    inProgress.delete(key);
    // A use that may itself change the object is left out of account for itself alone.
    if (changesAt(node, evaluation).length === 0) known.set(key, value);
    return value;
  };

  function find(node: TSESTree.MemberExpression, name: string, owner: ClassNode, isInConstructor: boolean): Value {
    const writes: Node[] = [];
    let annotation: Node | undefined;
    for (const member of owner.body.body) {
      if (member.type === 'PropertyDefinition' && staticName(member) === name) {
        annotation = member.typeAnnotation;
        if (member.value) writes.push(member.value);
      }
      if (member.type === 'MethodDefinition' && member.kind === 'get' && staticName(member) === name)
        return unknown(`${quote(node, source)} is a getter`, node);
    }
    const parameter = constructorOf(owner)?.value.params.find(
      (p): p is TSESTree.TSParameterProperty => p.type === 'TSParameterProperty' && nameOf(p.parameter) === name,
    );
    if (parameter) return ofParameterProperty(parameter, node);

    const changes: Change[] = [];
    walk(owner.body, source.visitorKeys, (at) => {
      if (!isField(at, name) || at === node) return;
      const parent = at.parent;
      if (parent?.type === 'AssignmentExpression' && parent.left === at)
        writes.push(parent.operator === '=' ? parent.right : parent);
      else for (const mention of [at, ...aliasMentions(at, source)]) changes.push(...changesAt(mention, evaluation));
    });
    if (writes.length === 0)
      return annotated(annotation, node) ?? unknown(`${quote(node, source)} is not set in this class`, node);
    const written = choice(
      writes.flatMap((write) => optionsOf(valueOf(write))),
      node,
    );
    const value = (written.kind === 'unknown' ? annotated(annotation, node) : undefined) ?? written;
    return changes.reduce(
      (result, change) =>
        applied(result, change, !isInConstructor && isInConstructorBody(change.statement, owner), node),
      value,
    );
  }

  /** `constructor(private readonly config: Config = {})` */
  function ofParameterProperty({ parameter }: TSESTree.TSParameterProperty, node: Node): Value {
    const typed =
      annotated(
        parameter.type === 'AssignmentPattern' ? parameter.left.typeAnnotation : parameter.typeAnnotation,
        node,
      ) ?? unknown(`${quote(node, source)} is a constructor parameter`, node);
    return parameter.type === 'AssignmentPattern'
      ? choice([...optionsOf(typed), ...optionsOf(valueOf(parameter.right))], node)
      : typed;
  }
}

const constructorOf = (owner: ClassNode): TSESTree.MethodDefinition | undefined =>
  owner.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  );

const isField = (node: Node, name: string): node is TSESTree.MemberExpression =>
  node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression' && staticName(node) === name;

const nameOf = (node: Node): string | undefined =>
  node.type === 'Identifier'
    ? node.name
    : node.type === 'AssignmentPattern' && node.left.type === 'Identifier'
      ? node.left.name
      : undefined;

/** A statement that runs whenever an instance is built. */
const isInConstructorBody = (statement: Node, owner: ClassNode): boolean =>
  statement.type === 'ExpressionStatement' && statement.parent.parent === constructorOf(owner)?.value;
