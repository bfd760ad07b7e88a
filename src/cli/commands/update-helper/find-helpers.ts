import { closeSync, openSync, readSync } from 'node:fs';
import { isOurHelper } from '../../../model/prefilter.js';
import type { FileProblem, SelectedFile } from '../../files/find-files.js';
import { reasonOf } from '../../files/find-files.js';

/** A helper has its header at the start, so only this much of each file is read. */
const HEADER_BYTES = 1024;

/** The failover helpers among the files, in their order. Adds each file that cannot be read to `problems`. */
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
