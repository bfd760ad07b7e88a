/**
 * `npm run demo`: lints examples/orders-service with the built plugin, migrates a copy of it with the built command
 * line, shows what changed, and compiles the copy. The exit status is 0 only when all of that succeeded.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import tsParser from '@typescript-eslint/parser';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { ESLint } from 'eslint';
import pc from 'picocolors';
import sts from '../dist/src/index.js';
import { ROOT } from './root.mjs';

const EXAMPLE = join(ROOT, 'examples', 'orders-service');
const REGIONS = 'eu-west-1,eu-central-1';
const HELPER = /(?:^|\/)sts-failover(?:-v2)?\.ts$/;
/** Files that the migration must not change: each names the audience of a token, not a host. */
const IDENTIFIERS = ['src/identity/github-token.ts', 'infra/deploy-role.ts'];

const print = (text) => process.stdout.write(`${text}\n`);
const heading = (text) => print(`\n${pc.bold(text)}\n`);

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

const readSource = (folder, path) => readFileSync(join(folder, path), 'utf8');

/** What ESLint finds in a folder with the recommended configuration. */
function lint(folder) {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tsParser } }, sts.configs.recommended],
  });
  return eslint.lintFiles(['src', 'infra']);
}

function printFindings(results, folder) {
  for (const { filePath, messages } of results) {
    if (messages.length > 0) print(pc.underline(relative(folder, filePath)));
    for (const { line, column, severity, ruleId, message } of messages) {
      print(
        `  ${line}:${column}  ${severity === 2 ? pc.red('error') : pc.yellow('warning')}  ${ruleId}\n    ${message}`,
      );
    }
  }
}

const count = (results) => results.reduce((sum, { messages }) => sum + messages.length, 0);

function migrate(folder) {
  const binary = join(ROOT, 'dist', 'src', 'cli', 'main.js');
  return spawnSync(process.execPath, [binary, 'migrate', '--regions', REGIONS], { cwd: folder, encoding: 'utf8' });
}

/** Unified diffs of all files that differ; of the written helpers only the first lines. */
function changesBetween(before, after) {
  const known = new Set(sourcesBelow(before));
  return sourcesBelow(after).flatMap((path) => {
    const text = readSource(after, path);
    if (HELPER.test(path)) {
      const lines = text.split('\n');
      return [
        `${pc.bold(`+++ ${path}`)}  new, ${lines.length - 1} lines\n${lines
          .slice(0, 4)
          .map((line) => pc.green(`+${line}`))
          .join('\n')}\n …`,
      ];
    }
    const original = known.has(path) ? readSource(before, path) : '';
    if (text === original) return [];
    const patch = createTwoFilesPatch(path, path, original, text, undefined, undefined, {
      context: 1,
      headerOptions: FILE_HEADERS_ONLY,
    });
    return [patch.split('\n').map(paintLine).join('\n').trimEnd()];
  });
}

function paintLine(line) {
  if (/^(?:---|\+\+\+) /.test(line)) return pc.bold(line);
  if (line.startsWith('@@')) return pc.cyan(line);
  if (line.startsWith('+')) return pc.green(line);
  return line.startsWith('-') ? pc.red(line) : line;
}

function typeCheck(folder) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '--project', folder], { encoding: 'utf8' });
}

const failures = [];
const expect = (isTrue, otherwise) => {
  if (!isTrue) failures.push(otherwise);
};

const temporary = mkdtempSync(join(tmpdir(), 'sts-regional-demo-'));
try {
  const copy = join(temporary, 'orders-service');
  cpSync(EXAMPLE, copy, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(temporary, 'node_modules'), 'junction');

  heading('1. ESLint finds, in examples/orders-service:');
  const before = await lint(EXAMPLE);
  printFindings(before, EXAMPLE);
  const isIdentifier = (filePath) => IDENTIFIERS.includes(relative(EXAMPLE, filePath).split(sep).join('/'));
  expect(
    before.some(({ errorCount }) => errorCount > 0),
    'ESLint found nothing in the example.',
  );
  expect(
    !before.some(({ filePath, messages }) => messages.length > 0 && isIdentifier(filePath)),
    'ESLint reported an audience as an endpoint.',
  );

  heading(`2. sts-regional migrate --regions ${REGIONS}, on a copy:`);
  const migration = migrate(copy);
  expect(migration.status === 0, `migrate exited with ${migration.status}: ${migration.stderr}`);
  print(changesBetween(EXAMPLE, copy).join('\n\n'));
  for (const path of IDENTIFIERS) expect(readSource(copy, path) === readSource(EXAMPLE, path), `${path} was changed.`);

  heading('3. What it says about each site:');
  print(migration.stdout.trim());

  heading('4. The copy compiles (tsc, strict, exactOptionalPropertyTypes), and ESLint still finds:');
  const compilation = typeCheck(copy);
  expect(compilation.status === 0, `The migrated copy does not compile:\n${compilation.stdout}`);
  const after = await lint(copy);
  printFindings(after, copy);
  expect(count(after) < count(before), 'The migration left as many findings as there were.');
  print(pc.bold(`\n${count(before)} findings before, ${count(after)} after.`));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

for (const failure of failures) process.stderr.write(`${pc.red('FAILED')} ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
