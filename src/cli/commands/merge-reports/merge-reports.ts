import { checkStatus } from '../check/check.js';
import { toJson } from '../../reports/json.js';
import type { LintResult } from '../check/lint-result.js';
import { totalsOf } from '../check/lint-result.js';
import type { CheckFormat } from '../check/report.js';
import { CHECK_FORMATS, renderCheck } from '../check/report.js';
import type { ExitStatus } from '../../exit-status.js';
import { byCodeUnit } from '../../../project/paths.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { MigrateDocument, MigrateMode } from '../migrate/migrate-report.js';
import { migrateReport, migrateStatus } from '../migrate/migrate-report.js';
import type { MigrateFormat } from '../migrate/report.js';
import { MIGRATE_FORMATS, renderMigrate } from '../migrate/report.js';
import { IN_PART, LEFT } from '../migrate/sarif.js';
import { emit } from '../../reports/emit.js';
import type { RunIdentity } from '../../reports/sarif.js';
import { identityOf } from '../../reports/sarif.js';
import { UsageError } from '../../usage-error.js';
import type { MergeFormat } from './merge-formats.js';
import type { Part } from './parts.js';
import { missingShards, refuseOverlap, refuseRepetition } from './parts.js';
import type { ReadLog, ReadReport, ReadRun } from './read-report.js';
import { readReport } from './read-report.js';

export interface MergeFlags {
  readonly format?: MergeFormat;
  readonly outputFile?: string;
  readonly maxWarnings?: number;
  readonly failOnSkipped?: boolean;
}

/**
 * Merges the reports of shards and prints the result. Returns the exit status that one run over all files would have
 * had.
 *
 * @throws UsageError for a file that is not a report, for reports that do not belong to one run, and for a format or
 * flag that does not fit them
 */
export async function mergeReports(
  files: readonly string[],
  flags: MergeFlags,
  terminal: Terminal,
): Promise<ExitStatus> {
  refuseRepetition(files, terminal.cwd);
  const reports = files.map((file) => readReport(file, terminal.cwd));
  const kind = onlyOne(reports.flatMap(kindsOf), 'kinds') ?? 'SARIF';
  const isMigration = ['migrate', 'SARIF of migrate'].includes(kind);
  if (isMigration && flags.maxWarnings !== undefined)
    throw new UsageError(`--max-warnings is for reports of check; these are ${kind}.`);
  if (!isMigration && flags.failOnSkipped)
    throw new UsageError(`--fail-on-skipped is for reports of migrate; these are ${kind}.`);
  const parts = reports.flatMap(partsOf);
  refuseOverlap(parts);
  const missing = missingShards(parts);
  if (missing !== undefined) terminal.stderr.write(`${missing}\n`);

  const checks = reports.filter((report) => report.form === 'check');
  if (checks.length > 0)
    return mergeChecks(
      checks.flatMap(({ content }) => content),
      flags,
      terminal,
    );
  const mode = onlyOne(reports.flatMap(modesOf), 'modes') ?? 'write';
  const migrations = reports.filter((report) => report.form === 'migrate');
  if (migrations.length > 0)
    return mergeMigrations(
      migrations.map(({ content }) => content),
      mode,
      flags,
      terminal,
    );
  const logs = reports.filter((report) => report.form === 'sarif').map(({ content }) => content);
  emitLogs(logs, flags, terminal);
  const runs = logs.flatMap((log) => log.runs);
  return isMigration
    ? migrateStatus(summaryOf(runs), mode, flags.failOnSkipped)
    : checkStatus(countsOf(runs), flags, terminal);
}

async function mergeChecks(all: readonly LintResult[], flags: MergeFlags, terminal: Terminal): Promise<ExitStatus> {
  const results = uniqueBy(all, ({ filePath }) => filePath);
  const report = await renderCheck(oneOf<CheckFormat>(flags.format ?? 'json', CHECK_FORMATS, 'check'), results, {
    cwd: terminal.cwd,
    env: terminal.env,
  });
  emit(report, flags.outputFile, terminal);
  return checkStatus(totalsOf(results), flags, terminal);
}

async function mergeMigrations(
  documents: readonly MigrateDocument[],
  mode: MigrateMode,
  flags: MergeFlags,
  terminal: Terminal,
): Promise<ExitStatus> {
  const merged = migrateReport({
    files: uniqueBy(
      documents.flatMap(({ files }) => files),
      ({ path }) => path,
    ),
    filesScanned: documents.reduce((total, { summary }) => total + summary.filesScanned, 0),
    helpers: [...new Set(documents.flatMap(({ helpers }) => helpers))].sort(byCodeUnit),
    helperFiles: uniqueBy(
      // Each shard asks for the parts that it uses: the largest helper is the nearest to what all of them write.
      documents.flatMap(({ helperFiles }) => helperFiles).sort((a, b) => a.lines - b.lines),
      ({ path }) => path,
    ),
    warnings: [...new Set(documents.flatMap(({ warnings }) => warnings))],
  });
  const format = oneOf<MigrateFormat>(flags.format ?? 'json', MIGRATE_FORMATS, 'migrate');
  emit(
    await renderMigrate(format, merged, { cwd: terminal.cwd, mode, regions: [], details: new Map() }),
    flags.outputFile,
    terminal,
  );
  return migrateStatus(merged.summary, mode, flags.failOnSkipped);
}

function emitLogs(logs: readonly ReadLog[], flags: MergeFlags, terminal: Terminal): void {
  oneOf(flags.format ?? 'sarif', ['sarif'], 'SARIF');
  emit(() => toJson({ ...logs[0], runs: logs.flatMap(({ runs }) => runs) }), flags.outputFile, terminal);
}

/** How many errors, warnings and failures runs of `check`, or of another linter, reported. */
function countsOf(runs: readonly ReadRun[]): Parameters<typeof checkStatus>[0] {
  const open = runs.flatMap(({ results = [] }) => results).filter(({ suppressions = [] }) => suppressions.length === 0);
  // SARIF: a result without a level is a warning.
  const count = (wanted: string): number => open.filter(({ level = 'warning' }) => level === wanted).length;
  return { errorCount: count('error'), warningCount: count('warning'), fatalErrorCount: failuresIn(runs) };
}

/** What runs of `migrate` did, or would do. */
function summaryOf(runs: readonly ReadRun[]): Parameters<typeof migrateStatus>[0] {
  const results = runs.flatMap((run) => run.results ?? []);
  const rewritten = results.filter(({ ruleId }) => ruleId !== LEFT);
  return {
    filesFailed: failuresIn(runs),
    filesChanged: rewritten.length,
    sitesSkipped: results.length - rewritten.length,
    sitesRewrittenInPart: rewritten.filter(({ level }) => level === IN_PART).length,
  };
}

function failuresIn(runs: readonly ReadRun[]): number {
  return runs.flatMap(({ invocations = [] }) => invocations).filter(({ executionSuccessful }) => !executionSuccessful)
    .length;
}

interface Named<Name extends string> {
  readonly file: string;
  readonly name: Name;
}

function kindsOf({ file, form, content }: ReadReport): Named<string>[] {
  if (form !== 'sarif') return [{ file, name: form }];
  return content.runs.map((run) => ({ file, name: `SARIF of ${identityOfRun(run)?.command ?? run.tool.driver.name}` }));
}

function modesOf({ file, form, content }: ReadReport): Named<MigrateMode>[] {
  switch (form) {
    case 'check':
      return [];
    case 'migrate':
      return [{ file, name: content.mode }];
    case 'sarif':
      return content.runs.map(({ properties }) => ({
        file,
        name: properties?.mode === 'check' || properties?.mode === 'dry-run' ? properties.mode : 'write',
      }));
  }
}

function partsOf({ file, form, content }: ReadReport): Part[] {
  switch (form) {
    case 'check':
      return [
        { file, paths: content.filter(({ fatalErrorCount }) => fatalErrorCount === 0).map(({ filePath }) => filePath) },
      ];
    case 'migrate':
      return [
        {
          file,
          shard: content.shard,
          paths: content.files.filter(({ status }) => status !== 'failed').map(({ path }) => path),
        },
      ];
    case 'sarif':
      return content.runs.map((run) => ({ file, shard: identityOfRun(run)?.shard, paths: [] }));
  }
}

function identityOfRun({ automationDetails }: ReadRun): RunIdentity | undefined {
  return identityOf(automationDetails?.id ?? '');
}

/**
 * The name that all items share; `undefined` when there are no items.
 *
 * @throws UsageError for several names, with a file for each
 */
function onlyOne<Name extends string>(all: readonly Named<Name>[], what: string): Name | undefined {
  const files = new Map(all.map(({ name, file }) => [name, file]));
  if (files.size > 1)
    throw new UsageError(
      `These reports are of different ${what}: ${[...files].map(([name, file]) => `${file} (${name})`).join(', ')}.`,
    );
  return all[0]?.name;
}

/** One item for each key, sorted by key: a file that is in several reports counts once. */
function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()].sort((a, b) => byCodeUnit(key(a), key(b)));
}

function oneOf<Format extends string>(format: string, formats: readonly Format[], kind: string): Format {
  const known = formats.find((candidate) => candidate === format);
  if (known === undefined)
    throw new UsageError(`--format ${format} does not fit reports of ${kind}; they have ${formats.join(', ')}.`);
  return known;
}
