import type { HostMeaning } from '../types.js';

/** A row of a table that says what an STS host means, by the name of the key or function around it. */
export interface NamedMeaning {
  readonly name: RegExp;
  readonly meaning: HostMeaning;
}

/** What the first row that fits a name says. */
export const meaningOfName = (name: string, rows: readonly NamedMeaning[]): HostMeaning | undefined =>
  rows.find((row) => row.name.test(name))?.meaning;
