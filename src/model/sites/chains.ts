import { onceFor } from '../../ast/once-for.js';
import type { Node } from '../../ast/source.js';
import { regionOf } from './site-facts.js';
import type { Chain, Site, StsModel } from '../types.js';

interface Link {
  readonly site: Site;
  readonly region: Node;
  readonly regionText: string;
  /** The link's text without its region. */
  readonly rest: string;
}

/** The links of a chain that use STS and have a region, with the text that is left of each without its region. */
function linksOf(chain: Chain, model: StsModel): readonly Link[] {
  const { text } = model.source;
  return chain.links.flatMap((site) => {
    const region = regionOf(site, model);
    if (region.state !== 'given') return [];
    const [start, end] = region.node.range;
    return [
      {
        site,
        region: region.node,
        regionText: text.slice(start, end),
        rest: (text.slice(site.node.range[0], start) + text.slice(end, site.node.range[1])).replace(/\s+/g, ''),
      },
    ];
  });
}

/** Whether two links of the chain differ only in the region. That is meant as failover, which a chain does not do. */
export function isSameButRegion(chain: Chain, model: StsModel): boolean {
  if (chain.isPerRegion) return true;
  const links = linksOf(chain, model);
  return links.some((a, i) => links.slice(i + 1).some((b) => a.rest === b.rest && a.regionText !== b.regionText));
}

const linksBesideOthers = onceFor(
  (model: StsModel): ReadonlySet<Site> =>
    new Set(model.chains.filter((chain) => isSameButRegion(chain, model)).flatMap((chain) => chain.links)),
);

/** Whether a site is a link of such a chain. */
export const isLinkOfSameButRegion = (site: Site, model: StsModel): boolean => linksBesideOthers(model).has(site);

/**
 * The regions of a chain that consists of the same provider in several regions, home first; `undefined` for any other
 * chain.
 */
export function regionsInTurn(chain: Chain, model: StsModel): readonly string[] | undefined {
  const links = linksOf(chain, model);
  const [home] = links;
  if (
    !home ||
    chain.isPerRegion ||
    links.length !== chain.length ||
    links.length < 2 ||
    links.some((link) => link.rest !== home.rest)
  )
    return undefined;
  const names = links.map(({ site }) => {
    const region = regionOf(site, model);
    const [literal, ...others] = region.state === 'given' ? region.literals : [];
    return others.length === 0 && typeof literal?.value === 'string' ? literal.value : undefined;
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}
