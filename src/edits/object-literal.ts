import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Source } from '../ast/source.js';
import { overlaps, type Edit } from './edit.js';
import { indentationOf, startsLine } from './style.js';

/** Adds a property (`region: 'eu-west-1'`, `...defaults`) to an object literal, on a line of its own when the others have theirs. */
export function addProperty(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const [first] = literal.properties;
  const last = literal.properties.at(-1);
  if (!first || !last) return addToEmpty(literal, property, source);
  const commented = source.comments.some((comment) => comment.range[0] >= literal.range[0] && comment.range[1] <= first.range[0]);
  return commented ? addAfter(last, property, source) : addBefore(first, property, source);
}

function addToEmpty(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const inside = source.text.slice(literal.range[0] + 1, literal.range[1] - 1);
  if (inside.trim() === '') return { range: [literal.range[0], literal.range[1]], text: `{ ${property} }` };
  const at = literal.range[0] + 1; // only comments inside
  const lead = /^\s*/.exec(inside)?.[0] ?? '';
  return { range: [at, at], text: `${lead || ' '}${property},${lead ? '' : ' '}` };
}

function addBefore(first: Node, property: string, source: Source): Edit {
  const at = first.range[0];
  return { range: [at, at], text: startsLine(at, source.text) ? `${property},${lineEndBefore(at, source.text)}${indentationOf(first, source.text)}` : `${property}, ` };
}

function addAfter(last: Node, property: string, source: Source): Edit {
  const { text } = source;
  const comma = /^\s*,/.exec(text.slice(last.range[1]))?.[0];
  const at = last.range[1] + (comma?.length ?? 0);
  const lead = startsLine(last.range[0], text) ? `${lineEndBefore(last.range[0], text)}${indentationOf(last, text)}` : ' ';
  return { range: [at, at], text: comma ? `${lead}${property},` : `,${lead}${property}` };
}

const lineEndBefore = (offset: number, text: string): string => (/\r\n[ \t]*$/.test(text.slice(0, offset)) ? '\r\n' : '\n');

/** Removes several properties, neighbours on one line together; comments between such neighbours go with them. */
export function removeProperties(properties: readonly Node[], literal: TSESTree.ObjectExpression, source: Source): readonly Edit[] {
  const singly = properties.map((property) => removeProperty(property, literal, source));
  if (!singly.some((edit, index) => overlaps([edit], singly.slice(index + 1)))) return singly;
  const sorted = [...properties].sort((a, b) => a.range[0] - b.range[0]);
  const runs: Node[][] = [];
  for (const property of sorted) {
    const run = runs.at(-1);
    if (run && literal.properties.indexOf(property as TSESTree.Property) === literal.properties.indexOf(run.at(-1) as TSESTree.Property) + 1) run.push(property);
    else runs.push([property]);
  }
  return runs.map((run) => removeRun(run[0] as Node, run.at(-1) as Node, literal, source));
}

/** Removes a property with its comma, and with its line when it has one to itself. Comments stay. */
export const removeProperty = (property: Node, literal: TSESTree.ObjectExpression, source: Source): Edit => removeRun(property, property, literal, source);

/** Removes the properties from the one to the other. */
function removeRun(from: Node, to: Node, literal: TSESTree.ObjectExpression, source: Source): Edit {
  const { text } = source;
  const property = { range: [from.range[0], to.range[1]] as const };
  const first = literal.properties.indexOf(from as TSESTree.Property);
  const index = literal.properties.indexOf(to as TSESTree.Property);
  const comma = /^\s*,/.exec(text.slice(property.range[1], literal.range[1]))?.[0];
  const end = property.range[1] + (comma?.length ?? 0);
  const lineBreak = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  if (startsLine(property.range[0], text) && lineBreak !== undefined && (comma !== undefined || index === literal.properties.length - 1)) {
    const lineStart = text.lastIndexOf('\n', property.range[0] - 1) + 1;
    return { range: [lineStart, end + lineBreak.length], text: '' };
  }
  const next = literal.properties[index + 1];
  const previous = literal.properties[first - 1];
  if (next && text.slice(end, next.range[0]).trim() === '') return { range: [property.range[0], next.range[0]], text: '' };
  if (next) return { range: [property.range[0], end], text: '' };
  if (previous) return { range: [previous.range[1], property.range[1]], text: text.slice(previous.range[1], property.range[0]).replace(/^\s*,/, '').trimEnd() };
  // The only property: `{ a }` becomes `{}`, comments inside stay.
  const inside = text.slice(literal.range[0] + 1, property.range[0]) + text.slice(end, literal.range[1] - 1);
  return inside.trim() === '' ? { range: [literal.range[0], literal.range[1]], text: '{}' } : { range: [property.range[0], end], text: '' };
}
