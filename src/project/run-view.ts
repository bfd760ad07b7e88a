import { dirname } from 'node:path';
import { deploymentsAbove } from './deployed/above.js';
import type { Deployment } from './deployed/deployment.js';
import type { Evidence } from './evidence.js';
import type { Manifest } from './manifest.js';
import { isWithin } from './paths.js';
import { repositoryOf } from './repository.js';

/** What a run knows of the repository besides the files around one file. */
export interface RunView {
  /** Paths of flags are relative to it, and so are those in messages. */
  readonly cwd: string;
  /** What is deployed alone, in the repository of the file, as far as the run looks. */
  readonly deploymentsAround: (file: string) => readonly Deployment[];
  /**
   * The files below a folder that may use STS, tests apart; `undefined` where only the file at hand is known.
   */
  readonly usersBelow: (folder: string) => readonly string[] | undefined;
  /** The rule that makes git ignore a path. */
  readonly ignoringRule: (path: string) => Evidence | undefined;
  /** Whether a package publishes a file. */
  readonly publishes: (path: string, manifest: Manifest) => boolean;
}

/** The view of a program that is given one file at a time, such as ESLint and jscodeshift. */
export const viewFrom = (cwd: string): RunView => ({
  cwd,
  deploymentsAround: deploymentsAbove,
  usersBelow: () => undefined,
  ignoringRule: () => undefined,
  publishes: () => true,
});

/**
 * The folder outside of which nothing is written for a file: its repository, else the working directory.
 *
 * @param packageRoot takes their place for a file outside of both
 */
export function boundaryOf(file: string, packageRoot: string | undefined, { cwd }: RunView): string {
  return repositoryOf(dirname(file)) ?? (isWithin(cwd, file) ? cwd : (packageRoot ?? dirname(file)));
}
