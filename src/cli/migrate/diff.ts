import { structuredPatch } from 'diff';
import pc from 'picocolors';

const CONTEXT_LINES = 3;

/**
 * A unified diff that `git apply` and `patch -p1` accept, line ends and a missing last newline included.
 *
 * @param path relative, with `/`
 * @param before `undefined` for a new file
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after, undefined, undefined, { context: CONTEXT_LINES });
  const name = path.includes(' ') ? `${path}\t` : path; // what git does, so that a space does not end the name
  const header = [`--- ${before === undefined ? '/dev/null' : `a/${name}`}`, `+++ b/${name}`];
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [`@@ -${start(oldStart, oldLines)},${oldLines} +${start(newStart, newLines)},${newLines} @@`, ...lines]);
  return `${[...header, ...body].join('\n')}\n`;
}

/** An empty side starts at line 0. */
function start(line: number, lines: number): number {
  return lines === 0 ? line - 1 : line;
}

/** The diff with the usual colours. */
export function paintDiff(diff: string, color: boolean): string {
  if (!color) return diff;
  const paint = pc.createColors(true);
  return diff
    .split('\n')
    .map((line) => {
      if (line.startsWith('--- ') || line.startsWith('+++ ')) return paint.bold(line);
      if (line.startsWith('@@')) return paint.cyan(line);
      if (line.startsWith('+')) return paint.green(line);
      return line.startsWith('-') ? paint.red(line) : line;
    })
    .join('\n');
}
