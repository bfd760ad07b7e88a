import { isBuiltin } from 'node:module';
import { rootOf } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import type { ModuleSyntax } from '../../model/settings/surroundings.js';
import { isRequire, isRequireCall } from './module-syntax.js';

/** A statement beside which a new import belongs, and whether a blank line keeps the two apart. */
export interface ImportPlace {
  readonly side: 'before' | 'after';
  readonly statement: Node;
  readonly isApart: boolean;
}

interface Imported {
  readonly statement: Node;
  readonly specifier: string;
  readonly group: number;
}

/**
 * Where the order of a file's imports has a place for another: packages stand first, then parents, then siblings. In
 * its group it stands by the alphabet where the others do, else last. `undefined` where they are in no such order.
 *
 * @param leaving a statement that goes away
 */
export function placeInOrder(
  specifier: string,
  body: readonly Node[],
  text: string,
  syntax: ModuleSyntax,
  leaving?: Node,
): ImportPlace | undefined {
  const imports = orderedImports(body, syntax);
  if (!imports) return undefined;
  const group = groupOf(specifier);
  const staying = imports.filter(({ statement }) => statement !== leaving);
  const beside = staying.filter((each) => each.group === group);
  const following = isByAlphabet(imports) ? beside.find((each) => isBefore(specifier, each.specifier)) : undefined;
  if (following) return { side: 'before', statement: following.statement, isApart: false };
  const last = beside.at(-1);
  if (last) return { side: 'after', statement: last.statement, isApart: false };
  const isApart = hasBlankLinesBetweenGroups(imports, text);
  const previous = staying.findLast((each) => each.group < group);
  if (previous) return { side: 'after', statement: previous.statement, isApart };
  const [next] = staying;
  return next && { side: 'before', statement: next.statement, isApart };
}

/** Whether the imports stay in order when the module of a statement becomes another one. */
export function fitsInPlaceOf(
  leaving: Node,
  specifier: string,
  body: readonly Node[],
  text: string,
  syntax: ModuleSyntax,
): boolean {
  const imports = orderedImports(body, syntax);
  const old = imports?.find(({ statement }) => statement === leaving);
  if (!imports || !old) return true;
  const group = groupOf(specifier);
  if (group !== old.group && hasBlankLinesBetweenGroups(imports, text)) return false;
  const changed = imports.map((each) => (each === old ? { ...old, specifier, group } : each));
  return isGrouped(changed) && (!isByAlphabet(imports) || isSorted(changed));
}

/** The imports of a file when they are in order of their groups, or those of values when types stand apart. */
function orderedImports(body: readonly Node[], syntax: ModuleSyntax): readonly Imported[] | undefined {
  const all = body.flatMap((statement) => {
    const specifier = moduleOf(statement, syntax);
    return specifier === undefined ? [] : [{ statement, specifier, group: groupOf(specifier) }];
  });
  const ofValues = all.filter(({ statement }) => !('importKind' in statement && statement.importKind === 'type'));
  return [all, ofValues].find(isGrouped);
}

/** The module that names are taken from. What is imported for its effect alone may stand anywhere. */
function moduleOf(statement: Node, syntax: ModuleSyntax): string | undefined {
  if (syntax === 'esm')
    return statement.type === 'ImportDeclaration' && statement.specifiers.length > 0
      ? statement.source.value
      : undefined;
  if (!isRequire(statement)) return undefined;
  const call = statement.declarations
    .map(({ init }) => init && rootOf(init))
    .find((each) => each && isRequireCall(each));
  const module = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  return module?.type === 'Literal' && typeof module.value === 'string' ? module.value : undefined;
}

const PARENT = 3;

/** Modules of Node.js, packages, aliases of the project, parents, siblings, and the index of the own folder. */
function groupOf(specifier: string): number {
  if (/^\.\.(?:\/|$)/.test(specifier)) return PARENT;
  if (/^\.\/?(?:index(?:\.\w+)?)?$/.test(specifier)) return PARENT + 2;
  if (specifier.startsWith('.')) return PARENT + 1;
  if (/^(?:@\/|[~#$])/.test(specifier)) return PARENT - 1;
  return isBuiltin(specifier) ? 0 : 1;
}

/** Everywhere, files come after packages; some sort packages and modules of Node.js into one list. */
const isGrouped = (imports: readonly Imported[]): boolean =>
  imports.every(({ group }, index) => group >= PARENT || (imports[index - 1]?.group ?? 0) < PARENT) &&
  inPairs(imports.filter(({ group }) => group >= PARENT)).every(([one, other]) => one.group <= other.group);

/** Two imports of files by the alphabet show that this is the order, or three of any kind. */
function isByAlphabet(imports: readonly Imported[]): boolean {
  const files = imports.filter(({ group }) => group >= PARENT);
  return (files.length > 1 && isSorted(files)) || (imports.length > 2 && isSorted(imports));
}

const isSorted = (imports: readonly Imported[]): boolean =>
  inPairs(imports).every(
    ([one, other]) => (one.group < PARENT && other.group >= PARENT) || !isBefore(other.specifier, one.specifier),
  );

/** `../../a` stands before `../b`, because a dot comes before letters. */
const isBefore = (one: string, other: string): boolean => one.toLowerCase() < other.toLowerCase();

function hasBlankLinesBetweenGroups(imports: readonly Imported[], text: string): boolean {
  const pairs = inPairs(imports);
  return (
    pairs.some(([one, other]) => one.group !== other.group) &&
    pairs.every(
      ([one, other]) =>
        (one.group !== other.group) ===
        /\n[ \t]*\r?\n/.test(text.slice(one.statement.range[1], other.statement.range[0])),
    )
  );
}

const inPairs = (imports: readonly Imported[]): readonly (readonly [Imported, Imported])[] =>
  imports.slice(1).map((other, index) => [imports[index] as Imported, other]);
