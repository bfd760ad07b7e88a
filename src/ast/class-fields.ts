import type { TSESTree } from '@typescript-eslint/utils';
import { isFieldAccess, staticName, type ClassNode } from './parents.js';
import { walk, type Node, type Source } from './source.js';

/** Everything that a class says of one of its fields. */
export interface Field {
  readonly annotation: Node | undefined;
  readonly initialisers: readonly Node[];
  readonly getter: TSESTree.MethodDefinition | undefined;
  /** `constructor(private readonly name)`. */
  readonly parameter: TSESTree.TSParameterProperty | undefined;
  /** Every `this.name` in the class, in source order. */
  readonly mentions: readonly TSESTree.MemberExpression[];
}

/** What a class says of one of its fields. */
export function fieldOf(owner: ClassNode, name: string, source: Source): Field {
  const definitions = owner.body.body.filter(
    (member): member is TSESTree.PropertyDefinition =>
      member.type === 'PropertyDefinition' && staticName(member) === name,
  );
  return {
    annotation: definitions.at(-1)?.typeAnnotation,
    initialisers: definitions.flatMap(({ value }) => value ?? []),
    getter: owner.body.body.find(
      (member): member is TSESTree.MethodDefinition =>
        member.type === 'MethodDefinition' && member.kind === 'get' && staticName(member) === name,
    ),
    parameter: constructorOf(owner)?.value.params.find(
      (parameter): parameter is TSESTree.TSParameterProperty =>
        parameter.type === 'TSParameterProperty' && nameOf(parameter.parameter) === name,
    ),
    mentions: mentionsIn(owner, source).get(name) ?? [],
  };
}

/** The assignment whose target is this mention, if it is one. */
export const assignmentTo = (mention: Node): TSESTree.AssignmentExpression | undefined =>
  mention.parent?.type === 'AssignmentExpression' && mention.parent.left === mention ? mention.parent : undefined;

export const constructorOf = (owner: ClassNode): TSESTree.MethodDefinition | undefined =>
  owner.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  );

const nameOf = (parameter: Node): string | undefined => {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' ? target.name : undefined;
};

const known = new WeakMap<ClassNode, ReadonlyMap<string, readonly TSESTree.MemberExpression[]>>();

/** Every `this.…` in a class, by name. A class is searched once, however many of its fields are asked for. */
function mentionsIn(owner: ClassNode, source: Source): ReadonlyMap<string, readonly TSESTree.MemberExpression[]> {
  let mentions = known.get(owner);
  if (!mentions) {
    const found = new Map<string, TSESTree.MemberExpression[]>();
    walk(owner.body, source.visitorKeys, (at) => {
      const name = at.type === 'MemberExpression' && isFieldAccess(at) ? staticName(at) : undefined;
      if (name === undefined || at.type !== 'MemberExpression') return;
      const others = found.get(name);
      if (others) others.push(at);
      else found.set(name, [at]);
    });
    known.set(owner, (mentions = found));
  }
  return mentions;
}
