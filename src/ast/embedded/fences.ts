import { languageNamed, type Language } from './language.js';
import { linesOf } from './text-lines.js';

/** A fenced code block of a Markdown text. */
export interface CodeFence {
  /** What follows the opening marks: `ts title="client.ts"`. */
  readonly info: string;
  /** Set when the first word of `info` is a language that our parsers read. */
  readonly language: Language | undefined;
  /** The lines between the marks, as they stand in the text, indentation included. */
  readonly range: readonly [start: number, end: number];
}

const MARKS = /^([ \t]*)(`{3,}|~{3,})(.*)$/;

/**
 * The fenced code blocks of a Markdown text, also those in lists. Fences in quotations are left out, because each of
 * their lines begins with a quotation mark.
 */
export function codeFences(text: string): readonly CodeFence[] {
  const fences: CodeFence[] = [];
  let open: { readonly marks: string; readonly info: string; readonly start: number } | undefined;
  for (const { line, start, next } of linesOf(text)) {
    const [, , marks = '', rest = ''] = MARKS.exec(line) ?? [];
    if (!open) {
      // A backtick after the marks would make it inline code.
      if (marks !== '' && !(marks.startsWith('`') && rest.includes('`')))
        open = { marks, info: rest.trim(), start: next };
    } else if (marks !== '' && marks.startsWith(open.marks) && rest.trim() === '') {
      fences.push(fenceOf(open.info, open.start, start));
      open = undefined;
    }
  }
  if (open) fences.push(fenceOf(open.info, open.start, text.length));
  return fences;
}

const fenceOf = (info: string, start: number, end: number): CodeFence => ({
  info,
  language: languageNamed(/^[\w+-]*/.exec(info)?.[0] ?? ''),
  range: [start, end],
});
