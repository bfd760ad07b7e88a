import { dirname, join } from 'node:path';
import { foldersUp } from './folders-up.js';
import { isFile } from './read-file.js';
import { chainFor, configChain, optionIn } from './tsconfig.js';

/**
 * Whether TypeScript checks a JavaScript file: `checkJs` of the tsconfig.json that its folder belongs to, or of the
 * jsconfig.json that editors read.
 *
 * @param root the folder of the package
 */
export function isCheckedJavaScript(file: string, root: string | undefined): boolean {
  if (!/\.[cm]?js$/.test(file)) return false;
  const own = [...foldersUp(dirname(file), root)].map((folder) => join(folder, 'jsconfig.json')).find(isFile);
  return [chainFor(file, root), own === undefined ? [] : configChain(own)].some(
    (chain) => optionIn(chain, 'checkJs') === true,
  );
}
