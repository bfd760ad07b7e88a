/**
 * `node:fs` of a repository without files. The engines look around the code, and find nothing there: what the
 * playground knows besides the text, it hands to them. Outside is the manifest of the product, because the failover
 * helper names the version that wrote it.
 */
import { version } from '../../../../package.json';
import { PROJECT } from './process.js';

const OWN_MANIFEST = '/package.json';
const FOLDERS: ReadonlySet<string> = new Set(['/', PROJECT, `${PROJECT}/.git`, `${PROJECT}/src`]);

const isThere = (path: string): boolean => FOLDERS.has(path.replace(/(?<=.)\/$/, ''));

function missing(path: string): never {
  throw Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: 'ENOENT' });
}

const FOLDER = { isFile: () => false, isDirectory: () => true };

export const constants = { O_RDONLY: 0 };
export const existsSync = isThere;
export function statSync(path: string, { throwIfNoEntry = true } = {}): typeof FOLDER | undefined {
  if (isThere(path)) return FOLDER;
  return throwIfNoEntry ? missing(path) : undefined;
}
export const lstatSync = statSync;
export const realpathSync = (path: string): string => (isThere(path) ? path : missing(path));
export const readdirSync = (path: string): readonly never[] => (isThere(path) ? [] : missing(path));
export const readFileSync = (path: string): string =>
  path === OWN_MANIFEST ? JSON.stringify({ version }) : missing(path);

/** There is nothing to open, and nothing is written in a browser. */
export const openSync = missing;
export const closeSync = missing;
export const fstatSync = missing;
export const readSync = missing;
export const linkSync = missing;
export const renameSync = missing;
export const unlinkSync = missing;
export const writeFileSync = missing;
export const writeSync = missing;
export const mkdirSync = missing;
export const chmodSync = missing;
export const fchmodSync = missing;
export const fsyncSync = missing;
