import { optionsOf } from '../../ast/value.js';
import { findRegion } from '../../sts/regions.js';
import type { ConfigSetting } from '../config/config-types.js';
import { regionOf, regionState, type RegionState } from './site-facts.js';
import type { Site, StsModel } from '../types.js';

/** The opt-in region in which the credentials of a site may be used: its own, or that of the client around it. */
export const optInRegionFor = (site: Site, model: StsModel): string | undefined =>
  optInRegionIn(regionOf(site, model)) ?? (site.caller && optInRegionIn(regionState(site.caller.region)));

/** The opt-in region beside a setting of a configuration file. */
export function optInRegionBeside(setting: ConfigSetting | undefined): string | undefined {
  return setting?.region.state === 'named' && isOptInRegion(setting.region.region) ? setting.region.region : undefined;
}

function optInRegionIn(region: RegionState): string | undefined {
  if (region.state !== 'given') return undefined;
  return region.literals
    .flatMap(optionsOf)
    .map((option) => (option.kind === 'literal' ? String(option.value) : ''))
    .find(isOptInRegion);
}

const isOptInRegion = (name: string): boolean => findRegion(name)?.optIn === 'opt-in';
