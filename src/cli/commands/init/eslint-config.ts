import { foldersUp } from '../../../project/folders-up.js';
import { eslintrcIn, extendEslintrc } from './eslintrc.js';
import { extendFlatConfig, flatConfigIn, newFlatConfig } from './flat-config.js';
import type { Setup, Step } from './step.js';

/**
 * Adds the recommended rules to the ESLint configuration that applies to a folder, its own or one above. Writes a new
 * one only where there is none, because it would hide the others.
 */
export function eslintStep(setup: Setup): Step {
  const flat = nearest(setup, flatConfigIn);
  if (flat !== undefined) return extendFlatConfig(flat, setup);
  const eslintrc = nearest(setup, (folder) => eslintrcIn(folder, setup));
  return eslintrc === undefined ? newFlatConfig(setup) : extendEslintrc(eslintrc, setup);
}

/** Stops at the root of the repository. ESLint looks further up, but files there do not belong to the repository. */
function nearest({ cwd, root }: Setup, find: (folder: string) => string | undefined): string | undefined {
  for (const folder of foldersUp(cwd, root)) {
    const found = find(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}
