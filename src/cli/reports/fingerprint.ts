import { createHash } from 'node:crypto';

/**
 * What a finding is recognized by after the lines around it have moved: the rule, the file and the text of the line, not
 * the line number.
 *
 * @param line the source line, or another text that stays the same when the file around it changes
 */
export const fingerprintOf = (ruleId: string, path: string, line: string): string =>
  createHash('sha256').update([ruleId, path, line.trim()].join('\0')).digest('hex').slice(0, 32);

/** Fingerprints by which a service recognizes a finding in the next commit. Findings with the same one are numbered. */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  of(ruleId: string, path: string, line: string): Readonly<Record<string, string>> {
    const hash = fingerprintOf(ruleId, path, line);
    const occurrence = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, occurrence);
    return { 'stsRegional/v1': `${hash}:${occurrence}` };
  }
}
