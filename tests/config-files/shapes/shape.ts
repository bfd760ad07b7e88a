/**
 * One way to write a value in configuration, and what it means. The texts are ours; the forms are those of public
 * files.
 */
export interface Shape {
  /** What the value is for, in a phrase. */
  readonly is: string;
  /** The file's name as users have it: it shows the format. */
  readonly path: string;
  readonly text: string;
  /** `line:rule` of each report, in the order of the lines. */
  readonly reports: readonly string[];
  /** The reports with `strict`, where they differ. */
  readonly strict?: readonly string[];
}

/** The reports that the shapes are about. */
export const GLOBAL = 'no-global-endpoint';
export const LEGACY = 'no-legacy-endpoint-mode';
export const REGION = 'valid-region';
