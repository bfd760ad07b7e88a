import { planHelperImports } from '../../src/plans/failover-imports.js';
import type { Plan } from '../../src/plans/plan.js';
import type { Surroundings } from '../../src/model/settings/surroundings.js';
import type { StsModel } from '../../src/model/types.js';
import type { MessageData, Suggestion } from '../define-rule.js';

/** A suggestion that does what the codemod does; none where the plan needs the failover helper or leaves the site alone. */
export const suggestionsFor = (messageId: string, plan: Plan, data: MessageData = {}): readonly Suggestion[] =>
  plan.kind === 'edits' && plan.needs === undefined ? [{ messageId, data, edits: plan.edits }] : [];

/** The suggestion to go through the failover helper; none where the repository has no helper that the file could import. */
export function failoverSuggestion(plan: Plan, model: StsModel, surroundings: Surroundings): readonly Suggestion[] {
  if (plan.kind !== 'edits' || plan.needs === undefined) return [];
  const imports = planHelperImports(model, [plan.needs], surroundings);
  return imports
    ? [
        {
          messageId: 'useHelper',
          data: { helper: plan.needs.functions.join(', ') },
          edits: [...plan.edits, ...imports],
        },
      ]
    : [];
}
