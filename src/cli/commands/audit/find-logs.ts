import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { InputProblem } from '../../../audit/audit-report.js';
import { reasonOf } from '../../files/find-files.js';
import { byCodeUnit, displayPath, isWithin } from '../../../project/paths.js';
import { UsageError } from '../../usage-error.js';

/** The path that means standard input. */
const STANDARD_INPUT = '-';

/** What a run reads: files as they were named, and folders to walk. */
export interface LogSources {
  readonly usesStandardInput: boolean;
  readonly roots: readonly LogRoot[];
}

interface LogRoot {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly isDirectory: boolean;
}

/** Files in folders that were not read because of their names. */
export interface LeftOut {
  files: number;
  example: string | undefined;
}

const LOG_NAME = /\.(?:gz|json|jsonl|ndjson|csv|log)$/i;
/** Folders of a trail's bucket that hold no calls. */
const NO_CALLS = new Set(['CloudTrail-Digest', 'CloudTrail-Insight', 'node_modules', '.git']);
/**
 * `111122223333_CloudTrail_us-east-1_20250212T2220Z_….json.gz`: when the file was delivered, after everything in it had
 * happened.
 */
const DELIVERED = /_CloudTrail_[a-z0-9-]+_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[A-Za-z0-9]+\.json(?:\.gz)?$/;

/**
 * What the paths of a command line name. A path below another one is read once.
 *
 * @throws UsageError for a path that does not exist
 */
export function logSources(paths: readonly string[], cwd: string): LogSources {
  const roots = new Map<string, LogRoot>();
  for (const path of paths) {
    if (path === STANDARD_INPUT) continue;
    const named = resolve(cwd, path);
    try {
      const real = realpathSync(named);
      roots.set(real, { path: real, isDirectory: statSync(real).isDirectory() });
    } catch (error) {
      throw new UsageError(`Cannot read ${path}: ${reasonOf(error)}`);
    }
  }
  const directories = [...roots.values()].filter(({ isDirectory }) => isDirectory);
  return {
    usesStandardInput: paths.includes(STANDARD_INPUT),
    roots: [...roots.values()].filter(
      ({ path }) => !directories.some((directory) => directory.path !== path && isWithin(directory.path, path)),
    ),
  };
}

/**
 * The files of a run one by one, so that a bucket of millions needs no list in memory.
 *
 * @param since files that were delivered before are passed over by their names
 */
export function* walkLogs(
  { roots }: Pick<LogSources, 'roots'>,
  since: string | undefined,
  found: { readonly problems: InputProblem[]; readonly leftOut: LeftOut; readonly cwd: string },
): Generator<string> {
  for (const { path, isDirectory } of roots) {
    if (isDirectory) yield* walk(path, since, found);
    else yield path;
  }
}

function* walk(directory: string, since: string | undefined, found: Parameters<typeof walkLogs>[2]): Generator<string> {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => byCodeUnit(a.name, b.name));
  } catch (error) {
    found.problems.push({
      path: displayPath(found.cwd, directory),
      message: `Cannot read the folder: ${reasonOf(error)}.`,
    });
    return;
  }
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!NO_CALLS.has(entry.name)) yield* walk(path, since, found);
    } else if (!LOG_NAME.test(entry.name) || !isFile(entry, path)) {
      found.leftOut.files += 1;
      found.leftOut.example ??= displayPath(found.cwd, path);
    } else if (since === undefined || !isDeliveredBefore(path, since)) yield path;
  }
}

/** A link to a file counts, one to a folder is not followed: it may lead round in a circle. */
function isFile(entry: Dirent, path: string): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

function isDeliveredBefore(path: string, since: string): boolean {
  const [, year, month, day, hour, minute] = DELIVERED.exec(basename(path)) ?? [];
  return year !== undefined && `${year}-${month}-${day}T${hour}:${minute}:59Z` < since;
}
