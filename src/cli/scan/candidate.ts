import { isCompiledOutput } from '../../engines/migrate/compiled-output.js';
import type { SelectedFile } from '../files/find-files.js';
import type { SourceText } from '../files/source-text.js';
import { decode } from '../files/source-text.js';
import { isReport, looksMinified, saysGenerated } from '../files/target-files.js';

/** A file in which STS may be used. */
export interface Candidate {
  readonly path: string;
  readonly source: SourceText;
}

/** The candidate in these bytes; `undefined` for reports and for code that is made by a program, unless it was named. */
export function candidateOf({ path, named }: SelectedFile, bytes: Uint8Array): Candidate | undefined {
  const source = decode(bytes);
  return named || ![saysGenerated, isReport, looksMinified, isCompiledOutput].some((isMade) => isMade(source.text))
    ? { path, source }
    : undefined;
}
