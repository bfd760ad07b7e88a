import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
