/** The packages that `npm run third-party` has installed, each version in a folder of its own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose name starts so. @throws Error when there is none, so that no suite is silently empty */
export function setsOf(name: string): readonly (readonly [set: string, folder: string])[] {
  const cache = process.env['STS_THIRD_PARTY'];
  const sets = cache === undefined ? [] : readdirSync(cache).filter((set) => set.startsWith(`${name}-`));
  if (cache === undefined || sets.length === 0)
    throw new Error(`${name} is not installed: run \`npm run third-party\``);
  return sets.map((set) => [set, join(cache, set)]);
}
