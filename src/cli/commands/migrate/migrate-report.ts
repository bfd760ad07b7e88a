import type { SiteEdit, SkippedSite } from '../../engine.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import type { Shard } from '../../files/shard.js';

/** What a run does with its changes: it writes them, shows them, or says whether there are any. */
export const MIGRATE_MODES = ['write', 'dry-run', 'check'] as const;
export type MigrateMode = (typeof MIGRATE_MODES)[number];

/** One file with STS in it. `path` is relative to the working directory, with `/`. */
export interface FileReport {
  readonly path: string;
  readonly status: 'changed' | 'unchanged' | 'failed';
  readonly edits: readonly SiteEdit[];
  readonly skipped: readonly SkippedSite[];
  readonly error?: string;
  /** The change as a patch that `git apply` accepts. */
  readonly diff?: string;
}

/** A helper file that was written, or would be. */
export interface HelperReport {
  readonly path: string;
  readonly isNew: boolean;
  /** The parts that it has: `client`, `provider`, `requests`; none for a helper of SDK v2. */
  readonly sections: readonly string[];
  readonly lines: number;
}

export interface MigrateSummary {
  readonly filesScanned: number;
  readonly filesParsed: number;
  readonly filesChanged: number;
  readonly sitesRewritten: number;
  /** How many of those have something that remains to do. */
  readonly sitesRewrittenInPart: number;
  readonly sitesSkipped: number;
  readonly filesFailed: number;
}

/** What happened to the files, or would happen. */
export interface MigrateReport {
  readonly schemaVersion: 1;
  readonly summary: MigrateSummary;
  /** Sorted by path. */
  readonly files: readonly FileReport[];
  /** Files that were written, or would be, for the helper. */
  readonly helpers: readonly string[];
  /** What is in those that are helpers, and not tests of one. */
  readonly helperFiles: readonly HelperReport[];
  /** What has to be true where the code runs, and what else a person must know. */
  readonly warnings: readonly string[];
}

/** What `migrate --format json` prints. */
export interface MigrateDocument extends MigrateReport {
  readonly mode: MigrateMode;
  readonly shard?: Shard;
}

/**
 * Sums up file reports. A file or directory that could not be read counts as failed, and so does one with a part that
 * could not.
 */
export function migrateReport({
  files,
  filesScanned,
  ...more
}: Omit<MigrateReport, 'schemaVersion' | 'summary'> & Pick<MigrateSummary, 'filesScanned'>): MigrateReport {
  const sum = (count: (file: FileReport) => number): number => files.reduce((total, file) => total + count(file), 0);
  return {
    schemaVersion: 1,
    summary: {
      filesScanned,
      filesParsed: sum(({ status }) => (status === 'failed' ? 0 : 1)),
      filesChanged: sum(({ status }) => (status === 'changed' ? 1 : 0)),
      sitesRewritten: sum(({ status, edits }) => (status === 'changed' ? edits.length : 0)),
      sitesRewrittenInPart: sum(({ status, edits }) =>
        status === 'changed' ? edits.filter(({ remaining }) => remaining).length : 0,
      ),
      sitesSkipped: sum(({ skipped }) => skipped.length),
      filesFailed: sum(({ error }) => (error === undefined ? 0 : 1)),
    },
    files,
    ...more,
  };
}

/** The exit status of a migration with this result. */
export function migrateStatus(
  summary: Pick<MigrateSummary, 'filesFailed' | 'filesChanged' | 'sitesSkipped' | 'sitesRewrittenInPart'>,
  mode: MigrateMode,
  failOnSkipped: boolean | undefined,
): ExitStatus {
  if (summary.filesFailed > 0) return EXIT.failure;
  const isSomethingLeft = summary.sitesSkipped > 0 || summary.sitesRewrittenInPart > 0;
  return (mode === 'check' && summary.filesChanged > 0) || (failOnSkipped === true && isSomethingLeft)
    ? EXIT.findings
    : EXIT.success;
}
