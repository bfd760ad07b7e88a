import type { Evidence } from '../evidence.js';

/** Code that is deployed without the code around it. */
export interface Deployment {
  /** `folder`: the folder with everything below it. `text`: one file is the whole code of a function. */
  readonly kind: 'folder' | 'text';
  /** Absolute. */
  readonly path: string;
  /** Whether the path is relative to the file that deploys it. Then compiling moves both, and the path stays right. */
  readonly movesWithCode: boolean;
  /** The file that is started, if it is named; without its extension. Absolute. */
  readonly entry?: string;
  readonly evidence: Evidence;
}

/** The file of a handler such as `src/app.handler`, without its extension. */
export const entryOf = (handler: string): string => handler.replace(/\.[^./]*$/, '');
