import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { aliasMentions, applied, changesAt, changed } from './changes.js';
import { isAssignedBefore } from './definite-assignment.js';
import { quote, unknown, type Evaluation, type ValueOf } from './evaluation.js';
import { createFieldValue } from './fields.js';
import { functionAt, returnedNodes, thisIn } from './functions.js';
import { lookUp, ObjectBuilder } from './object-value.js';
import { ofParameter } from './parameters.js';
import { contains, isFunction, staticName, unwrap, type FunctionNode } from './parents.js';
import { hasOtherWrites, isGlobal, variableOf, writesTo } from './scopes.js';
import type { Node, Source } from './source.js';
import { createTypeOf, type ImportedType } from './type-annotations.js';
import {
  choice,
  isNone,
  noneOf,
  ONLY_ITS_TYPE,
  optionsOf,
  relocated,
  type FunctionValue,
  type Value,
} from './value.js';

/** Looks a name up in another file; `undefined` when nobody can. */
export type ImportedValue = (module: string, exported: string) => Value | undefined;

/** What others know: of names from other files, of written types, and of expressions by their type. */
export interface ValueSources {
  readonly importedValue?: ImportedValue | undefined;
  readonly importedType?: ImportedType | undefined;
  /** Parameters of the function that this call runs are what it passes, whatever other calls pass. */
  readonly call?: TSESTree.CallExpression;
  readonly typedValue?: ((node: Node) => Value | undefined) | undefined;
}

/**
 * Answers for any expression of the file what is known of its value: same-file constants, object literals with spreads and later
 * assignments, both branches of conditions, templates, environment reads, fields of the enclosing class, results of small functions.
 * All else is `unknown` with the reason in words.
 */
export function createValueOf(
  source: Source,
  { importedValue, importedType, typedValue, call }: ValueSources = {},
): ValueOf {
  const known = new Map<Node, Value>();
  const inProgress = new Set<Node>();
  const text = (node: Node): string => quote(node, source);
  const typeOf = createTypeOf(source, importedType);
  const annotated = (annotation: Node | undefined, at: Node): Value | undefined => {
    const typed = annotation && typeOf(annotation);
    return typed && relocated(typed, at);
  };
  const evaluation: Evaluation = { source, valueOf, annotated, call };
  const ofField = createFieldValue(evaluation);

  function valueOf(node: Node): Value {
    const inner = unwrap(node);
    const value = within(inner);
    return inProgress.size === 0 && isNone(value)
      ? unknown(`${text(inner)} is defined in terms of itself`, inner)
      : value;
  }

  function within(inner: Node): Value {
    const cached = known.get(inner);
    if (cached) return cached;
    if (inProgress.has(inner)) return noneOf(inner);
    inProgress.add(inner);
    const found = find(inner);
    const value = found.kind === 'unknown' ? (typedValue?.(inner) ?? found) : found;
    inProgress.delete(inner);
    known.set(inner, value);
    return value;
  }

  function find(node: Node): Value {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'bigint' || node.value instanceof RegExp
          ? unknown(`${text(node)} is no setting`, node)
          : { kind: 'literal', value: node.value, node };
      case 'TemplateLiteral':
        return ofTemplate(node);
      case 'BinaryExpression':
        return node.operator === '+'
          ? concatenated([node.left, node.right], node)
          : unknown(`${text(node)} is computed`, node);
      case 'Identifier':
        return ofIdentifier(node);
      case 'ObjectExpression':
        return ofObject(node);
      case 'ArrayExpression':
        return ofArray(node);
      case 'ConditionalExpression':
        return choice(
          [node.consequent, node.alternate].flatMap((branch) => optionsOf(valueOf(branch))),
          node,
        );
      case 'LogicalExpression':
        return ofLogical(node);
      case 'MemberExpression':
        return ofMember(node);
      case 'CallExpression':
        return ofCall(node);
      case 'NewExpression':
        return { kind: 'instance', node };
      case 'AwaitExpression':
        return valueOf(node.argument);
      case 'SequenceExpression':
        return valueOf(node.expressions.at(-1) as Node);
      case 'AssignmentExpression':
        return node.operator === '=' ? valueOf(node.right) : unknown(`${text(node)} is computed`, node);
      case 'UnaryExpression':
        return node.operator === 'void'
          ? { kind: 'literal', value: undefined, node }
          : node.operator === '!'
            ? ofNot(node)
            : unknown(`${text(node)} is computed`, node);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, result: () => resultOf(node) };
      default:
        return unknown(`${text(node)} is not known before the code runs`, node);
    }
  }

  /** `!0` and `!1` of minified code. */
  function ofNot(node: TSESTree.UnaryExpression): Value {
    const inner = valueOf(node.argument);
    return inner.kind === 'literal'
      ? { kind: 'literal', value: !inner.value, node }
      : unknown(`${text(node)} is computed`, node);
  }

  function ofTemplate(node: TSESTree.TemplateLiteral): Value {
    const pieces: Value[] = [];
    node.quasis.forEach((quasi, i) => {
      pieces.push({ kind: 'literal', value: quasi.value.cooked ?? quasi.value.raw, node: quasi });
      const expression = node.expressions[i];
      if (expression) pieces.push(valueOf(expression));
    });
    return joined(pieces, node);
  }

  function concatenated(nodes: readonly Node[], node: Node): Value {
    return joined(nodes.map(valueOf), node);
  }

  function joined(pieces: readonly Value[], node: Node): Value {
    const parts: (string | Exclude<Value, { kind: 'literal' | 'text' }>)[] = [];
    const add = (part: (typeof parts)[number]): void => {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else parts.push(part);
    };
    for (const piece of pieces) {
      if (piece.kind === 'literal') add(String(piece.value));
      else if (piece.kind === 'text') piece.parts.forEach(add);
      else add(piece);
    }
    const [only = ''] = parts;
    return parts.length <= 1 && typeof only === 'string'
      ? { kind: 'literal', value: only, node }
      : { kind: 'text', parts, node };
  }

  function ofArray(node: TSESTree.ArrayExpression): Value {
    const known = node.elements.every((element) => element !== null && element.type !== 'SpreadElement');
    return {
      kind: 'array',
      elements: known ? node.elements.map((element) => valueOf(element as Node)) : undefined,
      node,
    };
  }

  function ofObject(node: TSESTree.ObjectExpression): Value {
    const builder = new ObjectBuilder(node);
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') builder.spread(valueOf(property.argument), property);
      else {
        const name = staticName(property) ?? computedName(property);
        if (name === undefined) builder.openUp(`it has a computed key, ${text(property.key)}`, property);
        else
          builder.set(
            name,
            property.kind === 'init' ? valueOf(property.value) : unknown(`\`${name}\` is a getter`, property),
            property,
          );
      }
    }
    return changedByMethods(builder.build(), node);
  }

  /** What the object's own methods do to it, whenever they are called: `{ load() { this.region = … } }`. */
  function changedByMethods(object: Value, node: TSESTree.ObjectExpression): Value {
    const methods = node.properties.flatMap((property) =>
      property.type === 'Property' && property.value.type === 'FunctionExpression' ? [property.value] : [],
    );
    const changes = methods
      .flatMap((method) => thisIn(method, source))
      .flatMap((mention) => [mention, ...aliasMentions(mention, source)])
      .flatMap((mention) => changesAt(mention, evaluation));
    return changes.reduce((value, change) => applied(value, change, false, node), object);
  }

  function computedName(property: TSESTree.Property): string | undefined {
    const key = property.computed ? valueOf(property.key) : undefined;
    return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
  }

  function ofLogical(node: TSESTree.LogicalExpression): Value {
    const left = valueOf(node.left);
    const right = valueOf(node.right);
    if (left.kind === 'literal') {
      const takesRight =
        node.operator === '??'
          ? left.value === null || left.value === undefined
          : node.operator === '||'
            ? !left.value
            : !!left.value;
      return takesRight ? right : left;
    }
    const isCertain =
      optionsOf(left).length > 0 &&
      optionsOf(left).every(
        ({ kind }) => kind === 'object' || kind === 'instance' || kind === 'array' || kind === 'function',
      );
    if (isCertain && node.operator !== '&&') return left;
    if (node.operator === '&&') {
      return isCertain
        ? right
        : choice([{ kind: 'literal', value: undefined, node: node.left }, ...optionsOf(right)], node);
    }
    const kept = optionsOf(left).filter(
      (option) =>
        !(
          option.kind === 'literal' &&
          (option.value === undefined || option.value === null || (node.operator === '||' && !option.value))
        ),
    );
    return choice([...kept, ...optionsOf(right)], node);
  }

  function ofMember(node: TSESTree.MemberExpression): Value {
    const name = staticName(node);
    if (name === undefined) return ofComputedMember(node);
    const object = unwrap(node.object);
    if (isEnvironment(object)) return { kind: 'environment', name, node };
    if (object.type === 'ThisExpression') return ofField(node, name);
    const enumMember = object.type === 'Identifier' ? ofEnum(object, name) : undefined;
    if (enumMember) return enumMember;
    const container = valueOf(object);
    return container.kind === 'array'
      ? (container.elements?.[Number(name)] ?? unknown(`${text(node)} is not known before the code runs`, node))
      : ofProperty(container, name, node);
  }

  /** `table[key]` with an unknown key is one of the table's values. */
  function ofComputedMember(node: TSESTree.MemberExpression): Value {
    const object = valueOf(node.object);
    const key = valueOf(node.property);
    if (key.kind === 'literal') {
      if (object.kind === 'array' && typeof key.value === 'number')
        return object.elements?.[key.value] ?? unknown(`${text(node)} is not known before the code runs`, node);
      return ofProperty(object, String(key.value), node);
    }
    return unknown(`${text(node)} is chosen when the code runs`, node);
  }

  function ofProperty(object: Value, name: string, node: Node): Value {
    if (isNone(object)) return object;
    const found = object.kind === 'object' || object.kind === 'choice' ? lookUp(object, name) : undefined;
    // Of an optional property only its type is known, which is no more than is known of any expression.
    if (found?.state === 'present' && !found.always && object.kind === 'object' && object.open === ONLY_ITS_TYPE)
      return unknown(`only the type of ${text(node)} is known`, node);
    if (found?.state === 'present')
      return found.always
        ? found.value
        : choice([...optionsOf(found.value), { kind: 'literal', value: undefined, node }], node);
    if (found?.state === 'absent') return { kind: 'literal', value: undefined, node };
    return unknown(
      object.kind === 'unknown'
        ? `${text(node)} is not known: ${object.reason}`
        : `${text(node)} is not known before the code runs`,
      node,
    );
  }

  function isEnvironment(node: Node): boolean {
    if (node.type !== 'MemberExpression' || staticName(node) !== 'env')
      return node.type === 'Identifier' && isEnvironmentAlias(node);
    const owner = unwrap(node.object);
    return (
      (owner.type === 'Identifier' && /^(?:process|Bun|globalThis)$/.test(owner.name)) ||
      (owner.type === 'MetaProperty' && owner.property.name === 'meta') ||
      (owner.type === 'MemberExpression' && staticName(owner) === 'process')
    );
  }

  /** `const env = process.env` and `import { env } from 'node:process'`. */
  function isEnvironmentAlias(node: TSESTree.Identifier): boolean {
    const variable = variableOf(node, source);
    const definition = variable?.defs[0];
    if (definition?.type === 'ImportBinding')
      return (
        definition.parent?.type === 'ImportDeclaration' &&
        /^(?:node:)?process$/.test(definition.parent.source.value) &&
        node.name === 'env'
      );
    if (!variable || definition?.type !== 'Variable') return false;
    const [write, ...more] = writesTo(variable);
    return (
      write !== undefined &&
      more.length === 0 &&
      unwrap(write).type === 'MemberExpression' &&
      isEnvironment(unwrap(write))
    );
  }

  function ofEnum(object: TSESTree.Identifier, name: string): Value | undefined {
    const definition = variableOf(object, source)?.defs[0]?.node;
    if (definition?.type !== 'TSEnumDeclaration') return undefined;
    const member = definition.body.members.find((m) => (m.id.type === 'Identifier' ? m.id.name : m.id.value) === name);
    return member?.initializer ? valueOf(member.initializer) : undefined;
  }

  function ofCall(node: TSESTree.CallExpression): Value {
    const callee = unwrap(node.callee);
    const calleeText = source.text.slice(callee.range[0], callee.range[1]);
    const [first] = node.arguments;
    if (
      first &&
      /^(?:Object\.freeze|Object\.seal|structuredClone|String|Promise\.resolve|require\.resolve)$/.test(calleeText)
    )
      return valueOf(first);
    if (/^Deno\.env\.get$/.test(calleeText) && first?.type === 'Literal')
      return { kind: 'environment', name: String(first.value), node };
    if (calleeText === 'Object.assign' && first && node.arguments.every((a) => a.type !== 'SpreadElement')) {
      const builder = new ObjectBuilder(node);
      for (const argument of node.arguments) builder.spread(valueOf(argument), argument);
      return builder.build();
    }
    if (callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'Literal') {
      const imported = importedValue?.(String(first.value), '*');
      if (imported) return relocated(imported, node);
    }
    const result = calledFunction(callee)?.result();
    return result ? result : unknown(`${text(node)} is called for it`, node);
  }

  function calledFunction(callee: Node): FunctionValue | undefined {
    if (callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression') {
      const fn = functionAt(callee, source);
      return fn && { kind: 'function', node: fn, result: () => resultOf(fn) };
    }
    const value =
      callee.type === 'Identifier' || callee.type === 'MemberExpression' || isFunction(callee)
        ? valueOf(callee)
        : undefined;
    return value?.kind === 'function' ? value : undefined;
  }

  /** What a function returns, over all its `return` statements, else what it is declared to return. */
  function resultOf(fn: FunctionNode): Value | undefined {
    const value = returnedBy(fn);
    return value === undefined || value.kind === 'unknown' ? (annotated(fn.returnType, fn) ?? value) : value;
  }

  function returnedBy(fn: FunctionNode): Value | undefined {
    const returned = inProgress.has(fn) ? undefined : returnedNodes(fn, source);
    if (!returned) return undefined;
    inProgress.add(fn);
    const value = choice(
      returned.flatMap((node) => optionsOf(valueOf(node))),
      fn,
    );
    inProgress.delete(fn);
    return value;
  }

  function ofIdentifier(node: TSESTree.Identifier): Value {
    if (node.name === 'undefined' && isGlobal(node, source)) return { kind: 'literal', value: undefined, node };
    const variable = variableOf(node, source);
    const definition = variable?.defs[0];
    if (!variable || !definition) return unknown(`${text(node)} is a global`, node);
    if (variable.defs.length > 1) return unknown(`${text(node)} is declared more than once`, node);
    switch (definition.type) {
      case 'Parameter':
        return ofParameter(variable, node, evaluation, ofProperty);
      case 'ImportBinding':
        return changed(ofImport(definition, node), variable, node, evaluation);
      case 'ClassName':
        return unknown(`${text(node)} is a class`, node);
      case 'FunctionName':
        return valueOf(definition.node);
      case 'Variable':
        return ofVariable(variable, node);
      default:
        return unknown(`${text(node)} is not known before the code runs`, node);
    }
  }

  function ofImport(definition: Scope.Definition, node: TSESTree.Identifier): Value {
    const declaration = definition.parent;
    if (declaration?.type !== 'ImportDeclaration') return unknown(`${text(node)} is imported`, node);
    const specifier = definition.node;
    const exported =
      specifier.type === 'ImportSpecifier'
        ? specifier.imported.type === 'Identifier'
          ? specifier.imported.name
          : specifier.imported.value
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    const imported = importedValue?.(declaration.source.value, exported);
    return imported
      ? relocated(imported, node)
      : unknown(`${text(node)} is imported from '${declaration.source.value}'`, node);
  }

  function ofVariable(variable: Scope.Variable, node: TSESTree.Identifier): Value {
    const declarator = variable.defs[0]?.node;
    if (declarator?.type !== 'VariableDeclarator')
      return unknown(`${text(node)} is not known before the code runs`, node);
    if (declarator.id.type !== 'Identifier')
      return isWrittenOnce(variable)
        ? ofDestructured(variable, declarator, node)
        : unknown(`${text(node)} is assigned more than once`, node);
    if (isLoopVariable(declarator)) return unknown(`${text(node)} is a loop variable`, node);
    if (hasOtherWrites(variable)) return unknown(`${text(node)} is assigned in a loop or pattern`, node);
    const writes = writesTo(variable);
    // `declare const REGION: string`: a bundler or the host gives it.
    if (declarator.parent?.type === 'VariableDeclaration' && declarator.parent.declare)
      return unknown(`${text(node)} is declared, not defined`, node);
    // A parent sets what a Svelte component exports, and inputs are bound to variables: the markup is not read for it.
    if (
      source.isComponent &&
      /^(?:module|global)$/.test(variable.scope.type) &&
      declarator.parent?.type === 'VariableDeclaration' &&
      declarator.parent.kind !== 'const'
    )
      return unknown(`${text(node)} may be set by the component's markup or its parent`, node);
    if (writes.length === 0) return { kind: 'literal', value: undefined, node };
    // Inside `config = { ...config, x }` the name stands for what the other writes gave.
    const others = writes.filter((write) => !contains(write, node));
    if (others.length === 0) return noneOf(node);
    const options = others.flatMap((write) => optionsOf(valueOf(write)));
    if (declarator.init === null && !isAssignedBefore(others, node))
      options.push({ kind: 'literal', value: undefined, node });
    const value = choice(options, node);
    return changed(
      (value.kind === 'unknown' ? annotated(declarator.id.typeAnnotation, node) : undefined) ?? value,
      variable,
      node,
      evaluation,
    );
  }

  /** A default of a pattern is a second write to the same name in the same place. */
  const isWrittenOnce = (variable: Scope.Variable): boolean =>
    new Set(variable.references.filter((reference) => reference.isWrite()).map((reference) => reference.identifier))
      .size === 1;

  const isLoopVariable = (declarator: Node): boolean =>
    declarator.parent?.parent?.type === 'ForOfStatement' || declarator.parent?.parent?.type === 'ForInStatement';

  function ofDestructured(
    variable: Scope.Variable,
    declarator: TSESTree.VariableDeclarator,
    node: TSESTree.Identifier,
  ): Value {
    const target = variable.identifiers[0];
    const property = target?.parent?.type === 'AssignmentPattern' ? target.parent.parent : target?.parent;
    if (!declarator.init || !target || property?.type !== 'Property' || property.parent !== declarator.id)
      return unknown(`${text(node)} is taken out of another value`, node);
    const name = staticName(property);
    if (name === undefined) return unknown(`${text(node)} is taken out of another value`, node);
    const init = unwrap(declarator.init);
    const value: Value = isEnvironment(init)
      ? { kind: 'environment', name, node }
      : ofProperty(valueOf(init), name, node);
    const fallback = target.parent?.type === 'AssignmentPattern' ? valueOf(target.parent.right) : undefined;
    return fallback
      ? choice(
          [...optionsOf(value).filter((o) => !(o.kind === 'literal' && o.value === undefined)), ...optionsOf(fallback)],
          node,
        )
      : value;
  }

  return valueOf;
}
