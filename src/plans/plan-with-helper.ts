import type { Node } from '../ast/source.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import { helperRequestOf } from './failover-imports.js';
import { HELPER_OBSTACLES } from './obstacles/helper.js';
import { firstObstacle } from './obstacles/obstacle.js';
import type { HelperNeed, Plan } from './plan.js';

/** The plan, or the obstacle if the plan would import the helper where it cannot run or compile. */
export function unlessHelperFails(plan: Plan, node: Node, model: StsModel, surroundings: Surroundings): Plan {
  if (plan.kind !== 'edits' || plan.needs === undefined) return plan;
  const { needs } = plan;
  const absence = surroundings.helperAbsence(helperRequestOf(needs.sdk, model, surroundings), needs.functions);
  return firstObstacle(HELPER_OBSTACLES, { node, model, surroundings, need: needs, absence }) ?? plan;
}

export const need = (sdk: HelperNeed['sdk'], name: string, replaced: readonly Node[] = []): HelperNeed => ({
  sdk,
  functions: [name],
  replaced,
});
