import type { DocumentNode, MemberNode, ValueNode } from '@humanwhocodes/momoa';
import { parsers } from './parsers.js';
import type { ConfigEntry, Key, Range } from './types.js';

/** The scalars of a JSON, JSONC or JSON5 text. @throws with `line` and `column`, from 1, where it is not such a text */
export function readJson(text: string): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  const visit = (node: ValueNode, path: readonly Key[]): void => {
    switch (node.type) {
      case 'Object':
        for (const member of node.members) visit(member.value, [...path, nameOf(member)]);
        return;
      case 'Array':
        node.elements.forEach((element, index) => visit(element.value, [...path, index]));
        return;
      case 'String':
        entries.push({
          path,
          value: node.value,
          range: [node.loc.start.offset + 1, node.loc.end.offset - 1],
          style: 'quoted',
        });
        return;
      default: {
        const range: Range = [node.loc.start.offset, node.loc.end.offset];
        entries.push({ path, value: text.slice(...range), range, style: 'plain' });
      }
    }
  };
  visit(parseJson(text).body, []);
  return entries;
}

export const nameOf = ({ name }: MemberNode): string => (name.type === 'String' ? name.value : name.name);

/** What a JSON text says; it may start with a byte order mark. @throws as `readJson` */
export const valueOfJson = (text: string): unknown => parsers.json().evaluate(parseJson(text.replace(/^\uFEFF/, '')));

/** Files named `.json` often have comments and trailing commas. JSON5 is tried only when that fails. */
export function parseJson(text: string): DocumentNode {
  const { parse } = parsers.json();
  try {
    return parse(text, { mode: 'jsonc', allowTrailingCommas: true });
  } catch (error) {
    if (text.endsWith('\\')) throw error; // @humanwhocodes/momoa 3.3.13 never returns from such a text in JSON5
    try {
      return parse(text, { mode: 'json5', allowTrailingCommas: true });
    } catch {
      throw error;
    }
  }
}
