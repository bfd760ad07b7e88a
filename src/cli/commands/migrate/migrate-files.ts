import { existsSync } from 'node:fs';
import { addSections, readHelperHeader } from '../../../helper/index.js';
import { plannedHelper, type PlannedHelper } from '../../../project/helper-placement/write-helper.js';
import { readSmallFile } from '../../../project/read-file.js';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import { FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { unifiedDiff } from '../../../text/diff.js';
import { byPosition } from '../../../text/positions.js';
import type { SkippedSite } from '../../engine.js';
import type { FileProblem, SelectedFile } from '../../files/find-files.js';
import { count } from '../../reports/words.js';
import type { ScanTally } from '../../scan/scan.js';
import type { Candidate } from '../../scan/candidate.js';
import type { Done } from '../../scan/scan.js';
import { newTally, scanSharing } from '../../scan/scan.js';
import type { RehearsalTask } from '../../scan/tasks.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { HelperImport } from './helper-notices.js';
import type { FileDetail } from './file-detail.js';
import type { Decide, FileChange, FileKept, FilePlan } from './file-plan.js';
import { positionOf } from './plan-file.js';
import type { FileReport, HelperReport, MigrateReport } from './migrate-report.js';
import { migrateReport } from './migrate-report.js';
import type { RewriteOptions } from './options.js';
import type { Format, Rehearsal } from './rehearse.js';
import { rehearse } from './rehearse.js';
import type { RunFiles } from './view-of-run.js';
import { writePlan } from './write-plan.js';

export interface MigrateFilesOptions {
  readonly rewrite: RewriteOptions;
  /** What the view in `rewrite` was made from, so that another thread can make its own. */
  readonly run?: RunFiles;
  readonly writes: boolean;
  /** Whether the report has the change of each file as a patch. */
  readonly keepDiffs: boolean;
  /** Whether a helper that is written gets a test beside it. */
  readonly testsHelper?: boolean;
  /** Whether to keep the code and the change of each site for the report. */
  readonly keepDetails: boolean;
  /** Directories that the search for files could not read. */
  readonly problems: readonly FileProblem[];
  /** After this many changed files, the rest is left for another run. */
  readonly maxChanges?: number;
  readonly decide?: Decide;
  readonly format?: Format;
  readonly onProgress?: (filesDone: number) => void;
}

export interface MigratedFiles {
  readonly report: MigrateReport;
  /** Patches of the helpers that would be written, in the order of their paths. */
  readonly helperDiffs: readonly string[];
  /** By display path. */
  readonly details: ReadonlyMap<string, FileDetail>;
  /** Absolute paths, helpers included. */
  readonly written: readonly string[];
  /** Helper files that the changed files import, whether this run wrote them or not. Absolute paths. */
  readonly helpers: readonly string[];
  /** Which changed file imports which helper. */
  readonly helperImports: readonly HelperImport[];
  /** Why a helper cannot be written where it should go, each reason once. */
  readonly refusedHelperPaths: ReadonlySet<string>;
  /** Files that were not read, and why. */
  readonly passedOver: readonly FileProblem[];
  /** How many files an interruption left unread. */
  readonly filesUnseen: number;
}

/**
 * Migrates one file after the other. A file that fails does not stop the others; an interruption stops between two
 * files.
 */
export async function migrateFiles(
  files: readonly SelectedFile[],
  terminal: Pick<Terminal, 'cwd' | 'engine' | 'interrupted' | 'readsAhead'>,
  options: MigrateFilesOptions,
): Promise<MigratedFiles> {
  const { cwd, engine, interrupted } = terminal;
  const { rewrite, keepDiffs, keepDetails, decide, format, onProgress } = options;
  const rehearsing = { cwd, rewrite, keepDiffs, keepDetails, format };
  const tally = newTally(options.problems);
  const outcome = new RunOutcome(cwd, options);
  for await (const file of scanSharing(sharedTask(cwd, options), files, {
    terminal,
    tally,
    ...(onProgress && { onProgress }),
  })) {
    const rehearsal =
      'result' in file
        ? (file.result as Rehearsal)
        : await rehearse(file, engine, rehearsing, outcome.isFull ? undefined : decide);
    // What a person accepted before they stopped is still carried out.
    if (interrupted.aborted && !decide) {
      tally.filesScanned -= 1; // planned, but not carried out
      break;
    }
    outcome.add(file, rehearsal);
  }
  return outcome.result(tally, files.length, format);
}

/** A run that writes sees the helpers that it wrote, and a question is asked in one thread only. */
function sharedTask(cwd: string, options: MigrateFilesOptions): RehearsalTask | undefined {
  const { rewrite, run, writes, keepDiffs, keepDetails, decide, format } = options;
  if (writes || decide || format) return undefined;
  const { view: _, ...plain } = rewrite;
  return { kind: 'rehearse', options: { cwd, rewrite: plain, keepDiffs, keepDetails }, run };
}

/** What a run has done so far. */
class RunOutcome {
  readonly #reports: FileReport[] = [];
  readonly #details = new Map<string, FileDetail>();
  readonly #filesWritten: string[] = [];
  /** The text of each helper by its path. */
  readonly #helpers = new Map<string, string>();
  readonly #helpersWritten = new Set<string>();
  /** Helpers that were not there before the run. */
  readonly #newHelpers = new Set<string>();
  readonly #helperImports: HelperImport[] = [];
  readonly #refusedHelperPaths = new Set<string>();
  readonly #maxChanges: number;
  #changed = 0;

  constructor(
    readonly cwd: string,
    readonly options: Pick<MigrateFilesOptions, 'writes' | 'testsHelper' | 'maxChanges'>,
  ) {
    this.#maxChanges = options.maxChanges ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the run has changed as many files as it may. */
  get isFull(): boolean {
    return this.#changed >= this.#maxChanges;
  }

  /** Carries out what was planned for a file, if the run writes, and notes how it went. */
  add(candidate: Candidate | Done, { plan, diff, detail }: Rehearsal): void {
    if (plan.status === 'failed' && plan.cause === 'helper-path') this.#refusedHelperPaths.add(plan.error);
    const path = displayPath(this.cwd, candidate.path);
    const report = this.#reportOf(candidate, path, plan, diff);
    if (report.status === 'changed') this.#changed += 1;
    if (detail) this.#details.set(path, detail);
    this.#reports.push(report);
  }

  #reportOf(candidate: Candidate | Done, path: string, plan: FilePlan, diff: string | undefined): FileReport {
    if (plan.status !== 'changed') return withoutChange(path, plan);
    return this.isFull ? beyondLimit(path, plan, this.#maxChanges) : this.#carryOut(candidate, path, plan, diff);
  }

  #carryOut(candidate: Candidate | Done, path: string, plan: FileChange, diff: string | undefined): FileReport {
    const { writes } = this.options;
    for (const helper of plan.helpers)
      if (!this.#helpers.has(helper.path) && !existsSync(helper.path)) this.#newHelpers.add(helper.path);
    // A run that writes shares no work.
    const failure =
      writes && 'source' in candidate
        ? writePlan(candidate, plan, this.cwd, this.#helpersWritten, this.options)
        : undefined;
    if (failure !== undefined) return failed(path, failure, plan.skipped);
    if (writes) this.#filesWritten.push(candidate.path);
    for (const { path: helper, text } of plan.helpers) {
      // Each file asks for the sections that it uses.
      const before = this.#helpers.get(helper) ?? text;
      this.#helpers.set(helper, addSections(before, text) ?? before);
      this.#helperImports.push({ file: candidate.path, helper, isModule: false });
    }
    if (plan.helperModule !== undefined)
      this.#helperImports.push({ file: candidate.path, helper: plan.helperModule, isModule: true });
    const { edits, skipped } = plan;
    return { path, status: 'changed', edits, skipped, ...errorOf(plan), ...(diff !== undefined && { diff }) };
  }

  /** @param format formats the helpers as a whole, once no file adds to them any more */
  async result(
    { problems, passedOver, filesScanned }: ScanTally,
    filesSelected: number,
    format: Format = (_path, _before, text) => Promise.resolve(text),
  ): Promise<MigratedFiles> {
    const unreadable = problems.map(({ path, message }) => failed(displayPath(this.cwd, path), message));
    const planned = this.options.writes ? [] : await plannedHelpers(this.#helpers, format);
    const texts: [path: string, text: string | undefined][] = planned.map(({ path, after }) => [path, after]);
    for (const path of this.#helpersWritten) texts.push([path, await formatWritten(path, format)]);
    const files = texts
      .map(([path, text]) => ({ path: displayPath(this.cwd, path), isNew: this.#newHelpers.has(path), text }))
      .sort(byPath);
    return {
      report: migrateReport({
        files: [...this.#reports, ...unreadable].sort(byPath),
        filesScanned,
        helpers: files.map(({ path }) => path),
        helperFiles: files.flatMap(helperReport),
        warnings: [],
      }),
      helperDiffs: planned
        .map(({ path, ...texts }) => ({ path: displayPath(this.cwd, path), ...texts }))
        .sort(byPath)
        .map(({ path, before, after }) => unifiedDiff(path, before, after)),
      details: this.#details,
      written: [...this.#filesWritten, ...this.#helpersWritten],
      helpers: [...this.#helpers.keys()],
      helperImports: this.#helperImports,
      refusedHelperPaths: this.#refusedHelperPaths,
      passedOver,
      filesUnseen: filesSelected - filesScanned,
    };
  }
}

async function plannedHelpers(helpers: ReadonlyMap<string, string>, format: Format): Promise<readonly PlannedHelper[]> {
  const planned: PlannedHelper[] = [];
  for (const [path, text] of helpers) {
    const helper = plannedHelper(path, text);
    if (helper) planned.push({ ...helper, after: await format(path, '', helper.after) });
  }
  return planned;
}

/** Formats a helper that was written, and returns its text. One that somebody else has changed since stays. */
async function formatWritten(path: string, format: Format): Promise<string | undefined> {
  const text = readSmallFile(path);
  if (text === undefined) return undefined;
  const formatted = await format(path, '', text);
  if (formatted === text) return text;
  try {
    replaceFile(path, Buffer.from(text), formatted);
    return formatted;
  } catch (error) {
    if (error instanceof FileChangedError) return readSmallFile(path);
    throw error;
  }
}

/** A file without our header is a test of a helper. */
function helperReport({
  path,
  isNew,
  text,
}: {
  readonly path: string;
  readonly isNew: boolean;
  readonly text: string | undefined;
}): HelperReport[] {
  const header = text === undefined ? undefined : readHelperHeader(text);
  if (text === undefined || !header) return [];
  return [{ path, isNew, sections: header.sections, lines: text.split('\n').length - 1 }];
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => byCodeUnit(a.path, b.path);

function failed(path: string, error: string, skipped: readonly SkippedSite[] = []): FileReport {
  return { path, status: 'failed', edits: [], skipped, error };
}

function withoutChange(path: string, plan: Exclude<FilePlan, FileChange>): FileReport {
  if (plan.status === 'unchanged')
    return { path, status: 'unchanged', edits: [], skipped: plan.skipped, ...errorOf(plan) };
  return failed(path, plan.error + positionOf(plan), plan.skipped);
}

const errorOf = ({ error }: FileKept | FileChange): { readonly error?: string } =>
  error === undefined ? {} : { error };

function beyondLimit(path: string, plan: FileChange, limit: number): FileReport {
  const { edits, skipped } = plan;
  const waiting = edits.map(({ line, column }): SkippedSite => ({
    line,
    column,
    reason: `This run changes at most ${count(limit, 'file')}.`,
    nextStep: 'Run the migration again for the next ones.',
  }));
  return { path, status: 'unchanged', edits: [], skipped: [...skipped, ...waiting].sort(byPosition), ...errorOf(plan) };
}
