import { onceFor } from '../src/ast/once-for.js';
import type { Node } from '../src/ast/source.js';
import { branchOf } from '../src/model/code/hosts.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { browserEvidenceAt } from '../src/model/sites/browser.js';
import { branchesOf, type Branch } from '../src/model/sites/branches.js';
import { isLinkOfSameButRegion } from '../src/model/sites/chains.js';
import { hasFailover } from '../src/model/sites/failover-in-code.js';
import { mayCarryOneTimeCode } from '../src/model/sites/requests.js';
import {
  endpointHosts,
  hasEndpoint,
  homesOf,
  predictSite,
  regionOf,
  type RegionState,
} from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { helperNames } from '../src/plans/failover-imports.js';
import { planFailover } from '../src/plans/plan-failover.js';
import { planHostFailover } from '../src/plans/plan-host.js';
import { isPlaceholder } from '../src/sts/region-spelling.js';
import { partitionOf, regionsOf } from '../src/sts/regions.js';
import { defineRule, factsIn, type Preset, type Verdict } from './define-rule.js';
import { CALLS_NO_STS, HAS_FAILOVER, meaningOfHost, NOT_SENT, notReadable } from './shared/silence.js';

/** Regional clients, providers and requests with no second region to go to. */
export const requireFallbackRegion = defineRule({
  name: 'require-fallback-region',
  description: 'Require a second region for STS clients, providers and requests',
  type: 'suggestion',
  severity: { recommended: 'warn', strict: 'error' },
  strict:
    'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only, and code for ' +
    'browsers, where the page has to allow a second host.',
  messages: {
    oneRegion:
      '`{{name}}` calls only one region, {{destination}}: if it fails, no SDK tries another. Add a second region.',
    oneRegionWithoutEndpoint:
      '`{{name}}` calls only one region where `{{unset}}` is not set: if it fails, no SDK tries another. Add a second region.',
    oneHost: 'This request calls only one region, `{{text}}`: if it fails, nothing tries another. Add a second region.',
  },
  suggestions: {
    useHelper: 'Fail over to a second region when the first one fails, with `{{helper}}` of the failover helper.',
  },
  find: (model, surroundings) =>
    surroundings.isTest
      ? []
      : factsIn([
          ...model.sites.flatMap((site) => judgeSite(site, model, surroundings)),
          ...model.hosts.map((host) => judgeRequest(host, model, surroundings)),
        ]),
  judge: (subject, model, surroundings) => {
    if (subject.kind !== 'site' && subject.kind !== 'host') return [];
    if (surroundings.isTest) return ['the file is a test, which needs no second region'];
    return subject.kind === 'site'
      ? judgeSite(subject.site, model, surroundings)
      : [judgeRequest(subject.host, model, surroundings)];
  },
});

const judgeSite = (site: Site, model: StsModel, surroundings: Surroundings): readonly Verdict[] =>
  branchesOf(site).map((branch) => judgeBranch(site, branch, model, surroundings));

function judgeBranch(site: Site, branch: Branch, model: StsModel, surroundings: Surroundings): Verdict {
  const { site: judged, unset } = branch;
  if (!site.callsSts) return CALLS_NO_STS;
  if (site.use !== 'sent') return NOT_SENT;
  if (site.asksForMfa) return 'it sends a one-time code, which works only once';
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  const region = regionOf(judged, model);
  if (region.state === 'uncertain') return 'it may have a region that cannot be seen here';
  if (!isRegional(judged, region, model, surroundings))
    return hasEndpoint(judged) ? 'its endpoint is not known to be the host of a region' : 'it names no region';
  const homes = homesOf(judged, model, surroundings).flatMap((home) => (home.state === 'given' ? home.literals : []));
  const names = homes.map(({ value }) => String(value));
  if (names.some(hasNoSecondRegion)) return ONE_REGION;
  if (hasFailover(site.node, model, surroundings)) return HAS_FAILOVER;
  if (isLinkOfSameButRegion(site, model)) return 'the chain around it is reported';
  const prediction = predictSite(judged, model, surroundings);
  // The file itself may set the environment to the regional mode.
  const host = prediction.outcome === 'global' || names.some(isPlaceholder) ? undefined : prediction.host;
  return {
    subject: site,
    where: site.callee,
    ...(unset === undefined
      ? { messageId: 'oneRegion', data: { name: site.name, destination: destinationOf(host, region) } }
      : { messageId: 'oneRegionWithoutEndpoint', data: { name: site.name, unset } }),
    level: site.construct.forSomeProfiles ? 'strict' : levelAt(site.node, model),
    host,
    plan: () =>
      planFailover(site, model, surroundings, { profileProviders: true, nameOf: helperNames(model, surroundings) }),
    suggestion: 'useHelper',
  };
}

/** Whether the site goes to the host of a region: of its own, of the client around it, or of its endpoint. */
function isRegional(site: Site, region: RegionState, model: StsModel, surroundings: Surroundings): boolean {
  const host = endpointHosts(site, model)[0]?.host ?? templatesBySite(model).get(site);
  if (hasEndpoint(site) && (!host || host.kind === 'global' || isLonelyVpcEndpoint(host, surroundings))) return false;
  if (region.state === 'given' || host !== undefined) return true;
  if (site.construct.sdk !== 'v3') return false;
  return (
    region.state === 'sometimes' ||
    (region.state === 'absent' &&
      site.caller?.region.state === 'present' &&
      predictSite(site, model, surroundings).outcome === 'regional')
  );
}

/** The hosts of which the region is put in at run time, by the site whose endpoint they are. */
const templatesBySite = onceFor(
  ({ hosts }: StsModel): ReadonlyMap<Site, HostString['host']> =>
    new Map(
      hosts.flatMap(({ site, host }) => (site && host.kind === 'template' ? [[site, host] as const] : [])).reverse(),
    ),
);

function destinationOf(host: string | undefined, region: RegionState): string {
  if (host !== undefined) return `\`${host}\``;
  return region.state === 'sometimes' ? 'the one it is given or finds' : 'the one it is given';
}

function judgeRequest(request: HostString, model: StsModel, surroundings: Surroundings): Verdict {
  const { host, meaning, node, site, isPresigned } = request;
  if (site) return 'it is judged where it is used';
  if (meaning !== 'endpoint') return meaningOfHost(request);
  if (isPresigned) return 'the request is only signed here, and another party sends it';
  if (host.kind === 'global') return 'it is the global host';
  if (isLonelyVpcEndpoint(host, surroundings)) return 'it is an interface endpoint, and the settings know no other';
  if (hasFailover(node, model, surroundings)) return HAS_FAILOVER;
  if (mayCarryOneTimeCode(node, model)) return 'it may carry a one-time code, which works only once';
  if (host.kind !== 'template' && hasNoSecondRegion(host.region)) return ONE_REGION;
  return {
    subject: branchOf(request, model),
    where: request.place,
    messageId: 'oneHost',
    data: { text: request.name },
    level: levelAt(node, model),
    host: host.kind === 'template' ? undefined : host.host,
    plan: () => planHostFailover(request, model, surroundings, { nameOf: helperNames(model, surroundings) }),
    suggestion: 'useHelper',
  };
}

/**
 * A page reaches only the hosts in its content security policy, so this edit alone is not enough. Only `strict` reports
 * such code.
 */
const levelAt = (node: Node, model: StsModel): Preset =>
  browserEvidenceAt(node, model) === undefined ? 'recommended' : 'strict';

/**
 * An interface endpoint, when the settings know no other in its partition. Its network may have no route to a second
 * region.
 */
function isLonelyVpcEndpoint(host: HostString['host'], { settings }: Surroundings): boolean {
  const others = Object.keys(settings.vpcEndpoints ?? {});
  if (host.kind === 'template') return host.isInterfaceEndpoint && others.length < 2;
  return (
    host.kind === 'vpce' && !others.some((other) => other !== host.region && partitionOf(other).id === host.partition)
  );
}

const ONE_REGION = 'its partition has no second region';

/** A partition with one region has nowhere to go. */
const hasNoSecondRegion = (region: string): boolean => regionsOf(partitionOf(region).id).length < 2;
