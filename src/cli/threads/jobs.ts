import type { LintOptions } from '../check/lint-candidate.js';
import type { LintResult } from '../check/lint-result.js';
import type { Engine } from '../engine.js';
import type { Rehearsal, RehearsalOptions } from '../migrate/rehearse.js';
import type { Candidate } from '../scan.js';

/** What can be done with one candidate on any thread: it needs nothing but its options, which are plain data, and its result is plain data. */
export interface Jobs {
  lint: { readonly options: LintOptions; readonly result: LintResult };
  rehearse: { readonly options: RehearsalOptions; readonly result: Rehearsal };
}

export type JobName = keyof Jobs;

/** Does the job on this thread. Never throws: a crash over one file is that file's result. */
export async function doJob<Name extends JobName>(name: Name, candidate: Candidate, engine: Engine, options: Jobs[Name]['options']): Promise<Jobs[Name]['result']> {
  return JOBS[name](candidate, engine, options);
}

// The code of a job is loaded with the first candidate.
const JOBS: { readonly [Name in JobName]: (candidate: Candidate, engine: Engine, options: Jobs[Name]['options']) => Promise<Jobs[Name]['result']> } = {
  lint: async (candidate, engine, options) => (await import('../check/lint-candidate.js')).lintCandidate(candidate, engine, options),
  rehearse: async (candidate, engine, options) => (await import('../migrate/rehearse.js')).rehearse(candidate, engine, options),
};
