import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { argumentsFor } from './parameters.js';
import { enclosingClass, isFunction, staticName, unwrap, type FunctionNode } from './parents.js';
import { functionAt, returnedNodes } from './functions.js';
import { isGlobal, soleValue, variableOf } from './scopes.js';
import { walk, type Node, type Source } from './source.js';

/**
 * Where a value comes from: a module and the way from it to the value. `require('aws-sdk').STS` is `{ module: 'aws-sdk', path: ['STS'] }`.
 * `default` steps are left out, because CommonJS interop makes them appear and vanish; `()` is the result of a call. A global (`AWS` of a script tag) has its name as
 * first step and no module.
 */
export interface Origin {
  readonly module: string | undefined;
  readonly path: readonly string[];
}

export interface OriginOptions {
  /** Calls that return their first argument unchanged (interop helpers, instrumentation), by the last name of their callee. */
  readonly transparentCalls: ReadonlySet<string>;
  /** Globals that are worth naming as an origin. */
  readonly globals: ReadonlySet<string>;
}

export type OriginOf = (node: Node) => Origin | undefined;

const REQUIRE_LIKE = /^(?:__)?(?:\w*_)?(?:(?:try|safe|lazy|optional|dynamic|native)_?)?require$/i;

/** The step from a function to what it returns. */
export const RESULT = '()';

const step = (origin: Origin | undefined, name: string): Origin | undefined =>
  origin && { module: origin.module, path: name === 'default' ? origin.path : [...origin.path, name] };

const same = (a: Origin, b: Origin): boolean =>
  a.module === b.module && a.path.length === b.path.length && a.path.every((name, i) => name === b.path[i]);

/**
 * Answers for any expression of the file: which module export is this? Knows every import form: default, namespace, named and aliased
 * imports, `require` (also destructured, lazy, wrapped by interop helpers), `import x = require()`, `import()` with `await` or `.then`,
 * re-destructuring, member aliases, class fields, properties of constant objects and functions that return what they import. Type-only imports and shadowed names have no origin.
 */
export function createOriginOf(source: Source, options: OriginOptions): OriginOf {
  const known = new Map<Node, Origin | undefined>();
  const variables = new Map<Scope.Variable, Origin | undefined>();
  const fields = new Map<TSESTree.ClassBody, Map<string, Node[]>>();

  function originOf(node: Node): Origin | undefined {
    const inner = unwrap(node);
    if (known.has(inner)) return known.get(inner);
    known.set(inner, undefined); // a definition in terms of itself has no origin
    const origin = find(inner);
    known.set(inner, origin);
    return origin;
  }

  function find(node: Node): Origin | undefined {
    switch (node.type) {
      case 'Identifier':
        return ofIdentifier(node);
      case 'MemberExpression':
        return ofMember(node);
      case 'TSQualifiedName':
        return step(originOf(node.left), node.right.name);
      case 'CallExpression':
        return ofCall(node);
      case 'AwaitExpression':
        return originOf(node.argument);
      case 'ImportExpression':
        return ofSpecifier(node.source);
      case 'AssignmentExpression':
        return node.operator === '=' || node.operator === '??=' || node.operator === '||='
          ? originOf(node.right)
          : undefined;
      case 'SequenceExpression':
        return originOf(node.expressions.at(-1) as Node);
      case 'LogicalExpression':
        return originOf(node.left) ?? originOf(node.right);
      case 'ConditionalExpression':
        return agreed([node.consequent, node.alternate]);
      case 'NewExpression':
        return undefined;
      default:
        return undefined;
    }
  }

  const agreed = (nodes: readonly Node[]): Origin | undefined => agreedOrigin(nodes, originOf);

  function ofSpecifier(node: Node | undefined): Origin | undefined {
    if (node?.type === 'Literal' && typeof node.value === 'string') return { module: node.value, path: [] };
    if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
      return { module: node.quasis[0]?.value.cooked ?? '', path: [] };
    return undefined;
  }

  function ofMember(node: TSESTree.MemberExpression): Origin | undefined {
    const name = staticName(node);
    if (name === undefined) return undefined;
    const object = unwrap(node.object);
    if (object.type === 'ThisExpression') return ofField(node, name);
    return step(originOf(object), name) ?? ofObjectProperty(object, name);
  }

  function ofField(node: Node, name: string): Origin | undefined {
    const owner = enclosingClass(node)?.body;
    if (!owner) return undefined;
    for (const member of owner.body) {
      if (member.type === 'PropertyDefinition' && staticName(member) === name && member.value && !isNull(member.value))
        return originOf(member.value);
      if (
        member.type === 'MethodDefinition' &&
        member.kind === 'get' &&
        staticName(member) === name &&
        member.value.type === 'FunctionExpression'
      )
        return resultOriginOf(member.value, originOf, source);
    }
    // this.sdk = require('aws-sdk'), then perhaps this.sdk = captureAWS(this.sdk)
    const writes = (fieldWrites(owner).get(name) ?? []).filter(
      (write) => !isNull(write) && !source.text.slice(write.range[0], write.range[1]).includes(`this.${name}`),
    );
    return writes.length > 0 ? agreed(writes) : undefined;
  }

  /** What a class assigns to its fields, by their names; collected once for each class. */
  function fieldWrites(owner: TSESTree.ClassBody): ReadonlyMap<string, readonly Node[]> {
    const collected = fields.get(owner) ?? new Map<string, Node[]>();
    if (!fields.has(owner))
      walk(owner, source.visitorKeys, (at) => {
        const name =
          at.type === 'AssignmentExpression' &&
          at.left.type === 'MemberExpression' &&
          unwrap(at.left.object).type === 'ThisExpression'
            ? staticName(at.left)
            : undefined;
        if (name !== undefined && at.type === 'AssignmentExpression')
          collected.set(name, [...(collected.get(name) ?? []), at.right]);
      });
    fields.set(owner, collected);
    return collected;
  }

  function ofObjectProperty(object: Node, name: string): Origin | undefined {
    const literal = object.type === 'Identifier' ? soleValue(object, source) : object;
    if (literal?.type !== 'ObjectExpression') return undefined;
    const property = literal.properties.find(
      (p): p is TSESTree.Property => p.type === 'Property' && staticName(p) === name,
    );
    return property ? originOf(property.value) : undefined;
  }

  function ofCall(node: TSESTree.CallExpression): Origin | undefined {
    const callee = unwrap(node.callee);
    const [argument] = node.arguments;
    if (
      callee.type === 'Identifier' &&
      REQUIRE_LIKE.test(callee.name) &&
      (callee.name !== 'require' || isGlobal(callee, source) || isCreatedRequire(callee))
    )
      return ofSpecifier(argument);
    const name =
      callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? staticName(callee) : undefined;
    if (name !== undefined && options.transparentCalls.has(name)) return argument && originOf(argument);
    // `await import('x').then((m) => m.STSClient)`
    if (
      name === 'then' &&
      callee.type === 'MemberExpression' &&
      argument?.type === 'ArrowFunctionExpression' &&
      argument.expression
    )
      return originOf(argument.body);
    const factory = functionAt(callee, source);
    return factory ? resultOriginOf(factory, originOf, source) : step(originOf(callee), RESULT);
  }

  /** `const require = createRequire(import.meta.url)`. */
  function isCreatedRequire(identifier: TSESTree.Identifier): boolean {
    const value = soleValue(identifier, source);
    return (
      value?.type === 'CallExpression' &&
      /createRequire$/.test(source.text.slice(value.callee.range[0], value.callee.range[1]))
    );
  }

  function ofIdentifier(node: TSESTree.Identifier): Origin | undefined {
    const variable = variableOf(node, source);
    if (!variable) return options.globals.has(node.name) ? { module: undefined, path: [node.name] } : undefined;
    if (!variables.has(variable)) {
      variables.set(variable, undefined);
      variables.set(variable, ofVariable(variable));
    }
    return variables.get(variable);
  }

  function ofVariable(variable: Scope.Variable): Origin | undefined {
    const imported = variable.defs.map((definition) => {
      switch (definition.type) {
        case 'ImportBinding':
          return ofImport(definition.node, definition.parent ?? undefined);
        case 'Parameter':
          return ofParameter(definition.name) ?? ofPassed(definition.name);
        default:
          return undefined;
      }
    });
    if (variable.defs.some((d) => d.type === 'ImportBinding' || d.type === 'Parameter'))
      return imported.length === 1 ? imported[0] : undefined;
    return ofWrites(variable);
  }

  function ofWrites(variable: Scope.Variable): Origin | undefined {
    const origins: (Origin | undefined)[] = [];
    for (const reference of variable.references) {
      if (!reference.isWrite()) continue;
      if (!reference.writeExpr) return undefined;
      if (reference.writeExpr.type === 'Literal' && reference.writeExpr.value === null) continue; // `let sdk = null;` before the lazy require
      origins.push(ofTarget(reference.identifier, reference.writeExpr));
    }
    const [first, ...others] = origins;
    return first && others.every((other) => other && same(first, other)) ? first : undefined;
  }

  /** The origin of one name in a declaration or assignment target: `{ config: { STS: Client } }` leads from the value over `config` and `STS`. */
  function ofTarget(target: Node, value: Node): Origin | undefined {
    const path = patternPath(target);
    if (!path) return undefined;
    const [index] = path;
    const inner = unwrap(value);
    const awaited = inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
    // const [{ STSClient }, x] = await Promise.all([import('…'), …])
    if (
      typeof index === 'number' &&
      awaited.type === 'CallExpression' &&
      awaited.arguments[0]?.type === 'ArrayExpression'
    ) {
      const element = awaited.arguments[0].elements[index];
      return element
        ? path.slice(1).reduce<Origin | undefined>((o, name) => step(o, String(name)), originOf(element))
        : undefined;
    }
    return path.reduce<Origin | undefined>((origin, name) => step(origin, String(name)), originOf(value));
  }

  function ofImport(node: Node, parent: Node | undefined): Origin | undefined {
    if (node.type === 'TSImportEqualsDeclaration') {
      if (node.importKind === 'type') return undefined;
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? ofSpecifier(node.moduleReference.expression)
        : originOf(node.moduleReference);
    }
    const declaration = parent as TSESTree.ImportDeclaration | undefined;
    if (
      declaration?.type !== 'ImportDeclaration' ||
      declaration.importKind === 'type' ||
      (declaration.importKind as string) === 'typeof'
    )
      return undefined;
    const module = declaration.source.value;
    if (node.type === 'ImportSpecifier') {
      if (node.importKind === 'type' || (node.importKind as string) === 'typeof') return undefined;
      return step({ module, path: [] }, node.imported.type === 'Identifier' ? node.imported.name : node.imported.value);
    }
    return { module, path: [] };
  }

  /** `import('x').then(({ STSClient }) => …)` */
  function ofParameter(name: Node): Origin | undefined {
    const path = patternPath(name);
    let pattern: Node = name;
    while (
      pattern.parent &&
      (pattern.parent.type === 'Property' ||
        pattern.parent.type === 'ObjectPattern' ||
        pattern.parent.type === 'AssignmentPattern')
    )
      pattern = pattern.parent;
    const callback = pattern.parent;
    const call = callback?.parent;
    if (
      !path ||
      call?.type !== 'CallExpression' ||
      call.arguments[0] !== callback ||
      call.callee.type !== 'MemberExpression' ||
      staticName(call.callee) !== 'then'
    )
      return undefined;
    return path.reduce<Origin | undefined>((origin, key) => step(origin, String(key)), originOf(call.callee.object));
  }

  /** `const make = (Client) => new Client(…); make(STSClient)`: what every call of the function passes. */
  function ofPassed(name: Node): Origin | undefined {
    const fn = name.parent;
    const passed =
      fn && isFunction(fn) ? argumentsFor(fn, fn.params.indexOf(name as TSESTree.Parameter), source) : undefined;
    return passed?.every((argument) => argument !== undefined) ? agreed(passed) : undefined;
  }

  return originOf;
}

const isNull = (node: Node): boolean => node.type === 'Literal' && node.value === null;

/** The origin that all the expressions share. */
function agreedOrigin(nodes: readonly Node[], originOf: OriginOf): Origin | undefined {
  const [first, ...others] = nodes.map(originOf);
  return first && others.every((other) => other && same(first, other)) ? first : undefined;
}

/** Where what a function returns comes from: `const getSdk = () => require('aws-sdk')`. */
export function resultOriginOf(fn: FunctionNode, originOf: OriginOf, source: Source): Origin | undefined {
  const returned = returnedNodes(fn, source);
  return returned && agreedOrigin(returned, originOf);
}

/** The property names and array positions from the outermost pattern to this name; `undefined` for rest elements and computed keys. */
function patternPath(target: Node): (string | number)[] | undefined {
  const path: (string | number)[] = [];
  let at = target;
  for (let parent = at.parent; parent; at = parent, parent = parent.parent) {
    if (parent.type === 'Property' && parent.parent.type === 'ObjectPattern') {
      const name = staticName(parent);
      if (name === undefined) return undefined;
      path.unshift(name);
    } else if (parent.type === 'ArrayPattern')
      path.unshift(parent.elements.indexOf(at as TSESTree.DestructuringPattern));
    else if (parent.type === 'RestElement') return undefined;
    else if (parent.type !== 'ObjectPattern' && !(parent.type === 'AssignmentPattern' && parent.left === at)) break;
  }
  return path;
}
