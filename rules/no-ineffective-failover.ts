import type { Node } from '../src/ast/source.js';
import { walk } from '../src/ast/source.js';
import { isSameButRegion } from '../src/model/sites/chains.js';
import type { Site, StsModel } from '../src/model/types.js';
import { findRegion } from '../src/sts/regions.js';
import type { Rule, Finding } from './define-rule.js';

const CHECK = 'no-ineffective-failover';

/** Code that looks like failover between regions and is none. */
export const noIneffectiveFailover: Rule = {
  name: CHECK,
  description: 'Disallow code that looks like failover between regions and is none',
  type: 'problem',
  messages: {
    chain:
      '`{{name}}` of providers that differ only by region never reaches the second region: the chain goes on only after errors that say so (`tryNextLink`), and no STS, network or timeout error does. Wrap the provider in a failover helper.',
    regionFunction:
      'A `region` function cannot switch `{{name}}` to another region: the SDK keeps the signing region of the first request, so the other region refuses the signature. Use one client for each region.',
    retryStrategy:
      'A retry strategy cannot switch `{{name}}` to another region: the SDK fixes the endpoint before the first attempt. Use one client for each region.',
  },
  find: (model) => [
    ...model.chains.flatMap((chain) =>
      isSameButRegion(chain, model) ? [finding('chain', chain.name, chain.node.callee, chain)] : [],
    ),
    ...model.sites.flatMap((site) => checkSite(site, model) ?? []),
  ],
};

const finding = (messageId: string, name: string, node: Node, subject: object): Finding => ({
  check: CHECK,
  messageId,
  data: { name },
  node,
  subject,
  level: 'recommended',
  host: undefined,
});

function checkSite(site: Site, model: StsModel): Finding | undefined {
  if (site.construct.sdk !== 'v3' || site.configuration.opaque !== undefined) return undefined;
  const region = site.configuration.setting('region');
  if (
    region.state === 'present' &&
    region.value.kind === 'function' &&
    regionNamesIn(region.value.node, model).size > 1
  )
    return finding('regionFunction', site.name, region.node, site);
  const strategy = site.configuration.setting('retryStrategy');
  if (
    strategy.state === 'present' &&
    strategy.node.type === 'Property' &&
    regionNamesIn(strategy.node.value, model).size > 0
  )
    return finding('retryStrategy', site.name, strategy.node, site);
  return undefined;
}

/** The regions that are written in a node, or in a list that it takes one after another from. */
function regionNamesIn(node: Node, model: StsModel): ReadonlySet<string> {
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
