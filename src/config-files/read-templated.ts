import { lineValue, linesOf } from './read-lines.js';
import type { ConfigEntry, Key } from './types.js';

/** Helm and Go templates, Jinja, ERB, GitHub-like and Handlebars marks. */
const TEMPLATE = /\{\{|\{%|<%|\[\[|^[^\S\r\n]*#(?:if|end|set)\b/m;

/** Whether a text is written in a template language, so that a parser for the result cannot read it. */
export const isTemplated = (text: string): boolean => TEMPLATE.test(text);

const YAML_LINE = /^(\s*)((?:-\s+)*)(?:(["']?)([\w./$:@\\-]+)\3\s*:(?:\s+|$))?(.*)$/;

/** The keys above a line, by indentation. The innermost is the last. */
interface Level {
  readonly indent: number;
  readonly key: Key;
}

/**
 * Reads YAML that does not parse, line by line: what a line says by itself, under the keys above it by indentation.
 * Values that a template makes are left out.
 */
export function readYamlLines(text: string): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  let levels: Level[] = [];
  let items = 0;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*(?:#|$)/.test(line) || /^\s*(?:\{\{|\{%|<%)/.test(line)) continue;
    const [, space = '', dashes = '', quote = '', key, raw = ''] = YAML_LINE.exec(line) ?? [];
    const dash = space.length;
    levels = levels.filter(
      ({ indent, key: above }) => indent < dash || (dashes !== '' && indent === dash && typeof above === 'string'),
    );
    if (dashes !== '') levels.push({ indent: dash + 0.5, key: (items += 1) });
    const indent = dash + dashes.length;
    if (dashes !== '') levels = levels.filter((level) => level.indent < indent);
    const path = levels.map((level) => level.key);
    const at = start + line.length - raw.length;
    const value = lineValue(
      raw.replace(/^[!&]\S+\s+/, (mark) => ' '.repeat(mark.length)).trimStart(),
      at + raw.length - raw.replace(/^[!&]\S+\s+/, '').length,
    );
    if (key !== undefined) {
      if (raw === '' || /^[|>&]/.test(raw)) levels.push({ indent, key });
      else if (!isTemplated(value.value)) entries.push({ path: [...path, key], ...value });
    } else if (dashes !== '' && quote === '' && value.value !== '' && !isTemplated(value.value))
      entries.push({ path, ...value });
    else if (dashes === '' && value.value !== '' && !isTemplated(value.value))
      entries.push({ path: [...path, items], ...value, style: 'block' });
  }
  return entries;
}

const JSON_PAIR = /"([^"\\\n]+)"\s*:\s*"((?:\\.|[^"\\\n])*)"/g;

/** Reads JSON that does not parse: its pairs of strings, without what is around them. */
export function readJsonPairs(text: string): readonly ConfigEntry[] {
  return [...text.matchAll(JSON_PAIR)].flatMap((match) => {
    const [whole, key = '', value = ''] = match;
    const end = match.index + whole.length - 1;
    return isTemplated(value)
      ? []
      : [{ path: [key], value, range: [end - value.length, end] as const, style: 'quoted' as const }];
  });
}
