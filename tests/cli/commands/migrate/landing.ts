import { lazyEngine } from '../../../../src/cli/engine.js';
import { migrationIn, runIn, type Outcome } from '../../run-in-process.js';
import type { Content, Tree } from '../../tree.js';

export type Files = Readonly<Record<string, Content>>;

export const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });
/** Where the helpers of a run land, and why sites are left. */
export const landing = async (dir: Tree, ...args: readonly string[]): Promise<readonly string[]> => {
  const { helpers, files } = migrationIn(await run(dir, '--format', 'json', ...args));
  return [...helpers, ...files.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))];
};
