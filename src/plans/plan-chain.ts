import type { Surroundings } from '../model/settings/surroundings.js';
import { isSameButRegion, regionsInTurn } from '../model/sites/chains.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import type { Chain, StsModel } from '../model/types.js';
import { editedPart, type Edit } from '../text/edit.js';
import { CHAIN_OBSTACLES } from './obstacles/chain.js';
import { firstObstacle } from './obstacles/obstacle.js';
import { planProvider } from './plan-provider.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { NOTHING, type FailoverOptions, type Plan } from './plan.js';

/**
 * `createCredentialChain(fromX({ … region: A }), fromX({ … region: B }))` never reaches B. It becomes one provider with
 * failover from A to B, which is what the chain was meant to do.
 */
export function planChain(chain: Chain, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan {
  if (!isSameButRegion(chain, model) || hasFailover(chain.node, model, surroundings)) return NOTHING;
  const regions = regionsInTurn(chain, model);
  const obstacle = firstObstacle(CHAIN_OBSTACLES, { chain, model, surroundings, regions }, { name: chain.name });
  if (obstacle) return obstacle;
  const [first, ...others] = chain.links;
  if (!first) return NOTHING;
  const plan = unlessHelperFails(planProvider(first, model, surroundings, options), chain.node, model, surroundings);
  if (plan.kind !== 'edits') return plan;
  const [start, end] = first.node.range;
  const isOutside = ({ range }: Edit): boolean => range[1] < start || range[0] > end;
  const text = editedPart(model.source.text, first.node.range, plan.edits);
  const replaced = [chain.node.callee, ...others.map((link) => link.callee)];
  return {
    kind: 'edits',
    edits: [{ range: chain.node.range, text }, ...plan.edits.filter(isOutside)],
    ...(plan.needs && { needs: { ...plan.needs, replaced } }),
  };
}
