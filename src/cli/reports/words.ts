import { grouped } from '../terminal/progress.js';

/** Texts one after the other, each ending like a sentence. */
export function sentences(...texts: readonly string[]): string {
  return texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' ');
}

/** `1 file`, `1,200 files`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}
