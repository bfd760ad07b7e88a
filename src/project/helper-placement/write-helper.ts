import { readFileSync } from 'node:fs';
import { addSections } from '../../helper/index.js';
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
  const old = before.toString('utf8');
  const richer = addSections(old.replaceAll('\r\n', '\n'), text);
  if (richer === undefined) return false;
  replaceFile(path, before, old.includes('\r\n') ? richer.replaceAll('\n', '\r\n') : richer);
  return true;
}
