import { visibleLine } from '../../../text/visible.js';
import type { Colors } from '../../terminal/colors.js';
import type { LintMessage } from './lint-result.js';

/** Longer lines are cut where no terminal says how wide it is. */
const WIDEST = 120;
const INDENT = '    ';
/** How much of a long line is shown before the place that is marked. */
const LEAD = 20;

/**
 * The source line of a message, with the place marked below it:
 *
 *       4 | const sts = new STSClient({});
 *         |                 ^^^^^^^^^
 *
 * Nothing for a message about no line.
 *
 * @param lines of the file
 */
export function codeFrame(
  { line, column, endLine, endColumn, severity }: LintMessage,
  lines: readonly string[],
  { columns = WIDEST, paint }: { readonly columns?: number | undefined; readonly paint: Colors },
): readonly string[] {
  const text = lines[line - 1];
  if (text === undefined || text.trim() === '') return [];
  const start = Math.min(column - 1, text.length);
  const end =
    endLine === line && endColumn !== undefined ? endColumn - 1 : endLine === undefined ? start + 1 : text.length;
  const number = String(line);
  const room = Math.max(columns - INDENT.length - number.length - ' | '.length, LEAD + 4);
  const { shown, before, marked } = fitted(
    {
      before: onScreen(text.slice(0, start)).trimStart(),
      marked: onScreen(text.slice(start, end)),
      after: onScreen(text.slice(end)).trimEnd(),
    },
    room,
  );
  const mark = '^'.repeat(Math.max(marked, 1));
  return [
    `${INDENT}${paint.dim(`${number} |`)} ${shown}`,
    `${INDENT}${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(before)}${severity === 2 ? paint.red(mark) : paint.yellow(mark)}`,
  ];
}

/** A tab has no width of its own, and other invisible characters are shown as their numbers. */
const onScreen = (text: string): string => visibleLine(text.replaceAll('\t', '  '));

interface Line {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** The line as it fits, and how many characters stand before the place and in it. */
function fitted(
  { before, marked, after }: Line,
  room: number,
): { readonly shown: string; readonly before: number; readonly marked: number } {
  const cutBefore =
    before.length + marked.length > room && before.length > LEAD ? `…${before.slice(1 - LEAD)}` : before;
  const whole = cutBefore + marked + after;
  const shown = whole.length > room ? `${whole.slice(0, room - 1)}…` : whole;
  return { shown, before: cutBefore.length, marked: Math.min(marked.length, shown.length - cutBefore.length) };
}
