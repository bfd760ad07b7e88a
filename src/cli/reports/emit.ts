import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../files/find-files.js';
import type { Terminal } from '../terminal/terminal.js';
import { usesColor } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';

/** Gives the text of a report, colored for a terminal or plain for a file. */
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
 * Makes the directories above a report file and returns its absolute path. Called before the work that the report is
 * about.
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
