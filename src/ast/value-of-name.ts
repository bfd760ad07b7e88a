import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { changed } from './changed.js';
import { isAssignedBefore } from './definite-assignment.js';
import { importedNameOf, patternPlaceOf } from './definitions.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { valueOfParameter } from './parameters.js';
import { contains, enclosingFunction, unwrap } from './parents.js';
import { hasOtherWrites, isGlobal, variableOf, writesTo } from './scopes.js';
import { writesReaching } from './reaching-writes.js';
import type { Node } from './source.js';
import { valueOfProperty, isEnvironment } from './value-of-member.js';
import { choice, noneOf, relocated, withDefault, type Value } from './value.js';

export function valueOfName(node: TSESTree.Identifier, evaluation: Evaluation): Value {
  const { source, valueOf } = evaluation;
  if (node.name === 'undefined' && isGlobal(node, source)) return { kind: 'literal', value: undefined, node };
  const variable = variableOf(node, source);
  const definition = variable?.defs[0];
  if (!variable || !definition) return unknown(`${quote(node, source)} is a global`, node);
  // `var x = …` may stand in a function again. It writes to the same variable, as `x = …` does.
  if (variable.defs.length > 1 && !variable.defs.every(isPlainDeclaration))
    return unknown(`${quote(node, source)} is declared more than once`, node);
  switch (definition.type) {
    case 'Parameter':
      return valueOfParameter(variable, node, evaluation);
    case 'ImportBinding':
      return changed(valueOfImport(definition, node, evaluation), variable, node, evaluation);
    case 'ClassName':
      return unknown(`${quote(node, source)} is a class`, node);
    case 'FunctionName':
      return valueOf(definition.node);
    case 'Variable':
      return valueOfVariable(variable, definition.node, node, evaluation);
    default:
      return unknown(`${quote(node, source)} is not known before the code runs`, node);
  }
}

const isPlainDeclaration = ({ type, node }: Scope.Definition): boolean =>
  type === 'Variable' && node.type === 'VariableDeclarator' && node.id.type === 'Identifier';

function valueOfImport(
  definition: Scope.Definition,
  node: TSESTree.Identifier,
  { source, importedValue }: Evaluation,
): Value {
  const name = importedNameOf(definition);
  if (!name) return unknown(`${quote(node, source)} is imported`, node);
  const imported = importedValue?.(name.module, name.exported);
  return imported
    ? relocated(imported, node)
    : unknown(`${quote(node, source)} is imported from '${name.module}'`, node);
}

function valueOfVariable(
  variable: Scope.Variable,
  declarator: Node,
  node: TSESTree.Identifier,
  evaluation: Evaluation,
): Value {
  const { source, valueOf, annotated } = evaluation;
  if (declarator.type !== 'VariableDeclarator')
    return unknown(`${quote(node, source)} is not known before the code runs`, node);
  if (declarator.id.type !== 'Identifier') return valueOfPart(variable, declarator, node, evaluation);
  const reason = declaratorsOf(variable)
    .map((each) => whyNotFollowed(variable, each, evaluation))
    .find((each) => each !== undefined);
  if (reason !== undefined) return unknown(`${quote(node, source)} ${reason}`, node);
  const all = writesTo(variable);
  const isRedeclared = variable.defs.length > 1;
  // A function that declares a name again has no more use for what the name held before. Nor has one that sets its own.
  const isOwn = all.length > 1 && enclosingFunction(declarator) === enclosingFunction(node);
  const { writes, last } = isRedeclared || isOwn ? writesReaching(node, all) : { writes: all, last: undefined };
  if (writes.length === 0) return { kind: 'literal', value: undefined, node };
  // Inside `config = { ...config, x }` the name holds what the other writes set.
  const others = writes.filter((write) => !contains(write, node));
  if (others.length === 0) return noneOf(node);
  const values = others.map(valueOf);
  if ((declarator.init === null || isRedeclared) && !isAssignedBefore(others, node))
    values.push({ kind: 'literal', value: undefined, node });
  const written = choice(values, node);
  const value = (written.kind === 'unknown' ? annotated(declarator.id.typeAnnotation, node) : undefined) ?? written;
  return changed(value, variable, node, evaluation, last);
}

const declaratorsOf = ({ defs }: Scope.Variable): readonly TSESTree.VariableDeclarator[] =>
  defs.flatMap(({ node }) => (node.type === 'VariableDeclarator' ? [node] : []));

/** Why the writes to a variable do not show what it holds. */
function whyNotFollowed(
  variable: Scope.Variable,
  declarator: TSESTree.VariableDeclarator,
  { source }: Evaluation,
): string | undefined {
  const declaration = declarator.parent;
  if (/^For(?:In|Of)Statement$/.test(declaration.parent.type)) return 'is a loop variable';
  if (hasOtherWrites(variable)) return 'is assigned in a loop or pattern';
  // `declare const REGION: string`: a bundler or the environment provides it.
  if (declaration.declare) return 'is declared, not defined';
  // A parent sets what a Svelte component exports, and inputs are bound to variables. The markup is not searched.
  if (source.isComponent && /^(?:module|global)$/.test(variable.scope.type) && declaration.kind !== 'const')
    return "may be set by the component's markup or its parent";
  return undefined;
}

/** `const { region } = config` */
function valueOfPart(
  variable: Scope.Variable,
  declarator: TSESTree.VariableDeclarator,
  node: TSESTree.Identifier,
  { source, valueOf }: Evaluation,
): Value {
  if (!isWrittenOnce(variable)) return unknown(`${quote(node, source)} is assigned more than once`, node);
  const place = variable.identifiers[0] && patternPlaceOf(variable.identifiers[0]);
  const [name, ...deeper] = place?.path ?? [];
  const [fallback, ...more] = place?.defaults ?? [];
  if (!declarator.init || typeof name !== 'string' || deeper.length > 0 || more.length > 0)
    return unknown(`${quote(node, source)} is destructured from another value`, node);
  const whole = unwrap(declarator.init);
  const value: Value = isEnvironment(whole, source)
    ? { kind: 'environment', name, node }
    : valueOfProperty(valueOf(whole), name, node, source);
  return fallback ? withDefault(value, valueOf(fallback), node) : value;
}

/** Whether a name in a pattern is set once. Its default is a second write at the same place. */
const isWrittenOnce = (variable: Scope.Variable): boolean =>
  new Set(variable.references.filter((reference) => reference.isWrite()).map((reference) => reference.identifier))
    .size === 1;
