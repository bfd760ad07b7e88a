import type { SelectedFile } from '../../files/find-files.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { FileProblem } from '../../files/find-files.js';
import { newTally, scan } from '../../scan/scan.js';
import type { Candidate } from '../../scan/scan.js';
import { lintCandidate, type LintOptions } from './lint-candidate.js';
import type { LintResult } from './lint-result.js';
import { fatalResult } from './lint-result.js';

export interface LintFilesOptions extends LintOptions {
  /** Lints a file in another way: it may fix it. */
  readonly lint?: (candidate: Candidate, options: LintOptions) => Promise<LintResult>;
  readonly read?: (path: string) => Uint8Array;
  readonly onProgress?: (filesDone: number) => void;
}

export interface LintedFiles {
  /** One for each file that was parsed or failed to parse. */
  readonly results: LintResult[];
  readonly filesScanned: number;
  /** Files that were not read, and why. */
  readonly passedOver: readonly FileProblem[];
}

/** Lints the files that may use STS. A file that fails does not stop the others. */
export async function lintFiles(
  files: readonly SelectedFile[],
  terminal: Pick<Terminal, 'engine' | 'interrupted' | 'readsAhead'>,
  {
    lint = (candidate, options) => lintCandidate(candidate, terminal.engine, options),
    read,
    onProgress,
    ...options
  }: LintFilesOptions,
): Promise<LintedFiles> {
  const tally = newTally();
  const results: LintResult[] = [];
  for await (const candidate of scan(files, {
    terminal: terminal,
    tally,
    ...(read && { read }),
    ...(onProgress && { onProgress }),
  })) {
    const result = await lint(candidate, options);
    if (terminal.interrupted.aborted) {
      tally.filesScanned -= 1; // perhaps not to its end
      break;
    }
    results.push(result);
  }
  results.push(...tally.problems.map(({ path, message }) => fatalResult(path, message)));
  return { results, filesScanned: tally.filesScanned, passedOver: tally.passedOver };
}
