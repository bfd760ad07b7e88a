import { dirname } from 'node:path';
import { renderHelper, sectionsWith } from '../../helper/index.js';
import { fallbacksOf, vpcEndpointsOf, type Settings } from '../../model/settings/settings.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { StsModel } from '../../model/types.js';
import { helperRequestOf, planHelperImports } from '../../plans/failover-imports.js';
import type { HelperNeed } from '../../plans/plan.js';
import { placeHelper } from '../../project/helper-placement/helper-placement.js';
import { refuseHelperPath } from '../../project/helper-placement/refused-helper-path.js';
import { ownVersion } from '../../project/own-version.js';
import type { ProjectFacts } from '../../project/project-facts.js';
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
}

/** The imports of the helper functions that edits call, and the helper files that they import. */
export function helperImports(
  user: HelperUser,
  surroundings: Surroundings,
  settings: Settings,
  project: ProjectFacts,
): HelperImports {
  const { edits = [], fromPlace = [] } = planHelperImports(user.model, user, surroundings) ?? {};
  return { edits, helpers: fromPlace.map((sdk) => helperFor(sdk, user, surroundings, settings, project)) };
}

/** @throws HelperPathError when the helper cannot be where it should be */
function helperFor(
  sdk: HelperNeed['sdk'],
  { path: importer, file, model, needs }: HelperUser,
  surroundings: Surroundings,
  settings: Settings,
  project: ProjectFacts,
): HelperFile {
  const { path, variant } = placeHelper(
    importer,
    helperRequestOf(sdk, model, surroundings),
    settings.helper?.module,
    project,
  );
  const functions = needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions);
  refuseHelperPath(path, functions, project.root ?? dirname(file));
  const text = renderHelper(variant, {
    fallbacks: fallbacksOf(settings),
    vpcEndpoints: vpcEndpointsOf(settings),
    version: ownVersion(),
    sections: sectionsWith(functions),
  });
  return { path, text };
}
