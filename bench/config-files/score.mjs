/**
 * Scores check and migrate on the labelled configuration files.
 *
 *   node bench/config-files/score.mjs --root DIR [--cli dist/src/cli/main.js] [--regions eu-west-1,eu-central-1]
 *
 * DIR: what extract.mjs made. For recommended and strict, lists labels without a report (misses) and reports without a
 * label (false alarms). Then migrates a copy of DIR: each changed line must be labelled and differ in one value only,
 * and every parser must read the same tree as before except for such values.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ROOT } from '../../scripts/root.mjs';
import { messagesByFile, readOptions } from '../labelled.mjs';
import { readLabels } from './labels.mjs';
import { scalarsOf } from './scalars.mjs';

/** The rules that read configuration. Code in a document also has reports of other rules. */
const RULES = new Set(['no-global-endpoint', 'no-legacy-endpoint-mode', 'valid-region']);
/** What a mended value consists of: a host, a mode or a region, and what fills it in. No spaces or quotes. */
const VALUE = /^[\w.:/${}-]*$/;

const values = readOptions(
  'node bench/config-files/score.mjs --root DIR [--cli FILE] [--regions LIST]',
  {
    root: { type: 'string' },
    cli: { type: 'string' },
    regions: { type: 'string', default: 'eu-west-1,eu-central-1' },
  },
  ({ root }) => root !== undefined,
);
const root = resolve(values.root);
const cli = resolve(values.cli ?? join(ROOT, 'dist/src/cli/main.js'));
const labels = readLabels().filter(({ file }) => existsSync(join(root, file)));
const expectedOf = new Map(labels.map(({ file, expected }) => [file, new Set(expected)]));

/** Runs the command line in a folder and returns what it prints. */
function run(folder, ...args) {
  const { stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (stdout === '' && stderr !== '') process.stderr.write(stderr);
  return stdout;
}

/** `file` → its `line:rule` reports, once each. */
function reportsIn(folder, preset) {
  const results = JSON.parse(run(folder, 'check', '.', '--format', 'json', '--config', preset));
  return new Map(
    [...messagesByFile(results, folder)].map(([file, { own }]) => [
      file,
      new Set(own.filter(({ rule }) => RULES.has(rule)).map(({ line, rule }) => `${line}:${rule}`)),
    ]),
  );
}

function printScore(preset) {
  const reports = reportsIn(root, preset);
  const misses = labels.flatMap(({ file, expected, holds }) =>
    expected.filter((place) => !reports.get(file)?.has(place)).map((place) => `MISS  ${file}:${place} (${holds})`),
  );
  const alarms = [...reports].flatMap(([file, places]) =>
    [...places].filter((place) => !expectedOf.get(file)?.has(place)).map((place) => `FALSE ${file}:${place}`),
  );
  const wanted = labels.reduce((sum, { expected }) => sum + expected.length, 0);
  const positive = labels.filter(({ expected }) => expected.length > 0).length;
  process.stdout.write(
    [
      ...misses,
      ...alarms,
      `${preset}: ${labels.length} files, ${labels.length - positive} without anything to report; ` +
        `found ${wanted - misses.length} of ${wanted} places, ${alarms.length} false alarms`,
      '',
    ].join('\n'),
  );
}

/** The parts of two lines between what they begin and end with alike, widened to whole words. */
function difference(before, after) {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

/** What is wrong with the edits of one file; nothing, when only values of labelled lines changed. */
function problemsOf(file, before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length !== now.length) return [`${file}: ${old.length} lines became ${now.length}`];
  const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]));
  const problems = changed.flatMap((index) => {
    const isLabelled = [...(expectedOf.get(file) ?? [])].some((place) => place.startsWith(`${index + 1}:`));
    const isValue = difference(old[index], now[index]).every((part) => VALUE.test(part));
    return isLabelled && isValue ? [] : [`${file}:${index + 1}: ${old[index].trim()} became ${now[index].trim()}`];
  });
  const [oldTree, newTree] = [scalarsOf(file, before), scalarsOf(file, after)];
  const others = oldTree.filter(
    ([path, value], index) =>
      newTree[index]?.[0] !== path ||
      (newTree[index][1] !== value && difference(value, newTree[index][1]).some((part) => !VALUE.test(part))),
  );
  if (oldTree.length !== newTree.length || others.length > 0) problems.push(`${file}: parsers read another tree`);
  return problems;
}

function printMigration() {
  const copy = join(mkdtempSync(join(tmpdir(), 'sts-config-files-')), 'copy');
  cpSync(root, copy, { recursive: true });
  run(copy, 'migrate', '.', '--regions', values.regions, '--region-source', 'literal');
  const read = (folder, file) => readFileSync(join(folder, file), 'utf8');
  const changed = labels.filter(({ file }) => read(root, file) !== read(copy, file));
  const problems = changed.flatMap(({ file }) => problemsOf(file, read(root, file), read(copy, file)));
  process.stdout.write(
    [
      ...problems,
      `migrate: changed ${changed.length} files (${changed.map(({ file }) => file).join(', ')}), ` +
        `${problems.length} problems`,
      '',
    ].join('\n'),
  );
  rmSync(dirname(copy), { recursive: true });
}

printScore('recommended');
printScore('strict');
printMigration();
