import type { AST } from 'toml-eslint-parser';
import { parsers } from './parsers.js';
import type { ConfigEntry, Key } from './types.js';

/** The scalars of a TOML text. @throws with `lineNumber` and `column` where it is not TOML */
export function readToml(text: string): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  const content = (node: AST.TOMLContentNode, path: readonly Key[], inFlow: boolean): void => {
    if (node.type === 'TOMLArray') node.elements.forEach((element, index) => content(element, [...path, index], true));
    else if (node.type === 'TOMLInlineTable') for (const pair of node.body) keyValue(pair, path, true);
    else entries.push(entryOf(node, path, inFlow));
  };
  const keyValue = ({ key, value }: AST.TOMLKeyValue, path: readonly Key[], inFlow: boolean): void =>
    content(value, [...path, ...key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))], inFlow);
  for (const node of parsers.toml().parseTOML(text).body[0].body) {
    if (node.type === 'TOMLKeyValue') keyValue(node, [], false);
    else for (const pair of node.body) keyValue(pair, node.resolvedKey, false);
  }
  return entries;
}

function entryOf(node: AST.TOMLValue, path: readonly Key[], inFlow: boolean): ConfigEntry {
  if (node.kind !== 'string')
    return { path, value: String(node.value), range: node.range, style: inFlow ? 'flow' : 'plain' };
  const quotes = node.multiline ? 3 : 1;
  return { path, value: node.value, range: [node.range[0] + quotes, node.range[1] - quotes], style: 'quoted' };
}
