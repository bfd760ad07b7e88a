import { resolve } from 'node:path';
import type { Preset } from '../../engine.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { selectFiles } from '../../files/select-files.js';
import { byCodeUnit } from '../../../project/paths.js';
import type { Selection, SelectionFlags } from '../../files/select-files.js';
import { peekBytes } from '../../files/source-text.js';
import type { Terminal } from '../../terminal/terminal.js';
import { startProgress } from '../../terminal/progress.js';
import { emit, ensureWritable } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import { noticesOfPassedOver } from '../../scan/passed-over.js';
import type { SettingsFlags } from '../../settings/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import { lintFiles } from './lint-files.js';
import type { LintResult } from './lint-result.js';
import { fatalResult, totalsOf } from './lint-result.js';
import type { CheckFormat } from './report.js';
import { renderCheck } from './report.js';

export interface CheckFlags extends SelectionFlags, SettingsFlags {
  readonly format: CheckFormat;
  readonly config: Preset;
  /** Severities that differ from those of `config`, such as `valid-region:warn`. */
  readonly rule?: readonly string[];
  readonly outputFile?: string;
  readonly maxWarnings?: number;
  /** A report of `audit`, to say which findings were seen calling. */
  readonly audit?: string;
}

const NO_VPC_ENDPOINTS =
  'require-vpc-endpoint reports nothing, because the settings name no "vpcEndpoints": ' +
  'list the interface endpoint of each region that has one.\n';

/**
 * Lints and reports; writes nothing but the report. Returns the exit status.
 *
 * @throws UsageError for paths, flags and settings that cannot be used
 */
export async function check(paths: readonly string[], flags: CheckFlags, terminal: Terminal): Promise<ExitStatus> {
  if (flags.outputFile !== undefined) ensureWritable(flags.outputFile, terminal.cwd);
  const severities = flags.rule && (await import('./rule-severities.js')).ruleSeverities(flags.rule);
  const seen = flags.audit === undefined ? undefined : await evidenceOf(flags.audit, terminal);
  const { settings } = await findSettings(terminal, flags);
  if (severities?.['require-vpc-endpoint'] && Object.keys(settings.vpcEndpoints ?? {}).length === 0)
    terminal.stderr.write(NO_VPC_ENDPOINTS);
  const selection = selectFiles(paths, flags, terminal);
  for (const notice of selection.notices) terminal.stderr.write(`${notice}\n`);
  const progress = startProgress(selection.files.length, terminal);
  const linted = await lintFiles(selection.files, terminal, {
    settings,
    preset: flags.config,
    ...(severities && { severities }),
    ...contentReader(selection),
    onProgress: progress.update,
  });
  progress.clear();
  for (const notice of noticesOfPassedOver(linted.passedOver, terminal.cwd)) terminal.stderr.write(`${notice}\n`);
  const found = [...selection.problems.map(({ path, message }) => fatalResult(path, message)), ...linted.results].sort(
    (a, b) => byCodeUnit(a.filePath, b.filePath),
  );
  const results = seen ? seen(found) : found;
  const unseen = selection.files.length - linted.filesScanned;
  const report = await renderCheck(flags.format, results, {
    cwd: terminal.cwd,
    env: terminal.env,
    shard: flags.shard,
    regions: settings.regions ?? [],
    preset: flags.config,
    filesScanned: linted.filesScanned,
    isNothingRead: selection.files.length === 0 && selection.notices.length > 0,
  });
  emit(report, flags.outputFile, terminal);
  if (unseen > 0) terminal.stderr.write(`Stopped: ${unseen} of ${selection.files.length} files not looked at.\n`);
  return terminal.interrupted.aborted ? EXIT.interrupted : checkStatus(totalsOf(results), flags, terminal);
}

/** Marks findings whose callers were seen, and says which callers no finding explains. */
async function evidenceOf(
  file: string,
  { cwd, stderr }: Terminal,
): Promise<(results: readonly LintResult[]) => readonly LintResult[]> {
  const { explain, readAudit, unexplainedText } = await import('../audit/evidence.js');
  const callers = readAudit(resolve(cwd, file));
  return (found) => {
    const { results, unexplained } = explain(found, callers, cwd);
    stderr.write(unexplainedText(unexplained));
    return results;
  };
}

/** The exit status for these counts. Says so when the number of warnings alone makes the run fail. */
export function checkStatus(
  { errorCount, warningCount, fatalErrorCount }: Pick<LintResult, 'errorCount' | 'warningCount' | 'fatalErrorCount'>,
  { maxWarnings }: Pick<CheckFlags, 'maxWarnings'>,
  { stderr }: Pick<Terminal, 'stderr'>,
): ExitStatus {
  if (fatalErrorCount > 0) return EXIT.failure;
  if (errorCount > 0) return EXIT.findings;
  if (maxWarnings === undefined || warningCount <= maxWarnings) return EXIT.success;
  stderr.write(`Found ${count(warningCount, 'warning')}, more than --max-warnings ${maxWarnings} allows.\n`);
  return EXIT.findings;
}

/** Reads what will be committed of a file that is staged in part; reads every other file from disk. */
function contentReader({ partlyStaged }: Selection): { readonly read?: (path: string) => Uint8Array } {
  return partlyStaged.size === 0 ? {} : { read: (path) => partlyStaged.get(path)?.() ?? peekBytes(path) };
}
