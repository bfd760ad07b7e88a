import { expect } from 'vitest';
import { runIn } from '../../run-in-process.js';
import type { Content, Tree } from '../../tree.js';
import { tree } from '../../tree.js';

export const FLAGS = ['init', '--regions', 'eu-west-1,eu-central-1', '--yes'];
/** The one line of an ESLint configuration: the settings are in their own file. */
export const ENTRY = 'stsRegional.configs.recommended';

/** Runs `init` over these files, and once more to see that a second run changes nothing. */
export async function initialised(files: Readonly<Record<string, Content>>): Promise<{ dir: Tree; stdout: string }> {
  const dir = tree({ 'package.json': '{ "name": "orders" }\n', ...files });
  const first = await runIn(dir, FLAGS);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const second = await runIn(dir, FLAGS);
  expect(second.status).toBe(0);
  expect(second.stdout).toContain('Nothing to write.');
  return { dir, stdout: first.stdout };
}
