import { onceFor } from '../ast/once-for.js';
import type { Node } from '../ast/source.js';
import type { Site } from './types.js';

const byNode = onceFor(
  (sites: readonly Site[]): ReadonlyMap<Node, Site> => new Map(sites.map((site) => [site.node, site])),
);

/** The site that a node is. */
export const siteAtNode = (node: Node, sites: readonly Site[]): Site | undefined => byNode(sites).get(node);
