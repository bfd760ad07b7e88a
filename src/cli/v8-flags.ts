import { setFlagsFromString } from 'node:v8';

/** By how many per cent of what is alive the heap may grow before V8 looks for garbage; 0 leaves it to V8, which allows up to 300. */
const HEAP_GROWTH = '--heap-growing-percent=';
/** Trees of parsed files are short-lived and large: V8 would let hundreds of megabytes of them pile up. */
const LITTLE_GROWTH = `${HEAP_GROWTH}45`;
/** The young generation keeps the size that it has at the start; newer V8s let it take 120 MB. */
const SMALL_YOUNG_GENERATION = '--semi-space-growth-factor=1';
/** Newer V8s take 100 MB to optimise the largest functions of the TypeScript parser, and a run is too short to gain by it. */
const NO_LARGE_FUNCTIONS = '--max-optimized-bytecode-size=5000';
/** Most code runs a few times: optimising what runs less than a lot takes a fifth of the processor time of a run over 20,000 files, and is mostly thrown away. */
const SELDOM_OPTIMISED = '--invocation-count-for-turbofan=20000';
/** The compiler between the quick and the good one takes 50 MB and no time that would be missed. */
const NO_MIDDLE_TIER = '--no-maglev';

/**
 * What suits V8 to a run of a few seconds over many files, by V8's major version: its flags come and go, it complains on stderr about those that it does not know,
 * and what saves memory in one version costs some in another. Measured with Node 20.20, 22.23, 24.22, 25.9 and 26.12.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '11': [LITTLE_GROWTH, '--interrupt-budget=400000'], // Node 20, where SELDOM_OPTIMISED is not known
  '12': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, SELDOM_OPTIMISED], // Node 22
  '13': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, NO_MIDDLE_TIER, SMALL_YOUNG_GENERATION], // Node 24
  '14': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, NO_MIDDLE_TIER, SMALL_YOUNG_GENERATION], // Node 25 and 26
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
  if (isLarge === isForLargeFile || flags.length === 0) return;
  isForLargeFile = isLarge;
  setFlagsFromString(isLarge ? `${HEAP_GROWTH}0` : LITTLE_GROWTH);
}
