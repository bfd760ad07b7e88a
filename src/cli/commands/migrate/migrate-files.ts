import type { SkippedSite } from '../../engine.js';
import type { FileProblem, SelectedFile } from '../../files/find-files.js';
import { byCodeUnit, displayPath } from '../../files/paths.js';
import type { Terminal } from '../../terminal/terminal.js';
import { count } from '../../reports/words.js';
import type { Candidate, ScanTally } from '../../scan/scan.js';
import { scan } from '../../scan/scan.js';
import type { HelperImport } from './absent-helpers.js';
import { unifiedDiff } from '../../../text/diff.js';
import type { FileDetail } from './file-detail.js';
import type { FileReport, MigrateReport } from './migrate-report.js';
import { migrateReport } from './migrate-report.js';
import type { RewriteOptions } from './options.js';
import type { Decide, FilePlan } from './file-plan.js';
import type { RehearsalOptions } from './rehearse.js';
import { rehearse } from './rehearse.js';
import { writePlan } from './write-plan.js';

export interface MigrateFilesOptions {
  readonly rewrite: RewriteOptions;
  readonly writes: boolean;
  readonly keepDiffs: boolean;
  /** Whether code and changes of each site are kept for the report. */
  readonly keepDetails: boolean;
  /** Directories that could not be read while the files were looked for. */
  readonly problems: readonly FileProblem[];
  /** After so many changed files, the rest is left for another run. */
  readonly maxChanges?: number;
  readonly decide?: Decide;
  readonly onProgress?: (filesDone: number) => void;
}

export interface MigratedFiles {
  readonly report: MigrateReport;
  /** By display path, helpers included; in the order of output. */
  readonly diffs: ReadonlyMap<string, string>;
  /** By display path. */
  readonly details: ReadonlyMap<string, FileDetail>;
  /** Absolute paths, helpers included. */
  readonly written: readonly string[];
  /** Helper files that the changed files import, written by this run or before. Absolute paths. */
  readonly helpers: readonly string[];
  /** Which changed file imports which of them. */
  readonly helperImports: readonly HelperImport[];
  /** Why helpers cannot be where they are to be, each once. */
  readonly refusedHelperPaths: ReadonlySet<string>;
  /** Files that an interruption left unread. */
  readonly filesUnseen: number;
}

type Change = Extract<FilePlan, { status: 'changed' }>;

/** Migrates one file after the other. No file can stop the others; an interruption stops between two files. */
export async function migrateFiles(
  files: readonly SelectedFile[],
  terminal: Pick<Terminal, 'cwd' | 'engine' | 'interrupted' | 'readsAhead'>,
  options: MigrateFilesOptions,
): Promise<MigratedFiles> {
  const { cwd, engine, interrupted } = terminal;
  const tally: ScanTally = { filesScanned: 0, problems: [...options.problems] };
  const reports: FileReport[] = [];
  const helpers = new Map<string, string>();
  const helperImports: HelperImport[] = [];
  const diffs: [string, string][] = [];
  const details = new Map<string, FileDetail>();
  const filesWritten: string[] = [];
  const helpersWritten = new Set<string>();
  const refusedHelperPaths = new Set<string>();

  /** Carries a change out, or rehearses it, and says how it went. */
  const carryOut = (candidate: Candidate, plan: Change, diff: string | undefined): FileReport => {
    const path = displayPath(cwd, candidate.path);
    const failure = options.writes ? writePlan(candidate, plan, cwd, helpersWritten) : undefined;
    if (failure !== undefined) return { path, status: 'failed', edits: [], skipped: plan.skipped, error: failure };
    if (options.writes) filesWritten.push(candidate.path);
    // Of two texts for one helper the longer one has the client, too.
    for (const { path: at, text } of plan.helpers)
      if (text.length >= (helpers.get(at) ?? '').length) helpers.set(at, text);
    helperImports.push(...plan.helpers.map(({ path: helper }) => ({ file: candidate.path, helper })));
    if (diff !== undefined) diffs.push([path, diff]);
    return { path, status: 'changed', edits: plan.edits, skipped: plan.skipped };
  };

  const { rewrite, keepDiffs, keepDetails, decide, onProgress, maxChanges = Number.POSITIVE_INFINITY } = options;
  const rehearsal: RehearsalOptions = { cwd, rewrite, keepDiffs, keepDetails };
  let changed = 0;
  for await (const candidate of scan(files, { terminal: terminal, tally, ...(onProgress && { onProgress }) })) {
    const { plan, diff, detail } = await rehearse(
      candidate,
      engine,
      rehearsal,
      changed < maxChanges ? decide : undefined,
    );
    if (interrupted.aborted && options.writes && !decide) {
      // what a person accepted before they stopped is kept
      tally.filesScanned -= 1; // planned, but not carried out
      break;
    }
    if (plan.status === 'failed' && plan.cause === 'helper-path') refusedHelperPaths.add(plan.error);
    const report =
      plan.status !== 'changed'
        ? withoutChange(displayPath(cwd, candidate.path), plan)
        : changed < maxChanges
          ? carryOut(candidate, plan, diff)
          : beyondLimit(displayPath(cwd, candidate.path), plan, maxChanges);
    if (report.status === 'changed') changed += 1;
    if (detail) details.set(report.path, detail);
    reports.push(report);
  }

  reports.push(
    ...tally.problems.map(({ path, message }): FileReport => ({
      path: displayPath(cwd, path),
      status: 'failed',
      edits: [],
      skipped: [],
      error: message,
    })),
  );
  reports.sort((a, b) => byCodeUnit(a.path, b.path));
  const helperPaths = [...(options.writes ? helpersWritten : helpers.keys())]
    .map((path) => displayPath(cwd, path))
    .sort(byCodeUnit);
  const helperDiffs = options.keepDiffs
    ? [...helpers].map(([path, text]): [string, string] => [
        displayPath(cwd, path),
        unifiedDiff(displayPath(cwd, path), undefined, text),
      ])
    : [];
  return {
    report: migrateReport(reports, tally.filesScanned, helperPaths),
    diffs: new Map([...helperDiffs, ...diffs].sort(([a], [b]) => byCodeUnit(a, b))),
    details,
    written: [...filesWritten, ...helpersWritten],
    helpers: [...helpers.keys()],
    helperImports,
    refusedHelperPaths,
    filesUnseen: files.length - tally.filesScanned,
  };
}

function withoutChange(path: string, plan: Exclude<FilePlan, Change>): FileReport {
  if (plan.status === 'unchanged') return { path, status: 'unchanged', edits: [], skipped: plan.skipped };
  const place = plan.line === undefined ? '' : ` (${plan.line}:${plan.column ?? 1})`;
  return { path, status: 'failed', edits: [], skipped: [], error: plan.error + place };
}

function beyondLimit(path: string, { edits, skipped }: Change, limit: number): FileReport {
  const waiting = edits.map(({ line, column }): SkippedSite => ({
    line,
    column,
    reason: `This run changes at most ${count(limit, 'file')}.`,
    nextStep: 'Run the migration again for the next ones.',
  }));
  return {
    path,
    status: 'unchanged',
    edits: [],
    skipped: [...skipped, ...waiting].sort((a, b) => a.line - b.line || a.column - b.column),
  };
}
