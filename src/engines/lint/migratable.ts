import { onceFor } from '../../ast/once-for.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { keysOf } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import { helperNames } from '../../plans/failover-imports.js';
import { PASSES } from '../migrate/codemods.js';
import { isCompiledOutput } from '../migrate/compiled-output.js';
import { plannedSubjects } from '../migrate/subjects.js';

/**
 * Says which subjects of facts a migration rewrites. Where the settings name no regions, it is a migration that gets
 * those that it needs. The codemods plan a file once, when somebody asks about its first finding.
 */
export function migratableIn(model: StsModel, surroundings: Surroundings): (subject: object) => boolean {
  const rewritten = onceFor((of: StsModel): ReadonlySet<object> => {
    if (isCompiledOutput(of.source.text)) return new Set();
    const { regions = [], fallbacks } = surroundings.settings;
    const planning = {
      ...surroundings,
      profileProviders: false,
      needsFallbacks: regions.length > 0 || fallbacks !== undefined,
      nameOf: helperNames(of, surroundings),
    };
    return new Set(
      PASSES.flatMap((pass) => plannedSubjects(pass, of, planning)).flatMap(({ subject, plan }) =>
        plan.kind === 'edits' ? keysOf(subject, of) : [],
      ),
    );
  });
  return (subject) => rewritten(model).has(subject);
}
