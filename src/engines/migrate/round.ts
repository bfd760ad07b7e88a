import { rangeOf, requestsOf } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import { left } from '../../plans/obstacles/index.js';
import type { Edits, HelperNeed } from '../../plans/plan.js';
import { EditSet } from '../../text/edit-set.js';
import type { Edit } from '../../text/edit.js';
import { linesAround } from '../../text/positions.js';
import type { PassName } from './codemods.js';
import type { MigrateOptions } from './migrated.js';
import type { PlannerSurroundings } from './planners.js';
import type { SiteLog } from './site-log.js';
import { plannedSubjects } from './subjects.js';

/** What one look at all subjects of a module comes to. */
export interface Round {
  readonly edits: readonly Edit[];
  readonly needs: readonly HelperNeed[];
  /** Some subjects have to wait for the text that others are rewritten to: a provider in a provider. */
  readonly isWaiting: boolean;
}

/** A file between two rounds. */
export interface FileState {
  readonly text: string;
  /** A rewrite would be lost with the next build. */
  readonly isCompiled: boolean;
  readonly log: SiteLog;
  /** Leads from an offset in the text to the text as it came in. */
  readonly toInput: (offset: number) => number;
  readonly accept: MigrateOptions['accept'];
}

/** One look at all subjects of a module: chooses the edits that can be made side by side, and notes the rest. */
export function roundOf(pass: PassName, model: StsModel, surroundings: PlannerSurroundings, file: FileState): Round {
  const { log } = file;
  const chosen = new EditSet();
  const refused = new Set<string>();
  const needs: HelperNeed[] = [];
  let isWaiting = false;
  for (const { subject, plan: wanted } of plannedSubjects(pass, model, surroundings)) {
    const plan = wanted.kind === 'edits' && file.isCompiled ? left('compiled-output') : wanted;
    if (plan.kind === 'nothing') continue;
    const range = rangeOf(subject);
    const site = file.toInput(range[0]);
    log.find(site, () => requestsOf(subject, model, surroundings));
    if (plan.kind === 'left') log.leave(site, plan);
    // A request that names its host twice is one thing to refuse.
    else if (log.isRefused(site) || (refused.size > 0 && refused.has(JSON.stringify(plan.edits))))
      refused.add(JSON.stringify(plan.edits));
    else if (plan.edits.some((edit) => chosen.touches(edit))) isWaiting = true;
    else if (!isAccepted(plan, range, site, pass, file)) {
      log.refuse(site);
      refused.add(JSON.stringify(plan.edits));
    } else {
      for (const edit of plan.edits) chosen.add(edit);
      if (plan.needs) needs.push(plan.needs);
      log.rewrite(site, pass);
    }
  }
  return { edits: chosen.inOrderOfAddition(), needs, isWaiting };
}

const isAccepted = (
  { edits }: Edits,
  [start, end]: readonly [number, number],
  site: number,
  codemod: PassName,
  { accept, log, text }: FileState,
): boolean => accept?.({ ...log.positionOf(site), codemod, ...linesAround(text, edits, start, end) }) !== false;
