import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { assignmentTo, fieldOf } from './class-fields.js';
import { importedNameOf, patternPlaceOf, type PatternPlace } from './definitions.js';
import { functionAt, returnedNodes } from './functions.js';
import { argumentsFor } from './parameters.js';
import {
  calleeName,
  enclosingClass,
  isFunction,
  propertyNamed,
  staticName,
  unwrap,
  type FunctionNode,
} from './parents.js';
import { isGlobal, soleValue, variableOf } from './scopes.js';
import type { Node, Source } from './source.js';

/**
 * Where a value comes from: a module, and the path from it to the value. `require('aws-sdk').S3` is `{ module:
 * 'aws-sdk', path: ['S3'] }`. `default` is left out of paths, because CommonJS interop adds and removes it. `()` is the
 * result of a call. A global (`AWS` of a script tag) has no module, and its path starts with its name.
 */
export interface Origin {
  readonly module: string | undefined;
  readonly path: readonly string[];
}

export interface OriginOptions {
  /**
   * Calls that return their first argument unchanged (interop helpers, instrumentation), by the last name of their
   * callee.
   */
  readonly transparentCalls?: ReadonlySet<string>;
  /** Globals that are worth naming as an origin. */
  readonly globals?: ReadonlySet<string>;
}

/** Says which export of which module an expression is. */
export type OriginOf = (node: Node) => Origin | undefined;

/**
 * `require`, and functions of applications and bundlers that are named after it: `__webpack_require`, `lazy_require`.
 */
const REQUIRE_LIKE = /^(?:__)?(?:\w*_)?(?:(?:try|safe|lazy|optional|dynamic|native)_?)?require$/i;

/** The step from a function to what it returns. */
export const RESULT = '()';

/** How far names that are taken from other names are followed. */
const MAX_DEPTH = 120;

/**
 * Knows every form of import: default, namespace, named and aliased imports, `require` (also destructured, lazy, or
 * wrapped by interop helpers), `import x = require()`, and `import()` with `await` or `.then`. It follows
 * destructuring, member aliases, class fields, properties of constant objects, and functions that return what they
 * import. Type-only imports and shadowed names have no origin.
 */
export function createOriginOf(source: Source, options: OriginOptions = {}): OriginOf {
  return new OriginReader(source, options).originOf;
}

/** Where what a function returns comes from: `const getSdk = () => require('aws-sdk')`. */
export function resultOriginOf(fn: FunctionNode, originOf: OriginOf, source: Source): Origin | undefined {
  const returned = returnedNodes(fn, source);
  return returned && agreed(returned.map(originOf));
}

class OriginReader {
  readonly #known = new Map<Node, Origin | undefined>();
  readonly #variables = new Map<Scope.Variable, Origin | undefined>();
  #depth = 0;

  constructor(
    private readonly source: Source,
    private readonly options: OriginOptions,
  ) {}

  readonly originOf: OriginOf = (node) => {
    const inner = unwrap(node);
    if (this.#known.has(inner)) return this.#known.get(inner);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(inner, undefined); // a definition in terms of itself has no origin
    this.#depth += 1;
    const origin = this.#find(inner);
    this.#depth -= 1;
    this.#known.set(inner, origin);
    return origin;
  };

  #find(node: Node): Origin | undefined {
    switch (node.type) {
      case 'Identifier':
        return this.#ofName(node);
      case 'MemberExpression':
        return this.#ofMember(node);
      case 'TSQualifiedName':
        return step(this.originOf(node.left), node.right.name);
      case 'CallExpression':
        return this.#ofCall(node);
      case 'AwaitExpression':
        return this.originOf(node.argument);
      case 'ImportExpression':
        return moduleNamedBy(node.source);
      case 'AssignmentExpression':
        return /^(?:\?\?|\|\|)?=$/.test(node.operator) ? this.originOf(node.right) : undefined;
      case 'SequenceExpression':
        return this.originOf(node.expressions.at(-1) as Node);
      case 'LogicalExpression':
        return this.originOf(node.left) ?? this.originOf(node.right);
      case 'ConditionalExpression':
        return agreed([node.consequent, node.alternate].map(this.originOf));
      default:
        return undefined;
    }
  }

  #ofName(node: TSESTree.Identifier): Origin | undefined {
    const variable = variableOf(node, this.source);
    if (!variable)
      return this.options.globals?.has(node.name) === true ? { module: undefined, path: [node.name] } : undefined;
    if (!this.#variables.has(variable)) {
      this.#variables.set(variable, undefined);
      this.#variables.set(variable, this.#ofVariable(variable));
    }
    return this.#variables.get(variable);
  }

  #ofVariable(variable: Scope.Variable): Origin | undefined {
    const [definition, ...others] = variable.defs;
    if (!variable.defs.some(({ type }) => type === 'ImportBinding' || type === 'Parameter'))
      return this.#ofWrites(variable);
    if (!definition || others.length > 0) return undefined;
    return definition.type === 'ImportBinding' ? this.#ofImport(definition) : this.#ofParameter(definition.name);
  }

  #ofImport(definition: Scope.Definition): Origin | undefined {
    const { node } = definition;
    if (node.type === 'TSImportEqualsDeclaration') {
      if (node.importKind === 'type') return undefined;
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? moduleNamedBy(node.moduleReference.expression)
        : this.originOf(node.moduleReference);
    }
    const name = importedNameOf(definition);
    if (!name || name.isType) return undefined;
    const module = { module: name.module, path: [] };
    return name.exported === '*' ? module : step(module, name.exported);
  }

  /** The origin that all writes to a variable share. `let sdk = null;` before a lazy `require` does not count. */
  #ofWrites({ references }: Scope.Variable): Origin | undefined {
    const writes = references.filter((reference) => reference.isWrite());
    if (writes.some(({ writeExpr }) => !writeExpr)) return undefined;
    return agreed(
      writes.flatMap(({ identifier, writeExpr }) =>
        writeExpr && !isNull(writeExpr) ? [this.#ofTarget(identifier, writeExpr)] : [],
      ),
    );
  }

  /**
   * The origin of one name in a declaration or assignment. In `{ config: { S3: Client } }` the path to `Client` is
   * `config`, `S3`.
   */
  #ofTarget(target: Node, value: Node): Origin | undefined {
    const place = patternPlaceOf(target);
    if (!place) return undefined;
    const [index, ...rest] = place.path;
    const inner = unwrap(value);
    const awaited = inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
    // const [{ S3Client }, x] = await Promise.all([import('…'), …])
    if (
      typeof index === 'number' &&
      awaited.type === 'CallExpression' &&
      awaited.arguments[0]?.type === 'ArrayExpression'
    ) {
      const element = awaited.arguments[0].elements[index];
      return element ? along(rest, this.originOf(element)) : undefined;
    }
    return along(place.path, this.originOf(value)) ?? this.#ofPart(place.path, value);
  }

  /** What a path leads to in an object or array that is written out: `const { Client } = { Client: sdk.STSClient }`. */
  #ofPart([key, ...rest]: PatternPlace['path'], value: Node): Origin | undefined {
    const inner = unwrap(value);
    if (typeof key === 'string') return along(rest, this.#ofObjectProperty(inner, key));
    const list = inner.type === 'Identifier' ? soleValue(inner, this.source) : inner;
    if (key === undefined || list?.type !== 'ArrayExpression') return undefined;
    const before = list.elements.slice(0, key + 1);
    const element = before[key];
    const isInPlace = element && before.every((each) => each?.type !== 'SpreadElement');
    return isInPlace ? along(rest, this.originOf(element)) : undefined;
  }

  #ofParameter(name: Node): Origin | undefined {
    const place = patternPlaceOf(name);
    return place && (this.#ofThen(place) ?? this.#ofPassed(place, name));
  }

  /** `import('x').then(({ S3Client }) => …)` */
  #ofThen({ outermost, path }: PatternPlace): Origin | undefined {
    const callback = outermost.parent;
    const call = callback?.parent;
    return call?.type === 'CallExpression' &&
      call.arguments[0] === callback &&
      call.callee.type === 'MemberExpression' &&
      staticName(call.callee) === 'then'
      ? along(path, this.originOf(call.callee.object))
      : undefined;
  }

  /** `const make = (Client) => new Client(…); make(S3Client)`: what every call of the function passes. */
  #ofPassed({ outermost }: PatternPlace, name: Node): Origin | undefined {
    const fn = name.parent;
    if (outermost !== name || !fn || !isFunction(fn)) return undefined;
    const passed = argumentsFor(fn, fn.params.indexOf(name as TSESTree.Parameter), this.source);
    return passed?.every((argument) => argument !== undefined) ? agreed(passed.map(this.originOf)) : undefined;
  }

  #ofMember(node: TSESTree.MemberExpression): Origin | undefined {
    const name = staticName(node);
    if (name === undefined) return undefined;
    const object = unwrap(node.object);
    if (object.type === 'ThisExpression') return this.#ofField(node, name);
    return step(this.originOf(object), name) ?? this.#ofObjectProperty(object, name);
  }

  #ofField(node: Node, name: string): Origin | undefined {
    const owner = enclosingClass(node);
    if (!owner) return undefined;
    const field = fieldOf(owner, name, this.source);
    const initialiser = field.initialisers.find((value) => !isNull(value));
    if (initialiser) return this.originOf(initialiser);
    if (field.getter?.value.type === 'FunctionExpression')
      return resultOriginOf(field.getter.value, this.originOf, this.source);
    // this.sdk = require('aws-sdk'), then perhaps this.sdk = captureAWS(this.sdk)
    const writes = field.mentions
      .flatMap((mention) => assignmentTo(mention)?.right ?? [])
      .filter((value) => !isNull(value) && !this.#text(value).includes(`this.${name}`));
    return agreed(writes.map(this.originOf));
  }

  #ofObjectProperty(object: Node, name: string): Origin | undefined {
    const literal = object.type === 'Identifier' ? soleValue(object, this.source) : object;
    const property = propertyNamed(literal, name);
    return property && this.originOf(property.value);
  }

  #ofCall(node: TSESTree.CallExpression): Origin | undefined {
    const callee = unwrap(node.callee);
    const [argument] = node.arguments;
    if (callee.type === 'Identifier' && this.#requires(callee)) return moduleNamedBy(argument);
    const name = calleeName(callee);
    if (name !== undefined && this.options.transparentCalls?.has(name) === true)
      return argument && this.originOf(argument);
    // `await import('x').then((m) => m.S3Client)`
    if (
      name === 'then' &&
      callee.type === 'MemberExpression' &&
      argument?.type === 'ArrowFunctionExpression' &&
      argument.expression
    )
      return this.originOf(argument.body);
    const factory = functionAt(callee, this.source);
    return factory ? resultOriginOf(factory, this.originOf, this.source) : step(this.originOf(callee), RESULT);
  }

  #requires(callee: TSESTree.Identifier): boolean {
    return (
      REQUIRE_LIKE.test(callee.name) &&
      (callee.name !== 'require' || isGlobal(callee, this.source) || this.#isCreatedRequire(callee))
    );
  }

  /** `const require = createRequire(import.meta.url)`. */
  #isCreatedRequire(identifier: TSESTree.Identifier): boolean {
    const value = soleValue(identifier, this.source);
    return value?.type === 'CallExpression' && /createRequire$/.test(this.#text(value.callee));
  }

  #text({ range: [start, end] }: Node): string {
    return this.source.text.slice(start, end);
  }
}

const step = (origin: Origin | undefined, name: string): Origin | undefined =>
  origin && { module: origin.module, path: name === 'default' ? origin.path : [...origin.path, name] };

const along = (path: readonly (string | number)[], origin: Origin | undefined): Origin | undefined =>
  path.reduce<Origin | undefined>((at, name) => step(at, String(name)), origin);

const isNull = (node: Node): boolean => node.type === 'Literal' && node.value === null;

/** The module that a string names. */
function moduleNamedBy(node: Node | undefined): Origin | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return { module: node.value, path: [] };
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0
    ? { module: node.quasis[0]?.value.cooked ?? '', path: [] }
    : undefined;
}

/** The origin that all of them share. */
function agreed([first, ...others]: readonly (Origin | undefined)[]): Origin | undefined {
  return first && others.every((other) => other && isSame(first, other)) ? first : undefined;
}

const isSame = (a: Origin, b: Origin): boolean =>
  a.module === b.module && a.path.length === b.path.length && a.path.every((name, index) => name === b.path[index]);
