import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { patternPlaceOf } from './definitions.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { functionAt } from './functions.js';
import { isFunction, unwrap, type FunctionNode } from './parents.js';
import { hasOtherWrites, variableOf, writesTo } from './scopes.js';
import type { Node, Source } from './source.js';
import { valueOfProperty } from './value-of-member.js';
import { choice, withDefault, type Value } from './value.js';

/** A function that is called from more places than this is not followed to its callers. */
export const MAX_CALLERS = 12;

/**
 * What a parameter holds: what the calls of its function pass, when the file shows all of them, or else what its
 * annotation says. A default replaces what is not passed.
 */
export function valueOfParameter(variable: Scope.Variable, node: TSESTree.Identifier, evaluation: Evaluation): Value {
  const { source, valueOf, annotated } = evaluation;
  const isUnknown = unknown(`${quote(node, source)} is a parameter`, node);
  const fn = variable.defs[0]?.node;
  const [name, ...more] = variable.identifiers;
  const place = name && more.length === 0 ? patternPlaceOf(name) : undefined;
  if (!fn || !isFunction(fn) || !place || isChanged(variable)) return isUnknown;
  const [key, ...deeper] = place.path;
  const [fallback, ...outer] = place.defaults;
  const index = fn.params.indexOf(place.outermost as TSESTree.Parameter);
  if (index < 0 || typeof key === 'number' || deeper.length > 0 || outer.length > 0) return isUnknown;
  const whole = valuePassed(fn, index, node, evaluation) ?? annotated(annotationOf(place.outermost), node);
  const value =
    !whole || whole.kind === 'unknown'
      ? isUnknown
      : key === undefined
        ? whole
        : valueOfProperty(whole, key, node, source);
  return fallback ? withDefault(value, valueOf(fallback), node) : value;
}

/** Whether the function writes to its parameter. The default does not count. */
function isChanged(variable: Scope.Variable): boolean {
  const defaults = writesTo(variable).filter((write) => write.parent?.type === 'AssignmentPattern');
  return hasOtherWrites(variable) || writesTo(variable).length > defaults.length;
}

function valuePassed(
  fn: FunctionNode,
  index: number,
  node: Node,
  { source, valueOf, call }: Evaluation,
): Value | undefined {
  const passed = argumentsFor(fn, index, source, call);
  return (
    passed &&
    choice(
      passed.map((argument): Value => (argument ? valueOf(argument) : { kind: 'literal', value: undefined, node })),
      node,
    )
  );
}

const annotationOf = (parameter: Node): Node | undefined => {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' || target.type === 'ObjectPattern' ? target.typeAnnotation : undefined;
};

/**
 * The argument at one position in every call of a function, `undefined` for calls that leave it out. Returns
 * `undefined` when the function may be called from elsewhere. With `call`, only that call counts.
 */
export function argumentsFor(
  fn: FunctionNode,
  place: number,
  source: Source,
  call?: TSESTree.CallExpression,
): readonly (Node | undefined)[] | undefined {
  const calls = call && functionAt(call.callee, source) === fn ? [call] : allCallsOf(fn, source);
  if (place < 0 || !calls || calls.length === 0 || calls.length > MAX_CALLERS) return undefined;
  if (calls.some((call) => call.arguments.slice(0, place + 1).some((argument) => argument.type === 'SpreadElement')))
    return undefined;
  return calls.map((call) => call.arguments[place]);
}

/**
 * All calls of a function that only its file can call: it has a name, is not exported, and every mention of the name is
 * a call.
 */
export function allCallsOf(fn: FunctionNode, source: Source): readonly TSESTree.CallExpression[] | undefined {
  const name = nameOf(fn);
  const variable = name && variableOf(name, source);
  if (!variable || variable.defs.length > 1 || isExported(variable)) return undefined;
  const mentions = variable.references
    .filter((reference) => !(reference.isWrite() && reference.init === true))
    .map((reference): Node => reference.identifier);
  const calls = mentions.map((mention) =>
    mention.parent?.type === 'CallExpression' && mention.parent.callee === mention ? mention.parent : undefined,
  );
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

function nameOf(fn: FunctionNode): TSESTree.Identifier | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  const { parent } = fn;
  return parent.type === 'VariableDeclarator' &&
    parent.init &&
    unwrap(parent.init) === fn &&
    parent.id.type === 'Identifier' &&
    parent.parent.kind === 'const'
    ? parent.id
    : undefined;
}

/** Another script of the same page could call a function at the top level of a script. That is not considered. */
const isExported = (variable: Scope.Variable): boolean =>
  variable.defs.some(({ node }) => {
    const declaration = node.type === 'VariableDeclarator' ? node.parent : node;
    return /^Export/.test(declaration.parent?.type ?? '');
  });
