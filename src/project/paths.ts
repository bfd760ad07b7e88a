import { isAbsolute, relative, sep } from 'node:path';

/** A path with `/` between its parts, on every system. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** A path as people and reports see it: relative to the working directory, with `/`. */
export function displayPath(cwd: string, path: string): string {
  return slashed(relative(cwd, path)) || '.';
}

/** Whether `path` is `directory` or below it; both are absolute. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The order of all output: by code unit, so that it is the same in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
