/**
 * `npm run build`, or `node scripts/build.mjs FOLDER [OPTION…]`: compiles into `dist` or another folder, with further options for the
 * compiler, and puts the texts of the failover helper beside the compiled code.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helperModule } from './helper-texts.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const [folder = join(ROOT, 'dist'), ...options] = process.argv.slice(2);
const output = resolve(folder);

const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const project = join(ROOT, 'tsconfig.build.json');
const { status } = spawnSync(process.execPath, [tsc, '--project', project, '--outDir', output, ...options], {
  stdio: 'inherit',
});
mkdirSync(join(output, 'src', 'helper'), { recursive: true });
writeFileSync(join(output, 'src', 'helper', 'texts.js'), await helperModule());
process.exitCode = status ?? 1;
