import type { Obstacle } from './obstacle.js';

/** What stands in the way of every rewrite in a file. */
export const FILE_OBSTACLES = {
  'compiled-output': {
    reason: 'The file is compiled output, and the next build would undo a rewrite',
    nextStep: 'Change its source and compile again',
  },
} as const satisfies Readonly<Record<string, Obstacle>>;

/** No file is known in which this happens, so it is not in the table. */
export const FAILED_CHECK = {
  reason:
    'The last check before writing failed: line {{line}} {{what}}. This is a bug of sts-regional, and nothing was written',
  nextStep: 'Please report it with that line: https://github.com/sts-regional/eslint-plugin-sts-regional/issues',
} as const satisfies Obstacle;
