/**
 * `npm run hooks`: commits with every tool of docs/hooks.md, set up as the page says. Installs lefthook into .cache/hooks; pre-commit must be
 * on the PATH. It also builds the last commit as pre-commit does, which takes minutes: uncommitted changes are not in it.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { installOnce } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

installOnce(join(ROOT, '.cache', 'hooks', 'lefthook'), ['lefthook@2.2.2']);
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/hooks/all-tools.hooks.ts'],
  testTimeout: 1_200_000,
});
await vitest.close();
