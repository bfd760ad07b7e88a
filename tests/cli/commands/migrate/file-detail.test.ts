import { expect, it } from 'vitest';
import type { LineReplacement } from '../../../../src/cli/commands/migrate/file-detail.js';
import { fileDetail } from '../../../../src/cli/commands/migrate/file-detail.js';
import { decode } from '../../../../src/cli/files/source-text.js';

const replacements = (before: string, after: string): readonly LineReplacement[] =>
  fileDetail(
    { path: '/a.ts', source: decode(Buffer.from(before)) },
    { status: 'changed', text: after, edits: [], changes: [], skipped: [], sites: [], helpers: [] },
    'a.ts',
  ).replacements;

/** What a reader of SARIF does with the replacements. */
function applied(before: string, all: readonly LineReplacement[]): string {
  const starts = [0, ...[...before.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number): number => starts[line - 1]! + column - 1;
  return all.reduceRight(
    (text, { startLine, endLine, endColumn, text: inserted }) =>
      text.slice(0, offset(startLine, 1)) + inserted + text.slice(offset(endLine, endColumn)),
    before,
  );
}

it.each([
  ['a line changed', 'a\nb\nc\n', 'a\nB\nc\n'],
  ['lines added at the start', 'a\nb\n', 'x\ny\na\nb\n'],
  ['lines added in between', 'a\nb\n', 'a\nx\nb\n'],
  ['lines added at the end', 'a\nb\n', 'a\nb\nx\n'],
  ['lines removed', 'a\nb\nc\n', 'b\n'],
  ['the last line without a line end', 'a\nb', 'a\nB'],
  ['a line end added at the end', 'a\nb', 'a\nb\n'],
  ['CRLF', 'a\r\nb\r\nc', 'a\r\nB\r\nc'],
  ['several places', 'a\nb\nc\nd\ne\n', 'A\nb\nx\nc\nd\n'],
])('replacements make the new text from the old one: %s', (_, before, after) => {
  expect(applied(before, replacements(before, after))).toBe(after);
});
