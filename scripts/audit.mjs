/**
 * `npm run audit`: fails when the registry knows a weakness in what users get: the dependencies that are installed, and
 * the packages that are bundled into `dist`. To npm the latter are development dependencies. Needs a build.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const notices = readFileSync(join(ROOT, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
const bundled = [...notices.matchAll(/^(\S+) \d\S* \(.+\)$/gm)].map(([, name]) => name);
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const delivered = new Set([...bundled, ...Object.keys(dependencies)]);

const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
const { vulnerabilities, message } = JSON.parse(stdout);
if (vulnerabilities === undefined) throw new Error(`npm audit failed: ${message ?? stdout}`);
const weak = Object.values(vulnerabilities).filter(({ name }) => delivered.has(name));
for (const { name, severity, via } of weak)
  process.stderr.write(`${severity}: ${name}: ${via.map((each) => each.title ?? each).join('; ')}\n`);
process.stdout.write(`${delivered.size} packages, ${weak.length} with a known weakness\n`);
process.exitCode = weak.length > 0 ? 1 : 0;
