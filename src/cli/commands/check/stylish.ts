import pc from 'picocolors';
import type { Colors } from '../../terminal/colors.js';
import { displayPath } from '../../../project/paths.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import { grouped } from '../../terminal/progress.js';
import { count } from '../../reports/words.js';
import type { LintMessage, LintResult } from './lint-result.js';
import { totalsOf } from './lint-result.js';
import type { CheckRun } from './check-run.js';

/** Findings by file, in the columns of ESLint's stylish formatter, and a summary. */
export function checkToStylish(results: readonly LintResult[], run: CheckRun, color: boolean): string {
  const paint = pc.createColors(color);
  const withMessages = results.filter(({ messages }) => messages.length > 0);
  const blocks = withMessages.map(
    (result) =>
      `${paint.underline(visiblePath(displayPath(run.cwd, result.filePath)))}\n${table(result.messages, paint)}\n`,
  );
  return [...blocks, summary(results, run, paint)].join('\n');
}

function table(messages: readonly LintMessage[], paint: Colors): string {
  const place = ({ line, column }: LintMessage): string => (line === 0 ? '' : `${line}:${column}`);
  const width = Math.max(...messages.map((message) => place(message).length));
  return messages
    .map((message) => {
      const level = message.severity === 2 ? paint.red('error  ') : paint.yellow('warning');
      const rule = message.ruleId === null ? '' : `  ${paint.dim(visibleLine(message.ruleId))}`;
      return `  ${paint.dim(place(message).padStart(width))}  ${level}  ${visibleLine(message.message)}${rule}`;
    })
    .join('\n');
}

function summary(
  results: readonly LintResult[],
  { filesScanned, isNothingRead, inBaseline = 0 }: CheckRun,
  paint: Colors,
): string {
  const { errorCount, warningCount, fatalErrorCount } = totalsOf(results);
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
  return `${errorCount > 0 ? paint.red(verdict) : paint.yellow(verdict)}\n`;
}
