import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
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
 * Mode bits are kept, and so is the owner where this process may give files away.
 *
 * @param before the bytes that the new text was made from
 * @param prepare makes what the new text needs, once it is known that the file can be replaced
 * @throws FileChangedError when the file no longer holds `before`; any error of the file system or of `prepare`, the file being untouched
 */
export function replaceFile(path: string, before: Uint8Array, text: string, prepare?: () => void): void {
  const old = lstatSync(path);
  // A rename would also replace a file that is protected against writing; for root, only the mode says so.
  if ((old.mode & 0o222) === 0) throw Object.assign(new Error(), { code: 'EACCES' });
  accessSync(path, constants.W_OK);
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: old.mode });
    keepOwner(temporary, old);
    chmodSync(temporary, old.mode); // the umask does not apply to a file that existed before
    requireContent(path, before);
    if (prepare) {
      prepare();
      requireContent(path, before);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function requireContent(path: string, bytes: Uint8Array): void {
  if (!readFileSync(path).equals(bytes)) throw new FileChangedError();
}

/** For `chown`: leave this one as it is. */
const UNCHANGED = -1;

/** Gives a file to the owner and the group of another. A process without that right keeps what it writes, as with any editor. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  for (const [user, group] of [
    [UNCHANGED, gid],
    [uid, UNCHANGED],
  ] as const) {
    try {
      chownSync(path, user, group);
    } catch {
      // The new text matters more than whose it is.
    }
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

/** Removes a temporary file of a process that no longer runs, unless the file system forbids it: it harms nobody. */
export function removeLeftover(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next run that may will remove it.
  }
}
