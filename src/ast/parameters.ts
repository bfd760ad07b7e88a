import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { functionAt } from './functions.js';
import { isFunction, staticName, unwrap, type FunctionNode } from './parents.js';
import { hasOtherWrites, variableOf, writesTo } from './scopes.js';
import type { Node, Source } from './source.js';
import { choice, optionsOf, type Value } from './value.js';

/** Of a function that is called from more places, the callers say too little about each call. */
const MAX_CALLERS = 12;

/**
 * What a parameter holds: what all the calls of its function pass, where the file shows every one of them; else what its annotation says;
 * else nothing. A default stands for what is not passed.
 */
export function ofParameter(
  variable: Scope.Variable,
  node: TSESTree.Identifier,
  evaluation: Evaluation,
  propertyOf: (object: Value, name: string, node: Node) => Value,
): Value {
  const { source, valueOf, annotated, call } = evaluation;
  const definition = variable.defs[0];
  const fn = definition?.node;
  const isUnknown = unknown(`${quote(node, source)} is a parameter`, node);
  const [name, ...more] = variable.identifiers;
  const defaults = writesTo(variable).filter((write) => write.parent?.type === 'AssignmentPattern');
  const isChanged = hasOtherWrites(variable) || writesTo(variable).length > defaults.length;
  if (!fn || !name || more.length > 0 || !isFunction(fn) || isChanged) return isUnknown;

  const path: string[] = [];
  let target: Node = name;
  const fallbacks: Node[] = [];
  for (let parent: Node | undefined = target.parent; parent && parent !== fn; parent = target.parent) {
    if (parent.type === 'AssignmentPattern') fallbacks.push(parent.right);
    else if (parent.type === 'Property') {
      const key = staticName(parent);
      if (key === undefined) return isUnknown;
      path.unshift(key);
    } else if (parent.type !== 'ObjectPattern') return isUnknown;
    target = parent;
  }
  if (path.length > 1 || fallbacks.length > 1) return isUnknown;
  const place = fn.params.indexOf(target as TSESTree.Parameter);
  const passed = argumentsFor(fn, place, source, call);
  const whole = passed
    ? choice(
        passed.flatMap((argument): readonly Value[] =>
          argument ? optionsOf(valueOf(argument)) : [{ kind: 'literal', value: undefined, node }],
        ),
        node,
      )
    : annotated(annotationOf(target), node);
  const [key] = path;
  const value =
    !whole || whole.kind === 'unknown' ? isUnknown : key === undefined ? whole : propertyOf(whole, key, node);
  const [fallback] = fallbacks;
  return fallback
    ? choice(
        [
          ...optionsOf(value).filter((option) => !(option.kind === 'literal' && option.value === undefined)),
          ...optionsOf(valueOf(fallback)),
        ],
        node,
      )
    : value;
}

const annotationOf = (parameter: Node): Node | undefined => {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' || target.type === 'ObjectPattern' ? target.typeAnnotation : undefined;
};

/** The argument in one place of every call of a function, `undefined` for calls that leave it out; nothing when the function may be called from elsewhere. With `call`, of that one alone. */
export function argumentsFor(
  fn: FunctionNode,
  place: number,
  source: Source,
  call?: TSESTree.CallExpression,
): readonly (Node | undefined)[] | undefined {
  const calls = call && functionAt(call.callee, source) === fn ? [call] : callsOf(fn, source);
  if (place < 0 || !calls || calls.length === 0 || calls.length > MAX_CALLERS) return undefined;
  if (calls.some((call) => call.arguments.slice(0, place + 1).some((argument) => argument.type === 'SpreadElement')))
    return undefined;
  return calls.map((call) => call.arguments[place]);
}

/** All calls of a function that nothing but the file itself can call: it has a name, is not exported, and every mention of the name calls it. */
function callsOf(fn: FunctionNode, source: Source): readonly TSESTree.CallExpression[] | undefined {
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

/** In a script without imports and exports, other scripts may call what stands at the top; they are left out of account. */
const isExported = (variable: Scope.Variable): boolean =>
  variable.defs.some(({ node }) => {
    const declaration = node.type === 'VariableDeclarator' ? node.parent : node;
    return /^Export/.test(declaration.parent?.type ?? '');
  });
