import { contains } from '../ast/parents.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isSameButRegion, regionsInTurn } from '../model/sites/chains.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { fallbacksOf } from '../model/settings/settings.js';
import type { Chain, StsModel } from '../model/types.js';
import { applyEdits } from '../text/edit.js';
import { left, leftToHand, NOTHING, type Plan } from './plan.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { planProvider, type FailoverOptions } from './plan-failover.js';

const isWithin = (inner: Ranged, outer: Ranged): boolean =>
  outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];

interface Ranged {
  readonly range: readonly [number, number];
}

/**
 * `createCredentialChain(fromX({ … region: A }), fromX({ … region: B }))` never reaches B. It becomes the one provider with failover, where
 * the policy goes from A to B as the chain meant to.
 */
export function planChain(chain: Chain, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan {
  if (!isSameButRegion(chain, model) || hasFailover(chain.node, model, surroundings)) return NOTHING;
  const regions = regionsInTurn(chain, model);
  const [home, ...others] = regions ?? [];
  const [first] = chain.links;
  if (home === undefined || !first || !contains(chain.node, first.node))
    return leftToHand(
      `\`${chain.name}\` holds more than one provider in several regions`,
      'Wrap the provider in `stsProvider` of the helper by hand',
    );
  if (chain.node.parent.type === 'MemberExpression')
    return leftToHand(
      `A method of what \`${chain.name}\` returns is called`,
      'Wrap the provider in `stsProvider` of the helper by hand',
    );
  if (model.source.comments.some((comment) => isWithin(comment, chain.node) && !isWithin(comment, first.node)))
    return leftToHand(
      `Comments stand between the providers of \`${chain.name}\``,
      'Wrap the provider in `stsProvider` of the helper by hand',
    );
  const fallbacks = fallbacksOf(surroundings.settings)[home] ?? [];
  const missing = others.filter((region) => !fallbacks.includes(region));
  if (missing.length > 0)
    return left(
      `\`${chain.name}\` means to go from ${home} to ${others.join(', ')}, and the fallbacks of this run do not`,
      `Add \`--fallbacks ${home}=${others.join('+')}\``,
    );
  const plan = unlessHelperFails(planProvider(first, model, options), chain.node, model, surroundings);
  if (plan.kind !== 'edits') return plan;
  const [start, end] = first.node.range;
  const provider = applyEdits(
    model.source.text.slice(start, end),
    plan.edits.map((edit) => ({ range: [edit.range[0] - start, edit.range[1] - start], text: edit.text })),
  );
  const needs = plan.needs && {
    ...plan.needs,
    replaced: [chain.node.callee, ...chain.links.slice(1).map((link) => link.callee)],
  };
  return { kind: 'edits', edits: [{ range: chain.node.range, text: provider }], ...(needs && { needs }) };
}
