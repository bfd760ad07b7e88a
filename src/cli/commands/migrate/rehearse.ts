import type { Engine } from '../../engine.js';
import { displayPath } from '../../../project/paths.js';
import type { Candidate } from '../../scan/candidate.js';
import { unifiedDiff } from '../../../text/diff.js';
import type { FileDetail } from './file-detail.js';
import { fileDetail } from './file-detail.js';
import type { RewriteOptions } from './options.js';
import type { Decide, FilePlan } from './file-plan.js';
import { planFile } from './plan-file.js';

/** Formats the lines of a file that a rewrite changed. */
export type Format = (path: string, before: string, after: string) => Promise<string>;

export interface RehearsalOptions extends Omit<PlainRehearsalOptions, 'rewrite'> {
  readonly rewrite: RewriteOptions;
  readonly format?: Format | undefined;
}

/** Those that can be sent to another thread. */
export interface PlainRehearsalOptions {
  readonly cwd: string;
  readonly rewrite: Omit<RewriteOptions, 'view'>;
  readonly keepDiffs: boolean;
  /** Whether to keep the code and the change of each site for the report. */
  readonly keepDetails: boolean;
}

/** What would happen to one file, and what the reports will show of it. */
export interface Rehearsal {
  readonly plan: FilePlan;
  readonly diff?: string;
  readonly detail?: FileDetail;
}

/** Plans the rewrite of one file and keeps what the reports need. Writes nothing, and never throws. */
export async function rehearse(
  candidate: Candidate,
  engine: Pick<Engine, 'migrator' | 'commentReader'>,
  { cwd, rewrite, keepDiffs, keepDetails, format }: RehearsalOptions,
  decide?: Decide,
): Promise<Rehearsal> {
  const planned = await planFile(candidate, engine, rewrite, decide);
  const path = displayPath(cwd, candidate.path);
  const { text, byteOrderMark } = candidate.source;
  const plan =
    planned.status === 'changed' && format
      ? { ...planned, text: await format(candidate.path, byteOrderMark + text, planned.text) }
      : planned;
  return {
    plan,
    ...(keepDiffs && plan.status === 'changed' && { diff: unifiedDiff(path, byteOrderMark + text, plan.text) }),
    ...(keepDetails && plan.status !== 'failed' && { detail: fileDetail(candidate, plan, path) }),
  };
}
