import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from './engine.js';
import type { FileProblem, SelectedFile } from './files/find-files.js';
import { reasonOf } from './files/find-files.js';
import type { SourceText } from './files/source-text.js';
import { asUtf8, decode, peekBytes } from './files/source-text.js';
import { looksMinified, saysGenerated } from './files/target-files.js';
import { letHeapGrowFor } from './heap-growth.js';

/** A file in which STS may be used. */
export interface Candidate {
  readonly path: string;
  readonly source: SourceText;
}

/** What a scan has seen so far; kept current while it runs. */
export interface ScanTally {
  filesScanned: number;
  /** Of those, candidates that somebody has yet to look at. */
  filesWaiting: number;
  readonly problems: FileProblem[];
}

export interface ScanOptions {
  readonly engine: Pick<Engine, 'mayConcernSts'>;
  readonly interrupted: AbortSignal;
  readonly tally: ScanTally;
  /** Where the bytes come from, which need not outlive the next call; from disk unless told otherwise. */
  readonly read?: (path: string) => Uint8Array;
  readonly onProgress?: (filesDone: number) => void;
}

// Often enough for Ctrl-C and the progress line, seldom enough to cost nothing.
const FILES_PER_TURN = 64;

/**
 * Reads the files one after the other and yields those that may use STS. Generated and minified files are passed over unless they
 * were named. A file that cannot be read is noted in the tally, and the rest goes on; an interruption ends the scan between two files.
 */
export async function* scan(files: readonly SelectedFile[], options: ScanOptions): AsyncGenerator<Candidate> {
  const { engine, interrupted, tally, read = peekBytes, onProgress } = options;
  for (const file of files) {
    if (tally.filesScanned % FILES_PER_TURN === 0) await nextTurn();
    if (interrupted.aborted) return;
    onProgress?.(tally.filesScanned - tally.filesWaiting);
    tally.filesScanned += 1;
    const candidate = candidateOf(file, read, engine, tally);
    if (!candidate) continue;
    yield candidate;
    await nextTurn(); // parsing took a while: let a waiting Ctrl-C through
  }
}

function candidateOf({ path, named }: SelectedFile, read: (path: string) => Uint8Array, engine: Pick<Engine, 'mayConcernSts'>, tally: ScanTally): Candidate | undefined {
  try {
    const bytes = read(path);
    if (!engine.mayConcernSts(asUtf8(bytes), path)) return undefined;
    const source = decode(Uint8Array.from(bytes));
    if (!named && (saysGenerated(source.text) || looksMinified(source.text))) return undefined;
    letHeapGrowFor(source.text.length);
    return { path, source };
  } catch (error) {
    tally.problems.push({ path, message: `Cannot read the file: ${reasonOf(error)}` }); // also a file too long for one string
    return undefined;
  }
}
