import type { SuppressionAt } from '../disable-directives.js';
import { mayHaveDirectives, suppressionsOf } from '../disable-directives.js';
import type { Preset, Settings, Severities } from '../engine.js';
import type { SelectedFile } from '../files/find-files.js';
import type { Host } from '../host.js';
import type { Candidate, ScanTally } from '../scan.js';
import { scan } from '../scan.js';
import type { LintResult } from './lint-result.js';
import { fatalResult, lintResult } from './lint-result.js';

export interface LintFilesOptions {
  readonly settings: Settings;
  readonly preset: Preset;
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  readonly read?: (path: string) => Uint8Array;
  readonly onProgress?: (filesScanned: number) => void;
}

export interface LintedFiles {
  /** One for each file that was parsed or could not be. */
  readonly results: LintResult[];
  readonly filesScanned: number;
}

/** Lints the files in which STS may be used. No file can stop the others. */
export async function lintFiles(files: readonly SelectedFile[], host: Pick<Host, 'engine' | 'interrupted'>, options: LintFilesOptions): Promise<LintedFiles> {
  const tally: ScanTally = { filesScanned: 0, problems: [] };
  const results: LintResult[] = [];
  for await (const candidate of scan(files, { ...options, engine: host.engine, interrupted: host.interrupted, tally })) {
    results.push(await lintCandidate(candidate, host, options));
  }
  results.push(...tally.problems.map(({ path, message }) => fatalResult(path, message)));
  return { results, filesScanned: tally.filesScanned };
}

async function lintCandidate({ path, source: { text } }: Candidate, { engine }: Pick<Host, 'engine'>, { settings, preset, severities }: LintFilesOptions): Promise<LintResult> {
  try {
    const lint = await engine.linter();
    const linted = lint(text, path, { settings, preset, ...(severities && { severities }) });
    const matters = linted.status === 'linted' && linted.messages.length > 0 && mayHaveDirectives(text);
    const suppressionAt: SuppressionAt = matters ? suppressionsOf((await engine.commentReader())(text, path)) : () => undefined;
    return lintResult(path, text, linted, suppressionAt);
  } catch (error) {
    return fatalResult(path, `A check crashed on this file, which is a bug of sts-regional: ${(error as Error).message}`);
  }
}
