import type { Surroundings } from '../model/settings/surroundings.js';
import { asksForGlobalRegion } from '../model/sites/global-region.js';
import { endpointHosts, hasEndpoint, namesKnownRegions, regionOf } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';

/**
 * Whether a client may be taken from the global host to that of its region without asking: only where no region is
 * guessed and nothing that worked can break.
 */
export function isSafeToMakeRegional(site: Site, model: StsModel, surroundings: Surroundings): boolean {
  switch (site.construct.sdk) {
    case 'v3': {
      if (site.use !== 'sent') return false;
      if (endpointHosts(site, model).some(({ host }) => host.kind === 'global'))
        return regionOf(site, model).state === 'given';
      return !asksForGlobalRegion(site);
    }
    case 'v2': {
      if (hasEndpoint(site) || site.configuration.setting('region').state !== 'present') return false;
      // The regional mode makes a region necessary: only where one is written beside it can nothing break.
      const region = regionOf(site, model);
      return region.state === 'given' && region.literals.length === 1 && namesKnownRegions(region, surroundings);
    }
    case 'raw':
      return false; // The host is part of what is signed.
  }
}
