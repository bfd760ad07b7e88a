import type { Context } from '../src/model/context.js';
import type { Site, StsModel } from '../src/model/types.js';
import { planExplicitRegion } from '../src/edits/plan-explicit-region.js';
import { planFailover } from '../src/edits/plan-failover.js';
import type { Plan } from '../src/edits/plan.js';
import { planRegionalEndpoint } from '../src/edits/plan-regional-endpoint.js';

export const CODEMOD_NAMES = ['regional-endpoints', 'explicit-regions', 'failover', 'sts-regional'] as const;
export type CodemodName = (typeof CODEMOD_NAMES)[number];

/** One rewriting pass; `sts-regional` is all three in this order. */
export type PassName = Exclude<CodemodName, 'sts-regional'>;
export const PASSES: readonly PassName[] = ['regional-endpoints', 'explicit-regions', 'failover'];

export interface PassContext extends Context {
  readonly profileProviders: boolean;
  readonly nameOf: (helperFunction: string) => string;
}

export const passesOf = (codemods: readonly CodemodName[]): readonly PassName[] =>
  PASSES.filter((pass) => codemods.includes('sts-regional') || codemods.includes(pass));

/** What a pass does at one site. */
export function planSite(pass: PassName, site: Site, model: StsModel, context: PassContext): Plan {
  switch (pass) {
    case 'regional-endpoints':
      return planRegionalEndpoint(site, model, context);
    case 'explicit-regions':
      return planExplicitRegion(site, model, context, context);
    case 'failover':
      return planFailover(site, model, context, { ...context, needsFallbacks: true });
  }
}
