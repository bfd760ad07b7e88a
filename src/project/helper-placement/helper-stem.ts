import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isWithin } from '../paths.js';
import { boundaryOf } from '../run-view.js';
import type { HelperContext } from './helper-context.js';

const SOURCE_FOLDERS = ['src', 'lib', 'app', 'server'];
const DEFAULT_NAME = join('aws', 'sts-failover');

/**
 * The absolute paths that the helper of a file may have, the best first, without extensions: those depend on the
 * importing file. The user's own path is the only one. Otherwise it stands in the source folder of the package, and
 * where that folder does not reach the file, in a folder on the way to the file.
 */
export function helperStems(
  file: string,
  sdk: 'v2' | 'v3',
  { helper, project, view }: HelperContext,
): readonly [string, ...string[]] {
  const ending = (path: string): string => path.replace(/\.[cm]?[jt]s$/, '') + (sdk === 'v2' ? '-v2' : '');
  if (helper !== undefined) return [ending(helper)];
  const boundary = boundaryOf(file, project.root, view);
  const root = project.root !== undefined && isWithin(boundary, project.root) ? project.root : boundary;
  const folders = relative(root, dirname(file))
    .split(sep)
    .map((_, index, names) => join(root, ...names.slice(0, index + 1)));
  const [first, ...others] = [sourceFolder(root), root, ...folders].map((folder) => ending(join(folder, DEFAULT_NAME)));
  return [first ?? '', ...new Set(others.filter((stem) => stem !== first))];
}

const sourceFolders = new Map<string, string>();

/** The folder with the sources of a package: the first of the usual ones, else the package itself. */
function sourceFolder(root: string): string {
  let folder = sourceFolders.get(root);
  if (folder === undefined) {
    folder = join(root, SOURCE_FOLDERS.find((name) => existsSync(join(root, name))) ?? '');
    sourceFolders.set(root, folder);
  }
  return folder;
}
