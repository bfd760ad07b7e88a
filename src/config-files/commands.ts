import type { Range } from './types.js';

/** A named value in a command line or a line of text. Offsets count from the start of that text. */
export interface TextSetting {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  /**
   * `assignment`: NAME=value; `option`: --name value; `request`: the address that curl or a similar command asks, under
   * the name `url`.
   */
  readonly kind: 'assignment' | 'option' | 'request';
}

const NAME = '[A-Za-z_][\\w.-]*';
/** In JSON and in double quotes of YAML, the quotes of a command are written with a backslash. */
const VALUE = `(?:\\\\?"([^"\\\\]*)\\\\?"|'([^']*)'|([^\\s;&|)"'\\\\]*))`;
const ASSIGNMENT = new RegExp(`(?<=^|[\\s;&|("'\`])(${NAME})=(?!=)${VALUE}`, 'g');
const OPTION = new RegExp(`(?<=^|[\\s"'])(--[a-z][\\w-]*)(?:=|\\s+)(?!-)${VALUE}`, 'g');
const REQUEST = /\b(?:curl|wget|http|https|xh|httpie)\s[^\n|;&]*?(https?:\/\/[^\s"'\\|;&)]+)/g;
/** A whole line of a properties file or AWS configuration file inside a text. */
const LINE = new RegExp(`^(\\s*(${NAME})\\s+=\\s+)(\\S+)\\s*$`);
const PAIR = new RegExp(`^\\s*${NAME}=`);
const COMMAND_AFTER_ASSIGNMENT = new RegExp(`^\\s*(?:${NAME}=\\S*\\s+)+[\\w./-]+`);

/**
 * Commands that mention a setting without making it, unless their output goes to a file: `echo X=y >> "$GITHUB_ENV"`.
 */
const TALKING = /^\s*(?:-\s*)?(?:echo|printf|print|grep|egrep|rg|sed|test|\[\[?|assert|die|error|warn|log|info)\s/;

/**
 * The settings that a text makes.
 *
 * @param isCommand a shell runs the text; any other text counts only when it is an assignment as a whole
 */
export function settingsInText(text: string, isCommand: boolean): readonly TextSetting[] {
  if (!isCommand && !text.includes('\n')) {
    if (COMMAND_AFTER_ASSIGNMENT.test(text)) return settingsInCommands(text);
    return PAIR.test(text) ? settingsOf(ASSIGNMENT, text, 0, 'assignment').slice(0, 1) : [];
  }
  const isPlainText = !isCommand;
  return linesWithOffsets(text).flatMap(({ line, start }) => {
    const [, lead = '', name, value = ''] = LINE.exec(line) ?? [];
    if (name !== undefined)
      return [
        {
          name,
          value,
          range: [start + lead.length, start + lead.length + value.length] as const,
          kind: 'assignment' as const,
        },
      ];
    if (isPlainText) return PAIR.test(line) ? settingsOf(ASSIGNMENT, line, start, 'assignment').slice(0, 1) : [];
    return settingsInCommand(line, start);
  });
}

const settingsInCommands = (text: string): readonly TextSetting[] =>
  linesWithOffsets(text).flatMap(({ line, start }) => settingsInCommand(line, start));

function settingsInCommand(whole: string, start: number): readonly TextSetting[] {
  const line = whole.replace(/(?:^|\s)#.*$/, '');
  if (TALKING.test(line) && !/>|\|\s*tee\b/.test(line)) return [];
  return [
    ...settingsOf(ASSIGNMENT, line, start, 'assignment'),
    ...settingsOf(OPTION, line, start, 'option'),
    ...requestsIn(line, start),
  ];
}

function settingsOf(pattern: RegExp, line: string, start: number, kind: 'assignment' | 'option'): TextSetting[] {
  return [...line.matchAll(pattern)].map((match) => {
    const [whole, name = '', double, single, plain] = match;
    const value = double ?? single ?? plain ?? '';
    const at = start + match.index + whole.lastIndexOf(value);
    return { name, value, range: [at, at + value.length], kind };
  });
}

function requestsIn(line: string, start: number): TextSetting[] {
  return [...line.matchAll(REQUEST)].map((match) => {
    const [whole, url = ''] = match;
    const at = start + match.index + whole.length - url.length;
    return { name: 'url', value: url, range: [at, at + url.length], kind: 'request' };
  });
}

function linesWithOffsets(text: string): readonly { readonly line: string; readonly start: number }[] {
  let start = 0;
  // In JSON a line end of a text is written `\n`.
  return text.split(/(\r?\n|\\n)/).flatMap((line, index) => {
    const at = start;
    start += line.length;
    return index % 2 === 0 ? [{ line, start: at }] : [];
  });
}
