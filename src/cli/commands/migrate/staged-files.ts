import { dirname } from 'node:path';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import { visiblePath } from '../../../text/visible.js';
import type { Selection } from '../../files/select-files.js';
import { asUtf8 } from '../../files/source-text.js';
import { byRepository, GitError, newFiles, stage } from '../../git.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { MigratedFiles } from './migrate-files.js';

/** The files whose staged content is the content on disk. Names each of the others that may use STS. */
export function stagedWhole({ files, partlyStaged }: Selection, { cwd, stderr, engine }: Terminal): Selection['files'] {
  return files.filter(({ path }) => {
    const readStaged = partlyStaged.get(path);
    if (readStaged && mayConcernSts(readStaged, path, engine))
      stderr.write(`${visiblePath(displayPath(cwd, path))} is staged only in part and is left alone.\n`);
    return readStaged === undefined;
  });
}

function mayConcernSts(readStaged: () => Uint8Array, path: string, engine: Terminal['engine']): boolean {
  try {
    return engine.mayConcernSts(asUtf8(readStaged()), path);
  } catch (error) {
    if (error instanceof GitError) return true; // a merge conflict: several contents are staged
    throw error;
  }
}

/**
 * Stages what the run wrote. Also stages, and names, helpers of earlier runs that git does not have yet and the
 * rewritten files import. Says so and returns false when git refuses.
 */
export function restage(
  { written, helpers }: Pick<MigratedFiles, 'written' | 'helpers'>,
  { cwd, stderr }: Terminal,
): boolean {
  const ours = new Set(written);
  try {
    for (const [root, paths] of byRepository([...new Set([...written, ...helpers])].sort(byCodeUnit), dirname)) {
      if (root === undefined) continue;
      const lacking = newFiles(
        root,
        paths.filter((path) => !ours.has(path)),
      );
      stage(root, [...paths.filter((path) => ours.has(path)), ...lacking]);
      for (const path of lacking)
        stderr.write(
          `${visiblePath(displayPath(cwd, path))} is staged, too: rewritten files import it, and git did not have it.\n`,
        );
    }
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    stderr.write(`The files are migrated but not staged: ${error.message}\n`);
    return false;
  }
}
