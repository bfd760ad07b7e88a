import type { SelectedFile } from '../../files/find-files.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { FileProblem } from '../../files/find-files.js';
import { newTally, scanSharing } from '../../scan/scan.js';
import type { LintTask } from '../../scan/tasks.js';
import type { Candidate } from '../../scan/candidate.js';
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
  { lint, read, onProgress, ...options }: LintFilesOptions,
): Promise<LintedFiles> {
  const tally = newTally();
  const results: LintResult[] = [];
  const task = lint ? undefined : ({ kind: 'lint', options } satisfies LintTask);
  for await (const file of scanSharing(task, files, {
    terminal,
    tally,
    ...(read && { read }),
    ...(onProgress && { onProgress }),
  })) {
    const result =
      'result' in file
        ? (file.result as LintResult)
        : await (lint?.(file, options) ?? lintCandidate(file, terminal.engine, options));
    if (terminal.interrupted.aborted) {
      tally.filesScanned -= 1; // perhaps not to its end
      break;
    }
    results.push(result);
  }
  results.push(...tally.problems.map(({ path, message }) => fatalResult(path, message)));
  return { results, filesScanned: tally.filesScanned, passedOver: tally.passedOver };
}
