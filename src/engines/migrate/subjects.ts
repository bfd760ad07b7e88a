import { rangeOf, SUBJECT_KINDS, subjectsOfKind, type SubjectKind, type SubjectOf } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import type { Plan } from '../../plans/plan.js';
import type { PassName } from './codemods.js';
import { PLANNERS, type Planner, type PlannerSurroundings, type SubjectPlanners } from './planners.js';

export interface PlannedSubject<Kind extends SubjectKind = SubjectKind> {
  readonly subject: SubjectOf<Kind>;
  readonly plan: Plan;
}

/** Everything in a file that a codemod has a plan for, outermost first. A fixture is what its test expects. */
export function plannedSubjects(
  pass: PassName,
  model: StsModel,
  surroundings: PlannerSurroundings,
): readonly PlannedSubject[] {
  if (surroundings.isFixture) return [];
  const planners = PLANNERS[pass];
  return SUBJECT_KINDS.flatMap((kind): readonly PlannedSubject[] =>
    plannedOfKind(kind, planners, model, surroundings),
  ).sort((a, b) => {
    const [startOfA, endOfA] = rangeOf(a.subject);
    const [startOfB, endOfB] = rangeOf(b.subject);
    return startOfA - startOfB || endOfB - endOfA;
  });
}

function plannedOfKind<Kind extends SubjectKind>(
  kind: Kind,
  planners: SubjectPlanners,
  model: StsModel,
  surroundings: PlannerSurroundings,
): readonly PlannedSubject<Kind>[] {
  const plan: Planner<Kind> | undefined = planners[kind];
  if (!plan) return [];
  return subjectsOfKind(kind, model, surroundings).map((subject) => ({
    subject,
    plan: plan(subject, model, surroundings),
  }));
}
