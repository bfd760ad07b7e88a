import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isWithin } from '../paths.js';
import { foldersUp } from '../folders-up.js';
import { boundaryOf, type RunView } from '../run-view.js';
import { hasTsconfig } from '../tsconfig.js';
import { folderApart } from './folder-apart.js';
import type { HelperContext } from './helper-context.js';

const SOURCE_FOLDERS = ['src', 'lib', 'app', 'server'];
const FOLDER = 'aws';
const NAME = 'sts-failover';

/**
 * The absolute paths that the helper of a file may have, the best first, without extensions: those depend on the
 * importing file. The user's own path is the only one. Otherwise it stands in the source folder of the project or
 * package, or in the folder apart from it that has all the code, and where that folder does not reach the file, in a
 * folder on the way to the file.
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
  const sources = sourceFolder(root);
  const own = ownProject(file, root, view);
  const apart = own === undefined ? folderApart(file, root, sources, view) : undefined;
  const [first, ...others] = [
    ...(own === undefined ? [] : [sourceFolder(own), own]),
    ...(apart === undefined ? [] : [apart]),
    sources,
    root,
    ...folders,
  ]
    .map((folder) => join(folder, basename(folder) === FOLDER ? '' : FOLDER))
    .filter((folder) => !isInAnotherPackage(folder, file, root))
    .map((folder) => ending(join(folder, NAME)));
  return [first ?? ending(join(dirname(file), NAME)), ...new Set(others.filter((stem) => stem !== first))];
}

/** Whether a package between the root and the folder does not hold the file. */
const isInAnotherPackage = (folder: string, file: string, root: string): boolean =>
  [...foldersUp(folder, root)].some(
    (each) => each !== root && !isWithin(each, file) && existsSync(join(each, 'package.json')),
  );

/**
 * The innermost TypeScript project in a package that has all its code that uses STS: `backend` beside a `frontend`, a
 * library beside the application. Sources of the package itself are not looked at: they already have a folder.
 */
function ownProject(file: string, root: string, view: RunView): string | undefined {
  const sources = sourceFolder(root);
  if (sources !== root && isWithin(sources, file)) return undefined;
  const projects = [...foldersUp(dirname(file), root)].filter((folder) => folder !== root && hasTsconfig(folder));
  if (projects.length === 0) return undefined;
  const users = view.usersBelow(root);
  return users && projects.find((folder) => users.every((user) => isWithin(folder, user)));
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
