import { positionsIn } from '../text/positions.js';

/** A place in a file that a message refers to, so that people can look it up. */
export interface Evidence {
  /** Absolute. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The place of an offset in the text of a file. */
export const evidenceAt = (file: string, text: string, offset: number): Evidence => ({
  file,
  line: positionsIn(text)(offset).line,
});
