import { displayPath } from '../../../project/paths.js';
import { ownVersion } from '../../../project/own-version.js';
import { unifiedDiff } from '../../../text/diff.js';
import { provenanceFacts, provenanceOf } from '../../reports/provenance.js';
import { renderPage } from '../../reports/html/render-page.js';
import type { ReportSite, SiteState } from '../../reports/html/report-page.js';
import { excerptOf, hunksOf, sdkLabel, UNDECIDED_HOST } from '../../reports/html/report-page.js';
import { byPosition } from '../../../text/positions.js';
import { count, NPX } from '../../reports/words.js';
import type { LintMessage, LintResult, SuppressedLintMessage } from './lint-result.js';
import { totalsOf } from './lint-result.js';
import type { CheckRun } from './check-run.js';

const STATES: readonly SiteState[] = [
  { key: 'error', label: 'Error', tone: 'bad' },
  { key: 'warning', label: 'Warning', tone: 'warn' },
  { key: 'suppressed', label: 'Suppressed', tone: 'quiet' },
];

/**
 * Lint results as a page for people: findings with code, host and proposed change, and the findings that comments
 * suppress.
 */
export function checkToHtml(
  results: readonly LintResult[],
  { cwd, filesScanned, shard, regions = [], preset }: CheckRun,
): string {
  const { errorCount, warningCount, fatalErrorCount } = totalsOf(results);
  const suppressed = results.reduce((total, { suppressedMessages }) => total + suppressedMessages.length, 0);
  const scanned = filesScanned === undefined ? 'Merged from several reports' : `${count(filesScanned, 'file')} scanned`;
  const part = shard ? `, part ${shard.index} of ${shard.count}` : '';
  return renderPage({
    title: 'STS calls: check',
    subtitle: `${scanned}${part}. Nothing was changed.`,
    version: ownVersion(),
    facts: provenanceFacts(provenanceOf(cwd, { regions, ...(preset !== undefined && { preset }) })),
    next: {
      what: 'See what the migration would change.',
      command: `${NPX} migrate ${regions.length > 0 ? `--regions ${regions.join(',')} ` : ''}--dry-run`,
    },
    figures: [
      { label: 'Errors', value: errorCount - fatalErrorCount, tone: 'bad' },
      { label: 'Warnings', value: warningCount, tone: 'warn' },
      { label: 'Suppressed', value: suppressed },
      {
        label: 'Files with findings',
        value: results.filter(({ messages }) => messages.some(({ ruleId }) => ruleId !== null)).length,
      },
      { label: 'Files with STS', value: results.length },
      { label: 'Files failed', value: fatalErrorCount, tone: 'bad' },
    ],
    states: STATES,
    sites: results.flatMap((result) => sitesOf(result, displayPath(cwd, result.filePath))),
    failures: results.flatMap(({ filePath, messages }) =>
      messages
        .filter(({ ruleId }) => ruleId === null)
        .map(({ message, line, column }) => ({
          path: `${displayPath(cwd, filePath)}${line > 0 ? `:${line}:${column}` : ''}`,
          message,
        })),
    ),
    ruleLabel: 'Rule',
    reasons: [],
    warnings: [],
    helpers: [],
  });
}

function sitesOf({ messages, suppressedMessages, source }: LintResult, path: string): ReportSite[] {
  const lines = source?.split(/\r?\n/);
  const all: readonly (LintMessage | SuppressedLintMessage)[] = [...messages, ...suppressedMessages];
  return all
    .filter(({ ruleId }) => ruleId !== null)
    .sort(byPosition)
    .map((message): ReportSite => {
      const { line, column, endLine = line, docsUrl } = message;
      const change = source === undefined ? undefined : changeOf(message, path, source);
      return {
        path,
        line,
        column,
        ...('suppressions' in message
          ? { state: 'suppressed', note: suppressionNote(message) }
          : { state: message.severity === 2 ? 'error' : 'warning' }),
        rule: (message.ruleId ?? '').replace(/^sts-regional\//, ''),
        ...(docsUrl !== undefined && { docsUrl }),
        sdk: sdkLabel(message.sdk),
        host: message.host ?? UNDECIDED_HOST,
        message: message.message,
        ...(lines && { excerpt: excerptOf(lines, line, endLine) }),
        ...(change && { diff: change }),
      };
    });
}

function suppressionNote({ suppressions }: SuppressedLintMessage): string {
  const reasons = suppressions
    .map(({ justification }) => justification)
    .filter((justification) => justification !== '');
  return reasons.length === 0
    ? 'An ESLint comment suppresses it and gives no reason.'
    : `An ESLint comment suppresses it: ${reasons.join('; ')}`;
}

/**
 * A diff of what the fix, or else the first suggestion, would change. It covers the lines around it: whole files take
 * long to compare.
 */
function changeOf({ fix, suggestions = [] }: LintMessage, path: string, source: string): readonly string[] | undefined {
  const change = fix ?? suggestions[0]?.fix;
  if (!change) return undefined;
  const [start, end] = change.range;
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const newline = source.indexOf('\n', end);
  const to = newline === -1 ? source.length : newline + 1;
  return hunksOf(
    unifiedDiff(path, source.slice(from, to), source.slice(from, start) + change.text + source.slice(end, to)),
  ).filter((line) => !line.startsWith('@@'));
}
