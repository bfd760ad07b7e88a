import { chmodSync, existsSync, lstatSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createFile, FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { reasonOf } from '../../files/find-files.js';
import { displayPath, isWithin } from '../../../project/paths.js';
import { decode, readBytes } from '../../files/source-text.js';
import { UsageError } from '../../usage-error.js';
import type { Setup, WriteStep } from './step.js';

/**
 * The text of a file that may have to be extended.
 *
 * @throws UsageError when it cannot be read, or is not UTF-8 and could not be written back
 */
export function readText(path: string, cwd: string): string {
  const { text, faithful } = decode(bytesOf(path, cwd));
  if (!faithful)
    throw new UsageError(`${displayPath(cwd, path)} cannot be changed, because it is not UTF-8. Nothing was written.`);
  return text;
}

function bytesOf(path: string, cwd: string): Uint8Array {
  try {
    return readBytes(path);
  } catch (error) {
    throw new UsageError(`${displayPath(cwd, path)} cannot be read: ${reasonOf(error)}. Nothing was written.`);
  }
}

/**
 * The file that is written for a path. A link stays, and the file that it leads to is changed.
 *
 * @throws UsageError for a link out of the repository, or to nothing
 */
export function realTarget(path: string, { cwd, root }: Pick<Setup, 'cwd' | 'root'>): string {
  const exists = existsSync(path);
  if (!exists && lstatSync(path, { throwIfNoEntry: false }))
    throw new UsageError(`${displayPath(cwd, path)} cannot be written: it is a link to nothing. Nothing was written.`);
  const real = exists ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  if (!isWithin(root ?? cwd, real))
    throw new UsageError(
      `${displayPath(cwd, path)} cannot be written: it leads to ${real}, outside of ${root ?? cwd}. ` +
        'Change that file by hand, or replace the link. Nothing was written.',
    );
  return real;
}

/**
 * Writes all files or none.
 *
 * @throws UsageError that names the file that cannot be written
 */
export function writeAll(writes: readonly WriteStep[], cwd: string): void {
  const done: WriteStep[] = [];
  for (const step of writes) {
    try {
      write(step);
      done.push(step);
    } catch (error) {
      for (const { path, before, after } of done) {
        if (before === undefined) rmSync(path);
        else replaceText(path, after, before);
      }
      const reason = error instanceof FileChangedError ? 'it changed meanwhile' : reasonOf(error);
      throw new UsageError(`${displayPath(cwd, step.path)} cannot be written: ${reason}. Nothing was written.`);
    }
  }
}

function write({ path, before, after, executable }: WriteStep): void {
  if (before !== undefined) replaceText(path, before, after);
  else if (!createFile(path, after)) throw new FileChangedError();
  if (executable) chmodSync(path, 0o755);
}

function replaceText(path: string, before: string, after: string): void {
  const { text, byteOrderMark, bytes } = decode(readBytes(path));
  if (text !== before) throw new FileChangedError();
  replaceFile(path, bytes, byteOrderMark + after);
}
