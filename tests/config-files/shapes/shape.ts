/** One shape of configuration: a way to write a value, and what it means there. The texts are ours; the shapes are those of public files. */
export interface Shape {
  /** What the value is for, in a phrase. */
  readonly is: string;
  /** The file's name as users have it: formats and kinds are told from it. */
  readonly path: string;
  readonly text: string;
  /** `line:rule` of each report, in the order of the lines; empty when every value is something else than an endpoint, or right. */
  readonly reports: readonly string[];
  /** The reports with `strict`, where they differ. */
  readonly strict?: readonly string[];
}

/** The reports that the shapes are about. */
export const GLOBAL = 'no-global-endpoint';
export const LEGACY = 'no-legacy-endpoint-mode';
export const REGION = 'valid-region';
