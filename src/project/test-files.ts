import { dirname, relative } from 'node:path';
import { isTestPath } from '../model/settings/surroundings.js';
import { repositoryRootOf } from './repository.js';

/** Whether a file is a test. Folders above the repository say nothing: a clone below `tests` is no test as a whole. */
export function isTestFile(file: string): boolean {
  // Most files are not tests, wherever their repository is.
  if (!isTestPath(file)) return false;
  const root = repositoryRootOf(dirname(file));
  return root === undefined || isTestPath(relative(root, file));
}
