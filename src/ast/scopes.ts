import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { onceFor } from './once-for.js';
import { packages } from './packages.js';
import { contains, unwrap } from './parents.js';
import type { Node, Source } from './source.js';

/** The variable that an identifier refers to; `undefined` when nothing in the file declares it. */
export function variableOf(
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
  source: Source,
): Scope.Variable | undefined {
  return variableNamed(identifier.name, identifier, source);
}

/** What a name means at a node; `undefined` when nothing in the file declares it. */
export function variableNamed(name: string, at: Node, source: Source): Scope.Variable | undefined {
  for (let scope: Scope.Scope | null = scopeAt(at, source); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) return variable.defs.length > 0 ? variable : undefined;
  }
  return undefined;
}

/** Whether the name is a global here: `require`, `process`, `AWS` of a script tag. */
export const isGlobal = (identifier: TSESTree.Identifier, source: Source): boolean =>
  variableOf(identifier, source) === undefined;

function scopeAt(node: Node, source: Source): Scope.Scope {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const scope = source.scopeManager.acquire(at, true);
    if (scope) return scope.type === 'function-expression-name' ? (scope.childScopes[0] ?? scope) : scope;
  }
  return source.scopeManager.scopes[0] as Scope.Scope;
}

interface Writes {
  /** The expressions that are assigned to the variable as a whole. */
  readonly whole: readonly Node[];
  readonly hasOthers: boolean;
}

const known = new WeakMap<Scope.Variable, Writes>();

/** Searches the references of a variable once, however often it is asked for. */
function writesIn(variable: Scope.Variable): Writes {
  let writes = known.get(variable);
  if (!writes) {
    const whole = new Set<Node>();
    let hasOthers = false;
    for (const reference of variable.references) {
      if (!reference.isWrite()) continue;
      if (reference.writeExpr && isWholeTarget(reference.identifier)) whole.add(reference.writeExpr);
      else hasOthers = true;
    }
    known.set(variable, (writes = { whole: [...whole], hasOthers }));
  }
  return writes;
}

/**
 * The expressions that are assigned to a variable as a whole, in source order: its initialiser and every later `x = …`.
 */
export const writesTo = (variable: Scope.Variable): readonly Node[] => writesIn(variable).whole;

/**
 * Whether anything but an initialiser or assignment writes to the variable (loops, `++`, patterns). Its value cannot be
 * known then.
 */
export const hasOtherWrites = (variable: Scope.Variable): boolean => writesIn(variable).hasOthers;

/** Whether a target gets the whole value. A name inside a pattern gets a part: `const { x } = y`. */
function isWholeTarget(target: Node): boolean {
  const parent = target.parent;
  return (
    (parent?.type === 'VariableDeclarator' && parent.id === target) ||
    (parent?.type === 'AssignmentExpression' && parent.left === target && /^(?:\?\?|\|\|)?=$/.test(parent.operator)) ||
    (parent?.type === 'AssignmentPattern' && parent.left === target)
  );
}

/** The only expression that a name is ever set to. */
export function soleValue(identifier: TSESTree.Identifier, source: Source): Node | undefined {
  const variable = variableOf(identifier, source);
  if (!variable || hasOtherWrites(variable)) return undefined;
  const [write, ...more] = writesTo(variable);
  return write && more.length === 0 ? unwrap(write) : undefined;
}

/** The name that is given to a value: `const config = value`. */
export function aliasOf(value: Node, source: Source): Scope.Variable | undefined {
  const declarator = value.parent;
  return declarator?.type === 'VariableDeclarator' && declarator.init === value && declarator.id.type === 'Identifier'
    ? variableOf(declarator.id, source)
    : undefined;
}

/** Whether some scope of the file declares the name. */
export const declares = (name: string, { scopeManager }: Source): boolean =>
  scopeManager.scopes.some((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0);

/**
 * Whether the file reads or writes the name and declares it nowhere. ESLint makes variables without a definition of the
 * globals that it is told of.
 */
export const usesGlobal = (name: string, { scopeManager: { globalScope } }: Source): boolean => {
  if (!globalScope) return false;
  const told = globalScope.set.get(name);
  return undeclaredNames(globalScope).has(name) || (told?.defs.length === 0 && told.references.length > 0);
};

const undeclaredNames = onceFor(
  ({ through }: Scope.Scope): ReadonlySet<unknown> => new Set(through.map(({ identifier }) => identifier.name)),
);

/** Not `new`, `await` or `1st`, even in a script, which may become a module. */
function canBeVariable(name: string): boolean {
  try {
    packages.babel.parse(`const ${name} = 0`, { sourceType: 'module' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a new variable around the node can have the name: the language does not keep it, nothing hides it there, and
 * it hides nothing. The parts that are `apart` are not to be inside of it.
 */
export function isFreeAt(name: string, node: Node, source: Source, apart: readonly Node[] = []): boolean {
  if (!canBeVariable(name) || usesGlobal(name, source)) return false;
  const declaresIt = (scope: Scope.Scope): boolean => (scope.set.get(name)?.defs.length ?? 0) > 0;
  for (let scope: Scope.Scope | null = scopeAt(node, source); scope; scope = scope.upper)
    if (declaresIt(scope)) return false;
  return !source.scopeManager.scopes.some(
    (scope) => contains(node, scope.block) && declaresIt(scope) && !apart.some((part) => contains(part, scope.block)),
  );
}
