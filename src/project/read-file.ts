import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** More than any package.json, tsconfig.json, ignore file or helper has. */
const MOST_BYTES = 4_000_000;

/** Whether there is a file at the path. A path below a file (`package.json/index.ts`) is not one. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The text of a regular file with at most this many bytes; `undefined` for a larger one, for a named pipe or a device,
 * and for one that vanished or cannot be read.
 */
export function readSmallFile(path: string, mostBytes = MOST_BYTES): string | undefined {
  if (!isFile(path)) return undefined; // an exception for each missing file would be slow
  try {
    return withRegularFile(path, (file, size) => (size <= mostBytes ? readUpTo(file, size) : undefined));
  } catch {
    return undefined;
  }
}

/**
 * Opens a regular file, and closes it after use. Opening never waits, even if a named pipe took the place of the file.
 *
 * @throws an error of the file system, or one that says that it is not a regular file
 */
export function withRegularFile<Result>(path: string, use: (file: number, size: number) => Result): Result {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has no O_NONBLOCK
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() && !stats.isDirectory()) throw new Error('it is not a regular file');
    return use(file, stats.size);
  } finally {
    closeSync(file);
  }
}

/** `undefined` when there is more: the file grows, or is one of `/proc`, which say that they are empty. */
function readUpTo(file: number, size: number): string | undefined {
  const bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read)
    read = readSync(file, bytes, length, bytes.length - length, null);
  return length < bytes.length ? bytes.toString('utf8', 0, length) : undefined;
}
