import type { Node } from '../src/ast/source.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { isInsideHelper } from '../src/model/sites/failover-in-code.js';
import { helperCalls } from '../src/model/sites/helper-calls.js';
import { requestOf } from '../src/model/code/hosts.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf, type RegionState } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { vpcEndpointsProblem } from '../src/model/settings/region-problems.js';
import { GLOBAL_STS_HOST, parseStsHost, stsHost } from '../src/sts/hosts.js';
import { findRegion, partitionOf } from '../src/sts/regions.js';
import type { Rule, Finding } from './define-rule.js';
import { noGlobalEndpoint } from './no-global-endpoint.js';
import { noLegacyEndpointMode } from './no-legacy-endpoint-mode.js';

const CHECK = 'require-vpc-endpoint';

/** STS calls that no interface endpoint of the setting `vpcEndpoints` can carry. Without the setting there is nothing to say. */
export const requireVpcEndpoint: Rule = {
  name: CHECK,
  description: 'Require STS calls that can go through an interface VPC endpoint',
  type: 'problem',
  settingsProblem: ({ vpcEndpoints = {}, allowedRegions }) =>
    withKey(vpcEndpointsProblem(vpcEndpoints, allowedRegions)),
  messages: {
    globalHost:
      '`{{name}}` leads to the global STS host `{{host}}`, which no interface endpoint answers for: private DNS covers the names of regions only. {{advice}}.',
    noEndpoint:
      'The requests of `{{name}}` go to `{{host}}`, and `vpcEndpoints` has no interface endpoint in `{{region}}`, so they leave the VPC or get no answer. {{advice}}.',
    hostWithoutEndpoint:
      'This request goes to `{{host}}`, and `vpcEndpoints` has no interface endpoint in `{{region}}`, so it leaves the VPC or gets no answer. {{advice}}.',
  },
  find: (model, surroundings) => {
    const regions = Object.keys(surroundings.settings.vpcEndpoints ?? {});
    if (regions.length === 0 || surroundings.isTest) return [];
    return [
      ...globalFindings(model, surroundings, regions),
      ...model.sites.flatMap((site) => checkSite(site, model, surroundings, regions) ?? []),
      ...helperCalls(model, surroundings).flatMap(
        ({ node, name, region }) =>
          checkChoice(region, { subject: node, node: node.callee, name }, surroundings, regions) ?? [],
      ),
      ...model.hosts.flatMap((host) => checkHost(host, model, surroundings, regions) ?? []),
    ];
  },
};

/** What else is wrong with the global host is the business of the checks that find it. */
function globalFindings(model: StsModel, surroundings: Surroundings, regions: readonly string[]): readonly Finding[] {
  return [noGlobalEndpoint, noLegacyEndpointMode]
    .flatMap((check) => check.find(model, surroundings))
    .map(({ data, node, subject, level }) => ({
      check: CHECK,
      messageId: 'globalHost',
      data: {
        name: data['name'] ?? data['text'] ?? data['variable'] ?? 'stsRegionalEndpoints',
        host: GLOBAL_STS_HOST,
        advice: `Go to the host of a region that has one: ${listed(regions)}`,
      },
      node,
      subject,
      level,
      host: GLOBAL_STS_HOST,
    }));
}

interface Place {
  readonly subject: object;
  readonly node: Node;
  readonly name: string;
}

function checkSite(
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  regions: readonly string[],
): Finding | undefined {
  if (
    !site.callsSts ||
    site.use !== 'sent' ||
    site.construct.forSomeProfiles ||
    site.configuration.opaque !== undefined
  )
    return undefined;
  const place = { subject: site, name: site.name };
  if (hasEndpoint(site)) {
    const [endpoint, ...others] = endpointHosts(site, model);
    return endpoint && others.length === 0
      ? checkHostName(endpoint.host.host, { ...place, node: endpoint.node }, surroundings, regions)
      : undefined;
  }
  const region = regionOf(site, model);
  // The helper sends requests to the host of their region, whatever the mode of SDK v2.
  if (isInsideHelper(site.node, model, surroundings))
    return checkChoice(region, { ...place, node: site.callee }, surroundings, regions);
  const prediction = predictSite(site, model, surroundings);
  const hosts = new Set((prediction.possible ?? [prediction]).map(({ host }) => host));
  const [host, ...others] = hosts;
  if (host !== undefined && others.length === 0)
    return checkHostName(
      host,
      { ...place, node: region.state === 'given' ? region.node : site.callee },
      surroundings,
      regions,
    );
  return ['regional', 'fips', 'dualstack'].includes(prediction.outcome)
    ? checkChoice(region, { ...place, node: site.callee }, surroundings, regions)
    : undefined;
}

function checkHost(
  request: HostString,
  model: StsModel,
  surroundings: Surroundings,
  regions: readonly string[],
): Finding | undefined {
  const { host, meaning, site, isPresigned, node } = request;
  if (meaning !== 'endpoint' || site || isPresigned || host.kind === 'template') return undefined;
  const found = checkHostName(
    host.host,
    { subject: requestOf(request, model), node, name: host.host },
    surroundings,
    regions,
  );
  return found && { ...found, messageId: 'hostWithoutEndpoint' };
}

/**
 * The host of an interface endpoint is one by itself. Whether private DNS covers FIPS and dual-stack names too is nowhere stated, so
 * in a region that has an endpoint they are left alone.
 */
function checkHostName(
  name: string,
  place: Place,
  surroundings: Surroundings,
  regions: readonly string[],
): Finding | undefined {
  const host = parseStsHost(name);
  if (host === undefined || host.kind === 'global' || host.kind === 'vpce') return undefined;
  return finding(host.region, name, place, surroundings, regions);
}

/** One region or a choice between several, each of which is written out. */
function checkChoice(
  region: RegionState,
  place: Place,
  surroundings: Surroundings,
  regions: readonly string[],
): Finding | undefined {
  if (region.state !== 'given' || !region.isComplete) return undefined;
  for (const { value } of region.literals) {
    const found =
      typeof value === 'string'
        ? finding(value, stsHost(value), { ...place, node: region.node }, surroundings, regions)
        : undefined;
    if (found) return found;
  }
  return undefined;
}

function finding(
  region: string,
  host: string,
  { subject, node, name }: Place,
  { settings }: Surroundings,
  regions: readonly string[],
): Finding | undefined {
  if (
    regions.includes(region) ||
    (findRegion(region) === undefined && settings.allowedRegions?.includes(region) !== true)
  )
    return undefined;
  const near = regions.filter((other) => partitionOf(other).id === partitionOf(region).id);
  const advice =
    near.length === 0
      ? 'Create one there and add it to the setting'
      : `Add the one of \`${region}\` to the setting, or use a region that has one: ${listed(near)}`;
  return {
    check: CHECK,
    messageId: 'noEndpoint',
    data: { name, host, region, advice },
    node,
    subject,
    level: 'recommended',
    host,
  };
}

const listed = (regions: readonly string[]): string => regions.map((region) => `\`${region}\``).join(', ');

const withKey = (problem: string | undefined): string | undefined => problem && `"vpcEndpoints": ${problem}`;
