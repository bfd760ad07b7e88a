import type { Source } from './source.js';

type Statements = Source['ast']['body'];

/**
 * TypeScript's parser lists the statement behind a top-level `await {…}.x;` twice: it parses again where it first took
 * `await` for a name. The later one is part of the file.
 */
export const withoutRepeats = (statements: Statements): Statements =>
  statements.filter(({ range }, index) => (statements[index + 1]?.range[0] ?? Infinity) >= range[1]);
