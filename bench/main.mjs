/**
 * `npm run bench [-- folder] [--quick]`: how long the command line takes over a tree of sources, beside other tools in
 * the same run. Without a folder it runs over two generated trees: one with the share of STS that application code has,
 * one in which every fifth file uses it. `--quick` leaves out the tools that take minutes.
 *
 * `-- failover` measures the failover helper instead, `-- audit [records] [files]` the reading of logs, `-- editor` the
 * rules in an editor, `-- rules [folder]` the rules within a run of ESLint, and `-- kill [times] [seed]` what a
 * migration leaves when it is killed. `-- pairs [times]` runs two migrations of one tree at once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contestants } from './contestants.mjs';
import { generateTree } from './generate-tree.mjs';
import { printRules } from './rules.mjs';
import { ROOT } from '../scripts/root.mjs';

const FILES = 10_000;
const TREES = {
  'usual share of STS: 1 file in 100': { files: FILES, sts: 0.01, aws: 0.14, config: 0.05 },
  'heavy use: 1 file in 5, configuration included': { files: FILES, sts: 0.15, aws: 0.2, config: 0.1 },
};
const RUNS = 3;

const [first, ...rest] = process.argv.slice(2);
if (first === 'failover' || first === 'editor' || first === 'kill' || first === 'pairs' || first === 'audit') {
  process.exitCode =
    spawnSync(process.execPath, [join(ROOT, 'bench', `${first}.mjs`), ...rest], { stdio: 'inherit' }).status ?? 2;
} else if (first === 'rules') {
  await printRules(rest[0] === undefined ? generated(TREES['usual share of STS: 1 file in 100']) : resolve(rest[0]));
} else {
  const args = process.argv.slice(2);
  const quick = args.includes('--quick');
  const folder = args.find((argument) => !argument.startsWith('--'));
  console.log(`${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`);
  if (folder === undefined)
    for (const [name, shape] of Object.entries(TREES))
      measure(`${shape.files} generated files, ${name}`, generated(shape), quick);
  else if (existsSync(folder)) measure(folder, resolve(folder), quick);
  else {
    console.error(`There is no folder ${folder}, and no benchmark of that name.`);
    process.exitCode = 2;
  }
}

/** The generated tree of this shape, kept for the next run. */
function generated(shape) {
  const folder = join(ROOT, '.cache', 'bench-trees', Object.values(shape).join('-'));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(join(folder, '..'), { recursive: true });
  generateTree(unfinished, shape);
  renameSync(unfinished, folder);
  return folder;
}

function measure(title, tree, quick) {
  const rows = contestants(tree)
    .filter(({ slow }) => !(quick && slow))
    .map(({ name, command, slow }) => ({ name, ...bestOf(slow ? 1 : RUNS, command, tree) }));
  const reference = rows.find(({ name }) => name.startsWith('ast-grep'))?.seconds;
  const check = rows[0].seconds;
  console.log(`\n${title}\n`);
  console.log('| tool | seconds | of check | of ast-grep | peak memory |\n|---|---:|---:|---:|---:|');
  for (const { name, seconds, megabytes, failed } of rows) {
    const cells = [
      `${name}${failed ? ' (failed)' : ''}`,
      seconds.toFixed(2),
      (seconds / check).toFixed(2),
      reference === undefined ? '–' : (seconds / reference).toFixed(2),
      megabytes === undefined ? '–' : `${Math.round(megabytes)} MB`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** The quickest of several runs, since whatever else a machine does only ever adds time. */
function bestOf(runs, command, cwd) {
  const results = Array.from({ length: runs }, () => once(command, cwd));
  return results.reduce((best, result) => (result.seconds < best.seconds ? result : best));
}

function once([program, ...args], cwd) {
  const timer = '/usr/bin/time'; // GNU time, for the peak memory; without it, the column stays empty
  const measured = existsSync(timer) && process.platform === 'linux';
  const report = join(tmpdir(), `sts-regional-bench-${process.pid}`);
  const start = process.hrtime.bigint();
  const { status, signal } = spawnSync(
    ...(measured ? [timer, ['--quiet', '-f', '%M', '-o', report, program, ...args]] : [program, args]),
    { cwd, stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const kilobytes = measured ? Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) : Number.NaN;
  return {
    seconds,
    megabytes: Number.isNaN(kilobytes) ? undefined : kilobytes / 1024,
    failed: signal !== null || (status ?? 2) > 1,
  };
}
