import { closeSync, openSync, readSync } from 'node:fs';
import { isOurHelper } from '../../../model/prefilter.js';
import type { FileProblem, SelectedFile } from '../../files/find-files.js';
import { reasonOf } from '../../files/find-files.js';

/** The header of a helper is within its first bytes, so no file is read whole to find it. */
const HEADER_BYTES = 1024;

/** The failover helpers among the files, in their order; a file that cannot be read is added to `problems`. */
export function findHelpers(files: readonly SelectedFile[], problems: FileProblem[]): SelectedFile[] {
  const buffer = Buffer.alloc(HEADER_BYTES);
  return files.filter(({ path }) => {
    try {
      return isOurHelper(startOf(path, buffer));
    } catch (error) {
      problems.push({ path, message: `Cannot read the file: ${reasonOf(error)}` });
      return false;
    }
  });
}

function startOf(path: string, buffer: Buffer): string {
  const file = openSync(path, 'r');
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}
