import { structuredPatch } from 'diff';
import { INVISIBLE } from './visible.js';

const CONTEXT_LINES = 3;

/**
 * A unified diff that `git apply` and `patch -p1` accept, line ends and a missing last newline included.
 *
 * @param path relative, with `/`
 * @param before `undefined` for a new file
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after, undefined, undefined, { context: CONTEXT_LINES });
  const header = [
    `--- ${before === undefined ? '/dev/null' : patchName(`a/${path}`)}`,
    `+++ ${patchName(`b/${path}`)}`,
  ];
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${start(oldStart, oldLines)},${oldLines} +${start(newStart, newLines)},${newLines} @@`,
    ...lines,
  ]);
  return `${[...header, ...body].join('\n')}\n`;
}

/** A name as git writes it: quoted as in C where it must be, and with a tab behind it where a space would end it. */
function patchName(path: string): string {
  const escaped = path
    .replace(/["\\]/g, '\\$&')
    .replace(INVISIBLE, (character) =>
      Array.from(new TextEncoder().encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
    )
    .replace(/[\t\n]/g, (control) => `\\0${control.charCodeAt(0).toString(8)}`);
  return `${escaped === path ? path : `"${escaped}"`}${path.includes(' ') ? '\t' : ''}`;
}

/** An empty side starts at line 0. */
function start(line: number, lines: number): number {
  return lines === 0 ? line - 1 : line;
}
