import { positionsIn } from '../text/positions.js';
import { displayPath } from './paths.js';

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

/** The place as people see it, relative to the working directory. */
export const shownEvidence = ({ file, line }: Evidence, cwd: string): string => `${displayPath(cwd, file)}:${line}`;
