import type { TSESTree } from '@typescript-eslint/utils';
import { walk, type Source } from './source.js';

/**
 * The comments of a parsed file, in order. They are found in its text, outside of strings, templates, regular
 * expressions and JSX text. The parser could collect them too, but then every file would pay for what few files need.
 */
export function commentsOf({
  text,
  ast,
  visitorKeys,
}: Pick<Source, 'text' | 'ast' | 'visitorKeys'>): TSESTree.Comment[] {
  const comments: TSESTree.Comment[] = [];
  const positionOf = positions(text);
  let from = text.startsWith('#!') ? endOfLine(text, 0) : 0;
  for (const [start, end] of [...opaqueRanges(ast, visitorKeys), [text.length, text.length] as const]) {
    for (const range of commentsBetween(text, from, start)) {
      const block = text[range[0] + 1] === '*';
      const value = text.slice(range[0] + 2, block ? range[1] - 2 : range[1]);
      comments.push({
        type: block ? 'Block' : 'Line',
        value,
        range,
        loc: { start: positionOf(range[0]), end: positionOf(range[1]) },
      } as TSESTree.Comment);
    }
    from = Math.max(from, end);
  }
  return comments;
}

/** Where `//` is no comment, in order. */
function opaqueRanges(
  ast: TSESTree.Program,
  visitorKeys: Source['visitorKeys'],
): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  walk(ast, visitorKeys, (node) => {
    if (node.type === 'Literal' || node.type === 'TemplateElement' || node.type === 'JSXText') ranges.push(node.range);
  });
  return ranges.sort((a, b) => a[0] - b[0]);
}

function* commentsBetween(text: string, from: number, to: number): Generator<[number, number]> {
  for (let at = text.indexOf('/', from); at !== -1 && at < to; at = text.indexOf('/', at)) {
    const next = text[at + 1];
    const end = next === '/' ? endOfLine(text, at) : next === '*' ? endOfBlock(text, at) : undefined;
    if (end !== undefined) yield [at, end];
    at = end ?? at + 1;
  }
}

function endOfBlock(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end === -1 ? text.length : end + 2;
}

function endOfLine(text: string, from: number): number {
  const end = /[\n\r\u2028\u2029]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** Lines count from 1, columns from 0; offsets must be asked for in ascending order. */
function positions(text: string): (offset: number) => TSESTree.Position {
  const newline = /\r\n|[\n\r\u2028\u2029]/g;
  let line = 1;
  let start = 0;
  let next = newline.exec(text);
  return (offset) => {
    for (; next && next.index + next[0].length <= offset; next = newline.exec(text)) {
      line += 1;
      start = next.index + next[0].length;
    }
    return { line, column: offset - start };
  };
}
