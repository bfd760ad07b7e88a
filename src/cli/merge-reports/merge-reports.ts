import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkStatus } from '../check/check.js';
import type { LintResult } from '../check/lint-result.js';
import type { CheckFormat } from '../check/report.js';
import { CHECK_FORMATS, renderCheck } from '../check/report.js';
import type { ExitStatus } from '../exit-status.js';
import { EXIT } from '../exit-status.js';
import { reasonOf } from '../files/find-files.js';
import { byCodeUnit } from '../files/paths.js';
import type { Host } from '../host.js';
import type { MigrateReport } from '../migrate/migrate-report.js';
import { migrateReport } from '../migrate/migrate-report.js';
import type { MigrateFormat } from '../migrate/report.js';
import { MIGRATE_FORMATS, renderMigrate } from '../migrate/report.js';
import { emit } from '../reports/emit.js';
import type { SarifLog } from '../reports/sarif.js';
import { UsageError } from '../usage-error.js';
import type { MergeFormat } from './merge-formats.js';

export interface MergeFlags {
  readonly format?: MergeFormat;
  readonly outputFile?: string;
  readonly maxWarnings?: number;
  readonly failOnSkipped?: boolean;
}

type Kind = 'check' | 'migrate' | 'sarif';

/**
 * Puts the reports of shards together and prints one. Returns the exit status that one run over all files would have had.
 *
 * @throws UsageError for a file that is no such report, files of different kinds, and a format that the kind does not have
 */
export async function mergeReports(files: readonly string[], flags: MergeFlags, host: Host): Promise<ExitStatus> {
  const reports = files.map((file) => ({ file, content: readReport(file, host.cwd) }));
  const kinds = new Map(reports.map(({ file, content }) => [kindOf(content, file), file]));
  if (kinds.size > 1) throw new UsageError(`These reports are of different kinds: ${[...kinds].map(([kind, file]) => `${file} (${kind})`).join(', ')}.`);
  const contents = reports.map(({ content }) => content);
  switch ([...kinds.keys()][0]) {
    case 'check':
      return mergeCheck(contents as LintResult[][], flags, host);
    case 'migrate':
      return mergeMigrate(contents as MigrateReport[], flags, host);
    default:
      return mergeSarif(contents as SarifLog[], flags, host);
  }
}

async function mergeCheck(reports: readonly LintResult[][], flags: MergeFlags, host: Host): Promise<ExitStatus> {
  const results = uniqueBy(reports.flat(), ({ filePath }) => filePath);
  const report = await renderCheck(oneOf<CheckFormat>(flags.format ?? 'json', CHECK_FORMATS, 'check'), results, { cwd: host.cwd, env: host.env });
  emit(report, flags.outputFile, host);
  return checkStatus(results, flags, host);
}

async function mergeMigrate(reports: readonly MigrateReport[], flags: MergeFlags, host: Host): Promise<ExitStatus> {
  const scanned = reports.reduce((total, { summary }) => total + summary.filesScanned, 0);
  const helpers = [...new Set(reports.flatMap((report) => report.helpers))].sort(byCodeUnit);
  const merged = migrateReport(uniqueBy(reports.flatMap(({ files }) => files), ({ path }) => path), scanned, helpers);
  const format = oneOf<MigrateFormat>(flags.format ?? 'json', MIGRATE_FORMATS, 'migrate');
  emit(await renderMigrate(format, merged, { cwd: host.cwd, mode: 'merged', diffs: new Map(), details: new Map() }), flags.outputFile, host);
  if (merged.summary.filesFailed > 0) return EXIT.failure;
  return flags.failOnSkipped && merged.summary.sitesSkipped > 0 ? EXIT.findings : EXIT.success;
}

function mergeSarif(logs: readonly SarifLog[], flags: MergeFlags, host: Host): ExitStatus {
  oneOf(flags.format ?? 'sarif', ['sarif'], 'SARIF');
  const [first] = logs;
  const runs = logs.flatMap((log) => log.runs);
  emit(() => `${JSON.stringify({ ...first, runs }, null, 2)}\n`, flags.outputFile, host);
  if (runs.some(({ invocations }) => invocations.some(({ executionSuccessful }) => !executionSuccessful))) return EXIT.failure;
  const open = runs.flatMap(({ results }) => results).filter(({ suppressions }) => suppressions === undefined);
  if (open.some(({ level }) => level === 'error')) return EXIT.findings;
  const warnings = open.filter(({ level }) => level === 'warning').length;
  return flags.maxWarnings !== undefined && warnings > flags.maxWarnings ? EXIT.findings : EXIT.success;
}

function readReport(file: string, cwd: string): unknown {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function kindOf(content: unknown, file: string): Kind {
  if (Array.isArray(content) && content.every((entry) => has(entry, 'filePath') && has(entry, 'messages'))) return 'check';
  if (has(content, 'runs') && has(content, 'version') && Array.isArray(content.runs)) return 'sarif';
  if (has(content, 'schemaVersion') && has(content, 'summary') && has(content, 'files')) {
    if (content.schemaVersion !== 1) throw new UsageError(`${file} has schema version ${String(content.schemaVersion)}; this version reads 1.`);
    return 'migrate';
  }
  throw new UsageError(`${file} is no report of sts-regional: expected the JSON of check or migrate, or SARIF.`);
}

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

/** A file that is in several reports counts once. */
function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()].sort((a, b) => byCodeUnit(key(a), key(b)));
}

function oneOf<Format extends string>(format: string, formats: readonly Format[], kind: string): Format {
  const known = formats.find((candidate) => candidate === format);
  if (known === undefined) throw new UsageError(`--format ${format} does not fit reports of ${kind}; they have ${formats.join(', ')}.`);
  return known;
}
