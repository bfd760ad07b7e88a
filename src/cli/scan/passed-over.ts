import { builtFormOf } from '../../model/prefilter.js';
import { displayPath } from '../../project/paths.js';
import type { FileProblem } from '../files/find-files.js';
import { decode } from '../files/source-text.js';

/** A tree takes a hundred times the memory of its text, and no source or configuration that people write is so long. */
const MOST_BYTES = 8_000_000;

/** Why a file is too long to be parsed. */
export function whyTooLong({ length }: Uint8Array): string | undefined {
  if (length <= MOST_BYTES) return undefined;
  const size = (length / 1e6).toFixed(length < 10e6 ? 1 : 0);
  return `It has ${size} MB, and more than ${MOST_BYTES / 1e6} MB are not read.`;
}

/** Why a file that was named and may use STS is not read. */
export function whyBuilt(bytes: Uint8Array): string | undefined {
  const form = builtFormOf(decode(bytes).text);
  return form && `It is ${form}. What is wrong in it is put right in its source.`;
}

export const noticesOfPassedOver = (files: readonly FileProblem[], cwd: string): readonly string[] =>
  files.map(({ path, message }) => `${displayPath(cwd, path)} is passed over. ${message}`);
