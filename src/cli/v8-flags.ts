import { setFlagsFromString } from 'node:v8';

/**
 * What suits V8 to a run of a few seconds over many files, by V8's major version: its flags come and go, and it complains on stderr about those that it does not know.
 * - Trees of parsed files are short-lived and large: V8 would let hundreds of megabytes of them pile up before it looks.
 * - Most code runs a few times. Optimising what runs less than a lot takes a fifth of the processor time of a run over 20,000 files, and is mostly
 *   thrown away.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '11': ['--heap-growing-percent=45', '--interrupt-budget=400000'], // Node 20
  '12': ['--heap-growing-percent=45', '--invocation-count-for-turbofan=20000'], // Node 22
  '13': ['--heap-growing-percent=45'], // Node 24
};

const flags = FLAGS[process.versions.v8.split('.')[0] ?? ''] ?? [];

export function suitShortRuns(): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/** The tree of such a file takes hundreds of megabytes whatever is collected, and collecting while it grows takes most of the time. */
const LARGE_FILE = 1_000_000;

/**
 * Lets the heap grow as V8 would, in every thread and for the rest of the run, when a file is too large for a small heap.
 *
 * @param characters of the file that is about to be parsed
 */
export function letHeapGrowFor(characters: number): void {
  if (characters > LARGE_FILE && flags.length > 0) setFlagsFromString('--heap-growing-percent=0'); // 0: V8's own choice
}
