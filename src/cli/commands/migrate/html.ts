import { byCodeUnit } from '../../../project/paths.js';
import { ownVersion } from '../../../project/own-version.js';
import { renderPage } from '../../reports/html/render-page.js';
import type { ReportPage, ReportSite, SiteState } from '../../reports/html/report-page.js';
import { sdkLabel, UNDECIDED_HOST } from '../../reports/html/report-page.js';
import { byPosition } from '../../../text/positions.js';
import { count, NPX, sentences } from '../../reports/words.js';
import { allLeft } from '../../../engines/migrate/migrated.js';
import { provenanceFacts, provenanceOf } from '../../reports/provenance.js';
import { whatItDoes } from '../../../engines/migrate/codemods.js';
import { positionKey } from './file-detail.js';
import type { FileReport, HelperReport, MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';

const DONE = 'The files were rewritten.';
const NOT_DONE = 'Nothing was written: this is what the migration would do.';

/**
 * A migration as a page for people: the change at every rewritten site, and the reason and next step for every one that
 * was left.
 */
export function migrateToHtml(
  { summary, files, helpers, helperFiles, warnings }: MigrateReport,
  { cwd, mode, regions, shard, details }: MigrateRun,
): string {
  const isDone = mode === 'write';
  const states: readonly SiteState[] = [
    { key: 'left', label: 'Left', tone: 'warn' },
    { key: 'part', label: 'In part', tone: 'warn' },
    { key: 'rewritten', label: isDone ? 'Rewritten' : 'To rewrite', tone: 'good' },
  ];
  const part = shard ? `, part ${shard.index} of ${shard.count}` : '';
  const page: ReportPage = {
    title: 'STS calls: migration',
    subtitle: `${count(summary.filesScanned, 'file')} scanned${part}. ${isDone ? DONE : NOT_DONE}`,
    version: ownVersion(),
    facts: provenanceFacts(provenanceOf(cwd, { regions })),
    next: nextStep(mode, regions),
    figures: [
      { label: isDone ? 'Sites rewritten' : 'Sites to rewrite', value: summary.sitesRewritten, tone: 'good' },
      { label: 'Of these in part', value: summary.sitesRewrittenInPart, tone: 'warn' },
      { label: 'Sites left', value: summary.sitesSkipped, tone: 'warn' },
      { label: isDone ? 'Files changed' : 'Files to change', value: summary.filesChanged },
      { label: 'Files with STS', value: summary.filesParsed },
      { label: 'Files failed', value: summary.filesFailed, tone: 'bad' },
    ],
    states,
    sites: files.flatMap((file) => sitesOf(file, details)),
    failures: files.flatMap(({ path, error }) => (error === undefined ? [] : [{ path, message: error }])),
    ruleLabel: 'Codemod',
    reasons: reasonsOf(files),
    warnings,
    helpers: helpers.map((path) => ({ path, contents: contentsOf(helperFiles.find((each) => each.path === path)) })),
  };
  return renderPage(page);
}

function contentsOf(helper: HelperReport | undefined): string {
  if (!helper) return '';
  const { isNew, lines, sections } = helper;
  return [isNew ? 'new' : 'gets more parts', count(lines, 'line'), ...sections].join(', ');
}

function nextStep(mode: MigrateRun['mode'], regions: readonly string[]): ReportPage['next'] {
  if (mode === 'write')
    return { what: 'Read the changes, run your tests, and see what is left to do.', command: `${NPX} check` };
  const flags = regions.length === 0 ? '' : ` --regions ${regions.join(',')}`;
  return { what: 'Make these changes.', command: `${NPX} migrate${flags}` };
}

function sitesOf({ path, status, edits, skipped }: FileReport, details: MigrateRun['details']): ReportSite[] {
  const detailOf = (site: { line: number; column: number }): Pick<ReportSite, 'sdk' | 'host' | 'excerpt' | 'diff'> => {
    const { sdk, host, excerpt, diff } = details.get(path)?.sites.get(positionKey(site)) ?? {};
    return { sdk: sdkLabel(sdk), host: host ?? UNDECIDED_HOST, ...(excerpt && { excerpt }), ...(diff && { diff }) };
  };
  const rewritten = (status === 'changed' ? edits : []).map(
    ({ line, column, codemod, remaining, requires }): ReportSite => ({
      path,
      line,
      column,
      state: remaining ? 'part' : 'rewritten',
      rule: codemod,
      message: whatItDoes(codemod),
      ...noteOf([
        ...(requires === undefined ? [] : [requires]),
        ...(remaining ? [`What remains: ${remaining.reason}`, remaining.nextStep] : []),
      ]),
      ...detailOf({ line, column }),
    }),
  );
  const left = skipped.map(({ line, column, reason, nextStep }): ReportSite => ({
    path,
    line,
    column,
    state: 'left',
    rule: 'left unchanged',
    message: sentences(reason),
    note: sentences(nextStep),
    ...detailOf({ line, column }),
  }));
  return [...rewritten, ...left].sort(byPosition);
}

const noteOf = (texts: readonly string[]): Pick<ReportSite, 'note'> =>
  texts.length === 0 ? {} : { note: sentences(...texts) };

function reasonsOf(files: readonly FileReport[]): ReportPage['reasons'] {
  const counts = new Map<string, { reason: string; nextStep: string; sites: number }>();
  for (const { reason, nextStep } of files.flatMap((file) => allLeft(file))) {
    const text = sentences(reason, nextStep);
    const known = counts.get(text);
    if (known) known.sites += 1;
    else counts.set(text, { reason: sentences(reason), nextStep: sentences(nextStep), sites: 1 });
  }
  return [...counts.values()].sort((a, b) => b.sites - a.sites || byCodeUnit(a.reason, b.reason));
}
