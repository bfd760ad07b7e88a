import { accessSync, constants, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { foldersUp } from '../../project/folders-up.js';
import { displayPath, isWithin } from '../../project/paths.js';
import { isFile, readSmallFile } from '../../project/read-file.js';
import { writeWhole } from '../../project/replace-file.js';
import { isReport, isTargetFile } from '../files/target-files.js';
import { byRepository, GitError, trackedFiles } from '../git.js';
import { reasonOf } from '../files/find-files.js';
import type { Terminal } from '../terminal/terminal.js';
import { usesColor } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';

const MOST_REPORT_BYTES = 500_000_000;

/** Gives the text of a report, colored for a terminal or plain for a file. */
export type Report = (color: boolean) => string;

/**
 * Writes a report to the file, or to standard output when none is named.
 *
 * @throws UsageError when the file cannot be written
 */
export function emit(
  report: Report,
  file: string | undefined,
  terminal: Pick<Terminal, 'cwd' | 'stdout' | 'env'>,
): void {
  if (file === undefined) {
    terminal.stdout.write(report(usesColor(terminal.stdout, terminal.env)));
    return;
  }
  const path = ensureWritable(file, terminal.cwd);
  try {
    writeWhole(path, report(false));
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Makes the directories above a report file and returns its absolute path. Called before the work that the report is
 * about.
 *
 * @throws UsageError when the file could not be written there, or is a file of the project
 */
export function ensureWritable(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  refuseLinkOut(file, path, cwd);
  refuseLoss(file, path, cwd);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(existing ? path : dirname(path), constants.W_OK);
    return path;
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Whether there is something, a link to nothing included. Below a file there is nothing. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** A link in a hostile repository could lead to any file of the user. @throws UsageError for such a link */
export function refuseLinkOut(file: string, path: string, cwd: string): void {
  const there = [...foldersUp(path)].find(exists) ?? path;
  const real = existsSync(there) ? realpathSync(there) : undefined;
  if (isWithin(cwd, there) && (real === undefined || !isWithin(cwd, real)))
    throw new UsageError(
      `The report cannot be written to ${file}: it is a link to ${real ?? 'nothing'}, outside the working directory. ` +
        'Name that file itself, or another one.',
    );
}

/** Refuses to replace a file that is no report and that the project needs, and to write into git's own folder. */
function refuseLoss(file: string, path: string, cwd: string): void {
  if (
    displayPath(cwd, path)
      .split('/')
      .some((name) => /^\.git$/i.test(name))
  )
    throw new UsageError(
      `The report cannot be written to ${file}: the folder .git belongs to git, which would read it. Name another file.`,
    );
  if (!isFile(path) || statSync(path).size === 0) return;
  if (isEarlierReport(readSmallFile(path, MOST_REPORT_BYTES) ?? '')) return;
  if (isTargetFile(path) || isTracked(path))
    throw new UsageError(
      `The report cannot be written to ${file}: that file belongs to the project and is not a report, so it would be lost. ` +
        'Name another file.',
    );
}

const isEarlierReport = (text: string): boolean =>
  isReport(text) ||
  /^\[\s*\]\s*$/.test(text) ||
  /^<!doctype html>[^]{0,2000}<title>STS calls\b/.test(text.slice(0, 3000));

function isTracked(path: string): boolean {
  try {
    return [...byRepository([path], dirname)].some(
      ([root]) => root !== undefined && trackedFiles(root).includes(realpathSync(path)),
    );
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

function unwritable(file: string, error: unknown): UsageError {
  return new UsageError(`The report cannot be written to ${file}: ${reasonOf(error)}`);
}
