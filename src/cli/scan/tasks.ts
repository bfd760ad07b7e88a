import type { LintOptions } from '../commands/check/lint-candidate.js';
import type { PlainRehearsalOptions } from '../commands/migrate/rehearse.js';
import type { RunFiles } from '../commands/migrate/view-of-run.js';
import { lazyEngine } from '../engine.js';
import type { Candidate } from './candidate.js';
import type { Task } from './read-ahead.js';

export interface LintTask extends Task {
  readonly kind: 'lint';
  readonly options: LintOptions;
}

export interface RehearsalTask extends Task {
  readonly kind: 'rehearse';
  readonly options: PlainRehearsalOptions;
  /** What the run found, from which each thread makes its own view. */
  readonly run?: RunFiles | undefined;
}

/** Does the work on one file. What it gives is plain data, too. */
export type Work = (candidate: Candidate) => Promise<unknown>;

/** The work of a task, with the engine of the product. */
export async function workOf(task: LintTask | RehearsalTask): Promise<Work> {
  if (task.kind === 'lint') {
    const { lintCandidate } = await import('../commands/check/lint-candidate.js');
    return (candidate) => lintCandidate(candidate, lazyEngine, task.options);
  }
  const { options, run } = task;
  const [{ rehearse }, { viewOfRun }] = await Promise.all([
    import('../commands/migrate/rehearse.js'),
    import('../commands/migrate/view-of-run.js'),
  ]);
  const rewrite = { ...options.rewrite, ...(run && { view: viewOfRun(run, options.cwd) }) };
  return (candidate) => rehearse(candidate, lazyEngine, { ...options, rewrite });
}
