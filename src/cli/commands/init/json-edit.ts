import type { ArrayNode, ObjectNode, ValueNode } from '@humanwhocodes/momoa';
import { nameOf, parseJson } from '../../../config-files/read-json.js';
import { applyEdits, type Edit } from '../../../text/edit.js';
import { indentationOf, lineEndOf, startsLine } from '../../../text/lines.js';

/**
 * Sets a value at a path of keys; a value that is already there is kept. `undefined` when the text is not JSON, or the
 * path leads through something that is not an object.
 */
export const setInJson = (text: string, path: readonly string[], value: unknown): string | undefined =>
  edited(text, path, value, () => []);

/** The same, where there may be one value or a list of them: the new value comes last. */
export const addToJson = (text: string, path: readonly string[], value: unknown): string | undefined =>
  edited(text, path, value, (present) => {
    if (present.type === 'Array') return insertion(text, present, (write) => write(value));
    const range = rangeOf(present);
    return [{ range, text: `[${text.slice(...range)}, ${JSON.stringify(value)}]` }];
  });

function edited(
  text: string,
  path: readonly string[],
  value: unknown,
  onPresent: (present: ValueNode) => readonly Edit[],
): string | undefined {
  try {
    const edits = editsAt(text, parseJson(text).body, path, value, onPresent);
    return edits && applyEdits(text, edits);
  } catch {
    return undefined; // not JSON
  }
}

function editsAt(
  text: string,
  node: ValueNode,
  path: readonly string[],
  value: unknown,
  onPresent: (present: ValueNode) => readonly Edit[],
): readonly Edit[] | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return onPresent(node);
  if (node.type !== 'Object') return undefined;
  const member = node.members.find((each) => nameOf(each) === key);
  if (member) return editsAt(text, member.value, rest, value, onPresent);
  const content = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return insertion(text, node, (write) => `${JSON.stringify(key)}: ${write(content)}`);
}

/** Writes a value, on one line or on several. */
type WriteValue = (value: unknown) => string;

/** A new last entry, on its own line if the others are on theirs. */
function insertion(
  text: string,
  parent: ObjectNode | ArrayNode,
  entry: (write: WriteValue) => string,
): readonly Edit[] {
  const lineEnd = lineEndOf(text);
  const unit = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  const inLine: WriteValue = (value) => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  const inLines =
    (indent: string): WriteValue =>
    (value) =>
      JSON.stringify(value, null, unit).replaceAll('\n', lineEnd + indent);

  const [start, end] = rangeOf(parent);
  const last = (parent.type === 'Object' ? parent.members : parent.elements).at(-1);
  if (last) {
    const [lastStart, lastEnd] = rangeOf(last);
    if (!startsLine(lastStart, text)) return [{ range: [lastEnd, lastEnd], text: `, ${entry(inLine)}` }];
    const indent = indentationOf({ range: [lastStart, lastEnd] }, text);
    // A comment stays on its line.
    const comment = /^[ \t]*\/[/*].*/.exec(text.slice(lastEnd).split(/\r?\n/, 1)[0] ?? '')?.[0] ?? '';
    const at = lastEnd + comment.length;
    return [
      { range: [lastEnd, lastEnd], text: ',' },
      { range: [at, at], text: lineEnd + indent + entry(inLines(indent)) },
    ];
  }
  const inside = text.slice(start + 1, end - 1);
  const comments = inside.trimEnd();
  if (comments === '' && !text.trim().includes('\n'))
    return [{ range: [start + 1, end - 1], text: parent.type === 'Object' ? ` ${entry(inLine)} ` : entry(inLine) }];
  const outer = indentationOf({ range: [start, end] }, text);
  const indent = outer + unit;
  return [
    {
      range: [start + 1 + comments.length, end - 1],
      text: `${lineEnd}${indent}${entry(inLines(indent))}${lineEnd}${outer}`,
    },
  ];
}

const rangeOf = ({ loc }: Pick<ValueNode, 'loc'>): [start: number, end: number] => [loc.start.offset, loc.end.offset];
