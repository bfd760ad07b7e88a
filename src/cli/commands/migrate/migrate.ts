import { visiblePath } from '../../../text/visible.js';
import { dirname } from 'node:path';
import { settingsOf } from '../../../engines/migrate/migrated.js';
import { removeLeftover } from '../../../project/replace-file.js';
import type { Offer } from '../endpoints/offer.js';
import { canAsk, offerRegions } from '../endpoints/offer.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import type { Selection, SelectionFlags } from '../../files/select-files.js';
import { selectFiles } from '../../files/select-files.js';
import { asUtf8 } from '../../files/source-text.js';
import { byRepository, GitError, newFiles, stage } from '../../git.js';
import type { Terminal } from '../../terminal/terminal.js';
import { startProgress } from '../../terminal/progress.js';
import { emit, ensureWritable } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import { scan } from '../../scan/scan.js';
import type { SettingsFlags } from '../../settings/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import { findHelpers } from '../update-helper/find-helpers.js';
import { UsageError } from '../../usage-error.js';
import type { WorkingTree } from './guard.js';
import { inspectWorkingTree } from './guard.js';
import { noticesOfPassedOver } from '../../scan/passed-over.js';
import { refuse, refuseHelperPaths } from './helper-paths.js';
import { noticesOfHelpers } from './helper-notices.js';
import { hintAboutRegions, offerWhereNeeded, withRegions } from './missing-regions.js';
import type { MigratedFiles } from './migrate-files.js';
import { migrateFiles } from './migrate-files.js';
import type { MigrateMode } from './migrate-report.js';
import { migrateStatus } from './migrate-report.js';
import type { RewriteFlags, RewriteOptions } from './options.js';
import { rewriteOptions } from './options.js';
import type { Decide } from './file-plan.js';
import { planFile, RUN_AGAIN_LATER } from './plan-file.js';
import type { MigrateFormat } from './report.js';
import { renderMigrate, reportFormatOf } from './report.js';
import { viewOfRun } from './view-of-run.js';
import { vpcEndpointNotices } from './vpc-endpoints.js';

export interface MigrateFlags extends SelectionFlags, RewriteFlags, SettingsFlags {
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
}

/**
 * Rewrites files, or shows what it would rewrite. Returns the exit status.
 *
 * @throws UsageError for paths, flags and settings that cannot be used, for unstaged changes in a file that the run
 * would write, and for a helper that cannot be written where it should go
 */
export async function migrate(
  paths: readonly string[],
  flags: MigrateFlags,
  terminal: Terminal,
  offer: Offer = offerRegions,
): Promise<ExitStatus> {
  const { cwd, stderr } = terminal;
  const reportFormat = flags.report === undefined ? undefined : reportFormatOf(flags.report);
  if (flags.interactive && !canAsk(terminal))
    throw new UsageError('--interactive asks questions and needs a terminal, without CI set.');
  if (flags.report !== undefined) ensureWritable(flags.report, cwd);
  const found = await findSettings(terminal, flags);
  const given = rewriteOptions(flags, found);
  const selection = selectFiles(paths, flags, terminal, found);
  const view = viewOfRun(selection, cwd);
  let options: RewriteOptions = { ...given, view };
  for (const notice of selection.notices) stderr.write(`${notice}\n`);
  const files = flags.staged ? stagedWhole(selection, terminal) : selection.files;
  const outcome = await offerWhereNeeded(files, flags, options, terminal, offer);
  if (outcome?.kind === 'stopped') {
    stderr.write('Stopped. Nothing was written.\n');
    return EXIT.interrupted;
  }
  if (outcome?.kind === 'chosen') options = { ...rewriteOptions(withRegions(flags, outcome.settings), found), view };
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
  const decide = flags.interactive ? await interactiveDecision(stoppable, () => stop.abort()) : undefined;
  const run = await migrateFiles(files, stoppable, {
    rewrite: options,
    writes,
    keepDiffs: flags.dryRun === true && formats.includes('text'),
    testsHelper: flags.helperTest === true,
    showsHelpers: flags.showHelper === true,
    keepDetails: formats.includes('html') || formats.includes('sarif'),
    problems: selection.problems,
    ...(flags.maxChanges !== undefined && { maxChanges: flags.maxChanges }),
    ...(decide && { decide: beforeEach(decide, progress.clear) }),
    onProgress: progress.update,
  });
  progress.clear();
  if (!writes) refuse(run.refusedHelperPaths);
  for (const notice of noticesOfPassedOver(run.passedOver, cwd)) stderr.write(`${notice}\n`);
  for (const notice of noticesOfHelpers(run.helperImports, settingsOf(options), cwd)) stderr.write(`${notice}\n`);
  for (const notice of noticesOfVpcEndpoints(options, files, run.helpers, cwd)) stderr.write(`${notice}\n`);
  const shown = {
    cwd,
    shard: flags.shard,
    mode: modeOf(flags),
    diffs: run.diffs,
    details: run.details,
    helperTexts: run.helperTexts,
  } as const;
  emit(await renderMigrate(flags.format, run.report, shown), undefined, terminal);
  if (reportFormat) emit(await renderMigrate(reportFormat, run.report, shown), flags.report, terminal);
  const hint = hintAboutRegions(run.report, options, terminal);
  if (hint !== undefined) stderr.write(`${hint}\n`);
  const staged = writes && flags.staged ? restage(run, terminal) : true;
  return staged ? statusOf(run, flags, tree, stoppable) : EXIT.failure;
}

/** Looks at more helpers than the run needed: files that were migrated earlier may import others. */
function noticesOfVpcEndpoints(
  { settings }: RewriteOptions,
  files: Selection['files'],
  imported: readonly string[],
  cwd: string,
): readonly string[] {
  if (settings.vpcEndpoints === undefined) return [];
  const helpers = new Set([...imported, ...findHelpers(files, []).map(({ path }) => path)]);
  return vpcEndpointNotices(settings, [...helpers].sort(byCodeUnit), cwd);
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

/** @throws UsageError that names every dirty file that the run would write */
async function refuseDirty(
  files: Selection['files'],
  { dirty }: WorkingTree,
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<void> {
  const refused = await rewrittenAmong(dirty, files, rewrite, terminal);
  if (refused.length > 0) throw new UsageError(refusal(refused));
}

/** Names the files that the run rewrites and git cannot restore. */
async function tellUntracked(
  files: Selection['files'],
  { untracked }: WorkingTree,
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<void> {
  const paths = await rewrittenAmong(untracked, files, rewrite, terminal);
  if (paths.length === 0) return;
  const which = paths.length === 1 ? 'this file' : `these ${count(paths.length, 'file')}`;
  terminal.stderr.write(`git does not track ${which}: it cannot undo the changes.\n${listed(paths)}\n`);
}

/** Which of these files the run would rewrite, as display paths. */
async function rewrittenAmong(
  some: ReadonlySet<string>,
  files: Selection['files'],
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<readonly string[]> {
  const suspects = files.filter(({ path }) => some.has(path));
  const paths: string[] = [];
  for await (const candidate of scan(suspects, { terminal })) {
    const plan = await planFile(candidate, terminal.engine, rewrite);
    if (plan.status === 'changed') paths.push(displayPath(terminal.cwd, candidate.path));
  }
  return paths;
}

function listed(paths: readonly string[]): string {
  return paths.map((path) => `  ${visiblePath(path)}`).join('\n');
}

function refusal(paths: readonly string[]): string {
  return [
    `${paths.length === 1 ? 'This file has' : 'These files have'} changes that are not staged, ` +
      'so you could not tell them from the migration afterwards:',
    listed(paths),
    'Commit, stage or stash them first, or use --allow-dirty. Nothing was written.',
  ].join('\n');
}

/** The files whose staged content is the content on disk. Names each of the others that may use STS. */
function stagedWhole({ files, partlyStaged }: Selection, { cwd, stderr, engine }: Terminal): Selection['files'] {
  return files.filter(({ path }) => {
    const readStaged = partlyStaged.get(path);
    if (readStaged && mayConcernSts(readStaged, path, engine))
      stderr.write(`${visiblePath(displayPath(cwd, path))} is staged only in part and is left alone.\n`);
    return readStaged === undefined;
  });
}

function mayConcernSts(readStaged: () => Uint8Array, path: string, engine: Terminal['engine']): boolean {
  try {
    return engine.mayConcernSts(asUtf8(readStaged()), path);
  } catch (error) {
    if (error instanceof GitError) return true; // a merge conflict: several contents are staged
    throw error;
  }
}

/**
 * Stages what the run wrote. Also stages, and names, helpers of earlier runs that git does not have yet and the
 * rewritten files import. Says so and returns false when git refuses.
 */
function restage({ written, helpers }: MigratedFiles, { cwd, stderr }: Terminal): boolean {
  const ours = new Set(written);
  try {
    for (const [root, paths] of byRepository([...new Set([...written, ...helpers])].sort(byCodeUnit), dirname)) {
      if (root === undefined) continue;
      const lacking = newFiles(
        root,
        paths.filter((path) => !ours.has(path)),
      );
      stage(root, [...paths.filter((path) => ours.has(path)), ...lacking]);
      for (const path of lacking)
        stderr.write(
          `${visiblePath(displayPath(cwd, path))} is staged, too: rewritten files import it, and git did not have it.\n`,
        );
    }
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    stderr.write(`The files are migrated but not staged: ${error.message}\n`);
    return false;
  }
}

/** @param stop ends the run as Ctrl-C does. While a question is open, Ctrl-C sends no signal */
async function interactiveDecision(terminal: Terminal, stop: () => void): Promise<Decide> {
  const { askAboutSites } = await import('./interactive.js');
  return askAboutSites(terminal, stop);
}

function beforeEach(decide: Decide, prepare: () => void): Decide {
  return (sites, candidate) => {
    prepare();
    return decide(sites, candidate);
  };
}
