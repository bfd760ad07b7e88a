import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../files/find-files.js';
import { isWithin } from '../../../project/paths.js';
import { createFile, FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { helperTestOf } from '../../../project/helper-placement/helper-test.js';
import { writeHelper } from '../../../project/helper-placement/write-helper.js';
import type { Candidate } from '../../scan/candidate.js';
import type { FileChange } from './file-plan.js';

/**
 * Writes a planned change: first the helpers that the new text imports, then the file. A file that cannot be replaced
 * gets no helper. Returns why the file was not written, or `undefined` when it was.
 *
 * @param helpersWritten receives the helper files that this call wrote, even when the file itself fails after them
 */
export function writePlan(
  { path, source }: Candidate,
  plan: FileChange,
  cwd: string,
  helpersWritten: Set<string>,
  { testsHelper = false }: { readonly testsHelper?: boolean } = {},
): string | undefined {
  try {
    const stray = plan.helpers.find((helper) => leavesTree(helper.path, cwd));
    if (stray) return `The helper ${stray.path} would be written through a link out of the working directory.`;
    replaceFile(path, source.bytes, plan.text, () => {
      for (const helper of plan.helpers) {
        if (!writeHelper(helper.path, helper.text)) continue;
        helpersWritten.add(helper.path);
        const test = testsHelper ? helperTestOf(helper.path, helper.text) : undefined;
        if (test && createFile(test.path, test.text)) helpersWritten.add(test.path);
      }
    });
    return undefined;
  } catch (error) {
    return error instanceof FileChangedError ? error.message : `Cannot write: ${reasonOf(error)}`;
  }
}

/** Whether a path below `cwd` leads out of it, because a directory on the way is a link. */
function leavesTree(path: string, cwd: string): boolean {
  if (!isWithin(cwd, path)) return false;
  let directory = dirname(path);
  while (!existsSync(directory)) directory = dirname(directory);
  return !isWithin(cwd, realpathSync(directory));
}
