import type { TSESTree } from '@typescript-eslint/utils';
import { importedNameOf } from './definitions.js';
import { staticName } from './parents.js';
import { variableOf } from './scopes.js';
import type { Node, Source } from './source.js';
import { ONLY_ITS_TYPE, relocated, type Entry, type ObjectValue, type Value } from './value.js';

/** Looks up a type that another file exports; `undefined` when it is not known. */
export type ImportedType = (module: string, exported: string) => Value | undefined;

/** An object with the properties that a type requires or allows; `undefined` when the type does not help. */
export type TypeOf = (type: Node) => Value | undefined;

/** How far a type is followed. */
interface Depth {
  /** Through aliases of aliases and interfaces that extend others. */
  readonly names: number;
  /** Into types of properties. */
  readonly properties: number;
}

const MAX_NAMES = 6;
/** Settings are in the object that is passed, or in one inside it. */
const MAX_PROPERTIES = 2;

/** Types of TypeScript that count as their first argument. */
const TRANSPARENT = new Set(['Promise', 'Readonly', 'NonNullable', 'PromiseLike']);

/**
 * Reads type annotations that are written in the project: object types, interfaces with their bases, aliases, classes,
 * and the usual utility types. Types of packages are not read. The node may be an annotation, a type, or the name that
 * declares one.
 */
export function createTypeOf(source: Source, importedType?: ImportedType): TypeOf {
  const reader = new TypeReader(source, importedType);
  const known = new Map<Node, Value | undefined>(); // the type of a field is asked for wherever the field is used
  return (node) => {
    if (!known.has(node)) known.set(node, reader.ofType(node, { names: 0, properties: 0 }));
    return known.get(node);
  };
}

class TypeReader {
  readonly #inProgress = new Set<Node>();

  constructor(
    private readonly source: Source,
    private readonly importedType: ImportedType | undefined,
  ) {}

  ofType(node: Node, depth: Depth): Value | undefined {
    if (depth.names > MAX_NAMES) return undefined;
    const further = { ...depth, names: depth.names + 1 };
    switch (node.type) {
      case 'TSTypeAnnotation':
        return this.ofType(node.typeAnnotation, depth);
      case 'TSTypeLiteral':
        return this.#ofMembers(node.members, node, depth);
      case 'TSLiteralType':
        return node.literal.type === 'Literal' && typeof node.literal.value === 'string'
          ? { kind: 'literal', value: node.literal.value, node }
          : undefined;
      case 'TSUnionType': {
        const [only, ...others] = node.types.filter((member) => !isNullish(member));
        return only && others.length === 0 ? this.ofType(only, depth) : undefined;
      }
      case 'TSIntersectionType':
        return merged(
          node.types.map((member) => this.ofType(member, further)),
          node,
        );
      case 'TSTypeReference':
        return this.#ofReference(node, further);
      case 'TSInterfaceHeritage':
        return node.expression.type === 'Identifier' ? this.#ofName(node.expression, further) : undefined;
      case 'Identifier':
        return this.#ofName(node, further);
      case 'TSInterfaceDeclaration': {
        const bases = node.extends.map((base) => this.ofType(base, further));
        return merged([...bases, this.#ofMembers(node.body.body, node, depth)], node);
      }
      case 'TSTypeAliasDeclaration':
        return this.ofType(node.typeAnnotation, further);
      case 'ClassDeclaration':
        return this.#ofMembers(node.body.body, node, depth);
      default:
        return undefined;
    }
  }

  #ofReference(node: TSESTree.TSTypeReference, depth: Depth): Value | undefined {
    if (node.typeName.type !== 'Identifier') return undefined;
    const [first, second] = node.typeArguments?.params ?? [];
    if (!first || variableOf(node.typeName, this.source)) return this.#ofName(node.typeName, depth);
    const inner = this.ofType(first, depth);
    return inner?.kind === 'object' ? ofUtilityType(node.typeName.name, inner, second) : undefined;
  }

  #ofName(name: TSESTree.Identifier, depth: Depth): Value | undefined {
    const definition = variableOf(name, this.source)?.defs[0];
    if (!definition) return undefined;
    if (definition.type === 'ImportBinding') {
      const imported = importedNameOf(definition);
      // The type of a property from yet another file would lead through all types of the project.
      if (!imported || imported.exported === '*' || depth.properties > 0) return undefined;
      const found = this.importedType?.(imported.module, imported.exported);
      return found && relocated(found, name);
    }
    if (this.#inProgress.has(definition.node)) return undefined;
    this.#inProgress.add(definition.node);
    const value = this.ofType(definition.node, depth);
    this.#inProgress.delete(definition.node);
    return value;
  }

  #ofMembers(members: readonly Node[], node: Node, depth: Depth): Value | undefined {
    const entries = new Map(members.flatMap((member) => this.#entryOf(member, depth)));
    return entries.size === 0 ? undefined : { kind: 'object', entries, open: ONLY_ITS_TYPE, node };
  }

  #entryOf(member: Node, depth: Depth): readonly (readonly [string, Entry])[] {
    if (member.type !== 'TSPropertySignature' && (member.type !== 'PropertyDefinition' || member.static)) return [];
    const key = member.type === 'PropertyDefinition' ? staticName(member) : keyOf(member);
    if (key === undefined) return [];
    const type = member.typeAnnotation?.typeAnnotation;
    const isOptional = member.optional || (type?.type === 'TSUnionType' && type.types.some(isNullish));
    const value =
      type && depth.properties < MAX_PROPERTIES
        ? this.ofType(type, { ...depth, properties: depth.properties + 1 })
        : undefined;
    const reason = `only the type of \`${key}\` is known`;
    return [
      [
        key,
        {
          value: value ?? { kind: 'unknown', reason, node: member },
          presence: isOptional ? 'sometimes' : 'always',
          node: member,
        },
      ],
    ];
  }
}

/** `Partial<T>`, `Pick<T, 'a' | 'b'>` and the like, of an object type. */
function ofUtilityType(name: string, type: ObjectValue, argument: Node | undefined): Value | undefined {
  if (TRANSPARENT.has(name)) return type;
  if (name === 'Required' || name === 'Partial')
    return mapped(type, (_, entry) => ({ ...entry, presence: name === 'Required' ? 'always' : 'sometimes' }));
  const keys = argument && keysIn(argument);
  if (name === 'Pick' && keys) return mapped(type, (key, entry) => (keys.has(key) ? entry : undefined));
  if (name === 'Omit' && keys) return mapped(type, (key, entry) => (keys.has(key) ? undefined : entry));
  return undefined;
}

const keyOf = (member: TSESTree.TSPropertySignature): string | undefined =>
  member.computed
    ? undefined
    : member.key.type === 'Identifier'
      ? member.key.name
      : member.key.type === 'Literal'
        ? String(member.key.value)
        : undefined;

const isNullish = (type: Node): boolean => type.type === 'TSUndefinedKeyword' || type.type === 'TSNullKeyword';

function keysIn(type: Node): ReadonlySet<string> | undefined {
  const types = type.type === 'TSUnionType' ? type.types : [type];
  const keys = types.map((member) =>
    member.type === 'TSLiteralType' && member.literal.type === 'Literal' ? String(member.literal.value) : undefined,
  );
  return keys.every((key) => key !== undefined) ? new Set(keys) : undefined;
}

function mapped(object: ObjectValue, change: (key: string, entry: Entry) => Entry | undefined): Value | undefined {
  const entries = [...object.entries].flatMap(([key, entry]): (readonly [string, Entry])[] => {
    const kept = change(key, entry);
    return kept ? [[key, kept]] : [];
  });
  return entries.length === 0 ? undefined : { ...object, entries: new Map(entries) };
}

/** Later types win, as a narrower member does in an interface. */
function merged(types: readonly (Value | undefined)[], node: Node): Value | undefined {
  const entries = new Map(types.flatMap((type) => (type?.kind === 'object' ? [...type.entries] : [])));
  return entries.size === 0 ? undefined : { kind: 'object', entries, open: ONLY_ITS_TYPE, node };
}
