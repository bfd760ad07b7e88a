import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { firstRunOf } from '../../ast/first-run.js';
import { variableNamed, usesGlobal } from '../../ast/scopes.js';
import { forEachChild, walk, type Node, type Source } from '../../ast/source.js';
import { endOfStatement } from '../../ast/statement-end.js';
import type { ModuleSyntax, Surroundings } from '../../model/settings/surroundings.js';
import { bindingsIn } from '../../plans/helper-bindings.js';
import type { Edit } from '../../text/edit.js';
import { toEdited, type ToEdited } from '../../text/to-edited.js';

/** A module before and after edits. */
export interface Edited {
  readonly before: Source;
  readonly after: Source;
  readonly edits: readonly Edit[];
  /** The functions of the helper that the edits call, with the names that they call them by. */
  readonly calls: readonly HelperCall[];
  readonly syntax: ModuleSyntax;
  readonly isHelper: Surroundings['isHelper'];
}

export interface HelperCall {
  readonly exported: string;
  readonly local: string;
}

/** What is wrong with edits. It is a bug of their planner. */
export interface Flaw {
  /** An offset in the text before. */
  readonly at: number;
  /** What the rewritten file would do. */
  readonly what: string;
}

/**
 * A last check of edits, which does not trust their planners. The code outside of the edits must be unchanged, and its
 * names must mean what they meant. The names that the edits write must have a value, and those of the helper must come
 * from the helper.
 */
export function flawIn(edited: Edited): Flaw | undefined {
  const { before, after, edits } = edited;
  const [first] = edits.map(({ range }) => range[0]).toSorted((a, b) => a - b);
  if ((after.syntaxErrors ?? 0) > (before.syntaxErrors ?? 0)) return { at: first ?? 0, what: 'would not parse' };
  const map = toEdited(edits);
  const lost = lostNode(edited, map);
  if (lost) return { at: lost.range[0], what: 'would read code next to an edit in another way' };
  const rebound = reboundName(edited, map);
  if (rebound) return { at: rebound.range[0], what: `would take \`${nameOf(rebound)}\` for another name` };
  const name = strayName(edited, map);
  return name === undefined ? undefined : { at: first ?? 0, what: `would use \`${name}\` without a value for it` };
}

/** A node outside of the edits that the edited text does not have. */
function lostNode({ before, after }: Edited, map: ToEdited): Node | undefined {
  const size = after.text.length + 1;
  const types = new Map<number, string>();
  walk(after.ast, after.visitorKeys, (node) => {
    const key = node.range[0] * size + endOfStatement(node, after);
    types.set(key, `${types.get(key) ?? ''} ${node.type} `);
  });
  const isThere = ({ type }: Node, start: number, end: number): boolean =>
    types.get(start * size + end)?.includes(` ${type} `) === true;
  let lost: Node | undefined;
  const visit = (node: Node): void => {
    if (lost) return;
    const [start] = node.range;
    const end = endOfStatement(node, before);
    const first = map.replacing(start);
    const last = end > start ? map.replacing(end - 1) : first;
    if (first && (first.range[0] < start || end <= first.range[1])) return;
    // What an edit begins or ends may become another expression, but never another statement.
    if ((!first && !last) || STATEMENT.test(node.type)) {
      const ends = last ? [map.behind(end)] : map.around(end);
      if (!map.around(start).some((from) => ends.some((to) => isThere(node, from, to)))) {
        lost = node;
        return;
      }
    }
    forEachChild(node, before.visitorKeys, visit);
  };
  // A program starts with its first token, whatever that is.
  forEachChild(before.ast, before.visitorKeys, visit);
  return lost;
}

const STATEMENT = /(?:Statement|Declaration)$/;

const NOWHERE = -1;

/** A name outside of the edits that the edited text declares elsewhere. */
function reboundName({ before, after }: Edited, map: ToEdited): Node | undefined {
  const declarations = new Map<number, number>();
  for (const { identifier, resolved } of referencesIn(after))
    declarations.set(identifier.range[0], declarationOf(resolved)?.range[0] ?? NOWHERE);
  return referencesIn(before).find(({ identifier, resolved }) => {
    if (map.replacing(identifier.range[0])) return false;
    const declaration = declarationOf(resolved);
    const expected = declaration ? map.behind(declaration.range[0]) : NOWHERE;
    return declarations.get(map.behind(identifier.range[0])) !== expected;
  })?.identifier;
}

const referencesIn = ({ scopeManager }: Source): readonly Scope.Reference[] =>
  scopeManager.scopes.flatMap(({ references }) => references);

const declarationOf = (variable: Scope.Variable | null | undefined): Node | undefined => variable?.defs[0]?.name;

/** A name that the edits wrote and that has no value there, or that should come from the helper and does not. */
function strayName({ before, after, calls, syntax, isHelper }: Edited, map: ToEdited): string | undefined {
  const own = referencesIn(after).filter(({ identifier }) => map.isWritten(identifier.range[0]));
  const unbound = own.find(({ identifier, resolved }) => {
    const name = nameOf(identifier);
    return !declarationOf(resolved) && !isGlobalOf(name, syntax) && !usesGlobal(name, before);
  });
  if (unbound) return nameOf(unbound.identifier);
  return calls.find(({ exported, local }) => {
    const uses = own.filter(({ identifier }) => nameOf(identifier) === local);
    const variable = variableNamed(local, after.ast, after);
    const binding = bindingsIn(after).find(
      (each) => each.local === local && each.exported === exported && isHelper(each.specifier),
    );
    return (
      uses.length === 0 ||
      variable?.defs.length !== 1 ||
      !binding ||
      uses.some(
        ({ identifier, resolved, init }) =>
          resolved !== variable || (init !== true && firstRunOf(identifier.range[0], after) <= binding.from),
      )
    );
  })?.local;
}

/** What edits may use in any file. */
const isGlobalOf = (name: string, syntax: ModuleSyntax): boolean =>
  name === 'process' || name === 'undefined' || (name === 'require' && syntax === 'commonjs');

const nameOf = (identifier: Node): string =>
  identifier.type === 'Identifier' || identifier.type === 'JSXIdentifier' ? identifier.name : '';
