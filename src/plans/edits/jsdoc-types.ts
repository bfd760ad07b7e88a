import type { Source } from '../../ast/source.js';
import type { Edit } from '../../text/edit.js';

type Range = Edit['range'];

/**
 * Where types in JSDoc comments have a name: `{Map<string, STSClient>}`. TypeScript reads these in JavaScript.
 * `undefined` where one may be the name of a property instead.
 */
export function namesInJsDocTypes(name: string, { comments }: Source): readonly Range[] | undefined {
  const mention = new RegExp(`(?<![\\w$.'"\`])${name.replaceAll('$', '\\$')}(?![\\w$'"\`])(\\s*\\??:)?`, 'g');
  const found = comments.flatMap(({ type, value, range: [start] }) =>
    type === 'Block' && value.startsWith('*')
      ? typesIn(value).flatMap(([from, to]) =>
          Array.from(value.slice(from, to).matchAll(mention), ({ index, 1: colon }) => ({
            at: start + COMMENT_START.length + from + index,
            isCertain: colon === undefined,
          })),
        )
      : [],
  );
  return found.every(({ isCertain }) => isCertain) ? found.map(({ at }) => [at, at + name.length]) : undefined;
}

const COMMENT_START = '/*';

/** The types of the tags: what stands in the braces behind them. `@import` has names there, and no types. */
function typesIn(comment: string): readonly Range[] {
  return Array.from(comment.matchAll(/@(?!import\b)\w+\s*\{/g), ({ index, 0: tag }): Range => {
    const start = index + tag.length;
    let end = start;
    for (let depth = 1; end < comment.length; end += 1) {
      if (comment[end] === '{') depth += 1;
      if (comment[end] === '}') depth -= 1;
      if (depth === 0) break;
    }
    return [start, end];
  });
}
