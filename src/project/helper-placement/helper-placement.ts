import { dirname, relative } from 'node:path';
import type { HelperRequest } from '../../model/settings/surroundings.js';
import type { HelperVariant } from '../../helper/header.js';
import { slashed } from '../paths.js';
import type { ProjectFacts } from '../project-facts.js';
import { helperExtension, variantFor } from './helper-extension.js';
import { helperStem } from './helper-stem.js';
import { importSuffix } from './import-suffix.js';

/** Where the failover helper for a file is, or will be written, and how the file imports it. */
export interface HelperPlacement {
  /** Absolute. */
  readonly path: string;
  readonly specifier: string;
  readonly variant: HelperVariant;
}

/** @param helperPath `--helper-path` or the setting `helper.module`: relative to the package, extension optional */
export function placeHelper(
  file: string,
  request: HelperRequest,
  helperPath: string | undefined,
  project: ProjectFacts,
): HelperPlacement {
  const stem = helperStem(file, request.sdk, helperPath, project.root);
  const extension = helperExtension(file, stem, request, project);
  return {
    path: stem + extension,
    specifier: relativeSpecifier(file, stem) + importSuffix(file, extension, request, project),
    variant: variantFor(extension, request.sdk, request.syntax),
  };
}

function relativeSpecifier(file: string, stem: string): string {
  const way = slashed(relative(dirname(file), stem));
  return way.startsWith('.') ? way : `./${way}`;
}
