import { parse, type ParseFailure } from '../ast/parse.js';
import { buildModel } from './build.js';
import { mayConcernStsText } from './prefilter.js';
import type { Imports, StsModel } from './types.js';

export type TextModel = { readonly model: StsModel } | { readonly failure: ParseFailure } | 'no-sts';

/** Some editors add a byte order mark to a text that has one. */
export const withoutByteOrderMark = (text: string): string => text.replace(/^\uFEFF+/, '');

/**
 * The model of a file's text, or `'no-sts'` when its words show that it cannot concern us. Offsets do not count a byte
 * order mark.
 */
export function modelOfText(text: string, path: string, imports?: Imports): TextModel {
  if (!mayConcernStsText(text)) return 'no-sts';
  const result = parse(withoutByteOrderMark(text), path);
  return 'failure' in result ? result : { model: buildModel(result.source, imports ? { imports } : {}) };
}
