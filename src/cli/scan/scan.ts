import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Terminal } from '../terminal/terminal.js';
import type { FileProblem, SelectedFile } from '../files/find-files.js';
import { peekBytes } from '../files/source-text.js';
import { suitHeapTo } from '../v8-flags.js';
import { candidateOf, type Candidate } from './candidate.js';
import { whyBuilt, whyTooLong } from './passed-over.js';
import { readAhead, type Task } from './read-ahead.js';
import type { Batch, ReadBytes } from './read-batch.js';
import { FILES_IN_A_BATCH, readBatch } from './read-batch.js';

/** A file that a second thread did the work on. */
export interface Done {
  readonly path: string;
  /** What the work of the task gave. */
  readonly result: unknown;
}

/** What a scan has seen so far; kept current while it runs. */
export interface ScanTally {
  filesScanned: number;
  readonly problems: FileProblem[];
  /** Files that were not read although they may use STS. That alone makes no run fail. */
  readonly passedOver: FileProblem[];
}

export const newTally = (problems: readonly FileProblem[] = []): ScanTally => ({
  filesScanned: 0,
  problems: [...problems],
  passedOver: [],
});

export interface ScanOptions {
  readonly terminal: Pick<Terminal, 'engine' | 'interrupted' | 'readsAhead'>;
  readonly tally?: ScanTally;
  /** Reads the bytes of a file; from disk by default. */
  readonly read?: ReadBytes;
  readonly onProgress?: (filesDone: number) => void;
}

/** With this many files, reading them takes longer than starting a thread for it. */
const WORTH_A_THREAD = 1_500;

/**
 * Reads the files and yields those that may use STS, in their order. Skips reports and generated, compiled and
 * minified files unless they were named. Notes a file that cannot be read in the tally and goes on. An interruption
 * ends the scan between two files.
 */
export async function* scan(files: readonly SelectedFile[], options: ScanOptions): AsyncGenerator<Candidate> {
  for await (const file of scanSharing(undefined, files, options)) yield file as Candidate; // without a task, none is done
}

/** As `scan`, but where the tree is large, the work on some files is already done. */
export async function* scanSharing(
  task: Task | undefined,
  files: readonly SelectedFile[],
  options: ScanOptions,
): AsyncGenerator<Candidate | Done> {
  const { terminal, tally = newTally(), read, onProgress } = options;
  const { interrupted } = terminal;
  let start = 0;
  for await (const { size, found } of read === undefined &&
  terminal.readsAhead === true &&
  files.length >= WORTH_A_THREAD
    ? readAhead(files, { task, interrupted, readHere })
    : readHere(files)) {
    for (const { index, bytes, result, problem } of found) {
      if (interrupted.aborted) return;
      const file = files[start + index] as SelectedFile;
      tally.filesScanned = start + index + 1;
      if (problem !== undefined) tally.problems.push({ path: file.path, message: problem });
      const tooLong = bytes && whyTooLong(bytes);
      if (tooLong !== undefined)
        (file.named ? tally.problems : tally.passedOver).push({ path: file.path, message: tooLong });
      const candidate = bytes && tooLong === undefined ? candidateOf(file, bytes) : undefined;
      if (candidate) suitHeapTo(candidate.source.text.length);
      const one = result === undefined ? candidate : { path: file.path, result };
      if (!one) continue;
      yield one;
      onProgress?.(tally.filesScanned);
      await nextTurn(); // parsing took a while, so a Ctrl-C may be waiting
    }
    await nextTurn();
    if (interrupted.aborted) return;
    noteBuilt(files.slice(start, start + size), new Set(found.map(({ index }) => index)));
    start += size;
    tally.filesScanned = start;
    onProgress?.(start);
  }

  /** A user who names a file is told why nothing is said about it. */
  function noteBuilt(some: readonly SelectedFile[], found: ReadonlySet<number>): void {
    for (const [index, { path, named }] of some.entries()) {
      const why = named && !found.has(index) ? whyBuilt((read ?? peekBytes)(path)) : undefined;
      if (why !== undefined) tally.passedOver.push({ path, message: why });
    }
  }

  function* readHere(some: readonly SelectedFile[]): Generator<Batch> {
    for (let at = 0; at < some.length; at += FILES_IN_A_BATCH)
      yield readBatch(
        some.slice(at, at + FILES_IN_A_BATCH).map(({ path }) => path),
        terminal.engine,
        read ?? peekBytes,
      );
  }
}
