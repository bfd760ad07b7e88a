import { dirname } from 'node:path';

/** A folder and the folders above it, the nearest first, up to `last` or to the root of the file system. */
export function* foldersUp(folder: string, last?: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === last || dirname(at) === at) return;
  }
}
