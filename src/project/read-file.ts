import { readFileSync, statSync } from 'node:fs';

/** Whether there is a file at the path. A path below a file (`package.json/index.ts`) is not one. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The text of a file with at most this many bytes; `undefined` for a larger one, and for one that vanished or cannot be
 * read.
 */
export function readSmallFile(path: string, mostBytes: number): string | undefined {
  try {
    return statSync(path).size <= mostBytes ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
