/**
 * `npm run build`, or `node scripts/build.mjs FOLDER [OPTION…]`: bundles into `dist` or another folder, and writes the
 * types of what the package exports beside it, with further options for the compiler. Bundled, because Node.js takes a
 * tenth of a second to find and open three hundred modules.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
const everyType = join(output, 'types');
const { status } = spawnSync(process.execPath, [tsc, '--project', project, '--outDir', everyType, ...options], {
  stdio: 'inherit',
});
for (const name of ['src/index', ...codemods]) copyTypes(`${name}.d.ts`, new Set());
rmSync(everyType, { recursive: true, force: true });
process.exitCode = status ?? 1;

/** Copies a file of types, and those that it imports. */
function copyTypes(path, copied) {
  if (copied.has(path)) return;
  copied.add(path);
  cpSync(join(everyType, path), join(output, path));
  for (const [, imported] of readFileSync(join(everyType, path), 'utf8').matchAll(/["'](\.[^"']+)\.js["']/g))
    copyTypes(join(dirname(path), `${imported}.d.ts`), copied);
}
