import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../files/find-files.js';
import { isWithin } from '../../files/paths.js';
import { FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { writeHelper } from '../../../project/helper-placement/write-helper.js';
import type { Candidate } from '../../scan/scan.js';
import type { FilePlan } from './file-plan.js';

type Change = Extract<FilePlan, { status: 'changed' }>;

/**
 * Writes a planned change: the helpers that the new text imports, then the file; no helper for a file that cannot be replaced. Returns why the file was not written, or
 * `undefined` when it was.
 *
 * @param helpersWritten receives the helper files that this call wrote, also when the file itself fails after them
 */
export function writePlan(
  { path, source }: Candidate,
  plan: Change,
  cwd: string,
  helpersWritten: Set<string>,
): string | undefined {
  try {
    const stray = plan.helpers.find((helper) => leavesTree(helper.path, cwd));
    if (stray) return `The helper ${stray.path} would be written through a link out of the working directory.`;
    replaceFile(path, source.bytes, plan.text, () => {
      for (const helper of plan.helpers) if (writeHelper(helper.path, helper.text)) helpersWritten.add(helper.path);
    });
    return undefined;
  } catch (error) {
    return error instanceof FileChangedError ? error.message : `Cannot write: ${reasonOf(error)}`;
  }
}

/** Whether a path that looks as if it were below `cwd` is elsewhere, because a directory on the way is a link. */
function leavesTree(path: string, cwd: string): boolean {
  if (!isWithin(cwd, path)) return false;
  let directory = dirname(path);
  while (!existsSync(directory)) directory = dirname(directory);
  return !isWithin(cwd, realpathSync(directory));
}
