import pc from 'picocolors';
import type { Colors } from '../../terminal/colors.js';
import { displayPath } from '../../../project/paths.js';
import { parseStsHost } from '../../../sts/hosts.js';
import { proposeNear, settingsOf } from '../../../sts/region-proposal.js';
import { findRegion } from '../../../sts/regions.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import { wrap } from '../../../text/wrap.js';
import { grouped } from '../../terminal/progress.js';
import { count, NPX } from '../../reports/words.js';
import { flagsOf } from '../endpoints/proposal.js';
import { codeFrame } from './code-frame.js';
import type { LintMessage, LintResult } from './lint-result.js';
import { totalsOf } from './lint-result.js';
import type { CheckRun } from './check-run.js';

/** Findings by file, in the columns of ESLint's stylish formatter, each with its line of code, and a summary. */
export function checkToStylish(results: readonly LintResult[], run: CheckRun, color: boolean): string {
  const paint = pc.createColors(color);
  const withMessages = results.filter(({ messages }) => messages.length > 0);
  const blocks = withMessages.map(
    (result) =>
      `${paint.underline(visiblePath(displayPath(run.cwd, result.filePath)))}\n${table(result, run, paint)}\n`,
  );
  return [...blocks, summary(results, run, paint)].join('\n');
}

const GAP = '  ';
const LEVELS = { 1: 'warning', 2: 'error  ' } as const;

function table({ messages, source = '' }: LintResult, { columns }: CheckRun, paint: Colors): string {
  const place = ({ line, column }: LintMessage): string => (line === 0 ? '' : `${line}:${column}`);
  const width = Math.max(...messages.map((message) => place(message).length));
  const indent = GAP.length + width + GAP.length + LEVELS[1].length + GAP.length;
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  return messages
    .flatMap((message) => {
      const level = message.severity === 2 ? paint.red(LEVELS[2]) : paint.yellow(LEVELS[1]);
      const head = `${GAP}${paint.dim(place(message).padStart(width))}${GAP}${level}${GAP}`;
      const [first = '', ...more] = sentenceOf(message, columns === undefined ? undefined : columns - indent, paint);
      return [
        head + first,
        ...more.map((line) => ' '.repeat(indent) + line),
        ...codeFrame(message, lines, { columns, paint }),
      ];
    })
    .join('\n');
}

/** What a message says, and the name of its rule, in lines. */
function sentenceOf({ message, ruleId }: LintMessage, width: number | undefined, paint: Colors): readonly string[] {
  const text = visibleLine(message);
  if (ruleId === null) return wrap(text, width);
  const rule = visibleLine(ruleId);
  return wrap(`${text}${GAP}${rule}`, width).map((line) =>
    line.endsWith(rule) ? line.slice(0, -rule.length) + paint.dim(rule) : line,
  );
}

function summary(results: readonly LintResult[], run: CheckRun, paint: Colors): string {
  const { errorCount, warningCount, fatalErrorCount } = totalsOf(results);
  const { filesScanned, isNothingRead, inBaseline = 0 } = run;
  const problems = errorCount + warningCount;
  const parsed = results.length - fatalErrorCount;
  const files = [
    ...(filesScanned === undefined ? [] : [`${count(filesScanned, 'file')} scanned`]),
    `${grouped(parsed)} parsed`,
    ...(fatalErrorCount === 0 ? [] : [`${grouped(fatalErrorCount)} failed`]),
    ...(inBaseline === 0 ? [] : [`${count(inBaseline, 'finding')} in the baseline`]),
  ].join(', ');
  if (problems === 0 && isNothingRead) return 'No file was read\n';
  if (problems === 0) return `${paint.green('✔')} No problems (${files})\n`;
  const findings = `${count(errorCount, 'error')}, ${count(warningCount, 'warning')}`;
  const verdict = `✖ ${count(problems, 'problem')} (${findings}; ${files})`;
  return `${errorCount > 0 ? paint.red(verdict) : paint.yellow(verdict)}\n${whatMigrateDoes(results, run)}`;
}

/** How many findings a migration puts right, and how to see it. */
function whatMigrateDoes(results: readonly LintResult[], { paths = [], regions = [] }: CheckRun): string {
  const findings = results.flatMap(({ messages }) => messages.filter(({ fatal }) => !fatal));
  if (findings.length === 0) return '';
  const cured = findings.filter(({ migratable }) => migratable).length;
  const inPart = findings.filter(({ migratable }) => migratable === 'in part').length;
  const parts = inPart === 0 ? '' : ` (${grouped(inPart)} in part)`;
  const sentence = `migrate can put right ${grouped(cured)} of ${count(findings.length, 'finding')}${parts}`;
  if (cured === 0) return `${sentence}: each needs a decision.\n`;
  const which = paths.length > MOST_PATHS ? [] : paths.map(inShell);
  const proposed = regions.length === 0 ? regionsFor(findings) : undefined;
  const condition =
    regions.length > 0 ? '' : proposed ? ', with regions such as these' : ', once it knows your regions';
  const command = [`${NPX} migrate`, ...which, ...(proposed ? [proposed] : []), '--dry-run'].join(' ');
  return `${sentence}${condition}. To see how:\n  ${command}\n`;
}

/** The flags for the region that most requests go to; `undefined` where none of their hosts names one. */
function regionsFor(findings: readonly LintMessage[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { host } of findings) {
    const parsed = host === undefined ? undefined : parseStsHost(host);
    if (parsed && parsed.kind !== 'global') counts.set(parsed.region, (counts.get(parsed.region) ?? 0) + 1);
  }
  const [name] = [...counts].sort(([, a], [, b]) => b - a).map(([region]) => region);
  const home = name === undefined ? undefined : findRegion(name);
  const settings = home && settingsOf(proposeNear(home));
  return settings && flagsOf(settings);
}

/** A hook names many; the command is for people. */
const MOST_PATHS = 3;

const inShell = (path: string): string =>
  /^[\w./@+,-]+$/.test(path) ? path : `'${visibleLine(path).replaceAll("'", "'\\''")}'`;
