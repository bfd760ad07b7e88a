import { readdirSync } from 'node:fs';

const folders = new Map<string, readonly string[]>();

/** The names of what a folder holds, in order; none for one that is not there or cannot be read. */
export function namesIn(folder: string): readonly string[] {
  let names = folders.get(folder);
  if (names === undefined) folders.set(folder, (names = listed(folder)));
  return names;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
