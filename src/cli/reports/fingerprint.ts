import { createHash } from 'node:crypto';

/**
 * Fingerprints by which a service recognizes a finding in the next commit. They are made from the rule, the file and
 * the text of the line, not from the line number. Findings with the same three are numbered.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  /** @param line the source line, or another text that stays the same when the file around it changes */
  of(ruleId: string, path: string, line: string): Readonly<Record<string, string>> {
    const hash = createHash('sha256').update([ruleId, path, line.trim()].join('\0')).digest('hex').slice(0, 32);
    const occurrence = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, occurrence);
    return { 'stsRegional/v1': `${hash}:${occurrence}` };
  }
}
