import { dirname, relative } from 'node:path';
import { isFixturePath, isTestPath } from '../model/settings/surroundings.js';
import { repositoryRootOf } from './repository.js';

/** Whether a file is a test. Folders above the repository say nothing: a clone below `tests` is no test as a whole. */
export const isTestFile = (file: string): boolean => isInRepository(file, isTestPath);

/** Whether a file is a fixture, by its path in the repository. */
export const isFixtureFile = (file: string): boolean => isInRepository(file, isFixturePath);

function isInRepository(file: string, isWanted: (path: string) => boolean): boolean {
  // Most files are not tests, wherever their repository is.
  if (!isWanted(file)) return false;
  const root = repositoryRootOf(dirname(file));
  return root === undefined || isWanted(relative(root, file));
}
