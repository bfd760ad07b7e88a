import type { SuppressionAt } from '../../directives/disable-directives.js';
import { mayHaveDirectives, suppressionsOf } from '../../directives/disable-directives.js';
import type { Engine, Preset, Settings, Severities } from '../../engine.js';
import type { Candidate } from '../../scan/candidate.js';
import type { LintResult } from './lint-result.js';
import { fatalResult, lintResult } from './lint-result.js';
import { migratedSites } from './migrated-sites.js';

export interface LintOptions {
  readonly settings: Settings;
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
}

/** Lints one file. A crash of a rule becomes a finding about the file and does not end the run. */
export async function lintCandidate(
  candidate: Candidate,
  engine: Engine,
  { settings, preset, severities }: LintOptions,
): Promise<LintResult> {
  const {
    path,
    source: { text },
  } = candidate;
  try {
    const lint = await engine.linter();
    const linted = lint(text, path, { settings, preset, ...(severities && { severities }) });
    const hasFindings = linted.status === 'linted' && linted.messages.length > 0;
    const suppressionAt: SuppressionAt =
      hasFindings && mayHaveDirectives(text)
        ? suppressionsOf((await engine.commentReader())(text, path))
        : () => undefined;
    const migratableAt = hasFindings ? await migratedSites(candidate, engine, settings) : () => undefined;
    return lintResult(path, text, linted, { suppressionAt, migratableAt });
  } catch (error) {
    return fatalResult(
      path,
      `A check crashed on this file, which is a bug of sts-regional: ${(error as Error).message}`,
    );
  }
}
