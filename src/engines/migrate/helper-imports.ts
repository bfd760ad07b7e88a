import { renderHelper, sectionsWith } from '../../helper/index.js';
import { fallbacksOf, vpcEndpointsOf } from '../../model/settings/settings.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { StsModel } from '../../model/types.js';
import { helperRequestOf, planHelperImports } from '../../plans/failover-imports.js';
import type { HelperNeed } from '../../plans/plan.js';
import { placeHelper, type HelperFilePlacement } from '../../project/helper-placement/helper-placement.js';
import type { HelperContext } from '../../project/helper-placement/helper-context.js';
import { sectionsForOlder } from '../../project/helper-placement/older-sections.js';
import { refuseHelper } from '../../project/helper-placement/refused-helper.js';
import { ownVersion } from '../../project/own-version.js';
import type { Edit } from '../../text/edit.js';
import type { HelperFile } from './migrated.js';

/** A module whose edits call the helper. */
export interface HelperUser {
  /** What the module would be called if it were a file of its own. */
  readonly path: string;
  /** The file that it is in. */
  readonly file: string;
  readonly model: StsModel;
  readonly needs: readonly HelperNeed[];
  /** Those that call the helper are among them. */
  readonly edits: readonly Edit[];
}

export interface HelperImports {
  readonly edits: readonly Edit[];
  readonly helpers: readonly HelperFile[];
  /** The module that is imported by its name, for which nothing is written. */
  readonly module: string | undefined;
}

/**
 * The imports of the helper functions that edits call, and the helper files that they import.
 *
 * @throws HelperPathError when the helper cannot be where it should be, or lacks what is called
 */
export function helperImports(user: HelperUser, surroundings: Surroundings, context: HelperContext): HelperImports {
  const helpers: HelperFile[] = [];
  let module: string | undefined;
  const { edits = [], fromPlace = [] } = planHelperImports(user.model, user, surroundings) ?? {};
  for (const sdk of fromPlace) {
    const functions = user.needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions);
    const placement = placeHelper(user.path, helperRequestOf(sdk, user.model, surroundings), context);
    refuseHelper(placement, user.file, functions, context);
    if (placement.kind === 'module') module = placement.specifier;
    else helpers.push({ path: placement.path, text: helperText(placement, functions, user, surroundings) });
  }
  return { helpers, module, edits };
}

/** Deno may find the SDK only by the name that the file gives it. */
const helperText = (
  { variant, isChecked }: Pick<HelperFilePlacement, 'variant' | 'isChecked'>,
  functions: readonly string[],
  { model }: HelperUser,
  { settings, versionOf }: Pick<Surroundings, 'settings' | 'versionOf'>,
): string =>
  renderHelper(variant, {
    fallbacks: fallbacksOf(settings),
    vpcEndpoints: vpcEndpointsOf(settings),
    version: ownVersion(),
    sections: [...sectionsWith(functions), ...sectionsForOlder(functions, versionOf)],
    sdkModule: [...model.modules].find((module) => module.startsWith('npm:@aws-sdk/client-sts')),
    isChecked,
  });
