import { readFileSync } from 'node:fs';
import { addSections } from '../../helper/index.js';
import { readSmallFile } from '../read-file.js';
import { createFile, replaceFile } from '../replace-file.js';

/**
 * Writes the helper that a file is going to import, or adds the sections that one of ours lacks. A complete helper
 * stays as it is. Returns whether this call wrote.
 *
 * @throws FileChangedError when somebody writes it at the same time; any error of the file system
 */
export function writeHelper(path: string, text: string): boolean {
  if (createFile(path, text)) return true;
  const before = readFileSync(path);
  const richer = withSectionsOf(before.toString('utf8'), text);
  if (richer === undefined) return false;
  replaceFile(path, before, richer);
  return true;
}

/** What `writeHelper` would do. */
export interface PlannedHelper {
  readonly path: string;
  /** `undefined` for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** The same for a run that writes nothing; `undefined` when the file stays as it is. */
export function plannedHelper(path: string, text: string): PlannedHelper | undefined {
  const before = readSmallFile(path);
  const after = before === undefined ? text : withSectionsOf(before, text);
  return after === undefined ? undefined : { path, before, after };
}

/** The helper with the sections of another one besides its own, in its line ends; `undefined` when it needs none. */
function withSectionsOf(text: string, wanted: string): string | undefined {
  const richer = addSections(text.replaceAll('\r\n', '\n'), wanted);
  return text.includes('\r\n') ? richer?.replaceAll('\n', '\r\n') : richer;
}
