import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foldersUp } from './folders-up.js';

const repositories = new Map<string, string | undefined>();

/**
 * The root of the innermost work tree of git that holds the folder; `undefined` outside of any, and inside of a `.git`.
 */
export function repositoryOf(folder: string): string | undefined {
  if (!repositories.has(folder)) repositories.set(folder, findRepository(folder));
  return repositories.get(folder);
}

function findRepository(folder: string): string | undefined {
  if (basename(folder) === '.git') return undefined;
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}

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
