import { ownVersion } from '../../../project/own-version.js';
import { visible, visibleLine } from '../../../text/visible.js';
import { provenanceOf, provenanceParts } from '../../reports/provenance.js';
import { count, sentences } from '../../reports/words.js';
import type { FileReport, HelperReport, MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';

/** GitHub takes descriptions of up to 65,536 characters. */
const MOST_ROWS = 100;
/** A longer table is folded. */
const ROWS_SHOWN = 15;

/** A migration as a summary to paste into a pull request: what changed, what it asks for, and what is left to do. */
export function migrateToMarkdown(report: MigrateReport, { cwd, mode, regions }: MigrateRun): string {
  const { summary, files, helpers, helperFiles, warnings } = report;
  const isDone = mode === 'write';
  const left = summary.sitesSkipped + summary.sitesRewrittenInPart;
  const facts = [
    `${count(summary.sitesRewritten, 'site')} in ${count(summary.filesChanged, 'file')} ${isDone ? 'rewritten' : 'to rewrite'}`,
    ...(left > 0 ? [`${count(left, 'site')} with something left to do`] : []),
    ...(summary.filesFailed > 0 ? [`${count(summary.filesFailed, 'file')} failed`] : []),
  ];
  const made = [`eslint-plugin-sts-regional ${ownVersion()}`, ...provenanceParts(provenanceOf(cwd, { regions }))];
  const blocks = [
    `<!-- Made by eslint-plugin-sts-regional ${ownVersion()} -->\n## AWS STS: regional endpoints`,
    `**${facts.join(', ')}.** ${count(summary.filesScanned, 'file')} scanned by ${made.map(prose).join(', ')}.`,
    ...list('### Before this is deployed', warnings.map(prose)),
    ...list(
      '### Failover helper',
      helpers.map((path) =>
        helperLine(
          path,
          helperFiles.find((helper) => helper.path === path),
        ),
      ),
    ),
    ...table(isDone ? '### Rewritten' : '### To rewrite', ['place', 'codemod'], files.flatMap(rewrittenRows)),
    ...table('### Left to do', ['place', 'why', 'what to do'], files.flatMap(leftRows)),
    ...list(
      '### Failed',
      files.flatMap(({ path, error }) => (error === undefined ? [] : [`${code(path)}: ${prose(error)}`])),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const helperLine = (path: string, helper: HelperReport | undefined): string =>
  [
    code(path),
    ...(helper
      ? [
          `: ${helper.isNew ? 'new' : 'gets more parts'}, ${[count(helper.lines, 'line'), ...helper.sections].join(', ')}`,
        ]
      : []),
  ].join('');

type Row = readonly string[];

const rewrittenRows = ({ path, status, edits }: FileReport): Row[] =>
  status === 'changed' ? edits.map(({ line, codemod }) => [code(`${path}:${line}`), code(codemod)]) : [];

const leftRows = ({ path, edits, skipped }: FileReport): Row[] =>
  [...skipped, ...edits.flatMap(({ line, remaining }) => (remaining ? [{ line, ...remaining }] : []))]
    .sort((a, b) => a.line - b.line)
    .map(({ line, reason, nextStep }) => [
      code(`${path}:${line}`),
      prose(sentences(reason)),
      prose(sentences(nextStep)),
    ]);

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length - MOST_ROWS;
  return [
    title,
    [...items.slice(0, MOST_ROWS), ...(rest > 0 ? [`and ${rest} more`] : [])].map((item) => `- ${item}`).join('\n'),
  ];
}

function table(title: string, header: Row, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const rest = rows.length - MOST_ROWS;
  const lines = [header, header.map(() => '---'), ...rows.slice(0, MOST_ROWS)].map((row) => `| ${row.join(' | ')} |`);
  const body = lines.join('\n') + (rest > 0 ? `\n\nand ${rest} more` : '');
  return rows.length > ROWS_SHOWN
    ? [title, `<details><summary>${count(rows.length, 'site')}</summary>\n\n${body}\n\n</details>`]
    : [title, body];
}

/** Code on one line, also in a table. The fence is longer than any in the text. */
function code(text: string): string {
  const shown = visibleLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

/** A sentence: code between backticks stays code, and nothing else in it is markup or calls a person. */
function prose(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : plain(part)))
    .join('');
}

const plain = (text: string): string =>
  visible(text)
    .replaceAll('\n', ' ')
    .replace(/[\\`*_[\]<>&|#]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@(?=\w)/g, '@<!-- -->');
