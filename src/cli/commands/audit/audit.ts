import type { AuditReport, InputProblem } from '../../../audit/audit-report.js';
import { auditReport } from '../../../audit/audit-report.js';
import { maskReport } from '../../../audit/mask.js';
import type { LogOutcome } from '../../../audit/reading/log-reader.js';
import { Tally } from '../../../audit/tally.js';
import { parseSince } from '../../../audit/time.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { displayPath } from '../../../project/paths.js';
import { grouped, startProgress } from '../../terminal/progress.js';
import { emit, ensureWritable } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import type { Terminal } from '../../terminal/terminal.js';
import { isWatched } from '../../terminal/terminal.js';
import { UsageError } from '../../usage-error.js';
import type { LogSources } from './find-logs.js';
import { logSources, walkLogs } from './find-logs.js';
import { readLog, readLogFile } from './read-logs.js';
import type { AuditFormat } from './report.js';
import { renderAudit } from './report.js';

export interface AuditFlags {
  readonly format: AuditFormat;
  readonly outputFile?: string;
  readonly since?: string;
  readonly failOnGlobal?: boolean;
  readonly mask?: boolean;
}

/** Problems that a report lists; a broken bucket would have thousands alike. */
const MOST_PROBLEMS = 200;

/**
 * Counts the calls of STS in logs and reports who makes them. Nothing is written but the report. Returns the exit
 * status.
 *
 * @throws UsageError for paths and flags that cannot be used
 */
export async function audit(paths: readonly string[], flags: AuditFlags, terminal: Terminal): Promise<ExitStatus> {
  if (flags.outputFile !== undefined) ensureWritable(flags.outputFile, terminal.cwd);
  const since = sinceOf(flags);
  const sources = logSources(paths, terminal.cwd);
  const report = await readAll(sources, since, terminal);
  emit(await renderAudit(flags.format, flags.mask ? maskReport(report) : report), flags.outputFile, terminal);
  return statusOf(report, flags, terminal);
}

function sinceOf({ since }: AuditFlags): string | undefined {
  if (since === undefined) return undefined;
  const time = parseSince(since, Date.now());
  if (time === undefined)
    throw new UsageError(
      `--since ${since} is not a time: write a date (2025-06-01), a time in UTC, or how long ago (36h, 7d, 4w).`,
    );
  return time;
}

async function readAll(sources: LogSources, since: string | undefined, terminal: Terminal): Promise<AuditReport> {
  const tally = new Tally(since);
  const input = { files: 0, records: 0, passedOver: 0, problems: [] as InputProblem[] };
  const leftOut = { files: 0, example: undefined };
  let unlisted = 0;
  const pages: { more: string | undefined; hasLast: boolean } = { more: undefined, hasLast: false };
  const take = (path: string, { records, isPassedOver, problems, page }: LogOutcome): void => {
    input.files += 1;
    if (page === 'more') pages.more = path;
    else if (page === 'last') pages.hasLast = true;
    input.records += records;
    if (isPassedOver) input.passedOver += 1;
    for (const message of problems) {
      if (input.problems.length < MOST_PROBLEMS) input.problems.push({ path, message });
      else unlisted += 1;
    }
  };
  const onCall = tally.add.bind(tally);
  if (sources.usesStandardInput)
    take('(standard input)', await readLog(standardInput(terminal), onCall, terminal.interrupted));
  const walked = { problems: input.problems, leftOut, cwd: terminal.cwd };
  const progress = startProgress(
    isWatched(terminal.stderr, terminal.env) ? countLogs(sources, since, terminal.cwd) : 0,
    terminal,
  );
  let done = 0;
  for (const path of walkLogs(sources, since, walked)) {
    if (terminal.interrupted.aborted) break;
    take(displayPath(terminal.cwd, path), await readLogFile(path, onCall, terminal.interrupted));
    progress.update((done += 1));
  }
  progress.clear();
  if (pages.more !== undefined && !pages.hasLast)
    input.problems.push({
      path: pages.more,
      message: 'It is one page of a longer answer, whose last page is missing: get the others with its NextToken.',
    });
  if (unlisted > 0) input.problems.push({ path: '…', message: `${grouped(unlisted)} more problems like these.` });
  sayLeftOut(leftOut, terminal);
  return auditReport(tally.finish(), input, since);
}

function countLogs(sources: LogSources, since: string | undefined, cwd: string): number {
  const walk = walkLogs(sources, since, { problems: [], leftOut: { files: 0, example: undefined }, cwd });
  let files = 0;
  while (!walk.next().done) files += 1;
  return files;
}

function standardInput({ stdin }: Terminal): NonNullable<Terminal['stdin']> {
  if (!stdin) throw new UsageError('There is no standard input to read.');
  return stdin;
}

function sayLeftOut(
  { files, example }: { readonly files: number; readonly example: string | undefined },
  { stderr }: Terminal,
): void {
  if (files === 0) return;
  stderr.write(
    `${count(files, 'file')} not read, because the name is not that of a log: ` +
      `${example ?? ''}${files > 1 ? ' and others' : ''}.\n`,
  );
}

/** A count that may be too low is a failure, whatever it is, because it proves nothing. */
function statusOf(report: AuditReport, { failOnGlobal }: AuditFlags, { stderr, interrupted }: Terminal): ExitStatus {
  const { totals, input } = report;
  if (interrupted.aborted) return EXIT.interrupted;
  if (input.problems.length > 0) {
    stderr.write(
      `${count(input.problems.length, 'problem')} while reading, so the counts may be too low. ` +
        'The report names them.\n',
    );
    return EXIT.failure;
  }
  if (input.files === 0) {
    stderr.write('No log was found there.\n');
    return EXIT.failure;
  }
  if (!failOnGlobal || totals.global === 0) return EXIT.success;
  stderr.write(`${count(totals.global, 'call')} to the global host.\n`);
  return EXIT.findings;
}
