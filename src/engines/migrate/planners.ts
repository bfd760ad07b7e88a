import type { ConfigSetting } from '../../model/config/config-types.js';
import type { Settings } from '../../model/settings/settings.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { SubjectKind, SubjectOf } from '../../model/subject.js';
import type { EnvironmentWrite, Site, StsModel } from '../../model/types.js';
import { planChain } from '../../plans/plan-chain.js';
import { planClassValue } from '../../plans/plan-class-value.js';
import { planConfigSetting, type ConfigPlan } from '../../plans/plan-config-setting.js';
import { planExplicitRegion } from '../../plans/plan-explicit-region.js';
import { planFailover } from '../../plans/plan-failover.js';
import { planGlobalHost, planHostFailover } from '../../plans/plan-host.js';
import { planRegionalEndpoint } from '../../plans/plan-regional-endpoint.js';
import { planVariable } from '../../plans/plan-variable.js';
import { left } from '../../plans/obstacles/index.js';
import { NOTHING, type Plan } from '../../plans/plan.js';
import type { PassName } from './codemods.js';

/** What planners know besides the file itself. */
export interface PlannerSurroundings extends Surroundings {
  readonly profileProviders: boolean;
  /** A site without a fallback region is left. A helper that exists may have its own. */
  readonly needsFallbacks: boolean;
  readonly nameOf: (helperFunction: string) => string;
}

export type Planner<Kind extends SubjectKind> = (
  subject: SubjectOf<Kind>,
  model: StsModel,
  surroundings: PlannerSurroundings,
) => Plan;

/** What a codemod does at each kind of subject; it ignores kinds without a planner. */
export type SubjectPlanners = { readonly [Kind in SubjectKind]?: Planner<Kind> };

export interface Planners extends SubjectPlanners {
  /** For a setting of a configuration file. */
  readonly setting?: (setting: ConfigSetting, settings: Settings) => ConfigPlan;
}

/** A case of a test expects what it sets, and a test's table of environments describes no deployment. */
const isOfTest = ({ of, isOfTestCase }: EnvironmentWrite, { isTest }: Surroundings): boolean =>
  isOfTestCase || (of === 'deployment' && isTest);

/** What a test replaces sends nothing, so that there is nothing to put right. */
const unlessMocked =
  (plan: (site: Site, model: StsModel, surroundings: PlannerSurroundings) => Plan): Planner<'site'> =>
  ({ site }, model, surroundings) =>
    site.isMocked ? NOTHING : plan(site, model, surroundings);

/** Apart from the table of codemods, which the command line reads before it knows whether it needs a plan. */
export const PLANNERS: Readonly<Record<PassName, Planners>> = {
  'regional-endpoints': {
    site: unlessMocked(planRegionalEndpoint),
    host: ({ host }, model, surroundings) => planGlobalHost(host, model, surroundings),
    variable: ({ write }, _, surroundings) => (isOfTest(write, surroundings) ? NOTHING : planVariable(write)),
    'loose-flag': ({ flag }) => left('loose-global-flag', { name: flag.name }),
    'idle-flag': () => left('idle-flag'),
    setting: planConfigSetting,
  },
  'explicit-regions': {
    site: unlessMocked((site, model, surroundings) => planExplicitRegion(site, model, surroundings, surroundings)),
  },
  failover: {
    chain: ({ chain }, model, surroundings) => planChain(chain, model, surroundings, surroundings),
    'class-value': ({ value }, _, surroundings) => planClassValue(value, surroundings),
    site: unlessMocked((site, model, surroundings) => planFailover(site, model, surroundings, surroundings)),
    host: ({ host }, model, surroundings) => planHostFailover(host, model, surroundings, surroundings),
  },
};
