import { positionsIn } from '../text/positions.js';

/** Where something was read that people may want to look up. */
export interface Evidence {
  /** Absolute. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Where an offset in the text of a file is. */
export const evidenceAt = (file: string, text: string, offset: number): Evidence => ({
  file,
  line: positionsIn(text)(offset).line,
});
