import { declares } from '../ast/scopes.js';
import type { Context, HelperRequest } from '../model/context.js';
import type { StsModel } from '../model/types.js';
import type { Edit } from './edit.js';
import { importExtensionsOf, moduleSyntaxOf, planImports, type Import } from './imports.js';
import type { HelperNeed } from './plan.js';
import { styleOf } from './style.js';

/** The name that a helper function gets in this file: its own, unless the file has something else of that name. */
export function helperNames(model: StsModel, context: Pick<Context, 'isHelper'>): (helperFunction: string) => string {
  const importsHelper = (): boolean => [...model.modules].some((module) => context.isHelper(module)); // reads what is imported
  return (helperFunction) =>
    declares(helperFunction, model.source) && !importsHelper() ? `${helperFunction}WithFailover` : helperFunction;
}

/** The interface endpoint of a region in the helper that this file imports, or would import. */
export function helperVpcEndpoint(
  sdk: HelperNeed['sdk'],
  region: string,
  model: StsModel,
  context: Context,
): string | undefined {
  return context.helperVpcEndpoints(requestOf(sdk, model, context))[region];
}

const requestOf = (
  sdk: HelperNeed['sdk'],
  model: StsModel,
  { isTypeScript }: Pick<Context, 'isTypeScript'>,
): HelperRequest => ({
  sdk,
  syntax: moduleSyntaxOf(model.source, isTypeScript),
  importExtensions: importExtensionsOf(model.modules),
});

/** The imports that edits with these needs make necessary, and the ones that they make superfluous; `undefined` when there is no helper to import. */
export function planHelperImports(
  model: StsModel,
  needs: readonly HelperNeed[],
  context: Context,
): readonly Edit[] | undefined {
  const syntax = moduleSyntaxOf(model.source, context.isTypeScript);
  const nameOf = helperNames(model, context);
  const imports: Import[] = [];
  for (const sdk of ['v3', 'v2'] as const) {
    const functions = [...new Set(needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions))];
    if (functions.length === 0) continue;
    const specifier = context.helperSpecifier(requestOf(sdk, model, context));
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
