import { modelOfText } from '../../src/model/from-text.js';
import type { StsModel } from '../../src/model/types.js';

/** The model of a text that must concern STS and parse. @throws Error when it does not */
export function modelOf(text: string, path = '/project/file.ts'): StsModel {
  const result = modelOfText(text, path);
  if (result === 'no-sts') throw new Error(`The prefilter says no to: ${text}`);
  if ('failure' in result)
    throw new Error(`${result.failure.line}:${result.failure.column} ${result.failure.message} in: ${text}`);
  return result.model;
}

/** The kinds of the sites in a text, in source order; none where the prefilter already says no. */
export function kindsIn(text: string, path?: string): readonly string[] {
  return modelOfText(text, path ?? '/project/file.ts') === 'no-sts'
    ? []
    : modelOf(text, path).sites.map((site) => site.construct.kind);
}
