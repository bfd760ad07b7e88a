import type { SiteChange, SiteEdit, FoundSite, SkippedSite } from '../../engine.js';
import type { Candidate } from '../../scan/candidate.js';

/** What a run is going to do with one file. */
export type FilePlan = FileFailure | FileKept | FileChange;

export interface FileFailure {
  readonly status: 'failed';
  readonly error: string;
  readonly line?: number;
  readonly column?: number;
  /** Set when the helper cannot be written where the settings want it. */
  readonly cause?: 'helper-path';
  /** Sites that are left because of it. */
  readonly skipped?: readonly SkippedSite[];
}

export interface FileKept {
  readonly status: 'unchanged';
  readonly skipped: readonly SkippedSite[];
  readonly sites: readonly FoundSite[];
  /** A part of the file that could not be parsed. */
  readonly error?: string;
}

export interface FileChange {
  readonly status: 'changed';
  /** With a byte order mark if the file has one. */
  readonly text: string;
  readonly edits: readonly SiteEdit[];
  /** In the order in which they were made. A site that several codemods rewrite has several. */
  readonly changes: readonly SiteChange[];
  readonly skipped: readonly SkippedSite[];
  readonly sites: readonly FoundSite[];
  readonly helpers: readonly { readonly path: string; readonly text: string }[];
  /** The package that the file imports the helper from, where it is no file of the run. */
  readonly helperModule?: string;
  /** A part of the file that could not be parsed. */
  readonly error?: string;
}

/** A site that a person is asked about, with everything that the codemods would do there. */
export interface ProposedSite {
  readonly line: number;
  readonly column: number;
  /** In the order in which they rewrite it. */
  readonly codemods: readonly SiteChange['codemod'][];
  /** The text of the file with only this site rewritten. */
  readonly rewritten: () => string;
  /** The helper files that it needs and that are not there yet. */
  readonly newHelpers: () => readonly { readonly path: string; readonly lines: number }[];
}

/** `regional`: everything but failover. */
export type Verdict = 'rewrite' | 'regional' | 'decline';

/** Decides about the sites of one file, in order. Nobody was asked about a site without a verdict. */
export type Decide = (
  sites: readonly ProposedSite[],
  candidate: Candidate,
) => Promise<ReadonlyMap<ProposedSite, Verdict>>;
