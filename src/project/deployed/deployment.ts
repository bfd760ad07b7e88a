import type { Evidence } from '../evidence.js';

/** Code that is deployed without what is around it. */
export interface Deployment {
  /** `folder`: that and what is below it; `text`: the text of one file becomes the whole code of a function. */
  readonly kind: 'folder' | 'text';
  /** Absolute. */
  readonly path: string;
  /** It is named relative to the file that deploys it, and so is beside the output of a compiler as it is beside the sources. */
  readonly movesWithCode: boolean;
  /** The file that is started, without its extension, where it is named. Absolute. */
  readonly entry?: string;
  readonly evidence: Evidence;
}

/** The file of a handler such as `src/app.handler`, without its extension. */
export const entryOf = (handler: string): string => handler.replace(/\.[^./]*$/, '');
