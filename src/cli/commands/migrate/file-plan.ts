import type { SiteChange, SiteEdit, SiteFacts, SkippedSite } from '../../engine.js';
import type { Candidate } from '../../scan/scan.js';

/** What a run is going to do with one file. */
export type FilePlan =
  | {
      readonly status: 'failed';
      readonly error: string;
      readonly line?: number;
      readonly column?: number;
      readonly cause?: 'helper-path';
    }
  | { readonly status: 'unchanged'; readonly skipped: readonly SkippedSite[]; readonly sites: readonly SiteFacts[] }
  | {
      readonly status: 'changed';
      /** With a byte order mark if the file has one. */
      readonly text: string;
      readonly edits: readonly SiteEdit[];
      /** In the order in which they were made; several for a site that more than one codemod rewrites. */
      readonly changes: readonly SiteChange[];
      readonly skipped: readonly SkippedSite[];
      readonly sites: readonly SiteFacts[];
      readonly helpers: readonly { readonly path: string; readonly text: string }[];
    };

/** A site as a person is asked about it, with everything that the codemods do there. */
export interface ProposedSite {
  readonly line: number;
  readonly column: number;
  /** In the order in which they rewrite it. */
  readonly codemods: readonly SiteChange['codemod'][];
  /** The file's text with this site alone rewritten. */
  readonly rewritten: () => string;
}

export type Verdict = 'rewrite' | 'decline';

/** Decides about sites of one file, in order; those without a verdict were not asked about. */
export type Decide = (
  sites: readonly ProposedSite[],
  candidate: Candidate,
) => Promise<ReadonlyMap<ProposedSite, Verdict>>;
