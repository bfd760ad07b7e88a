import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { isWithin } from './paths.js';
import { readSmallFile } from './read-file.js';
import { repositoryRootOf } from './repository.js';

/**
 * The text of a small file of the repository; `undefined` also for one that a link takes from elsewhere. What stands
 * there is nobody's business, and values of it could reach messages.
 */
export function readOwnFile(path: string, mostBytes?: number): string | undefined {
  const text = readSmallFile(path, mostBytes);
  return text === undefined || leadsOut(path) ? undefined : text;
}

/** Whether a path leads out of its repository through a link. Without a repository, its folder takes the place. */
function leadsOut(path: string): boolean {
  const folder = dirname(path);
  try {
    return !isWithin(realpathSync.native(repositoryRootOf(folder) ?? folder), realpathSync.native(path));
  } catch {
    return true; // it vanished
  }
}

/** Whether a file belongs to the project, and not to an installed package. */
export const isOwnFile = (path: string): boolean => !realpathSync.native(path).split(sep).includes('node_modules');

/** Whether a file may get values of another one: they are in one repository, or the first is in none. */
export function isInSameRepository(file: string, other: string): boolean {
  const root = repositoryRootOf(dirname(file));
  return root === undefined || isWithin(root, other);
}
