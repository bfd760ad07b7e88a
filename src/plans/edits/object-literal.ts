import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Source } from '../../ast/source.js';
import { overlaps, type Edit } from '../../text/edit.js';
import { braced, styleOf } from './style.js';
import { indentationOf, lineStartOf, startsLine } from '../../text/lines.js';

/**
 * Adds a property (`region: 'eu-west-1'`, `...defaults`) to an object literal, on a line of its own when the others
 * have theirs.
 */
export function addProperty(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const [first] = literal.properties;
  const last = literal.properties.at(-1);
  if (!first || !last) return addToEmpty(literal, property, source);
  const commented =
    source.text.slice(literal.range[0], first.range[0]).includes('/') &&
    source.comments.some((comment) => comment.range[0] >= literal.range[0] && comment.range[1] <= first.range[0]);
  return commented ? addAfter(last, property, source) : addBefore(first, property, source);
}

function addToEmpty(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const inside = source.text.slice(literal.range[0] + 1, literal.range[1] - 1);
  if (inside.trim() === '')
    return { range: [literal.range[0], literal.range[1]], text: braced(property, styleOf(source)) };
  const at = literal.range[0] + 1; // only comments inside
  const lead = /^\s*/.exec(inside)?.[0] ?? '';
  return { range: [at, at], text: `${lead || ' '}${property},${lead ? '' : ' '}` };
}

function addBefore(first: Node, property: string, source: Source): Edit {
  const at = first.range[0];
  return {
    range: [at, at],
    text: startsLine(at, source.text)
      ? `${property},${lineEndBefore(at, source.text)}${indentationOf(first, source.text)}`
      : `${property}, `,
  };
}

function addAfter(last: Node, property: string, source: Source): Edit {
  const { text } = source;
  const comma = /^\s*,/.exec(text.slice(last.range[1]))?.[0];
  const at = last.range[1] + (comma?.length ?? 0);
  const lead = startsLine(last.range[0], text)
    ? `${lineEndBefore(last.range[0], text)}${indentationOf(last, text)}`
    : ' ';
  return { range: [at, at], text: comma ? `${lead}${property},` : `,${lead}${property}` };
}

const lineEndBefore = (offset: number, text: string): string =>
  /\r\n[ \t]*$/.test(text.slice(0, offset)) ? '\r\n' : '\n';

/** Removes several properties, neighbours on one line together; comments between such neighbours go with them. */
export function removeProperties(
  properties: readonly Node[],
  literal: TSESTree.ObjectExpression,
  source: Source,
): readonly Edit[] {
  const singly = properties.map((property) => removeProperty(property, literal, source));
  if (!singly.some((edit, index) => overlaps([edit], singly.slice(index + 1)))) return singly;
  const sorted = [...properties].sort((a, b) => a.range[0] - b.range[0]);
  const runs: Node[][] = [];
  for (const property of sorted) {
    const run = runs.at(-1);
    if (
      run &&
      literal.properties.indexOf(property as TSESTree.Property) ===
        literal.properties.indexOf(run.at(-1) as TSESTree.Property) + 1
    )
      run.push(property);
    else runs.push([property]);
  }
  return runs.map((run) => removeRun(run[0] as Node, run.at(-1) as Node, literal, source));
}

/** Removes a property with its comma, and with its line when it has one to itself. Comments stay. */
export const removeProperty = (property: Node, literal: TSESTree.ObjectExpression, source: Source): Edit =>
  removeRun(property, property, literal, source);

/** Removes the properties from the one to the other. */
function removeRun(from: Node, to: Node, literal: TSESTree.ObjectExpression, source: Source): Edit {
  const { text } = source;
  const [start, end] = [from.range[0], to.range[1]];
  const previous = literal.properties[literal.properties.indexOf(from as TSESTree.Property) - 1];
  const next = literal.properties[literal.properties.indexOf(to as TSESTree.Property) + 1];
  const comma = commaAfter(end, literal, source);
  const rest = /^[ \t]*,?[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  if (startsLine(start, text) && rest !== undefined && (rest.includes(',') || !next))
    return { range: [lineStartOf(start, text), end + rest.length], text: '' };
  if (next) return removeBefore(next, start, [end, comma ?? end], text);
  if (previous) {
    // A comma behind the removed property stays and closes the list as it did before.
    const separator = commaAfter(previous.range[1], literal, source) ?? previous.range[1];
    const between = text.slice(separator + 1, start);
    return {
      range: [separator, end],
      text: followsLineComment(start, source) ? between.replace(/[ \t]+$/, '') : between.trimEnd(),
    };
  }
  // The only property: `{ a }` becomes `{}`, comments inside stay.
  const after = comma === undefined ? end : comma + 1;
  const inside =
    text.slice(literal.range[0] + 1, start) + text.slice(end, comma ?? end) + text.slice(after, literal.range[1] - 1);
  return inside.trim() === ''
    ? { range: literal.range, text: '{}' }
    : { range: [start, after], text: text.slice(end, comma ?? end) };
}

/** Removes up to the next property; comments on the way there stay. */
function removeBefore(next: Node, start: number, [end, comma]: readonly [number, number], text: string): Edit {
  const kept = text.slice(end, comma);
  if (kept.trim() === '' && text.slice(comma + 1, next.range[0]).trim() === '')
    return { range: [start, next.range[0]], text: '' };
  const space = startsLine(start, text) ? (/^[ \t]*/.exec(text.slice(comma + 1))?.[0].length ?? 0) : 0;
  return { range: [start, comma + 1 + space], text: kept.trimStart() };
}

/** The offset of the comma that follows, comments in between passed over. */
function commaAfter(offset: number, literal: Node, { text, comments }: Source): number | undefined {
  for (let at = offset; at < literal.range[1]; at += 1) {
    const comment = comments.find((each) => each.range[0] === at);
    if (comment) at = comment.range[1] - 1;
    else if (text[at] === ',') return at;
    else if (!/\s/.test(text[at] ?? '')) return undefined;
  }
  return undefined;
}

/** Whether only white space stands between a `//` comment and the offset, so that the line break must stay. */
const followsLineComment = (offset: number, { text, comments }: Source): boolean =>
  comments.some(
    (comment) =>
      comment.type === 'Line' && comment.range[1] <= offset && text.slice(comment.range[1], offset).trim() === '',
  );
