/** Where something was read that people may want to look up. */
export interface Sign {
  /** Absolute. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The place of an offset in the text of a file. */
export const signAt = (file: string, text: string, offset: number): Sign => ({
  file,
  line: text.slice(0, offset).split('\n').length,
});
