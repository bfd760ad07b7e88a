import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import ignore from 'ignore';
import { aPattern } from '../../model/settings/configuration.js';
import { displayPath, isWithin, slashed } from '../../project/paths.js';
import type { FoundSettings } from '../settings/settings-file.js';
import { UsageError } from '../usage-error.js';
import { CASE_INSENSITIVE } from './ignore-rules.js';

/** The flag that leaves files out. */
export interface IgnoreFlags {
  readonly ignorePattern?: readonly string[];
}

/** Who leaves a path out, such as `--ignore-pattern`; `undefined` for a path that nobody does. */
export type LeftOutBy = (path: string, isDirectory?: boolean) => string | undefined;

/**
 * What `ignore` of the settings and `--ignore-pattern` leave out. The patterns are those of `.gitignore`; they start at
 * the folder of the settings file, and at the working directory. Other than git's, they also hold for files that the
 * command line names: a hook names every file.
 *
 * @throws UsageError for a pattern that matches nothing
 */
export function leftOutBy(
  { ignorePattern = [] }: IgnoreFlags,
  found: Pick<FoundSettings, 'ignore' | 'path'>,
  cwd: string,
): LeftOutBy {
  const problem = ignorePattern
    .map((pattern) => aPattern(pattern, '--ignore-pattern'))
    .find((each) => each !== undefined);
  if (problem !== undefined) throw new UsageError(problem);
  const lists = [
    ...(found.ignore?.length && found.path !== undefined
      ? [listOf(found.ignore, dirname(realpathSync(found.path)), `"ignore" in ${displayPath(cwd, found.path)}`)]
      : []),
    ...(ignorePattern.length > 0 ? [listOf(ignorePattern, cwd, '--ignore-pattern')] : []),
  ];
  return (path, isDirectory = false) => lists.find(({ matches }) => matches(path, isDirectory))?.name;
}

function listOf(
  patterns: readonly string[],
  base: string,
  name: string,
): { readonly name: string; readonly matches: (path: string, isDirectory: boolean) => boolean } {
  const rules = ignore({ ignorecase: CASE_INSENSITIVE }).add([...patterns]);
  return {
    name,
    matches: (path, isDirectory) =>
      path !== base &&
      isWithin(base, path) &&
      rules.ignores(slashed(displayPath(base, path)) + (isDirectory ? '/' : '')),
  };
}
