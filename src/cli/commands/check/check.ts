import { resolve } from 'node:path';
import { byCodeUnit, isWithin } from '../../../project/paths.js';
import type { Preset, Severities } from '../../engine.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import type { Selection, SelectionFlags } from '../../files/select-files.js';
import { selectFiles } from '../../files/select-files.js';
import { peekBytes } from '../../files/source-text.js';
import { emit, ensureWritable } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import { noticesOfPassedOver } from '../../scan/passed-over.js';
import type { FoundSettings, SettingsFlags } from '../../settings/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import { startProgress } from '../../terminal/progress.js';
import type { Terminal } from '../../terminal/terminal.js';
import { UsageError } from '../../usage-error.js';
import type { Baseline, Comparison } from './baseline.js';
import type { Fixes } from './fixes.js';
import { lintFiles, type LintedFiles } from './lint-files.js';
import type { LintMessage, LintResult } from './lint-result.js';
import { fatalResult, only, totalsOf } from './lint-result.js';
import type { CheckFormat } from './report.js';
import { renderCheck } from './report.js';

export interface CheckFlags extends SelectionFlags, SettingsFlags {
  readonly format: CheckFormat;
  readonly config: Preset;
  /** Severities that differ from those of `config`, such as `valid-region:warn`. */
  readonly rule?: readonly string[];
  readonly outputFile?: string;
  readonly quiet?: boolean;
  readonly fix?: boolean;
  /** A file with the findings that are not reported. */
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly maxWarnings?: number;
  /** A report of `audit`, to say which findings were seen calling. */
  readonly audit?: string;
}

const NO_VPC_ENDPOINTS =
  'require-vpc-endpoint reports nothing, because the settings name no "vpcEndpoints": ' +
  'list the interface endpoint of each region that has one.\n';

/**
 * Lints and reports; with `--fix` and `--update-baseline` also writes. Returns the exit status.
 *
 * @throws UsageError for paths, flags and settings that cannot be used, and for paths with nothing to read
 */
export async function check(paths: readonly string[], flags: CheckFlags, terminal: Terminal): Promise<ExitStatus> {
  const { cwd, env, stdout, stderr, interrupted } = terminal;
  if (flags.outputFile !== undefined) ensureWritable(flags.outputFile, cwd);
  const seen = flags.audit === undefined ? undefined : await evidenceOf(flags.audit, terminal);
  const baseline = await baselineOf(flags, terminal);
  const found = await findSettings(terminal, flags);
  const severities = await severitiesOf(flags, found);
  if (severities?.['require-vpc-endpoint'] && Object.keys(found.settings.vpcEndpoints ?? {}).length === 0)
    stderr.write(NO_VPC_ENDPOINTS);
  const selection = selectFiles(paths, flags, terminal, found);
  for (const notice of selection.notices) stderr.write(`${notice}\n`);
  if (selection.whyNothing !== undefined) throw new UsageError(selection.whyNothing);
  const fixes = await fixesOf(flags, selection, terminal);
  const linted = await lint(selection, { settings: found.settings, severities, preset: flags.config, fixes }, terminal);
  for (const notice of noticesOfPassedOver(linted.passedOver, cwd)) stderr.write(`${notice}\n`);
  const all = [...selection.problems.map(({ path, message }) => fatalResult(path, message)), ...linted.results].sort(
    (a, b) => byCodeUnit(a.filePath, b.filePath),
  );
  const compared = baseline && (await compareWith(baseline, all, selection));
  const results = seen ? seen(compared?.results ?? all) : (compared?.results ?? all);
  const isUpdate = flags.updateBaseline === true && !interrupted.aborted;
  const shown = isUpdate ? results.map((result) => only(result, isFatal)) : results;
  const unseen = selection.files.length - linted.filesScanned;
  const report = await renderCheck(flags.format, flags.quiet ? shown.map((each) => only(each, isError)) : shown, {
    cwd,
    env,
    paths,
    ...(stdout.isTTY && stdout.columns && flags.outputFile === undefined && { columns: stdout.columns }),
    shard: flags.shard,
    regions: found.settings.regions ?? [],
    preset: flags.config,
    filesScanned: linted.filesScanned,
    isNothingRead: selection.files.length === 0,
    ...(compared && { inBaseline: compared.known + (isUpdate ? compared.added : 0) }),
  });
  emit(report, flags.outputFile, terminal);
  if (unseen > 0) stderr.write(`Stopped: ${unseen} of ${selection.files.length} files not looked at.\n`);
  if (baseline && compared) await settle(baseline, compared, isUpdate, terminal);
  if (fixes?.summary !== undefined) stderr.write(`${fixes.summary}\n`);
  if (fixes && flags.staged && !fixes.stage()) return EXIT.failure;
  return interrupted.aborted ? EXIT.interrupted : checkStatus(totalsOf(shown), flags, terminal);
}

const isFatal = ({ fatal }: LintMessage): boolean => fatal === true;
const isError = ({ severity }: LintMessage): boolean => severity === 2;

/** The severities that differ from those of the configuration; the rules are only loaded where somebody names one. */
async function severitiesOf({ rule }: CheckFlags, { rules }: FoundSettings): Promise<Partial<Severities> | undefined> {
  return rule || rules ? (await import('./rule-severities.js')).ruleSeverities(rule ?? [], rules) : undefined;
}

async function baselineOf({ baseline, updateBaseline }: CheckFlags, { cwd }: Terminal): Promise<Baseline | undefined> {
  if (baseline !== undefined)
    return (await import('./baseline.js')).readBaseline(baseline, cwd, updateBaseline === true);
  if (updateBaseline) throw new UsageError('--update-baseline needs the file that it writes: --baseline FILE.');
  return undefined;
}

/** With `--quiet`, warnings are not fixed either. */
async function fixesOf(
  { fix, quiet }: CheckFlags,
  selection: Selection,
  terminal: Terminal,
): Promise<Fixes | undefined> {
  if (!fix) return undefined;
  const { Fixes } = await import('./fixes.js');
  return new Fixes(terminal, selection, (message) => !quiet || isError(message));
}

interface Linting {
  readonly settings: FoundSettings['settings'];
  readonly severities: Partial<Severities> | undefined;
  readonly preset: Preset;
  readonly fixes: Fixes | undefined;
}

async function lint(
  selection: Selection,
  { settings, severities, preset, fixes }: Linting,
  terminal: Terminal,
): Promise<LintedFiles> {
  const progress = startProgress(selection.files.length, terminal);
  try {
    return await lintFiles(selection.files, terminal, {
      settings,
      preset,
      ...(severities && { severities }),
      ...(fixes && { lint: (candidate, options) => fixes.lint(candidate, options) }),
      ...contentReader(selection),
      onProgress: progress.update,
    });
  } finally {
    progress.clear();
  }
}

async function compareWith(
  baseline: Baseline,
  results: readonly LintResult[],
  { files, walked }: Selection,
): Promise<Comparison> {
  const { compare } = await import('./baseline.js');
  const selected = new Set(files.map(({ path }) => path));
  return compare(results, baseline, (path) => selected.has(path) || walked.some((folder) => isWithin(folder, path)));
}

/** Writes the baseline, or says what is no longer in the code. */
async function settle(
  baseline: Baseline,
  { entries, known, added, gone }: Comparison,
  isUpdate: boolean,
  { stderr }: Pick<Terminal, 'stderr'>,
): Promise<void> {
  if (isUpdate) {
    (await import('./baseline.js')).writeBaseline(baseline, entries);
    const total = entries.reduce((sum, entry) => sum + entry.count, 0);
    stderr.write(
      `Wrote ${baseline.name}: ${count(total, 'finding')} (${known} as before, ${added} new, ${gone} gone).\n`,
    );
  } else if (gone > 0)
    stderr.write(
      `${count(gone, 'finding')} of ${baseline.name} ${gone === 1 ? 'is' : 'are'} gone. ` +
        'Take them out with --update-baseline.\n',
    );
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
