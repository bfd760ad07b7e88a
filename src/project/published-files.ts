import { relative, sep } from 'node:path';
import ignore from 'ignore';
import type { Manifest } from './manifest.js';

/** Whether a file is in the package that is published. The patterns of `files` are those of .gitignore, and all start at the folder of the package. */
export function isPublished(path: string, { folder }: Manifest, files: readonly string[]): boolean {
  const way = relative(folder, path).split(sep).join('/');
  const patterns = files.map((entry) => entry.replace(/^(!?)\.?\/*/, '$1/').replace(/^\/$/, '/*'));
  return ignore.isPathValid(way) && ignore().add(patterns).ignores(way);
}
