import { removeLeftover } from '../../../project/replace-file.js';
import type { Offer } from '../endpoints/offer.js';
import type { ResidencyFlags } from '../endpoints/residency-flags.js';
import { canAsk, offerWithin } from '../endpoints/offer.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { displayPath } from '../../../project/paths.js';
import type { SelectionFlags } from '../../files/select-files.js';
import { selectFiles } from '../../files/select-files.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { AskKey } from '../../terminal/ask-key.js';
import { keysOnTerminal } from '../../terminal/ask-key.js';
import { startProgress } from '../../terminal/progress.js';
import { emit, ensureWritable } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import type { SettingsFlags } from '../../settings/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import { UsageError } from '../../usage-error.js';
import type { WorkingTree } from './guard.js';
import { inspectWorkingTree, refusal, refuseDirty, tellUntracked } from './guard.js';
import { noticesOfPassedOver } from '../../scan/passed-over.js';
import { chooseFailover } from './failover-question.js';
import { hintAboutFormatter } from './formatter-hint.js';
import type { FormatterChoice } from './formatters.js';
import { refuse, refuseHelperPaths } from './helper-paths.js';
import { hintAboutRegions, offerWhereNeeded, withRegions } from './missing-regions.js';
import type { MigratedFiles } from './migrate-files.js';
import { migrateFiles } from './migrate-files.js';
import type { MigrateMode } from './migrate-report.js';
import { migrateStatus } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';
import type { RewriteFlags, RewriteOptions } from './options.js';
import { rewriteOptions } from './options.js';
import type { Decide } from './file-plan.js';
import { RUN_AGAIN_LATER } from './plan-file.js';
import type { MigrateFormat } from './report.js';
import { renderMigrate, reportFormatOf } from './report.js';
import { restage, stagedWhole } from './staged-files.js';
import { viewOfRun } from './view-of-run.js';
import { deploymentWarnings, warningsOf } from './warnings.js';

export interface MigrateFlags extends SelectionFlags, RewriteFlags, SettingsFlags, ResidencyFlags {
  readonly format: MigrateFormat;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly interactive?: boolean;
  readonly allowDirty?: boolean;
  readonly failOnSkipped?: boolean;
  readonly report?: string;
  readonly maxChanges?: number;
  readonly showHelper?: boolean;
  readonly helperTest?: boolean;
  /** Ask nothing, and take what a run without a terminal takes. */
  readonly yes?: boolean;
  readonly formatWith?: FormatterChoice;
}

/**
 * Rewrites files, or shows what it would rewrite. Returns the exit status.
 *
 * @throws UsageError for paths, flags and settings that cannot be used, for paths with nothing to read, for unstaged
 * changes in a file that the run would write, and for a helper that cannot be written where it should go
 */
export async function migrate(
  paths: readonly string[],
  flags: MigrateFlags,
  terminal: Terminal,
  offer: Offer = offerWithin(flags),
  ask: AskKey = keysOnTerminal(terminal.stderr, terminal.interrupted),
): Promise<ExitStatus> {
  const { cwd, stderr } = terminal;
  const reportFormat = flags.report === undefined ? undefined : reportFormatOf(flags.report);
  if (flags.interactive && !canAsk(terminal))
    throw new UsageError('--interactive asks questions and needs a terminal, without CI set.');
  const formatting = flags.formatWith && (await import('./format-with.js')).formatWith(flags.formatWith, cwd);
  if (flags.report !== undefined) ensureWritable(flags.report, cwd);
  const found = await findSettings(terminal, flags);
  const given = rewriteOptions(flags, found);
  const selection = selectFiles(paths, flags, terminal, found);
  const view = viewOfRun(selection, cwd);
  let options: RewriteOptions = { ...given, view };
  for (const notice of selection.notices) stderr.write(`${notice}\n`);
  if (selection.whyNothing !== undefined) throw new UsageError(selection.whyNothing);
  const files = flags.staged ? stagedWhole(selection, terminal) : selection.files;
  const outcome = await offerWhereNeeded(files, flags, options, terminal, offer);
  if (outcome?.kind === 'stopped') return stopped(terminal);
  if (outcome?.kind === 'chosen') options = { ...rewriteOptions(withRegions(flags, outcome.settings), found), view };
  const chosen = await chooseFailover(files, flags, options, terminal, ask);
  if (chosen === 'stopped') return stopped(terminal);
  options = chosen;
  const writes = !flags.dryRun && !flags.check;
  const tree = flags.staged || flags.check || flags.allowDirty ? undefined : inspectWorkingTree(files);
  if (writes && tree?.unguarded !== undefined) stderr.write(`${tree.unguarded}\n`);
  if (writes) for (const leftover of selection.leftovers) removeLeftover(leftover);
  if (writes && tree) await refuseDirty(files, tree, options, terminal);
  if (writes) await refuseHelperPaths(files, options, terminal);
  if (writes && tree) await tellUntracked(files, tree, options, terminal);

  const formats = [flags.format, reportFormat];
  const progress = startProgress(files.length, terminal);
  const stop = new AbortController();
  const stoppable = { ...terminal, interrupted: AbortSignal.any([terminal.interrupted, stop.signal]) };
  const decide = flags.interactive
    ? await interactiveDecision(stoppable, () => stop.abort(), ask, deploymentWarnings(options.settings))
    : undefined;
  const run = await migrateFiles(files, stoppable, {
    rewrite: options,
    run: { files: selection.files, walked: selection.walked },
    writes,
    keepDiffs: formats.includes('json') || (flags.dryRun === true && formats.includes('text')),
    testsHelper: flags.helperTest === true,
    keepDetails: formats.includes('html') || formats.includes('sarif'),
    problems: selection.problems,
    ...(flags.maxChanges !== undefined && { maxChanges: flags.maxChanges }),
    ...(formatting && { format: formatting.format }),
    ...(decide && { decide: beforeEach(decide, progress.clear) }),
    onProgress: progress.update,
  });
  progress.clear();
  if (!writes) refuse(run.refusedHelperPaths);
  for (const notice of noticesOfPassedOver(run.passedOver, cwd)) stderr.write(`${notice}\n`);
  const warnings = [...warningsOf(run, files, options, cwd), ...(formatting?.notices ?? [])];
  for (const warning of warnings) stderr.write(`${warning}\n`);
  const report = { ...run.report, warnings };
  const shown: MigrateRun = {
    cwd,
    shard: flags.shard,
    mode: modeOf(flags),
    regions: options.settings.regions ?? [],
    showsDiffs: flags.dryRun === true,
    ...(flags.showHelper && { helperDiffs: run.helperDiffs }),
    details: run.details,
  };
  emit(await renderMigrate(flags.format, report, shown), undefined, terminal);
  if (reportFormat) emit(await renderMigrate(reportFormat, report, shown), flags.report, terminal);
  const hint = await hintAboutRegions(run.report, files, options, terminal, flags);
  if (hint !== undefined) stderr.write(`${hint}\n`);
  const style = writes && !formatting ? hintAboutFormatter(run.report, cwd) : undefined;
  if (style !== undefined) stderr.write(`${style}\n`);
  const staged = writes && flags.staged ? restage(run, terminal) : true;
  return staged ? statusOf(run, flags, tree, stoppable) : EXIT.failure;
}

function modeOf({ check, dryRun }: MigrateFlags): MigrateMode {
  return check ? 'check' : dryRun ? 'dry-run' : 'write';
}

function statusOf(
  { report: { summary, files }, filesUnseen }: MigratedFiles,
  flags: MigrateFlags,
  tree: WorkingTree | undefined,
  { cwd, stderr, interrupted }: Terminal,
): ExitStatus {
  if (interrupted.aborted) {
    const advice = flags.interactive ? RUN_AGAIN_LATER : 'Run again to go on.';
    stderr.write(`Stopped: ${count(filesUnseen, 'file')} not looked at. ${advice}\n`);
    return EXIT.interrupted;
  }
  if (flags.dryRun && tree) {
    const dirty = new Set([...tree.dirty].map((path) => displayPath(cwd, path)));
    const refused = files.filter(({ path, status }) => status === 'changed' && dirty.has(path)).map(({ path }) => path);
    if (refused.length > 0) {
      stderr.write(`${refusal(refused)}\n`);
      return EXIT.failure;
    }
  }
  return migrateStatus(summary, modeOf(flags), flags.failOnSkipped);
}

/** @param stop ends the run as Ctrl-C does. While a question is open, Ctrl-C sends no signal */
async function interactiveDecision(
  terminal: Terminal,
  stop: () => void,
  ask: AskKey,
  warnings: readonly string[],
): Promise<Decide> {
  const { askAboutSites } = await import('./interactive.js');
  return askAboutSites(terminal, stop, ask, warnings);
}

function stopped({ stderr }: Pick<Terminal, 'stderr'>): ExitStatus {
  stderr.write('Stopped. Nothing was written.\n');
  return EXIT.interrupted;
}

function beforeEach(decide: Decide, prepare: () => void): Decide {
  return (sites, candidate) => {
    prepare();
    return decide(sites, candidate);
  };
}
