import type { TSESTree } from '@typescript-eslint/utils';
import { contains } from '../ast/parents.js';
import { walk, type Node, type Source } from '../ast/source.js';
import { editedPart, insertion, type Edit } from '../text/edit.js';
import { styleOf } from './edits/style.js';
import { indentationOf, lineStartOf, startsLine } from '../text/lines.js';

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
 * The edits that put a sending call, and the statements before it that belong to its region, into one function.
 * `undefined` when a statement cannot be moved by lines: it shares a line with another, or holds a string of several
 * lines, which would be indented with it.
 */
export function requestText(request: RequestText): readonly Edit[] | undefined {
  const { source, send, sendEdits, preparations, open, parameters, close } = request;
  if (preparations.length === 0)
    return [insertion(send.range[0], `${open}${parameters} => `), ...sendEdits, insertion(send.range[1], close)];
  const lines = preparations.flatMap(({ statement }) => linesOf(statement, source) ?? []);
  const parts = [send, ...preparations.map(({ statement }) => statement)];
  if (lines.length < preparations.length || parts.some((node) => hasLongString(node, source))) return undefined;
  const { text } = source;
  const { semicolon, lineEnd } = styleOf(source);
  const outer = indentationOf(send, text);
  const inner = `${outer}${indentUnit(text)}`;
  const moved = preparations.map(({ statement, edits }, index) =>
    reindented(editedPart(text, lines[index]?.range ?? [0, 0], edits).trimEnd(), indentationOf(statement, text), inner),
  );
  const sent = reindented(`${outer}return ${editedPart(text, send.range, sendEdits)}${semicolon}`, outer, inner);
  const body = [...moved, sent].join(lineEnd);
  return [
    ...lines.map(({ range }): Edit => ({ range, text: '' })),
    { range: send.range, text: `${open}async ${parameters} => {${lineEnd}${body}${lineEnd}${outer}}${close}` },
  ];
}

/** The lines of a statement with the comments above it; `undefined` when others share them. */
function linesOf(statement: Node, { text, comments }: Source): Pick<Edit, 'range'> | undefined {
  const rest = /^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.exec(text.slice(statement.range[1]))?.[0];
  if (!startsLine(statement.range[0], text) || rest === undefined) return undefined;
  let start = lineStartOf(statement.range[0], text);
  for (;;) {
    const above = comments.find(
      (comment) => startsLine(comment.range[0], text) && /^[ \t]*\r?\n$/.test(text.slice(comment.range[1], start)),
    );
    if (!above) break;
    start = lineStartOf(above.range[0], text);
  }
  return { range: [start, statement.range[1] + rest.length] };
}

function hasLongString(node: Node, source: Source): boolean {
  let found = false;
  walk(node, source.visitorKeys, (at) => {
    if (at.type === 'TemplateLiteral' && at.loc.start.line !== at.loc.end.line && contains(node, at)) found = true;
  });
  return found;
}

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
