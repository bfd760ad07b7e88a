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
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The file has changed since it was read; nothing was written. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError';
  constructor() {
    super('The file changed while it was being migrated; it is left as it is now.');
  }
}

/**
 * Replaces the content of a file in one step. A reader sees the old text or the new text and never a part, even after a
 * crash. Keeps the mode, and the owner where this process may set it.
 *
 * @param before the bytes that the new text was made from
 * @param prepare makes what the new text needs. Called when it is known that the file can be replaced
 * @throws FileChangedError when the file no longer holds `before`, and any error of the file system or of `prepare`;
 * the file is then unchanged
 */
export function replaceFile(path: string, before: Uint8Array, text: string, prepare?: () => void): void {
  const old = lstatSync(path);
  // A rename would also replace a write-protected file. root may write every file, so the mode decides.
  if ((old.mode & 0o222) === 0) throw Object.assign(new Error(), { code: 'EACCES' });
  accessSync(path, constants.W_OK);
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: old.mode });
    keepOwner(temporary, old);
    chmodSync(temporary, old.mode); // undoes the umask, which must not apply to a file that existed before
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

/** Makes `chown` leave the user or the group as it is. */
const UNCHANGED = -1;

/**
 * Gives a file the owner and the group of another. Without the right to do so, the file belongs to this process, as
 * with any editor.
 */
function keepOwner(path: string, { uid, gid }: Stats): void {
  for (const [user, group] of [
    [UNCHANGED, gid],
    [uid, UNCHANGED],
  ] as const) {
    try {
      chownSync(path, user, group);
    } catch {
      // The new text matters more than its owner.
    }
  }
}

/** Writes a new file, complete or not at all, and the directories above it. Returns whether this call wrote it. */
export function createFile(path: string, text: string): boolean {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    try {
      linkSync(temporary, path); // unlike a rename, does not replace what another process wrote in the meantime
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      renameSync(temporary, path); // a file system without hard links
    }
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Writes a file whose earlier content does not matter to the new one, such as a report: in one step, so that a full
 * disk does not cost the earlier content. A pipe or a device, and a file in a folder that is write-protected, are
 * written as they are.
 */
export function writeWhole(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false });
  if (old?.isFile() === false) {
    writeFileSync(path, text);
    return;
  }
  const target = old ? realpathSync(path) : path;
  const temporary = temporaryName(target);
  try {
    writeFileSync(temporary, text, { flag: 'wx', ...(old && { mode: old.mode }) });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!/^(?:EACCES|EPERM)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(target, text);
  }
}

const TEMPORARY = /^\..+\.(\d+)\.sts-regional$/;

/**
 * A name in the same directory, so that the rename stays in one file system. Without the extension of sources, so that
 * no tool reads it.
 */
function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.sts-regional`);
}

/** Whether a file name is that of a temporary file whose process no longer runs. */
export function isLeftover(name: string): boolean {
  const owner = TEMPORARY.exec(name)?.[1];
  if (owner === undefined) return false;
  try {
    process.kill(Number(owner), 0); // sends no signal, only checks for the process
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Removes a temporary file whose process no longer runs. If the file system forbids it, the file stays; it does no
 * harm.
 */
export function removeLeftover(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A later run may be allowed to remove it.
  }
}
