import { onceFor } from '../../ast/once-for.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { keysOf } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import type { ObstacleCode } from '../../plans/obstacles/index.js';
import { helperNames } from '../../plans/failover-imports.js';
import { PASSES } from '../migrate/codemods.js';
import { isCompiledOutput } from '../migrate/compiled-output.js';
import { plannedSubjects } from '../migrate/subjects.js';

/** A chain names fallbacks that the run does not: without any regions, it may still get those. */
const OTHER_FALLBACKS: ObstacleCode = 'other-fallbacks';

/**
 * Says which subjects of facts a migration rewrites. Where the settings name no regions, it is a migration that gets
 * those that it needs. The codemods plan a file once, when somebody asks about its first finding.
 */
export function migratableIn(model: StsModel, surroundings: Surroundings): (subject: object) => boolean {
  const rewritten = onceFor((of: StsModel): ReadonlySet<object> => {
    if (isCompiledOutput(of.source.text)) return new Set();
    const { regions = [], fallbacks } = surroundings.settings;
    const areRegionsNamed = regions.length > 0 || fallbacks !== undefined;
    const planning = {
      ...surroundings,
      profileProviders: false,
      needsFallbacks: areRegionsNamed,
      nameOf: helperNames(of, surroundings),
    };
    return new Set(
      PASSES.flatMap((pass) => plannedSubjects(pass, of, planning)).flatMap(({ subject, plan }) =>
        plan.kind === 'edits' || (!areRegionsNamed && plan.kind === 'left' && plan.obstacle === OTHER_FALLBACKS)
          ? keysOf(subject, of)
          : [],
      ),
    );
  });
  return (subject) => rewritten(model).has(subject);
}
