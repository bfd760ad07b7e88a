import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { foldersUp } from './folders-up.js';

/** The root of the innermost work tree of git that holds the folder; `undefined` outside of any, and inside of a `.git`. */
export function repositoryOf(folder: string): string | undefined {
  for (const at of foldersUp(folder)) {
    if (basename(at) === '.git') return undefined;
    if (existsSync(join(at, '.git'))) return at;
  }
  return undefined;
}
