import { setFlagsFromString } from 'node:v8';

/**
 * Suits V8 to what a run is: a few seconds over many files, most of whose code runs a few times.
 * - Trees of parsed files are short-lived and large: V8 would let hundreds of megabytes of them pile up before it looks.
 * - Code is optimised after three times as much work as V8 would wait for: compiling it sooner takes a fifth of the processor time of a run
 *   over 20,000 files, and is mostly thrown away.
 */
export function suitShortRuns(): void {
  setFlagsFromString('--heap-growing-percent=45');
  setFlagsFromString('--interrupt-budget=400000');
}

/** The tree of such a file takes hundreds of megabytes whatever is collected, and collecting while it grows takes most of the time. */
const LARGE_FILE = 1_000_000;

/**
 * Lets the heap grow as V8 would, in every thread and for the rest of the run, when a file is too large for a small heap.
 *
 * @param characters of the file that is about to be parsed
 */
export function letHeapGrowFor(characters: number): void {
  if (characters > LARGE_FILE) setFlagsFromString('--heap-growing-percent=0'); // 0: V8's own choice
}
