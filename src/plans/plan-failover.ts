import type { Surroundings } from '../model/settings/surroundings.js';
import { isLinkOfSameButRegion } from '../model/sites/chains.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { endpointHosts, homesOf, regionOf, type RegionState } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { hasSecondRegion } from '../sts/regions.js';
import { insertion, type Edit } from '../text/edit.js';
import { left } from './obstacles/index.js';
import { firstObstacle } from './obstacles/obstacle.js';
import { CONFIGURATION_OBSTACLES, SITE_OBSTACLES, type FailoverCandidate } from './obstacles/site.js';
import { pinOf, releaseOf } from './pinned-endpoint.js';
import { planClient } from './plan-client.js';
import { planAssumer, planProvider } from './plan-provider.js';
import { planRequest } from './plan-request.js';
import { need, unlessHelperFails } from './plan-with-helper.js';
import { NOTHING, type FailoverOptions, type Plan } from './plan.js';
import { repeatedRegionOf } from './repeated-region.js';
import { regionsToServe } from './regions-to-serve.js';
import { homeOfHost, homeOfRegion } from './request-region.js';

/** The edits that give one client or provider a second region, through the helper. */
export const planFailover = (site: Site, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan =>
  unlessHelperFails(planSite(site, model, surroundings, options), site.node, model, surroundings);

function planSite(site: Site, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan {
  if (!site.callsSts || surroundings.isTest || hasFailover(site.node, model, surroundings)) return NOTHING;
  // The chain around it is planned as a whole.
  if (isLinkOfSameButRegion(site, model)) return NOTHING;
  const candidate = candidateOf(site, model, surroundings, options);
  if (!homesOf(site, model, surroundings).flatMap(namesOf).every(hasSecondRegion)) return NOTHING;
  const words = { name: site.name };
  const obstacle = firstObstacle(SITE_OBSTACLES, candidate, words);
  if (obstacle) return obstacle;
  if (site.construct.kind === 'aws4') return planSigned(site, model, options);
  return firstObstacle(CONFIGURATION_OBSTACLES, candidate, words) ?? planConstruct(candidate);
}

const namesOf = (region: RegionState): readonly string[] =>
  region.state === 'given' ? region.literals.map(({ value }) => String(value)).filter((name) => name !== '') : [];

function candidateOf(
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  options: FailoverOptions,
): FailoverCandidate {
  const homes = homesOf(site, model, surroundings);
  return {
    site,
    model,
    surroundings,
    options,
    region: regionOf(site, model),
    regions: homes
      .flatMap((home) => (home.state === 'given' ? regionsToServe(home, model, surroundings) : []))
      .filter((name) => name !== ''),
    endpoint: site.configuration.setting('endpoint'),
    pin: pinOf(site, model, surroundings),
    repeated: repeatedRegionOf(site, model),
  };
}

function planConstruct({ site, model, surroundings, options, pin, repeated }: FailoverCandidate): Plan {
  const release = releaseOf(pin?.property ?? repeated, site, model);
  if (site.construct.sdk === 'v2') return planV2(site, options, release);
  switch (site.construct.kind) {
    case 'v3-client':
      return planClient(site, model, options, release);
    case 'v3-role-assumer':
      return planAssumer(site, model, surroundings, options, release);
    default:
      return planProvider(site, model, surroundings, options, release);
  }
}

/** SDK v2: the client or credentials stay, and the helper around them takes care of their requests. */
function planV2({ node }: Site, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const edits = [insertion(node.range[0], `${nameOf('withStsFailover')}(`), ...release, insertion(node.range[1], ')')];
  return { kind: 'edits', edits, needs: need('v2', 'withStsFailover') };
}

/**
 * `aws4.sign(…)` is rewritten together with the call that sends the request. Without a `host`, aws4 signs for the
 * global one whatever the region.
 */
function planSigned(site: Site, model: StsModel, options: FailoverOptions): Plan {
  const signsOnly = left('signs-only', { name: site.name });
  const hosted = ['host', 'hostname'].some((key) => site.configuration.setting(key).state === 'present');
  if (site.construct.call !== 'call' || !hosted) return signsOnly;
  const region = site.configuration.setting('region');
  const [endpoint] = endpointHosts(site, model);
  if (endpoint?.host.kind === 'global') return signsOnly;
  const host = endpoint && model.hosts.find(({ node }) => node === endpoint.node);
  const home =
    region.state === 'present'
      ? homeOfRegion(region.node.type === 'Property' ? region.node.value : region.node, model)
      : host && homeOfHost(host, model);
  const plan = home && planRequest(site.node, home, model, options);
  return plan === undefined || (plan.kind === 'left' && plan.obstacle === 'request-by-hand') ? signsOnly : plan;
}
