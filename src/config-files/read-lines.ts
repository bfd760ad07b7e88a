import type { ConfigEntry, Key, Range } from './types.js';

interface Line {
  readonly text: string;
  readonly start: number;
}

/** The lines of a text without their ends, each with its offset. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start) === -1 ? text.length : text.indexOf('\n', start);
    lines.push({ text: text.slice(start, end).replace(/\r$/, ''), start });
    start = end + 1;
  }
  return lines;
}

/**
 * The value of `KEY=value # comment`, without quotes. Without quotes around it, a comment is cut off. `at` is the
 * offset of `raw`.
 */
export function lineValue(raw: string, at: number): Pick<ConfigEntry, 'value' | 'range' | 'style'> {
  const quoted = /^(["'])((?:\\.|(?!\1)[^\\])*)\1/.exec(raw);
  if (quoted) return { value: quoted[2] ?? '', range: [at + 1, at + 1 + (quoted[2] ?? '').length], style: 'quoted' };
  const value = raw.replace(/(?:^|\s)[#;].*$/, '').trimEnd();
  return { value, range: [at, at + value.length], style: 'plain' };
}

const ENV_LINE = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)(\s*=[^\S\n]*)(.*)$/;

/** `KEY=value` lines, as dotenv, docker and shells read them. */
export function readEnv(text: string): readonly ConfigEntry[] {
  return linesOf(text).flatMap(({ text: line, start }) => {
    const [, lead = '', key, sign = '', raw = ''] = ENV_LINE.exec(line) ?? [];
    return key === undefined
      ? []
      : [{ path: [key], ...lineValue(raw, start + lead.length + key.length + sign.length) }];
  });
}

const INI_SECTION = /^\s*\[([^\]]*)\]/;
const INI_LINE = /^(\s*)([^\s=:#;[][^=:]*)([=:][^\S\n]*)(.*)$/;

/**
 * `[section]` and `key = value`. Indented lines below a key without a value belong to it, as in the AWS configuration
 * files.
 */
export function readIni(text: string): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  let section: readonly Key[] = [];
  let parent: { readonly key: string; readonly indent: number } | undefined;
  for (const { text: line, start } of linesOf(text)) {
    const name = INI_SECTION.exec(line)?.[1]?.trim();
    if (name !== undefined) {
      section = [name];
      parent = undefined;
      continue;
    }
    const [, indent = '', written, sign = '', raw = ''] = /^\s*[#;]/.test(line) ? [] : (INI_LINE.exec(line) ?? []);
    if (written === undefined) continue;
    const key = written.trimEnd();
    if (parent && indent.length <= parent.indent) parent = undefined;
    if (raw === '') parent = { key, indent: indent.length };
    else
      entries.push({
        path: [...section, ...(parent ? [parent.key] : []), key],
        ...lineValue(raw, start + indent.length + written.length + sign.length),
      });
  }
  return entries;
}

const INSTRUCTION = /^(\s*)([A-Za-z]+)(\s+)(.*)$/;
const CONTINUED = /\\[^\S\n]*$/;

/** `ENV` and `ARG` by name, and the commands of `RUN`, `CMD` and `ENTRYPOINT` as texts. */
export function readDockerfile(text: string): readonly ConfigEntry[] {
  const lines = linesOf(text);
  const entries: ConfigEntry[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] as Line;
    const [, indent = '', word = '', space = ''] = /^\s*#/.test(first.text) ? [] : (INSTRUCTION.exec(first.text) ?? []);
    // Comment lines may stand between the lines of one instruction.
    while (
      index + 1 < lines.length &&
      (CONTINUED.test((lines[index] as Line).text) || /^\s*#/.test((lines[index] as Line).text)) &&
      word !== ''
    )
      index += 1;
    const last = lines[index] as Line;
    const start = first.start + indent.length + word.length + space.length;
    const instruction = word.toUpperCase();
    const body: Range = [start, last.start + last.text.length];
    if (instruction === 'ENV' || instruction === 'ARG')
      entries.push(...assignments(instruction, text.slice(...body), start));
    else if (/^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction))
      entries.push({ path: [instruction, index], value: text.slice(...body), range: body, style: 'block' });
  }
  return entries;
}

const ASSIGNMENT = /([A-Za-z_]\w*)=(?:"((?:\\.|[^"\\])*)"|'([^']*)'|((?:\\[^\n]|[^\s\\])*))/g;

function assignments(instruction: string, body: string, at: number): readonly ConfigEntry[] {
  const old = instruction === 'ENV' ? /^([A-Za-z_]\w*)([^\S\n]+)([^\n]+)$/.exec(body.trimEnd()) : null; // ENV KEY value
  if (old && !(old[1] ?? '').includes('=')) {
    const [, key = '', space = '', raw = ''] = old;
    return [{ path: ['ENV', key], ...lineValue(raw, at + key.length + space.length) }];
  }
  return [...body.matchAll(ASSIGNMENT)].map((match) => {
    const [, key = '', double, single, plain] = match;
    const isQuoted = double !== undefined || single !== undefined;
    const value = double ?? single ?? plain ?? '';
    const start = at + match.index + key.length + 1 + (isQuoted ? 1 : 0);
    return {
      path: [instruction, key],
      value,
      range: [start, start + value.length] as const,
      style: isQuoted ? ('quoted' as const) : ('plain' as const),
    };
  });
}
