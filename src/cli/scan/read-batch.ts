import type { Engine } from '../engine.js';
import { reasonOf } from '../files/find-files.js';
import { asUtf8 } from '../files/source-text.js';

/** Gives the bytes of a file, in memory that the next call may use again. */
export type ReadBytes = (path: string) => Uint8Array;

/** The result of reading some consecutive files. Plain data, so that a thread can send it. */
export interface Batch {
  /** How many files were read. */
  readonly size: number;
  readonly found: readonly Found[];
}

/** A file that may use STS, with its bytes or what came of the work on it; or one that could not be read. */
export interface Found {
  /** Its index in the batch. */
  readonly index: number;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly result?: unknown;
  readonly problem?: string;
}

/** Small enough for Ctrl-C and the progress line to react, large enough to cost no time. */
export const FILES_IN_A_BATCH = 64;

/** Reads the files and keeps the bytes of those that may use STS. */
export function readBatch(paths: readonly string[], engine: Pick<Engine, 'mayConcernSts'>, read: ReadBytes): Batch {
  const found = paths.flatMap((path, index): Found[] => {
    try {
      const bytes = read(path);
      return engine.mayConcernSts(asUtf8(bytes), path) ? [{ index, bytes: Uint8Array.from(bytes) }] : [];
    } catch (error) {
      return [{ index, problem: `Cannot read the file: ${reasonOf(error)}` }];
    }
  });
  return { size: paths.length, found };
}
