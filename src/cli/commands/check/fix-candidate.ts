import type { Engine } from '../../engine.js';
import { applyEdits, type Edit } from '../../../text/edit.js';
import type { Candidate } from '../../scan/candidate.js';
import { lintCandidate, type LintOptions } from './lint-candidate.js';
import type { LintMessage, LintResult } from './lint-result.js';

/** A fix may make room for the next one. ESLint stops here, too. */
const MOST_ROUNDS = 10;

/** A file before and after its fixes. */
export interface FixedFile {
  readonly before: LintResult;
  /** What is left to report. */
  readonly result: LintResult;
  /** The text with the fixes. */
  readonly text: string;
  /** How many findings were fixed. */
  readonly fixes: number;
}

/**
 * Lints a file, applies the fixes of what is reported, and lints again until there is nothing to fix. Never applies a
 * suggestion. A text that cannot be linted any more is not kept.
 *
 * @param isWanted the findings whose fixes are applied
 */
export async function fixCandidate(
  candidate: Candidate,
  engine: Engine,
  options: LintOptions,
  isWanted: (message: LintMessage) => boolean,
): Promise<FixedFile> {
  const before = await lintCandidate(candidate, engine, options);
  let fixed: FixedFile = { before, result: before, text: candidate.source.text, fixes: 0 };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edits = editsOf(fixed.result.messages.filter(isWanted));
    if (edits.length === 0) break;
    const text = applyEdits(fixed.text, edits);
    const result = await lintCandidate({ ...candidate, source: { ...candidate.source, text } }, engine, options);
    if (result.fatalErrorCount > fixed.result.fatalErrorCount) break;
    fixed = { before, result, text, fixes: fixed.fixes + edits.length };
  }
  return fixed;
}

/** The fixes that ESLint applies in one round: from the start of the file, without those that touch the one before. */
function editsOf(messages: readonly LintMessage[]): readonly Edit[] {
  const fixes = messages
    .flatMap(({ fix }) => fix ?? [])
    .sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let end = Number.NEGATIVE_INFINITY;
  return fixes.filter(({ range }) => {
    if (range[0] <= end) return false;
    end = range[1];
    return true;
  });
}
