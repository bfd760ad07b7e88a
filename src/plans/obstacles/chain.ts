import { contains } from '../../ast/parents.js';
import { fallbacksOf } from '../../model/settings/settings.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { Chain, StsModel } from '../../model/types.js';
import type { ObstaclesTo } from './obstacle.js';

/** A credential chain with one provider in several regions, which a chain never fails over between. */
export interface ChainCandidate {
  readonly chain: Chain;
  readonly model: StsModel;
  readonly surroundings: Pick<Surroundings, 'settings'>;
  /** The regions that it names, home first; `undefined` when it is not one provider in several regions. */
  readonly regions: readonly string[] | undefined;
}

export const CHAIN_OBSTACLES = {
  'mixed-chain': {
    when: ({ chain, regions }) => {
      const [first] = chain.links;
      return regions?.[0] === undefined || !first || !contains(chain.node, first.node);
    },
    reason: '`{{name}}` holds more than one provider in several regions',
    nextStep: 'Wrap the provider in `stsProvider` of the helper by hand',
    isByHand: true,
  },
  'chain-method': {
    when: ({ chain }) => chain.node.parent.type === 'MemberExpression',
    reason: 'The code calls a method of what `{{name}}` returns, which the provider of the helper does not have',
    nextStep: 'Wrap the provider in `stsProvider` of the helper by hand',
    isByHand: true,
  },
  'commented-chain': {
    when: ({ chain: { node, links }, model }) =>
      model.source.comments.some(
        (comment) => isWithin(comment, node) && !(links[0] && isWithin(comment, links[0].node)),
      ),
    reason: 'Comments between the providers of `{{name}}` would be lost',
    nextStep: 'Wrap the provider in `stsProvider` of the helper by hand',
    isByHand: true,
  },
  'other-fallbacks': {
    when: ({ regions: [home = '', ...others] = [], surroundings }) => {
      const fallbacks = fallbacksOf(surroundings.settings)[home] ?? [];
      return others.every((region) => fallbacks.includes(region))
        ? undefined
        : { home, others: others.join(', '), pair: `${home}=${others.join('+')}` };
    },
    reason: '`{{name}}` fails over from {{home}} to {{others}}, but the fallbacks of this run differ',
    nextStep: 'Add `--fallbacks {{pair}}`',
  },
} as const satisfies ObstaclesTo<ChainCandidate>;

interface Ranged {
  readonly range: readonly [number, number];
}

const isWithin = (inner: Ranged, outer: Ranged): boolean =>
  outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
