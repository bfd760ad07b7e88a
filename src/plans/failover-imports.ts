import { declares } from '../ast/scopes.js';
import type { Surroundings, HelperRequest } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import type { Edit } from '../text/edit.js';
import { planImports, type Import } from './edits/imports.js';
import { moduleSyntaxOf } from './edits/module-syntax.js';
import type { HelperNeed } from './plan.js';
import { styleOf } from './edits/style.js';

/** The name of a helper function in this file: its own, or another one where the file already declares that name. */
export function helperNames(
  model: StsModel,
  surroundings: Pick<Surroundings, 'isHelper'>,
): (helperFunction: string) => string {
  // Asked only where a name is taken: it reads what is imported.
  const importsHelper = (): boolean => [...model.modules].some((module) => surroundings.isHelper(module));
  return (helperFunction) =>
    declares(helperFunction, model.source) && !importsHelper() ? `${helperFunction}WithFailover` : helperFunction;
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
  { isTypeScript }: Pick<Surroundings, 'isTypeScript'>,
): HelperRequest => ({
  sdk,
  syntax: moduleSyntaxOf(model.source, isTypeScript),
  modules: model.modules,
});

/**
 * The imports that these calls of the helper need, without the names that they replace. `undefined` when there is no
 * helper to import.
 */
export function planHelperImports(
  model: StsModel,
  needs: readonly HelperNeed[],
  surroundings: Surroundings,
): readonly Edit[] | undefined {
  const syntax = moduleSyntaxOf(model.source, surroundings.isTypeScript);
  const nameOf = helperNames(model, surroundings);
  const imports: Import[] = [];
  for (const sdk of ['v3', 'v2'] as const) {
    const functions = [...new Set(needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions))];
    if (functions.length === 0) continue;
    const specifier = surroundings.helperSpecifier(helperRequestOf(sdk, model, surroundings));
    if (specifier === undefined) return undefined;
    imports.push({ specifier, names: functions.map((exported) => ({ exported, local: nameOf(exported) })) });
  }
  return planImports(
    model.source,
    imports,
    needs.flatMap((need) => need.replaced),
    syntax,
    styleOf(model.source),
  );
}
