import { reasonOf } from '../../files/find-files.js';
import { FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { writeHelper } from '../../../project/helper-placement/write-helper.js';
import type { Candidate } from '../../scan/scan.js';
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
  helpersWritten: Set<string>,
): string | undefined {
  try {
    replaceFile(path, source.bytes, plan.text, () => {
      for (const helper of plan.helpers) if (writeHelper(helper.path, helper.text)) helpersWritten.add(helper.path);
    });
    return undefined;
  } catch (error) {
    return error instanceof FileChangedError ? error.message : `Cannot write: ${reasonOf(error)}`;
  }
}
