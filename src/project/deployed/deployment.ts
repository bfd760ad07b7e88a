import type { Evidence } from '../evidence.js';
import type { NodeName } from '../runtime/node-name.js';

/** Code that is deployed without the code around it. */
export interface Deployment {
  /**
   * `folder`: the folder with everything below it. `text`: one file is the whole code of a function. `archive`: what is
   * in it is not known.
   */
  readonly kind: 'folder' | 'text' | 'archive';
  /** Absolute. For an archive the folder of the file that deploys it. */
  readonly path: string;
  /** Whether the path is relative to the file that deploys it. Then compiling moves both, and the path stays right. */
  readonly movesWithCode: boolean;
  /** The file that is started, if it is named; without its extension. Absolute, in an archive relative to its root. */
  readonly entry?: string;
  /** What an archive or its function is called: a folder of that name may be what is in it. */
  readonly names?: readonly string[];
  /** What runs it, if that is named. */
  readonly runtime?: NodeName & { readonly evidence: Evidence };
  readonly evidence: Evidence;
}

/** The file of a handler such as `src/app.handler`, without its extension. */
export const entryOf = (handler: string): string => handler.replace(/\.[^./]*$/, '');
