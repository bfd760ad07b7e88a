import { walk, type Node } from '../src/ast/source.js';
import { isSameButRegion } from '../src/model/sites/chains.js';
import type { Chain, Site, StsModel } from '../src/model/types.js';
import { findRegion } from '../src/sts/regions.js';
import { defineRule, factsIn, type Verdict } from './define-rule.js';
import { notReadable, ONLY_V3 } from './shared/silence.js';

/** Code that looks like failover between regions but is not. */
export const noIneffectiveFailover = defineRule({
  name: 'no-ineffective-failover',
  description: 'Disallow code that looks like failover between regions but is not',
  type: 'problem',
  severity: { recommended: 'error', strict: 'error' },
  messages: {
    chain:
      '`{{name}}` never tries its second region: no STS or network error makes it move on. ' +
      'Use the failover helper.',
    regionFunction:
      'A `region` function cannot move `{{name}}` to another region: it keeps signing for the first one. ' +
      'Use one client for each region.',
    retryStrategy:
      'A retry strategy cannot move `{{name}}` to another region: its host is fixed before the first attempt. ' +
      'Use one client for each region.',
  },
  find: (model) =>
    factsIn([
      ...model.chains.map((chain) => judgeChain(chain, model)),
      ...model.sites.map((site) => judgeSite(site, model)),
    ]),
  judge: (subject, model) => {
    if (subject.kind === 'chain') return [judgeChain(subject.chain, model)];
    return subject.kind === 'site' ? [judgeSite(subject.site, model)] : [];
  },
});

const judgeChain = (chain: Chain, model: StsModel): Verdict =>
  isSameButRegion(chain, model)
    ? { subject: chain, where: chain.node.callee, messageId: 'chain', data: { name: chain.name } }
    : 'its providers differ by more than a region';

function judgeSite(site: Site, model: StsModel): Verdict {
  if (site.construct.sdk !== 'v3') return ONLY_V3;
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  const stated = { subject: site, data: { name: site.name } };
  const region = site.configuration.setting('region');
  if (region.state === 'present' && region.value.kind === 'function' && regionsIn(region.value.node, model).size > 1)
    return { ...stated, where: region.node, messageId: 'regionFunction' };
  const strategy = site.configuration.setting('retryStrategy');
  if (
    strategy.state === 'present' &&
    strategy.node.type === 'Property' &&
    regionsIn(strategy.node.value, model).size > 0
  )
    return { ...stated, where: strategy.node, messageId: 'retryStrategy' };
  return 'no setting of it looks like failover';
}

/** The regions that are written in a node, or in a list from which it takes one after another. */
function regionsIn(node: Node, model: StsModel): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === 'string' && findRegion(value)) names.add(value);
  };
  walk(node, model.source.visitorKeys, (at) => {
    if (at.type === 'Literal') add(at.value);
    const list =
      at.type === 'MemberExpression' && at.computed && at.property.type !== 'Literal'
        ? model.valueOf(at.object)
        : undefined;
    for (const element of list?.kind === 'array' ? (list.elements ?? []) : [])
      if (element.kind === 'literal') add(element.value);
  });
  return names;
}
