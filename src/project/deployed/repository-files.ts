import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { readSmallFile } from '../read-file.js';

/** A file of a repository. Its text is read when it is asked for, and kept. */
export interface RepositoryFile {
  /** Absolute. */
  readonly path: string;
  /** Empty for a file that cannot be read. */
  readonly text: () => string;
}

/** More files than this are not searched: what may be in them stays unknown. */
const MOST_FILES = 20_000;
const SKIPPED = new Set(['node_modules', '.git', '.yarn', 'coverage']);

const repositories = new Map<string, readonly RepositoryFile[] | undefined>();

/**
 * The files of a repository without its dependencies. They are listed once, for the first deployment that asks;
 * `undefined` when there are too many.
 */
export function filesOf(root: string): readonly RepositoryFile[] | undefined {
  if (!repositories.has(root)) repositories.set(root, listed(root));
  return repositories.get(root);
}

function listed(root: string): readonly RepositoryFile[] | undefined {
  const files: RepositoryFile[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesIn(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
      if (entry.isFile() && files.push(fileAt(path)) > MOST_FILES) return undefined;
    }
  }
  return files;
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that vanished or cannot be read has nothing to say
  }
}

function fileAt(path: string): RepositoryFile {
  let text: string | undefined;
  return { path, text: () => (text ??= readSmallFile(path) ?? '') };
}
