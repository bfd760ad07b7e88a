import { setFlagsFromString } from 'node:v8';

/** By how many per cent of what is alive the heap may grow before V8 looks for garbage; 0 leaves it to V8, which allows up to 300. */
const HEAP_GROWTH = '--heap-growing-percent=';
const LITTLE = `${HEAP_GROWTH}45`;
const OF_V8 = `${HEAP_GROWTH}0`;

/**
 * What suits V8 to a run of a few seconds over many files, by V8's major version: its flags come and go, and it complains on stderr about those that it does not know.
 * - Trees of parsed files are short-lived and large: V8 would let hundreds of megabytes of them pile up before it looks.
 * - Most code runs a few times. Optimising what runs less than a lot takes a fifth of the processor time of a run over 20,000 files, and is mostly
 *   thrown away.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '11': [LITTLE, '--interrupt-budget=400000'], // Node 20
  '12': [LITTLE, '--invocation-count-for-turbofan=20000'], // Node 22
  '13': [LITTLE], // Node 24
};

const flags = FLAGS[process.versions.v8.split('.')[0] ?? ''] ?? [];

export function suitShortRuns(): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/** The tree of such a file takes hundreds of megabytes whatever is collected, and collecting while it grows takes a quarter of the time. */
const LARGE_FILE = 2_000_000;

let isForLargeFile = false;

/**
 * Lets the heap grow as V8 would, in every thread, while a file is worked on that is too large for a small heap; the next file ends it.
 *
 * @param characters of the file that is about to be parsed
 */
export function suitHeapTo(characters: number): void {
  const isLarge = characters > LARGE_FILE;
  if (isLarge === isForLargeFile || !flags.includes(LITTLE)) return;
  isForLargeFile = isLarge;
  setFlagsFromString(isLarge ? OF_V8 : LITTLE);
}
