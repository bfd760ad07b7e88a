import { dirname, relative, sep } from 'node:path';
import type { HelperRequest } from '../model/context.js';
import type { HelperVariant } from '../helper/header.js';
import type { ProjectFacts } from './facts.js';
import { helperExtension, variantFor } from './helper-extension.js';
import { helperStem } from './helper-stem.js';
import { importSuffix } from './import-suffix.js';

/** Where the failover helper of a file's package is, or is to be written, and how the file imports it. */
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
  const way = relative(dirname(file), stem).split(sep).join('/');
  return way.startsWith('.') ? way : `./${way}`;
}
