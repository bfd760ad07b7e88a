import type { Alias, Document, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { parsers } from './parsers.js';
import type { ConfigEntry, Key } from './types.js';

/** The text is not YAML. `line` and `column` count from 1. */
export class YamlError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** An anchor may repeat a list of anchors, and so on. What a small text expands to must stay small too. */
const MAX_REPEATED = 5_000;

/**
 * The scalars of each document of a YAML stream. Tags (`!Sub`, `!Ref`, `!vault`) are kept and change nothing. What an
 * alias or a merge key repeats is marked.
 *
 * @throws YamlError when the text is not YAML
 */
export function readYaml(text: string): readonly (readonly ConfigEntry[])[] {
  const documents = parsers.yaml().parseAllDocuments(text, {
    strict: false,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: true,
    version: '1.2',
  });
  if (!Array.isArray(documents)) return [];
  return documents.map((document: Document.Parsed) => {
    if (document.errors.length > 0) throw yamlError(document.errors);
    return entriesOf(document, text);
  });
}

function yamlError(errors: Document['errors']): YamlError {
  const { message = '', linePos } = errors[0] ?? {};
  const [position] = linePos ?? [];
  return new YamlError(
    message.replace(/ at line \d+, column \d+:[\s\S]*$/, ''),
    position?.line ?? 1,
    position?.col ?? 1,
  );
}

interface Around {
  readonly path: readonly Key[];
  readonly inFlow: boolean;
  readonly tag: string | undefined;
  readonly isReference: boolean;
}

function entriesOf(document: Document.Parsed, text: string): readonly ConfigEntry[] {
  const { isAlias, isMap, isScalar, isSeq } = parsers.yaml();
  const entries: ConfigEntry[] = [];
  let repeated = 0;
  // The library looks for an anchor in the whole document, once for each alias. The last one before an alias counts.
  const anchors = new Map<string, ParsedNode>();
  const visit = (node: ParsedNode | null | undefined, around: Around): void => {
    if (!node || (around.isReference && (repeated += 1) > MAX_REPEATED)) return;
    if (isAlias(node)) {
      repeat(node, around);
      return;
    }
    if (node.anchor !== undefined && !around.isReference) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      entries.push(entryOf(node, around, text));
      return;
    }
    const inside = { ...around, inFlow: around.inFlow || node.flow === true };
    if (isSeq(node))
      node.items.forEach((item, index) =>
        visit(item, { ...inside, path: [...around.path, index], tag: node.tag ?? undefined }),
      );
    else if (isMap(node)) ofMap(node, inside);
  };
  const ofMap = (map: YAMLMap.Parsed, around: Around): void => {
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
      if (name === undefined) continue;
      // `<<: *defaults` and `<<: [*a, *b]` put the keys of other maps here.
      if (name === '<<' && value)
        for (const source of isSeq(value) ? value.items : [value]) visit(source, { ...around, tag: undefined });
      else visit(value, { ...around, path: [...around.path, name], tag: undefined });
    }
  };
  const repeat = (alias: Alias, around: Around): void => {
    if (around.isReference) return; // one level is enough, and a ring has no end
    // An anchor in a key that is a list or a map is not visited.
    const target = anchors.get(alias.source) ?? (alias.resolve(document) as ParsedNode | undefined);
    if (!target) return;
    if (isScalar(target))
      entries.push({
        ...entryOf(target, around, text),
        range: [alias.range?.[0] ?? 0, alias.range?.[1] ?? 0],
        isReference: 'alias',
      });
    else visit(target, { ...around, isReference: true });
  };
  visit(document.contents, { path: [], inFlow: false, tag: undefined, isReference: false });
  return entries;
}

function entryOf(node: Scalar, { path, inFlow, tag, isReference }: Around, text: string): ConfigEntry {
  const [start, end] = node.range ?? [0, 0, 0];
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const own = node.tag ?? tag;
  return {
    path,
    value: typeof node.value === 'string' ? node.value : (node.source ?? ''),
    range: isBlock ? textOfBlock(start, end, text) : isQuoted ? [start + 1, end - 1] : [start, end],
    style: isBlock ? 'block' : isQuoted ? 'quoted' : inFlow ? 'flow' : 'plain',
    ...(own !== undefined && { tag: own }),
    ...(isReference && { isReference: 'repeated' as const }),
  };
}

/**
 * The lines below the header of a block (`|-`, `>2`) and its comment. Of a single line only its text: what is around it
 * is the form of the block.
 */
function textOfBlock(start: number, end: number, text: string): ConfigEntry['range'] {
  const first = Math.min(text.indexOf('\n', start) + 1 || end, end);
  const lines = text.slice(first, end);
  const content = lines.trim();
  if (content === '' || /[\r\n]/.test(content)) return [first, end];
  const at = first + lines.indexOf(content);
  return [at, at + content.length];
}
