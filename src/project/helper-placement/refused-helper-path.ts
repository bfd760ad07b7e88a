import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isEditedWithout } from '../../helper/header.js';
import { HELPER_FUNCTIONS, servesAsHelper } from './helper-files.js';
import { helperStem } from './helper-stem.js';
import { manifestsAbove } from '../manifest.js';
import { displayPath, isWithin } from '../paths.js';
import { readSmallFile } from '../read-file.js';

/** The helper cannot be written where the settings want it. Then nothing that imports it may be written. */
export class HelperPathError extends Error {
  override readonly name = 'HelperPathError';
}

/**
 * Refuses a path for the helper that is outside the project, or taken by another file.
 *
 * @param path absolute
 * @param functions that files will import from it
 * @param root the package's folder, or the file's own where there is no package
 * @throws HelperPathError that says why, and names `--helper-path`
 */
export function refuseHelperPath(path: string, functions: readonly string[], root: string): void {
  const shown = shownPath(path);
  if (isOutside(path, root))
    throw new HelperPathError(
      `The failover helper would be written to ${shown}, which is outside the package ${shownPath(root)} ` +
        'and the working directory. Name a place inside with --helper-path.',
    );
  if (leadsOutside(path, root))
    throw new HelperPathError(
      `The failover helper would be written to ${shown}, and a link on the way leads out of the package ` +
        `${shownPath(root)} and the working directory. Name a place inside with --helper-path.`,
    );
  const blocking = fileOnTheWay(path);
  if (blocking !== undefined)
    throw new HelperPathError(
      `The failover helper is to be ${shown}, but ${shownPath(blocking)} is a file, not a folder. ` +
        'Name another place with --helper-path, or move the file.',
    );
  if (lacksFunctions(path, functions))
    throw new HelperPathError(
      `The failover helper ${shown} was written without \`${functions.join('` or `')}\`, which is needed now, ` +
        'and it was edited since, so it is not replaced. Move it away and run again, ' +
        'then bring your edits into the new one; or name another place with --helper-path.',
    );
  if (isTaken(path, functions))
    throw new HelperPathError(
      `The failover helper is to be ${shown}, but that file exists and does not export ${functions.join(' and ')}. ` +
        'Name another place with --helper-path, or move the file.',
    );
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const suspects = new Map<string, boolean>();

/**
 * Whether `refuseHelperPath` may refuse the helper of a file. This looks only at the disk, once for each package, so
 * that few files have to be planned to find out.
 */
export function mayRefuseHelper(file: string, helperPath: string | undefined): boolean {
  const [manifest] = manifestsAbove(dirname(file));
  const root = manifest?.folder ?? dirname(file);
  const key = `${root}\0${helperPath ?? ''}`;
  let suspect = suspects.get(key);
  if (suspect === undefined) {
    suspect = (['v3', 'v2'] as const).some((sdk) =>
      mayRefuseStem(helperStem(file, sdk, helperPath, root), root, HELPER_FUNCTIONS[sdk]),
    );
    suspects.set(key, suspect);
  }
  return suspect;
}

const mayRefuseStem = (stem: string, root: string, functions: readonly string[]): boolean =>
  isOutside(stem, root) ||
  leadsOutside(stem, root) ||
  fileOnTheWay(stem) !== undefined ||
  EXTENSIONS.some((extension) => isTaken(stem + extension, functions) || lacksFunctions(stem + extension, functions));

const isOutside = (path: string, root: string): boolean =>
  ![root, process.cwd()].some((folder) => isWithin(folder, path));

/** Whether a link on the way to a path leads out of the project. */
const leadsOutside = (path: string, root: string): boolean =>
  ![root, process.cwd()].some((folder) => isWithin(realPath(folder), realPath(dirname(path))));

/** The path without links, as far as it exists. */
function realPath(path: string): string {
  const folder = existingAbove(path);
  return join(realpathSync(folder), relative(folder, path));
}

/** The file that stands where a path needs a folder. */
function fileOnTheWay(path: string): string | undefined {
  const above = existingAbove(dirname(path));
  return statSync(above).isDirectory() ? undefined : above;
}

function existingAbove(path: string): string {
  let above = path;
  while (!existsSync(above)) above = dirname(above);
  return above;
}

/** Whether the file is a helper of ours without the section of a function, which it may not get because its owner edited it. */
const lacksFunctions = (path: string, functions: readonly string[]): boolean =>
  isEditedWithout(readSmallFile(path) ?? '', functions);

const isTaken = (path: string, functions: readonly string[]): boolean => {
  if (!existsSync(path)) return false;
  return !(statSync(path).isFile() && servesAsHelper(path, functions));
};

/** Relative to the working directory for a path below it. */
const shownPath = (path: string): string => (isWithin(process.cwd(), path) ? displayPath(process.cwd(), path) : path);
