import type { TSESTree } from '@typescript-eslint/utils';
import { contains } from '../ast/parents.js';
import { walk, type Node, type Source } from '../ast/source.js';
import { applyEdits, type Edit } from '../text/edit.js';
import { indentationOf, startsLine, styleOf } from './edits/style.js';

/** A statement that moves into the function which makes the request, with the edits inside it. */
export interface Preparation {
  readonly statement: TSESTree.Statement;
  readonly edits: readonly Edit[];
}

export interface RequestText {
  readonly source: Source;
  readonly send: Node;
  readonly sendEdits: readonly Edit[];
  readonly preparations: readonly Preparation[];
  /** `withStsRegions(` */
  readonly open: string;
  /** `(region, signal)` */
  readonly parameters: string;
  /** `, { region: 'eu-west-1' })` */
  readonly close: string;
}

/**
 * The edits that put a sending call, and the statements before it that belong to its region, into one function. `undefined` when a statement
 * cannot be moved by lines: it shares a line with another, or holds a string of several lines, which would be indented with it.
 */
export function requestText(request: RequestText): readonly Edit[] | undefined {
  const { source, send, sendEdits, preparations, open, parameters, close } = request;
  if (preparations.length === 0)
    return [
      { range: [send.range[0], send.range[0]], text: `${open}${parameters} => ` },
      ...sendEdits,
      { range: [send.range[1], send.range[1]], text: close },
    ];
  const places = preparations.map(({ statement }) => linesOf(statement, source));
  if (
    places.some((place) => place === undefined) ||
    [send, ...preparations.map(({ statement }) => statement)].some((node) => hasLongString(node, source))
  )
    return undefined;
  const { semicolon, lineEnd } = styleOf(source);
  const outer = indentationOf(send, source.text);
  const inner = `${outer}${indentUnit(source.text)}`;
  const moved = preparations.map(({ statement, edits }, index) => {
    const [start, end] = (places as readonly (readonly [number, number])[])[index] as readonly [number, number];
    return reindented(
      editedSlice(source.text, [start, end], edits).trimEnd(),
      indentationOf(statement, source.text),
      inner,
    );
  });
  const sent = reindented(
    `${outer}return ${editedSlice(source.text, send.range, sendEdits)}${semicolon}`,
    outer,
    inner,
  );
  const body = [...moved, sent].join(lineEnd);
  return [
    ...(places as readonly (readonly [number, number])[]).map((range): Edit => ({ range, text: '' })),
    { range: send.range, text: `${open}async ${parameters} => {${lineEnd}${body}${lineEnd}${outer}}${close}` },
  ];
}

/** The lines of a statement with the comments above it; `undefined` when others share them. */
function linesOf(statement: Node, { text, comments }: Source): readonly [number, number] | undefined {
  const rest = /^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.exec(text.slice(statement.range[1]))?.[0];
  if (!startsLine(statement.range[0], text) || rest === undefined) return undefined;
  let start = lineStart(statement.range[0], text);
  for (;;) {
    const above = comments.find(
      (comment) => startsLine(comment.range[0], text) && /^[ \t]*\r?\n$/.test(text.slice(comment.range[1], start)),
    );
    if (!above) break;
    start = lineStart(above.range[0], text);
  }
  return [start, statement.range[1] + rest.length];
}

const lineStart = (offset: number, text: string): number => text.lastIndexOf('\n', offset - 1) + 1;

function hasLongString(node: Node, source: Source): boolean {
  let found = false;
  walk(node, source.visitorKeys, (at) => {
    if (at.type === 'TemplateLiteral' && at.loc.start.line !== at.loc.end.line && contains(node, at)) found = true;
  });
  return found;
}

const editedSlice = (text: string, [start, end]: readonly [number, number], edits: readonly Edit[]): string =>
  applyEdits(
    text.slice(start, end),
    edits.map((edit) => ({ range: [edit.range[0] - start, edit.range[1] - start], text: edit.text })),
  );

/** Whole lines, moved from one depth to another. */
const reindented = (lines: string, from: string, to: string): string =>
  lines
    .split('\n')
    .map((line) => (line.startsWith(from) && line.trim() !== '' ? to + line.slice(from.length) : line))
    .join('\n');

/** What one more level is indented by in this file. */
function indentUnit(text: string): string {
  const units = [...text.matchAll(/^(\t|[ ]{2,})(?=\S)/gm)].map(([, lead]) => lead ?? '');
  return units.some((unit) => unit === '\t') ? '\t' : (units.sort((a, b) => a.length - b.length)[0] ?? '  ');
}
