import { relative } from 'node:path';
import ignore from 'ignore';
import type { Manifest } from './manifest.js';
import { slashed } from './paths.js';

/**
 * Whether a package publishes a file. `files` has the patterns of .gitignore, all relative to the folder of the
 * package.
 */
export function isPublished(path: string, { folder, files }: Manifest): boolean {
  if (files === undefined) return true;
  const way = slashed(relative(folder, path));
  const patterns = files.map((entry) => entry.replace(/^(!?)\.?\/*/, '$1/').replace(/^\/$/, '/*'));
  return ignore.isPathValid(way) && ignore().add(patterns).ignores(way);
}
