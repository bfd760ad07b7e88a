import pc from 'picocolors';
import type { Colors } from '../../terminal/colors.js';
import { grouped } from '../../terminal/progress.js';
import { count, sentences } from '../../reports/words.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import type { LeftToDo } from '../../../engines/migrate/migrated.js';
import type { FileReport, HelperReport, MigrateReport } from './migrate-report.js';
import { REGIONAL_ONLY } from './regional-only.js';
import type { MigrateRun } from './migrate-run.js';

/**
 * The result for people: every file with its sites, with reason and next step for what was left, and the counts. A dry
 * run has the counts first and ends with a patch, so that `git apply` accepts the whole text.
 */
export function migrateToText(report: MigrateReport, run: MigrateRun, color: boolean): string {
  const paint = pc.createColors(color);
  const files = report.files
    .filter(({ status, skipped }) => status !== 'unchanged' || skipped.length > 0)
    .map((file) => fileBlock(file, run, paint));
  if (run.showsDiffs !== true) return [...files, summary(report, run, paint)].join('\n');
  const patches = [...report.files.flatMap(({ diff = [] }) => diff), ...(run.helperDiffs ?? [])];
  return [summary(report, run, paint), ...files, ...patches.map((patch) => paintDiff(patch, color))].join('\n');
}

function fileBlock({ path, status, edits, skipped, error }: FileReport, { mode }: MigrateRun, paint: Colors): string {
  const place = (line: number, column: number): string => paint.dim(`${line}:${column}`.padStart(9));
  const verb = mode === 'write' ? 'rewritten' : 'to rewrite';
  const lines = [
    paint.underline(visiblePath(path)),
    ...(status === 'changed'
      ? edits.map(
          ({ line, column, codemod, remaining, requires }) =>
            `${place(line, column)}  ${paint.green(verb)}  ${paint.dim(codemod)}${inPart(remaining, paint)}${condition(requires, paint)}`,
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

const condition = (requires: string | undefined, paint: Colors): string =>
  requires === undefined ? '' : `  ${paint.yellow('note')}  ${visibleLine(sentences(requires))}`;

function summary(report: MigrateReport, run: MigrateRun, paint: Colors): string {
  const { summary: totals, helpers, helperFiles } = report;
  const tense =
    run.mode === 'write'
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
  const isSomethingLeft = totals.sitesSkipped + totals.sitesRewrittenInPart > 0;
  const verdict = totals.filesFailed > 0 ? paint.red : isSomethingLeft ? paint.yellow : paint.green;
  const written = helpers.map((path) => {
    const helper = helperFiles.find((each) => each.path === path);
    return `${tense.written}: ${visibleLine(path)}${helper ? contentsOf(helper, run) : ''}`;
  });
  const cost = [...written, ...alternative(report, run, paint)];
  const lines = run.showsDiffs === true ? [verdict(counts), ...cost] : [...cost, verdict(counts)];
  return `${lines.join('\n')}\n`;
}

/** `(client, provider; 290 lines; --show-helper prints it)` */
function contentsOf({ sections, lines, isNew }: HelperReport, { mode, helperDiffs }: MigrateRun): string {
  const parts = [sections.join(', '), count(lines, 'line'), ...(isNew ? [] : ['was there, gets more parts'])];
  if (mode === 'dry-run' && !helperDiffs) parts.push('--show-helper prints it');
  return ` (${parts.filter((part) => part !== '').join('; ')})`;
}

/** The way without a new file, while there is a choice. */
const alternative = ({ helperFiles }: MigrateReport, { mode }: MigrateRun, paint: Colors): readonly string[] =>
  mode !== 'write' && helperFiles.some(({ isNew }) => isNew)
    ? [paint.dim(`Regional endpoints alone need no new file: ${REGIONAL_ONLY}`)]
    : [];
