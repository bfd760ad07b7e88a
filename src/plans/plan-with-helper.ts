import type { Node } from '../ast/source.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import { HELPER_OBSTACLES } from './obstacles/helper.js';
import { firstObstacle } from './obstacles/obstacle.js';
import type { HelperNeed, Plan } from './plan.js';

/** The plan, unless it brings the helper where the helper cannot run or compile. */
export function unlessHelperFails(plan: Plan, node: Node, model: StsModel, surroundings: Surroundings): Plan {
  if (plan.kind !== 'edits' || plan.needs === undefined) return plan;
  return firstObstacle(HELPER_OBSTACLES, { node, model, surroundings, sdk: plan.needs.sdk }) ?? plan;
}

export const need = (sdk: HelperNeed['sdk'], name: string, replaced: readonly Node[] = []): HelperNeed => ({
  sdk,
  functions: [name],
  replaced,
});
