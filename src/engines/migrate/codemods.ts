import type { Surroundings } from '../../model/settings/surroundings.js';
import type { Site, StsModel } from '../../model/types.js';
import { planExplicitRegion } from '../../plans/plan-explicit-region.js';
import { planFailover } from '../../plans/plan-failover.js';
import type { Plan } from '../../plans/plan.js';
import { planRegionalEndpoint } from '../../plans/plan-regional-endpoint.js';

export const CODEMOD_NAMES = ['regional-endpoints', 'explicit-regions', 'failover', 'sts-regional'] as const;
export type CodemodName = (typeof CODEMOD_NAMES)[number];

/** One rewriting pass; `sts-regional` is all three in this order. */
export type PassName = Exclude<CodemodName, 'sts-regional'>;
export const PASSES: readonly PassName[] = ['regional-endpoints', 'explicit-regions', 'failover'];

export interface PassSurroundings extends Surroundings {
  readonly profileProviders: boolean;
  readonly nameOf: (helperFunction: string) => string;
}

export const passesOf = (codemods: readonly CodemodName[]): readonly PassName[] =>
  PASSES.filter((pass) => codemods.includes('sts-regional') || codemods.includes(pass));

/** What a pass does at one site. */
export function planSite(pass: PassName, site: Site, model: StsModel, surroundings: PassSurroundings): Plan {
  switch (pass) {
    case 'regional-endpoints':
      return planRegionalEndpoint(site, model, surroundings);
    case 'explicit-regions':
      return planExplicitRegion(site, model, surroundings, surroundings);
    case 'failover':
      return planFailover(site, model, surroundings, { ...surroundings, needsFallbacks: true });
  }
}
