import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isTestPath } from '../model/settings/surroundings.js';
import { foldersUp } from './folders-up.js';

const roots = new Map<string, string | undefined>();

/** The root of the repository that a folder is in: the nearest with `.git`, else the outermost with a package.json. */
export function repositoryRootOf(folder: string): string | undefined {
  if (!roots.has(folder)) roots.set(folder, findRoot(folder));
  return roots.get(folder);
}

function findRoot(folder: string): string | undefined {
  let outermost: string | undefined;
  for (const at of foldersUp(folder)) {
    if (existsSync(join(at, '.git'))) return at;
    if (existsSync(join(at, 'package.json'))) outermost = at;
  }
  return outermost;
}

/** Whether a file is a test. Folders above the repository say nothing: a clone below `tests` is no test as a whole. */
export function isTestFile(file: string): boolean {
  // Most files are not tests, wherever their repository is.
  if (!isTestPath(file)) return false;
  const root = repositoryRootOf(dirname(file));
  return root === undefined || isTestPath(relative(root, file));
}
