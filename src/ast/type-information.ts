import type { Origin } from './origin.js';
import type { Node } from './source.js';
import { ONLY_ITS_TYPE, type Entry, type Value } from './value.js';

/** What TypeScript knows about an expression, when a type-aware parser is configured. */
export interface TypeInformation {
  /** An object with the properties that the type requires or allows; `undefined` when the type does not help. */
  readonly valueAt: (node: Node) => Value | undefined;
  /** The package and export that a class or function comes from, wherever it was imported. */
  readonly originAt: (node: Node) => TypeOrigin | undefined;
}

export interface TypeOrigin extends Origin {
  /** The file inside the package that declares it, without extension: `clients/s3`. */
  readonly file: string;
}

/** The parser services of typescript-eslint that are used here. The `typescript` package itself is never imported. */
interface ParserServices {
  readonly program?: unknown;
  readonly getTypeAtLocation?: (node: Node) => Type;
  readonly esTreeNodeToTSNodeMap?: { readonly get: (node: Node) => unknown };
}

interface Type {
  readonly value?: unknown;
  /** The name of `string`, `undefined`, `any` and other built-in types. */
  readonly intrinsicName?: string;
  readonly symbol?: TypeSymbol;
  readonly types?: readonly Type[];
  readonly isStringLiteral: () => boolean;
  readonly getProperties: () => readonly TypeSymbol[];
}

interface TypeSymbol {
  readonly name: string;
  readonly flags: number;
  readonly declarations?: readonly { readonly getSourceFile: () => { readonly fileName: string } }[];
}

interface Checker {
  readonly getTypeOfSymbolAtLocation: (symbol: TypeSymbol, node: unknown) => Type;
}

// TypeScript 6 has renumbered its type flags. This symbol flag is the same from 4.8 to 6.0.
const OPTIONAL_SYMBOL = 16777216;

const MODULE_OF_FILE = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)(?:[\\/](.*?))?(?:\.d)?\.[cm]?ts$/;

/** The type information that came with ESLint's parse, or `undefined` for parsers and hosts that give none. */
export function typeInformationOf(parserServices: unknown): TypeInformation | undefined {
  const services = parserServices as ParserServices | undefined;
  const { getTypeAtLocation, esTreeNodeToTSNodeMap } = services ?? {};
  const program = services?.program as { readonly getTypeChecker?: () => Checker } | null | undefined;
  if (!program?.getTypeChecker || !getTypeAtLocation || !esTreeNodeToTSNodeMap) return undefined;
  const checker = program.getTypeChecker();

  const valueAt = (node: Node): Value | undefined => {
    const type = withoutNothing(getTypeAtLocation(node));
    if (!type || type.intrinsicName !== undefined) return undefined;
    const properties = type.getProperties();
    if (properties.length === 0) return undefined;
    const entries = properties.map((property): [string, Entry] => {
      const own = checker.getTypeOfSymbolAtLocation(property, esTreeNodeToTSNodeMap.get(node));
      const value: Value =
        own.isStringLiteral() && typeof own.value === 'string'
          ? { kind: 'literal', value: own.value, node }
          : { kind: 'unknown', reason: `only the type of \`${property.name}\` is known`, node };
      return [
        property.name,
        { value, presence: (property.flags & OPTIONAL_SYMBOL) === 0 ? 'always' : 'sometimes', node },
      ];
    });
    return { kind: 'object', entries: new Map(entries), open: ONLY_ITS_TYPE, node };
  };

  const originAt = (node: Node): TypeOrigin | undefined => {
    const symbol = withoutNothing(getTypeAtLocation(node))?.symbol;
    const fileName = symbol?.declarations?.[0]?.getSourceFile().fileName;
    const [, module, inner = ''] = fileName === undefined ? [] : (MODULE_OF_FILE.exec(fileName) ?? []);
    if (!symbol || module === undefined) return undefined;
    return { module: module.replaceAll('\\', '/'), path: [symbol.name], file: inner.replaceAll('\\', '/') };
  };

  return { valueAt: quietly(valueAt), originAt: quietly(originAt) };
}

/** The one member of a union that is neither `undefined` nor `null`. */
function withoutNothing(type: Type): Type | undefined {
  if (!type.types) return type;
  const [only, ...others] = type.types.filter(
    (member) => member.intrinsicName !== 'undefined' && member.intrinsicName !== 'null',
  );
  return others.length === 0 ? only : undefined;
}

/** A type that cannot be computed counts as unknown and never crashes the linter. */
const quietly =
  <T>(ask: (node: Node) => T | undefined) =>
  (node: Node): T | undefined => {
    try {
      return ask(node);
    } catch {
      return undefined;
    }
  };
