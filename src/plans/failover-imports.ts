import { firstRunOf } from '../ast/first-run.js';
import { declares, usesGlobal } from '../ast/scopes.js';
import type { HelperRequest, Surroundings } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import type { Edit } from '../text/edit.js';
import { planImports, type Import } from './edits/imports.js';
import { moduleSyntaxOf } from './edits/module-syntax.js';
import { styleOf } from './edits/style.js';
import { helperBinding } from './helper-bindings.js';
import type { HelperNeed } from './plan.js';

/** The name of a helper function in a file: that of its import, else its own, else one that is free in the file. */
export const helperNames =
  (model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): ((helperFunction: string) => string) =>
  (helperFunction) =>
    helperBinding(helperFunction, model, surroundings)?.local ?? freeName(helperFunction, model);

function freeName(helperFunction: string, { source }: StsModel): string {
  const isFree = (name: string): boolean => !declares(name, source) && !usesGlobal(name, source);
  if (isFree(helperFunction)) return helperFunction;
  const other = `${helperFunction}WithFailover`;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? other : `${other}${count}`;
    if (isFree(name)) return name;
  }
}

/** The interface endpoint of a region in the helper that this file imports or would import. */
export function helperVpcEndpoint(
  sdk: HelperNeed['sdk'],
  region: string,
  model: StsModel,
  surroundings: Surroundings,
): string | undefined {
  return surroundings.helperVpcEndpoints(helperRequestOf(sdk, model, surroundings))[region];
}

/** How a file would import the helper. */
export const helperRequestOf = (
  sdk: HelperNeed['sdk'],
  model: StsModel,
  { declaredSyntax }: Pick<Surroundings, 'declaredSyntax'>,
): HelperRequest => ({
  sdk,
  syntax: moduleSyntaxOf(model.source, declaredSyntax()),
  modules: model.modules,
});

/** Edits that call the helper, and what they need of it. */
export interface HelperCalls {
  readonly edits: readonly Edit[];
  readonly needs: readonly HelperNeed[];
}

export interface PlannedImports {
  readonly edits: readonly Edit[];
  /** The SDKs whose helper is imported from the place where it is, or will be, written. */
  readonly fromPlace: readonly HelperNeed['sdk'][];
}

/**
 * The imports that these calls of the helper need, without the names that they replace. `undefined` when there is no
 * helper to import.
 */
export function planHelperImports(
  model: StsModel,
  { edits, needs }: HelperCalls,
  surroundings: Surroundings,
): PlannedImports | undefined {
  const { source } = model;
  const nameOf = helperNames(model, surroundings);
  const imports: Import[] = [];
  const fromPlace: HelperNeed['sdk'][] = [];
  const names: string[] = [];
  for (const sdk of ['v3', 'v2'] as const) {
    const functions = [...new Set(needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions))];
    if (functions.length === 0) continue;
    const bound = functions.map((exported) => helperBinding(exported, model, surroundings));
    const specifier = surroundings.helperSpecifier(helperRequestOf(sdk, model, surroundings));
    names.push(...functions.map(nameOf));
    if (bound.some((binding) => !binding || binding.specifier === specifier)) fromPlace.push(sdk);
    const missing = functions.filter((_, index) => !bound[index]);
    if (missing.length === 0) continue;
    if (specifier === undefined) return undefined;
    imports.push({ specifier, names: missing.map((exported) => ({ exported, local: nameOf(exported) })) });
  }
  const uses = edits.filter(({ text }) => names.some((name) => text.includes(name)));
  return {
    edits: planImports(
      imports,
      needs.flatMap((need) => need.replaced),
      {
        source,
        syntax: moduleSyntaxOf(source, surroundings.declaredSyntax()),
        style: styleOf(source),
        firstUse: Math.min(source.ast.body.length, ...uses.map(({ range }) => firstRunOf(range[0], source))),
        edits,
      },
    ),
    fromPlace,
  };
}
