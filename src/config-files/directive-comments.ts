import type { ConfigFormat, Range } from './types.js';

/** A comment in a configuration file that is a directive for ESLint. */
export interface DirectiveComment {
  /** Without the comment marks: `eslint-disable-next-line a-rule -- why`. */
  readonly text: string;
  /** The range of the comment with its marks. */
  readonly range: Range;
}

const LINE = /(?<=^|\s)[#;]+[^\S\n]*(eslint-[^\n\r]*)/g;
/** In a properties file only a whole line can be a comment. */
const WHOLE_LINE = /^[^\S\n]*[#!]+[^\S\n]*(eslint-[^\n\r]*)/gm;
const SLASHES = /\/\/[^\S\n]*(eslint-[^\n\r]*)|\/\*\s*(eslint-[\s\S]*?)\*\//g;
const MARKUP = /<!--\s*(eslint-[\s\S]*?)-->/g;

const MARKS: Readonly<Record<ConfigFormat, readonly RegExp[]>> = {
  json: [SLASHES],
  markdown: [MARKUP, LINE, SLASHES],
  yaml: [LINE, SLASHES], // code in a YAML file has comments of its own
  toml: [LINE],
  hcl: [LINE, SLASHES],
  properties: [WHOLE_LINE],
  env: [LINE],
  ini: [LINE],
  dockerfile: [LINE],
  shell: [LINE],
};

/** The comments that switch rules off and on, in the order of the text. */
export function directiveComments(text: string, format: ConfigFormat): readonly DirectiveComment[] {
  return MARKS[format]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({
      text: (match[1] ?? match[2] ?? '').trim(),
      range: [match.index, match.index + match[0].length] as const,
    }))
    .sort((a, b) => a.range[0] - b.range[0]);
}
