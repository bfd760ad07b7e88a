import type { TSESTree } from '@typescript-eslint/utils';
import { staticName } from './parents.js';
import { variableOf } from './scopes.js';
import type { Node, Source } from './source.js';
import { ONLY_ITS_TYPE, relocated, type Entry, type Value } from './value.js';

/** Looks a type up in another file; `undefined` when nobody can. */
export type ImportedType = (module: string, exported: string) => Value | undefined;

/** An object of the properties that a written type requires or allows; `undefined` when the type says nothing of use. */
export type TypeOf = (type: Node) => Value | undefined;

/** Aliases of aliases and interfaces that extend others end here. */
const MAX_DEPTH = 6;
/** Settings lie in the object that is passed or in one inside it; types of types of properties are nobody's question. */
const MAX_NESTING = 2;

/** Types of the language that stand for their first argument. */
const TRANSPARENT = new Set(['Promise', 'Readonly', 'NonNullable', 'PromiseLike']);

/**
 * Reads type annotations as far as the text of the project tells: object types, interfaces with what they extend, aliases, classes, and the
 * usual utility types. Types of packages are nobody's text here. The node may be an annotation, a type, or the name that declares one.
 */
export function createTypeOf(source: Source, importedType?: ImportedType): TypeOf {
  const inProgress = new Set<Node>();
  const known = new Map<Node, Value | undefined>(); // the type of a field is asked for wherever the field is used
  return (node) => {
    if (!known.has(node)) known.set(node, ofType(node, 0, 0));
    return known.get(node);
  };

  function ofType(node: Node, depth: number, nesting: number): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (node.type) {
      case 'TSTypeAnnotation':
        return ofType(node.typeAnnotation, depth, nesting);
      case 'TSTypeLiteral':
        return objectOf(node.members, node, depth, nesting);
      case 'TSLiteralType':
        return node.literal.type === 'Literal' && typeof node.literal.value === 'string'
          ? { kind: 'literal', value: node.literal.value, node }
          : undefined;
      case 'TSUnionType': {
        const [only, ...others] = node.types.filter((member) => !isNothing(member));
        return only && others.length === 0 ? ofType(only, depth, nesting) : undefined;
      }
      case 'TSIntersectionType':
        return merged(
          node.types.map((member) => ofType(member, depth + 1, nesting)),
          node,
        );
      case 'TSTypeReference':
        return ofReference(node, depth + 1, nesting);
      case 'TSInterfaceHeritage':
        return node.expression.type === 'Identifier' ? ofName(node.expression, depth + 1, nesting) : undefined;
      case 'Identifier':
        return ofName(node, depth + 1, nesting);
      case 'TSInterfaceDeclaration':
        return merged(
          [
            ...node.extends.map((base) => ofType(base, depth + 1, nesting)),
            objectOf(node.body.body, node, depth, nesting),
          ],
          node,
        );
      case 'TSTypeAliasDeclaration':
        return ofType(node.typeAnnotation, depth + 1, nesting);
      case 'ClassDeclaration':
        return objectOf(node.body.body, node, depth, nesting);
      default:
        return undefined;
    }
  }

  function ofReference(node: TSESTree.TSTypeReference, depth: number, nesting: number): Value | undefined {
    if (node.typeName.type !== 'Identifier') return undefined;
    const [first, second] = node.typeArguments?.params ?? [];
    const { name } = node.typeName;
    if (variableOf(node.typeName, source) === undefined && first) {
      const inner = ofType(first, depth, nesting);
      if (inner?.kind !== 'object') return undefined;
      if (TRANSPARENT.has(name)) return inner;
      if (name === 'Required' || name === 'Partial')
        return mapped(inner, (_, entry) => ({ ...entry, presence: name === 'Required' ? 'always' : 'sometimes' }));
      const keys = second && keysIn(second);
      if (name === 'Pick' && keys) return mapped(inner, (key, entry) => (keys.has(key) ? entry : undefined));
      if (name === 'Omit' && keys) return mapped(inner, (key, entry) => (keys.has(key) ? undefined : entry));
      return undefined;
    }
    return ofName(node.typeName, depth, nesting);
  }

  function ofName(name: TSESTree.Identifier, depth: number, nesting: number): Value | undefined {
    const definition = variableOf(name, source)?.defs[0];
    if (definition?.type === 'ImportBinding') {
      const declaration = definition.parent;
      const specifier = definition.node;
      if (declaration?.type !== 'ImportDeclaration') return undefined;
      const exported =
        specifier.type === 'ImportSpecifier'
          ? specifier.imported.type === 'Identifier'
            ? specifier.imported.name
            : specifier.imported.value
          : 'default';
      // The type of a property from yet another file would lead through all types of the project.
      const imported =
        specifier.type === 'ImportNamespaceSpecifier' || nesting > 0
          ? undefined
          : importedType?.(declaration.source.value, exported);
      return imported && relocated(imported, name);
    }
    if (!definition || inProgress.has(definition.node)) return undefined;
    inProgress.add(definition.node);
    const value = ofType(definition.node, depth, nesting);
    inProgress.delete(definition.node);
    return value;
  }

  function objectOf(members: readonly Node[], node: Node, depth: number, nesting: number): Value | undefined {
    const entries = new Map<string, Entry>();
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' && (member.type !== 'PropertyDefinition' || member.static)) continue;
      const key = member.type === 'PropertyDefinition' ? staticName(member) : keyOf(member);
      if (key === undefined) continue;
      const type = member.typeAnnotation?.typeAnnotation;
      const isOptional = member.optional || (type?.type === 'TSUnionType' && type.types.some(isNothing));
      const value = (type && nesting < MAX_NESTING ? ofType(type, depth, nesting + 1) : undefined) ?? {
        kind: 'unknown' as const,
        reason: `only the type of \`${key}\` is known`,
        node: member,
      };
      entries.set(key, { value, presence: isOptional ? 'sometimes' : 'always', node: member });
    }
    return entries.size === 0 ? undefined : { kind: 'object', entries, open: ONLY_ITS_TYPE, node };
  }
}

const keyOf = (member: TSESTree.TSPropertySignature): string | undefined =>
  member.computed
    ? undefined
    : member.key.type === 'Identifier'
      ? member.key.name
      : member.key.type === 'Literal'
        ? String(member.key.value)
        : undefined;

const isNothing = (type: Node): boolean => type.type === 'TSUndefinedKeyword' || type.type === 'TSNullKeyword';

function keysIn(type: Node): ReadonlySet<string> | undefined {
  const types = type.type === 'TSUnionType' ? type.types : [type];
  const keys = types.map((member) =>
    member.type === 'TSLiteralType' && member.literal.type === 'Literal' ? String(member.literal.value) : undefined,
  );
  return keys.every((key) => key !== undefined) ? new Set(keys) : undefined;
}

function mapped(object: Value, change: (key: string, entry: Entry) => Entry | undefined): Value | undefined {
  if (object.kind !== 'object') return undefined;
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
