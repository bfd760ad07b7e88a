import { existsSync, lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isEditedWithout } from '../../helper/header.js';
import { manifestsAbove } from '../manifest.js';
import { displayPath, isWithin, slashed } from '../paths.js';
import { readSmallFile } from '../read-file.js';
import { boundaryOf, type RunView } from '../run-view.js';
import type { HelperContext } from './helper-context.js';
import { LANGUAGE_ENDINGS } from './helper-name.js';
import { HELPER_FUNCTIONS, servesAsHelper } from './helper-files.js';
import { isModuleName } from './helper-module.js';
import { helperPackage, missingFunctions } from './helper-package.js';
import type { HelperPlacement } from './helper-placement.js';
import { helperStems } from './helper-stem.js';

/** The helper cannot be what the settings say. Then nothing that imports it may be written. */
export class HelperPathError extends Error {
  override readonly name = 'HelperPathError';
}

/**
 * Refuses a path for the helper that is outside the repository, a folder, or taken by another file; and a package that
 * does not resolve or lacks what files will call.
 *
 * @param functions that files will import from it
 * @throws HelperPathError that says why, and names `--helper-path`
 */
export function refuseHelper(
  placement: HelperPlacement,
  file: string,
  functions: readonly string[],
  context: HelperContext,
): void {
  const problem =
    placement.kind === 'module'
      ? moduleProblem(placement.specifier, file, functions, context.view)
      : pathProblem(placement.path, functions, boundaryFor(file, context), context.view);
  if (problem !== undefined) throw new HelperPathError(problem);
}

/**
 * What is wrong with the path of a helper with these functions; `undefined` when it may be written there, or is there.
 */
export function pathProblem(
  path: string,
  functions: readonly string[],
  boundary: string,
  view: RunView,
): string | undefined {
  const shown = shownPath(path, view);
  if (!isWithin(boundary, path))
    return (
      `The failover helper would be written to ${shown}, which is outside ${boundary}: ` +
      'nothing is written there. Name a place inside with --helper-path.'
    );
  const foreign = foreignFolderIn(relative(boundary, path));
  if (foreign !== undefined)
    return (
      `The failover helper would be written to ${shown}, and ${foreign} is not for source code: it is not committed, and ` +
      'other programs use what is in it. Name another place with --helper-path.'
    );
  if (leadsOutside(path, boundary))
    return (
      `The failover helper would be written to ${shown}, and a link on the way leads out of ${boundary}. ` +
      'Name a place inside with --helper-path.'
    );
  const link = linkToNothing(path);
  if (link !== undefined)
    return (
      `The failover helper is to be ${shown}, but ${shownPath(link, view)} is a link to nothing. ` +
      'Name another place with --helper-path, or remove the link.'
    );
  const blocking = fileOnTheWay(path);
  if (blocking !== undefined)
    return (
      `The failover helper is to be ${shown}, but ${shownPath(blocking, view)} is a file, not a folder. ` +
      'Name another place with --helper-path, or move the file.'
    );
  const folder = folderAt(path);
  if (folder !== undefined)
    return (
      `The failover helper is to be ${shown}, but ${shownPath(folder, view)} is a folder. ` +
      `Name a file with --helper-path, for example ${shownPath(folder, view)}/sts-failover.`
    );
  if (lacksFunctions(path, functions))
    return (
      `The failover helper ${shown} was written without \`${functions.join('` or `')}\`, which is needed now, ` +
      'and it was edited since, so it is not replaced. Move it away and run again, ' +
      'then bring your edits into the new one; or name another place with --helper-path.'
    );
  return isTaken(path, functions)
    ? `The failover helper is to be ${shown}, but that file exists and does not export ${functions.join(' and ')}. ` +
        'Name another place with --helper-path, or move the file.'
    : undefined;
}

/** The folder of git, or of installed packages, that a path leads through. */
const foreignFolderIn = (path: string): string | undefined =>
  slashed(path)
    .split('/')
    .find((name) => /^(?:\.git|node_modules)$/i.test(name));

/** What is wrong with a package as the helper of a file. */
function moduleProblem(
  specifier: string,
  file: string,
  functions: readonly string[],
  view: RunView,
): string | undefined {
  const found = helperPackage(file, specifier);
  if (!found)
    return (
      `The failover helper is to be imported from ${specifier}, which ${shownPath(file, view)} cannot resolve. ` +
      `Install that package, or name a path with "/" in --helper-path, for example ./${specifier.replace(/^[@#/]+/, '')}.`
    );
  const missing = missingFunctions(found, functions);
  return missing.length === 0
    ? undefined
    : `The failover helper is to be imported from ${specifier}, which does not export \`${missing.join('` and `')}\` ` +
        `(looked in ${found.entries.map((entry) => shownPath(entry, view)).join(', ')}). ` +
        'Export it there: `sts-regional helper PATH` writes a helper that has it.';
}

const ENDINGS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'].flatMap((extension) =>
  LANGUAGE_ENDINGS.map((language) => language + extension),
);
const suspects = new Map<string, boolean>();

/**
 * Whether `refuseHelper` may refuse the helper of a file. This looks only at the disk, once for each place, so that few
 * files have to be planned to find out. What a package exports depends on what a file calls.
 */
export function mayRefuseHelper(file: string, context: HelperContext): boolean {
  const { helper, view } = context;
  if (helper !== undefined && isModuleName(helper)) return true;
  const boundary = boundaryFor(file, context);
  return (['v3', 'v2'] as const).some((sdk) =>
    helperStems(file, sdk, context).some((stem) => {
      const key = `${stem}\0${boundary}`;
      const suspect = suspects.get(key) ?? mayRefuseStem(stem, HELPER_FUNCTIONS[sdk], boundary, view);
      suspects.set(key, suspect);
      return suspect;
    }),
  );
}

function mayRefuseStem(stem: string, functions: readonly string[], boundary: string, view: RunView): boolean {
  if (!isWithin(boundary, stem) || foreignFolderIn(relative(boundary, stem)) !== undefined) return true;
  if (linkToNothing(dirname(stem)) !== undefined) return true;
  if (!existsSync(dirname(stem))) return false; // most folders have no place for a helper yet
  return ENDINGS.some((ending) =>
    functions.some((name) => pathProblem(stem + ending, [name], boundary, view) !== undefined),
  );
}

const boundaryFor = (file: string, { project, view }: HelperContext): string =>
  boundaryOf(file, project.root ?? [...manifestsAbove(dirname(file))][0]?.folder, view);

/** Whether a link on the way to a path leads out of the folder that it may not leave. */
const leadsOutside = (path: string, boundary: string): boolean =>
  !isWithin(realPath(boundary), realPath(dirname(path)));

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

/** A link on the way, or at its end, that leads nowhere, or in a circle. */
function linkToNothing(path: string): string | undefined {
  for (let at = path; !existsSync(at); at = dirname(at)) if (statsOf(at, lstatSync)?.isSymbolicLink()) return at;
  return undefined;
}

function existingAbove(path: string): string {
  let above = path;
  while (!existsSync(above)) above = dirname(above);
  return above;
}

/** The folder that a path of a helper names, with or without the extension. */
const folderAt = (path: string): string | undefined =>
  [path, path.replace(/\.[cm]?[jt]s$/, '')].find((each) => statsOf(each)?.isDirectory());

/**
 * Whether the file is a helper of ours without the section of a function, which it may not get because its owner edited
 * it.
 */
const lacksFunctions = (path: string, functions: readonly string[]): boolean =>
  isEditedWithout(readSmallFile(path) ?? '', functions);

const isTaken = (path: string, functions: readonly string[]): boolean => {
  const stats = statsOf(path);
  return stats !== undefined && !(stats.isFile() && servesAsHelper(path, functions));
};

/** `undefined` when nothing is there, or when the way to it is closed. */
function statsOf(path: string, ask: (path: string) => Stats = statSync): Stats | undefined {
  try {
    return ask(path);
  } catch {
    return undefined;
  }
}

/** Relative to the working directory for a path below it. */
const shownPath = (path: string, { cwd }: RunView): string => (isWithin(cwd, path) ? displayPath(cwd, path) : path);
