import { lineChanges, linesOf, type LineChange } from './line-changes.js';
import { INVISIBLE } from './visible.js';

const CONTEXT_LINES = 3;

/**
 * A unified diff that `git apply` and `patch -p1` accept, line ends and a missing last newline included.
 *
 * @param path relative, with `/`
 * @param before `undefined` for a new file
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const [old, now] = [linesOf(before ?? ''), linesOf(after)];
  const header = [
    `--- ${before === undefined ? '/dev/null' : patchName(`a/${path}`)}`,
    `+++ ${patchName(`b/${path}`)}`,
  ];
  const body = hunksOf(lineChanges(old, now)).flatMap((changes) => hunkLines(changes, old, now));
  return `${[...header, ...body].join('\n')}\n`;
}

/** Changes that are so close that the lines around them touch form one hunk. */
function hunksOf(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const hunks: LineChange[][] = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const last = hunk?.at(-1);
    if (hunk && last && change.old[0] - last.old[1] <= 2 * CONTEXT_LINES) hunk.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkLines(changes: readonly LineChange[], old: readonly string[], now: readonly string[]): readonly string[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return [];
  const before = Math.min(CONTEXT_LINES, first.old[0]);
  const behind = Math.min(CONTEXT_LINES, old.length - last.old[1]);
  const [oldFrom, oldTo] = [first.old[0] - before, last.old[1] + behind];
  const [newFrom, newTo] = [first.new[0] - before, last.new[1] + behind];
  const lines: string[] = [];
  let done = oldFrom;
  for (const { old: removed, new: added } of changes) {
    for (const line of old.slice(done, removed[0])) lines.push(...signed(' ', line));
    for (const line of old.slice(...removed)) lines.push(...signed('-', line));
    for (const line of now.slice(...added)) lines.push(...signed('+', line));
    done = removed[1];
  }
  for (const line of old.slice(done, oldTo)) lines.push(...signed(' ', line));
  return [`@@ -${sideOf(oldFrom, oldTo)} +${sideOf(newFrom, newTo)} @@`, ...lines];
}

/** A line of a hunk. Only the last line of a text may have no line end. */
const signed = (sign: string, line: string): readonly string[] =>
  line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'];

/** Lines count from 1. A side without lines names the line before it. */
const sideOf = (from: number, to: number): string => `${from === to ? from : from + 1},${to - from}`;

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
