import { directiveComments } from '../../config-files/directive-comments.js';
import { configFormatOf } from '../../config-files/formats.js';
import { spansIn } from '../../text/positions.js';
import type { SourceComment } from './disable-directives.js';

/**
 * The comments of a configuration file or document that are meant for ESLint; `undefined` for code. All of them count
 * as block comments, which may disable a whole file, as in ESLint's language plugins.
 */
export function directivesOf(text: string, path: string): readonly SourceComment[] | undefined {
  const format = configFormatOf(path, text);
  if (format === undefined) return undefined;
  const spanOf = spansIn(text);
  return directiveComments(text, format).map((comment) => {
    const { start, end } = spanOf(...comment.range).loc;
    return {
      block: true,
      text: comment.text,
      start: { line: start.line, column: start.column + 1 },
      endLine: end.line,
    };
  });
}
