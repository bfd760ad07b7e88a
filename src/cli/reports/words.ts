import { grouped } from '../progress.js';

/** `1 file`, `1,200 files`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}
