import { isAbsolute, relative, sep } from 'node:path';

/** A path for people and reports: relative to the working directory, with `/` on every system. */
export function displayPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return (short === '' ? '.' : short).split(sep).join('/');
}

/** Whether `path` is `directory` or below it; both absolute. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The order of all output: by code unit, so that it does not depend on the locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
