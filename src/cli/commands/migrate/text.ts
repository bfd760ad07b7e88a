import pc from 'picocolors';
import { readHelperHeader } from '../../../helper/index.js';
import type { Colors } from '../../terminal/colors.js';
import { grouped } from '../../terminal/progress.js';
import { count, sentences } from '../../reports/words.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import type { LeftToDo } from '../../../engines/migrate/migrated.js';
import type { FileReport, MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';

/**
 * The result for people. A dry run starts with a patch of the sites that `git apply` accepts. Then comes every file
 * with its sites, with reason and next step for those that were left, and at the end the counts.
 */
export function migrateToText(report: MigrateReport, run: MigrateRun, color: boolean): string {
  const paint = pc.createColors(color);
  const diffs = [...run.diffs.values()].map((diff) => paintDiff(diff, color));
  const files = report.files
    .filter(({ status, skipped }) => status !== 'unchanged' || skipped.length > 0)
    .map((file) => fileBlock(file, run, paint));
  return [...diffs, ...files, summary(report, run, paint)].join('\n');
}

function fileBlock({ path, status, edits, skipped, error }: FileReport, { mode }: MigrateRun, paint: Colors): string {
  const place = (line: number, column: number): string => paint.dim(`${line}:${column}`.padStart(9));
  const verb = mode === 'write' ? 'rewritten' : 'to rewrite';
  const lines = [
    paint.underline(visiblePath(path)),
    ...(status === 'changed'
      ? edits.map(
          ({ line, column, codemod, remaining }) =>
            `${place(line, column)}  ${paint.green(verb)}  ${paint.dim(codemod)}${inPart(remaining, paint)}`,
        )
      : []),
    ...skipped.map(
      ({ line, column, reason, nextStep }) =>
        `${place(line, column)}  ${paint.yellow('left')}  ${visibleLine(sentences(reason, nextStep))}`,
    ),
    ...(error === undefined ? [] : [`           ${paint.red('failed')}  ${visibleLine(error)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function inPart(remaining: LeftToDo | undefined, paint: Colors): string {
  if (!remaining) return '';
  return `  ${paint.yellow('in part')}  ${visibleLine(sentences(remaining.reason, remaining.nextStep))}`;
}

function summary({ summary: totals, helpers }: MigrateReport, run: MigrateRun, paint: Colors): string {
  const { mode } = run;
  const tense =
    mode === 'write'
      ? { changed: 'changed', rewritten: 'rewritten', written: 'Helper written' }
      : { changed: 'would change', rewritten: 'to rewrite', written: 'Helper to write' };
  const part = totals.sitesRewrittenInPart > 0 ? ` (${grouped(totals.sitesRewrittenInPart)} in part)` : '';
  const counts = [
    `${count(totals.filesScanned, 'file')} scanned`,
    `${grouped(totals.filesParsed)} parsed`,
    `${grouped(totals.filesChanged)} ${tense.changed}`,
    `${count(totals.sitesRewritten, 'site')} ${tense.rewritten}${part}`,
    `${count(totals.sitesSkipped, 'site')} left`,
    `${count(totals.filesFailed, 'file')} failed`,
  ].join(', ');
  const verdict =
    totals.filesFailed > 0
      ? paint.red(counts)
      : totals.sitesSkipped + totals.sitesRewrittenInPart > 0
        ? paint.yellow(counts)
        : paint.green(counts);
  return `${[...helpers.map((path) => `${tense.written}: ${visibleLine(path)}${contentsOf(path, run)}`), verdict].join('\n')}\n`;
}

/** `(client, provider; 290 lines; --show-helper prints it)` */
function contentsOf(path: string, { mode, helperTexts, diffs }: MigrateRun): string {
  const text = helperTexts?.get(path);
  const header = text === undefined ? undefined : readHelperHeader(text);
  if (text === undefined || !header) return '';
  const parts = [header.sections.join(', '), count(text.split('\n').length - 1, 'line')];
  if (mode === 'dry-run' && !diffs.has(path)) parts.push('--show-helper prints it');
  return ` (${parts.filter((part) => part !== '').join('; ')})`;
}
