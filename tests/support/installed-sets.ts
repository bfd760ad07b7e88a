import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/repository.js';

/** A folder in which packages are installed for a suite on request. */
export type InstalledSet = readonly [name: string, folder: string];

/**
 * The sets of packages below `.cache/SUITE`, by the names of their folders.
 *
 * @param path leads from `.cache` to the folder of the sets; it starts with the name of the suite
 * @throws Error when there is none, so that no suite is silently empty
 */
export function installedSets(path: string, prefix = ''): readonly InstalledSet[] {
  const parent = join(ROOT, '.cache', path);
  const sets = (existsSync(parent) ? readdirSync(parent) : [])
    .filter((name) => name.startsWith(prefix) && existsSync(join(parent, name, 'node_modules')))
    .map((name) => [name, join(parent, name)] as const);
  if (sets.length === 0)
    throw new Error(`No set of packages in .cache/${path}: \`npm run ${path.split('/')[0] ?? ''}\` installs them`);
  return sets;
}
