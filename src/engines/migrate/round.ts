import { rangeOf, requestsOf } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import { left, type ObstacleCode } from '../../plans/obstacles/index.js';
import type { Edits, HelperNeed, Plan } from '../../plans/plan.js';
import { EditSet } from '../../text/edit-set.js';
import type { Edit } from '../../text/edit.js';
import { linesAround } from '../../text/positions.js';
import type { PassName } from './codemods.js';
import type { MigrateOptions } from './migrated.js';
import type { PlannerSurroundings } from './planners.js';
import type { SiteLog } from './site-log.js';
import { plannedSubjects, type PlannedSubject } from './subjects.js';

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

const DEPENDS_ON_OTHERS: ObstacleCode = 'provider-not-repeatable';

/** One look at all subjects of a module: chooses the edits that can be made side by side, and notes the rest. */
export function roundOf(pass: PassName, model: StsModel, surroundings: PlannerSurroundings, file: FileState): Round {
  const { log } = file;
  const chosen = new EditSet();
  const refused = new Set<string>();
  const needs: { readonly site: number; readonly need: HelperNeed }[] = [];
  let isWaiting = false;
  /** Something is left because of what is evaluated before it, which may change with this round. */
  let mayFollow = false;
  for (const { subject, plan: wanted } of movedFirst(plannedSubjects(pass, model, surroundings))) {
    const plan = wanted.kind === 'edits' && file.isCompiled ? left('compiled-output') : wanted;
    if (plan.kind === 'nothing') continue;
    const range = rangeOf(subject);
    const site = file.toInput(range[0]);
    log.find(site, () => requestsOf(subject, model, surroundings));
    if (plan.kind === 'left') {
      log.leave(site, plan);
      mayFollow ||= plan.obstacle === DEPENDS_ON_OTHERS;
    }
    // A request that names its host twice is one thing to refuse.
    else if (log.isRefused(site) || (refused.size > 0 && refused.has(JSON.stringify(plan.edits))))
      refused.add(JSON.stringify(plan.edits));
    else if (plan.edits.some((edit) => chosen.touches(edit)) || moves(plan, chosen.inOrderOfAddition()))
      isWaiting = true;
    else if (!isAccepted(plan, range, site, pass, file)) {
      log.refuse(site);
      refused.add(JSON.stringify(plan.edits));
    } else {
      for (const edit of plan.edits) chosen.add(edit);
      if (plan.needs) needs.push({ site, need: plan.needs });
      log.rewrite(site, pass, plan);
    }
  }
  const inOrder = needs.sort((a, b) => a.site - b.site).map(({ need }) => need);
  return { edits: chosen.inOrderOfAddition(), needs: inOrder, isWaiting: isWaiting || mayFollow };
}

/**
 * Subjects in text that another one moves come first, the innermost of them first, so that they are known by their own
 * places.
 */
function movedFirst(planned: readonly PlannedSubject[]): readonly PlannedSubject[] {
  const movers = planned.filter(({ plan }) => plan.kind === 'edits' && plan.moves !== undefined);
  if (movers.length === 0) return planned;
  const isMoved = (one: PlannedSubject): boolean => {
    const { plan } = one;
    return plan.kind === 'edits' && movers.some((other) => other !== one && moves(other.plan, plan.edits));
  };
  const moved = planned.filter(isMoved);
  return [...moved.toReversed(), ...planned.filter((one) => !moved.includes(one))];
}

/** Whether a plan moves text that the edits change. */
const moves = (plan: Plan, edits: readonly Edit[]): boolean =>
  plan.kind === 'edits' &&
  plan.moves?.some(([start, end]) => edits.some(({ range }) => start <= range[0] && range[1] <= end)) === true;

const isAccepted = (
  { edits }: Edits,
  [start, end]: readonly [number, number],
  site: number,
  codemod: PassName,
  { accept, log, text }: FileState,
): boolean =>
  accept?.({
    ...log.positionOf(site),
    codemod,
    ...(log.lacksRegion(site) && { lacksRegion: true }),
    ...linesAround(text, edits, start, end),
  }) !== false;
