/** `npm run scale`: runs the recipes of docs/scale.md as the page has them. Installs Turborepo into .cache/scale. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { installOnce } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

installOnce(join(ROOT, '.cache', 'scale'), ['turbo@2.11.11']);
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/scale/recipes.scale.ts'],
  testTimeout: 120_000,
});
await vitest.close();
