import { grouped } from '../terminal/progress.js';

/**
 * How a command line starts that works in any folder. Where this package is not installed, `npx sts-regional` would ask
 * the registry for a package of that name.
 */
export const NPX = 'npx eslint-plugin-sts-regional';

/** The texts in a row, each with a full stop at its end. */
export function sentences(...texts: readonly string[]): string {
  return texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' ');
}

/** `1 file`, `1,200 files`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}
