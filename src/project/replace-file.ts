import { accessSync, chmodSync, constants, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The file is not what it was when it was read; nothing was written. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError';
  constructor() {
    super('The file changed while it was being migrated; it is left as it is now.');
  }
}

/**
 * Replaces a file's content in one step: whoever reads it meanwhile, or after a crash, sees the old or the new text and never a part.
 * Mode bits are kept.
 *
 * @param before the bytes that the new text was made from
 * @throws FileChangedError when the file no longer holds them; any error of the file system, the file being untouched
 */
export function replaceFile(path: string, before: Uint8Array, text: string): void {
  const { mode } = lstatSync(path);
  // A rename would also replace a file that is protected against writing; for root, only the mode says so.
  if ((mode & 0o222) === 0) throw Object.assign(new Error(), { code: 'EACCES' });
  accessSync(path, constants.W_OK);
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode });
    chmodSync(temporary, mode); // the umask does not apply to a file that existed before
    if (!readFileSync(path).equals(before)) throw new FileChangedError();
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that does not exist yet, whole or not at all, with the directories above it. Returns whether it was this call that wrote it. */
export function createFile(path: string, text: string): boolean {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    try {
      linkSync(temporary, path); // unlike a rename, never replaces what another process wrote meanwhile
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      renameSync(temporary, path); // a file system without hard links
    }
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

const TEMPORARY = /^\..+\.(\d+)\.sts-regional$/;

/** In the same directory, so that the rename stays within one file system; no source file's extension, so that no tool reads it. */
function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.sts-regional`);
}

/** Whether a file of this name is a temporary one of a process that no longer runs. */
export function isLeftover(name: string): boolean {
  const owner = TEMPORARY.exec(name)?.[1];
  if (owner === undefined) return false;
  try {
    process.kill(Number(owner), 0); // sends nothing, only asks
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
