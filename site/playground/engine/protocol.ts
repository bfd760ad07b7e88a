/** What the page and the worker say to each other. */
import type { LintMessage } from '../../../src/cli/commands/check/lint-result.js';
import type { SkippedSite } from '../../../src/engines/migrate/migrated.js';

export interface Question {
  readonly code: string;
  /** Its name decides the language: a path without a slash in front. */
  readonly file: string;
  /** As in `sts-regional.config.json`; checked before it is used. */
  readonly settings: unknown;
  /** Of SDK v3 or v2; empty for the newest. */
  readonly sdkVersion: string;
  readonly preset: 'recommended' | 'strict';
}

export interface HostAt {
  readonly line: number;
  readonly host: string;
}

export interface Findings {
  readonly messages: readonly LintMessage[];
  /** How many findings a comment in the code disables. */
  readonly suppressed: number;
  /** Where requests go, as predicted. */
  readonly hosts: readonly HostAt[];
  /** Sites that the migration leaves to a person. */
  readonly skipped: readonly SkippedSite[];
  /** Why there is no migration. */
  readonly failure?: string;
  /** The migration as a unified diff; absent when there is nothing to change. */
  readonly diff?: string;
  readonly helpers?: readonly { readonly path: string; readonly text: string }[];
}

export type Answer = Findings | { readonly problem: string };

export interface Request {
  readonly id: number;
  readonly question: Question;
}

export interface Response {
  readonly id: number;
  readonly answer: Answer;
}
