import { codePartsOf, type CodePart } from '../ast/embedded/code-part.js';
import type { ParseFailure } from '../ast/parse.js';
import { mayConcernStsText } from './prefilter.js';

/** Each part is parsed in a text as long as its file: a few thousand parts in a long file would take minutes. */
const MOST_CHARACTERS = 40_000_000;

/** The modules in a file's text that may use STS, or why they are too many to read. */
export function partsToRead(
  text: string,
  path: string,
): { readonly parts: readonly CodePart[] } | { readonly failure: ParseFailure } {
  const parts = codePartsOf(text, path).filter(({ code, ranges }) => ranges === undefined || mayConcernStsText(code));
  if (parts.length <= 1 || parts.length * text.length <= MOST_CHARACTERS) return { parts };
  const message = `${parts.length} blocks of code here may use STS, too many to read in a file of this length. Split it.`;
  return { failure: { message, line: undefined, column: undefined } };
}
