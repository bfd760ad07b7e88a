/** What the scripts over labelled repositories share: their tables, the clones, and the results of a run. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const NAMESPACE = 'sts-regional/';

/**
 * The values of the command line's options. Without a required one, prints the usage and exits with 2.
 *
 * @param {string} usage
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {(values: Record<string, unknown>) => boolean} isComplete
 */
export function readOptions(usage, options, isComplete) {
  const { values } = parseArgs({ options });
  if (isComplete(values)) return values;
  process.stderr.write(`Usage: ${usage}\n`);
  return process.exit(2);
}

/** The rows of a table of tab-separated values beside a script, as objects with the names of its columns. */
export function readTable(name, scriptUrl) {
  const [head, ...rows] = readFileSync(new URL(name, scriptUrl), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [columns[index], cell])));
}

/** Where a file of a repository is below the folder of the copies. */
export const placeOf = (repository, path = '') => join(repository.replace('/', '+'), path);

const isRepository = (folder) => existsSync(join(folder, 'HEAD')) || existsSync(join(folder, '.git'));

/** The clone of a repository, in the folder `owner+name` or directly below it; `undefined` when there is none. */
export function cloneOf(clones, repository) {
  const folder = join(clones, placeOf(repository));
  if (!existsSync(folder)) return undefined;
  return [folder, ...readdirSync(folder).map((name) => join(folder, name))].find(isRepository);
}

/** Runs git in a clone and returns its output; `undefined` when git fails. */
export function gitIn(clone, args) {
  try {
    return execFileSync('git', ['-C', clone, ...args], { maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** Writes a copy of a file, with the folders above it. */
export function writeCopy(target, content) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** What ESLint's JSON says of each file: our messages, with the rule's own name, and how many others are fatal. */
export function messagesByFile(results, root) {
  return new Map(
    results.map(({ filePath, messages }) => [
      relative(root, resolve(filePath)),
      {
        fatal: messages.filter(({ fatal }) => fatal).length,
        own: messages
          .filter(({ ruleId }) => ruleId?.startsWith(NAMESPACE))
          .map(({ ruleId, ...message }) => ({ ...message, rule: ruleId.slice(NAMESPACE.length) })),
      },
    ]),
  );
}
