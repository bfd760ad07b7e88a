/**
 * `npm run build`, or `node scripts/build.mjs FOLDER [OPTION…]`: bundles into `dist` or another folder, and writes the
 * types beside it, with further options for the compiler. Bundled, because Node.js takes a tenth of a second to find
 * and open three hundred modules.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { ROOT } from './root.mjs';

const [folder = join(ROOT, 'dist'), ...options] = process.argv.slice(2);
const output = resolve(folder);
const codemods = readdirSync(join(ROOT, 'codemods')).map((file) => `codemods/${file.replace(/\.ts$/, '')}`);
const names = ['src/index', 'src/cli/main', ...codemods];

rmSync(output, { recursive: true, force: true });
await bundle(Object.fromEntries(names.map((name) => [name, `${name}.ts`])), output);
const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const project = join(ROOT, 'tsconfig.build.json');
const { status } = spawnSync(process.execPath, [tsc, '--project', project, '--outDir', output, ...options], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
