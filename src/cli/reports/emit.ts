import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../files/find-files.js';
import type { Terminal } from '../terminal/terminal.js';
import { usesColor } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';

/** A rendered report. The text is made twice at most: with colour for a terminal, without for a file. */
export type Report = (color: boolean) => string;

/**
 * Writes a report to the file, or to standard output when none is named.
 *
 * @throws UsageError when the file cannot be written
 */
export function emit(
  report: Report,
  file: string | undefined,
  terminal: Pick<Terminal, 'cwd' | 'stdout' | 'env'>,
): void {
  if (file === undefined) {
    terminal.stdout.write(report(usesColor(terminal.stdout, terminal.env)));
    return;
  }
  const path = ensureWritable(file, terminal.cwd);
  try {
    writeFileSync(path, report(false));
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Makes the directories above a report file, before the work that it is about, and returns its absolute path.
 *
 * @throws UsageError when the file could not be written there
 */
export function ensureWritable(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(existing ? path : dirname(path), constants.W_OK);
    return path;
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): UsageError {
  return new UsageError(`The report cannot be written to ${file}: ${reasonOf(error)}`);
}
