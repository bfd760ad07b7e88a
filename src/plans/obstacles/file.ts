import type { Obstacle } from './obstacle.js';

/** What stands in the way of every rewrite in a file. */
export const FILE_OBSTACLES = {
  'compiled-output': {
    reason: 'The file is compiled output, and the next build would undo a rewrite',
    nextStep: 'Change its source and compile again',
  },
} as const satisfies Readonly<Record<string, Obstacle>>;
