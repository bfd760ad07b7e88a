import { setFlagsFromString } from 'node:v8';

/**
 * By how many percent of the live objects the heap may grow before V8 collects garbage. 0 lets V8 decide, which allows
 * up to 300.
 */
const HEAP_GROWTH = '--heap-growing-percent=';
/** Syntax trees are large and soon unused. V8 would let hundreds of megabytes of them pile up. */
const LITTLE_GROWTH = `${HEAP_GROWTH}45`;
/** Node 20 takes less memory than later versions, and gains a twentieth of the time. */
const SOME_GROWTH = `${HEAP_GROWTH}60`;
/** Keeps the young generation at its initial size. Newer V8 versions let it grow to 120 MB. */
const SMALL_YOUNG_GENERATION = '--semi-space-growth-factor=1';
/**
 * Newer V8 versions take 100 MB to optimize the largest functions of the TypeScript parser. A run is too short to gain
 * from it.
 */
const NO_LARGE_FUNCTIONS = '--max-optimized-bytecode-size=5000';
/**
 * Optimizing code that does not run often takes a fifth of the processor time of a run over 20,000 files, and gains
 * little.
 */
const SELDOM_OPTIMIZED = '--invocation-count-for-turbofan=20000';
/** The middle one of V8's three compilers takes 50 MB. Without it a run takes no longer. */
const NO_MIDDLE_TIER = '--no-maglev';

/**
 * The flags for a run of a few seconds over many files, by the major version of V8. Each version has its own list: V8
 * complains on stderr about flags that it does not know, and a flag that saves memory in one version costs memory in
 * another. Measured with Node 20.20, 22.23, 24.22, 25.9 and 26.12.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '11': [SOME_GROWTH, '--interrupt-budget=400000'], // Node 20, which does not know SELDOM_OPTIMIZED
  '12': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, SELDOM_OPTIMIZED], // Node 22
  '13': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, NO_MIDDLE_TIER, SMALL_YOUNG_GENERATION], // Node 24
  '14': [LITTLE_GROWTH, NO_LARGE_FUNCTIONS, NO_MIDDLE_TIER, SMALL_YOUNG_GENERATION], // Node 25 and 26
};

const flags = FLAGS[process.versions.v8.split('.')[0] ?? ''] ?? [];

/** Sets the flags of V8 for a short run. */
export function suitShortRuns(): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/**
 * The tree of a file this large takes hundreds of megabytes in any case. Collecting garbage while it grows takes a
 * quarter of the time.
 */
const LARGE_FILE = 2_000_000;

const usualGrowth = flags.find((flag) => flag.startsWith(HEAP_GROWTH)) ?? LITTLE_GROWTH;
let isForLargeFile = false;

/**
 * Lets the heap grow freely, in every thread, for a file that is too large for a small heap. The next smaller file ends
 * this.
 *
 * @param characters of the file that is about to be parsed
 */
export function suitHeapTo(characters: number): void {
  const isLarge = characters > LARGE_FILE;
  if (isLarge === isForLargeFile || flags.length === 0) return;
  isForLargeFile = isLarge;
  setFlagsFromString(isLarge ? `${HEAP_GROWTH}0` : usualGrowth);
}
