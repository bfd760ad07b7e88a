import { endpointHosts, regionOf } from '../model/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import type { Check, Finding } from './finding.js';

const CHECK = 'no-endpoint-region-mismatch';

/** An endpoint of one region with the region, or signing region, of another: STS refuses such a signature. */
export const noEndpointRegionMismatch: Check = {
  name: CHECK,
  messages: {
    mismatch: 'The requests of `{{name}}` go to `{{host}}`, the host of `{{endpointRegion}}`, and are signed for `{{region}}`: STS refuses a signature for another region. Use one region for both.',
  },
  find: (model) => model.sites.flatMap((site) => checkSite(site, model) ?? []),
};

function checkSite(site: Site, model: StsModel): Finding | undefined {
  const region = regionOf(site, model);
  const hosts = endpointHosts(site, model);
  const [endpoint, ...others] = hosts;
  if (!endpoint || others.length > 0 || endpoint.host.kind === 'global' || region.state !== 'given') return undefined;
  const [literal, ...more] = region.literals;
  const name = typeof literal?.value === 'string' ? literal.value.trim().toLowerCase() : undefined;
  if (name === undefined || more.length > 0 || name === endpoint.host.region) return undefined;
  return {
    check: CHECK,
    messageId: 'mismatch',
    data: { name: site.name, host: endpoint.host.host, endpointRegion: endpoint.host.region, region: name },
    node: region.node,
    subject: site,
    level: 'recommended',
    host: endpoint.host.host,
  };
}
