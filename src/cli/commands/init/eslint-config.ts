import { foldersUp } from '../../../project/folders-up.js';
import { eslintrcIn, extendEslintrc } from './eslintrc.js';
import { extendFlatConfig, flatConfigIn, newFlatConfig } from './flat-config.js';
import type { Plan, Step } from './step.js';

/**
 * Adds the recommended rules to the ESLint configuration that holds for a folder, its own or one above; writes one only where none would be
 * hidden by it.
 */
export function eslintStep(plan: Plan): Step {
  const flat = nearest(plan, flatConfigIn);
  if (flat !== undefined) return extendFlatConfig(flat, plan);
  const eslintrc = nearest(plan, (folder) => eslintrcIn(folder, plan));
  return eslintrc === undefined ? newFlatConfig(plan) : extendEslintrc(eslintrc, plan);
}

/** ESLint looks above the root of the repository too, but what is there is not the repository's. */
function nearest({ cwd, root }: Plan, find: (folder: string) => string | undefined): string | undefined {
  for (const folder of foldersUp(cwd, root)) {
    const found = find(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}
