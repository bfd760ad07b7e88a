import { displayPath } from '../../../project/paths.js';
import { unifiedDiff } from '../../../text/diff.js';
import type { Position } from '../../../text/positions.js';
import type { Engine } from '../../engine.js';
import type { Candidate } from '../../scan/candidate.js';
import type { Decide } from '../migrate/file-plan.js';
import type { RewriteOptions } from '../migrate/options.js';
import { planFile } from '../migrate/plan-file.js';

/** What `migrate` does at one place. */
export type Migration =
  | {
      readonly outcome: 'rewrites';
      /** The codemods that change it. */
      readonly codemods: readonly string[];
      /** Of this place alone, with the imports that it needs. */
      readonly diff: string;
      /** Files of the failover helper that it needs. They are written, or there already. */
      readonly helpers: readonly string[];
    }
  | { readonly outcome: 'leaves'; readonly reason: string; readonly nextStep: string }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'fails'; readonly error: string };

/** Rehearses the migration of a file in which every other place stays as it is. */
export async function migrationAt(
  at: Position,
  candidate: Candidate,
  engine: Engine,
  options: RewriteOptions,
  cwd: string,
): Promise<Migration> {
  const isHere = ({ line, column }: Position): boolean => line === at.line && column === at.column;
  let codemods: readonly string[] = [];
  const onlyHere: Decide = (sites) => {
    const here = sites.filter(isHere);
    codemods = here.flatMap((site) => site.codemods);
    return Promise.resolve(new Map(here.map((site) => [site, 'rewrite'] as const)));
  };
  const plan = await planFile(candidate, engine, options, onlyHere);
  if (plan.status === 'failed') return { outcome: 'fails', error: plan.error };
  if (plan.status === 'changed' && plan.edits.some(isHere)) {
    const { text, byteOrderMark } = candidate.source;
    const path = displayPath(cwd, candidate.path);
    const modules = plan.helperModule === undefined ? [] : [plan.helperModule];
    return {
      outcome: 'rewrites',
      codemods,
      diff: unifiedDiff(path, byteOrderMark + text, plan.text),
      helpers: [...plan.helpers.map((helper) => displayPath(cwd, helper.path)), ...modules],
    };
  }
  const left = plan.skipped.find(isHere);
  return left ? { outcome: 'leaves', reason: left.reason, nextStep: left.nextStep } : { outcome: 'nothing' };
}
