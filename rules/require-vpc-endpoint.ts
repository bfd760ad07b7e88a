import { requestOf } from '../src/model/code/hosts.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { isInsideHelper } from '../src/model/sites/built-by-helper.js';
import { helperCalls } from '../src/model/sites/helper-calls.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf, type RegionState } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { GLOBAL_STS_HOST, parseStsHost, stsHost } from '../src/sts/hosts.js';
import { findRegion, partitionOf } from '../src/sts/regions.js';
import { defineRule, factsIn, type Fact, type Verdict } from './define-rule.js';
import { noGlobalEndpoint } from './no-global-endpoint.js';
import { noLegacyEndpointMode } from './no-legacy-endpoint-mode.js';
import { CALLS_NO_STS, meaningOfHost, NOT_SENT, notReadable } from './shared/silence.js';

/**
 * STS calls that no interface endpoint in the setting `vpcEndpoints` can serve. Without the setting, nothing is
 * reported.
 */
export const requireVpcEndpoint = defineRule({
  name: 'require-vpc-endpoint',
  description: 'Require STS calls that can go through an interface VPC endpoint',
  type: 'problem',
  severity: { recommended: 'off', strict: 'off' },
  messages: {
    globalHost: '`{{name}}` leads to the global host `{{host}}`, which bypasses VPC endpoints. {{advice}}.',
    globalRequest: 'This request goes to the global host `{{host}}`, which bypasses VPC endpoints. {{advice}}.',
    noEndpoint: '`{{name}}` calls `{{host}}`, which no endpoint in `vpcEndpoints` serves. {{advice}}.',
    hostWithoutEndpoint: 'This request calls `{{host}}`, which no endpoint in `vpcEndpoints` serves. {{advice}}.',
  },
  find: (model, surroundings) => {
    const regions = Object.keys(surroundings.settings.vpcEndpoints ?? {});
    if (regions.length === 0 || surroundings.isTest) return [];
    return [
      ...globalFacts(model, surroundings, regions),
      ...factsIn(model.sites.map((site) => judgeSite(site, model, surroundings))),
      ...helperCalls(model, surroundings).flatMap(
        ({ node, name, region }) => choiceFact(region, { subject: node, where: node.callee, name }, surroundings) ?? [],
      ),
      ...factsIn(model.hosts.map((host) => judgeRequest(host, model, surroundings))),
    ];
  },
  judge: (subject, model, surroundings) => {
    if (subject.kind !== 'site' && subject.kind !== 'host') return [];
    if (Object.keys(surroundings.settings.vpcEndpoints ?? {}).length === 0)
      return ['the settings name no `vpcEndpoints`'];
    if (surroundings.isTest) return ['the file is a test'];
    return subject.kind === 'site'
      ? [judgeSite(subject.site, model, surroundings)]
      : [judgeRequest(subject.host, model, surroundings)];
  },
});

/** Calls to the global host, as the other rules find them. */
const globalFacts = (model: StsModel, surroundings: Surroundings, [region = '']: readonly string[]): readonly Fact[] =>
  [noGlobalEndpoint, noLegacyEndpointMode]
    .flatMap((rule): readonly Fact[] => rule.find(model, surroundings))
    .map(({ messageId, data, where, subject, level = 'recommended' }) => ({
      subject,
      where,
      messageId: messageId.startsWith('globalHost') ? 'globalRequest' : 'globalHost',
      data: {
        name: data['name'] ?? data['variable'] ?? 'stsRegionalEndpoints',
        advice: `Use \`${region}\`, which has one`,
      },
      level,
      host: GLOBAL_STS_HOST,
    }));

/** What makes the call, and where that is reported. */
type Asking = Pick<Fact, 'subject' | 'where'> & { readonly name: string };

const SERVED = 'an interface endpoint can serve it, as far as its region is known';

function judgeSite(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  if (!site.callsSts) return CALLS_NO_STS;
  if (site.use !== 'sent') return NOT_SENT;
  if (site.construct.forSomeProfiles) return 'it calls STS for some profiles only';
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  return siteFact(site, model, surroundings) ?? SERVED;
}

function siteFact(site: Site, model: StsModel, surroundings: Surroundings): Fact | undefined {
  const asking = { subject: site, where: site.callee, name: site.name };
  if (hasEndpoint(site)) {
    const [endpoint, ...others] = endpointHosts(site, model);
    if (!endpoint || others.length > 0) return undefined;
    return hostFact(endpoint.host.host, { ...asking, where: endpoint.node }, surroundings);
  }
  const region = regionOf(site, model);
  // The helper sends requests to the host of their region, whatever the mode of SDK v2.
  if (isInsideHelper(site.node, model, surroundings)) return choiceFact(region, asking, surroundings);
  const prediction = predictSite(site, model, surroundings);
  const [host, ...others] = new Set((prediction.possible ?? [prediction]).map((each) => each.host));
  if (host !== undefined && others.length === 0)
    return hostFact(host, { ...asking, where: region.state === 'given' ? region.node : site.callee }, surroundings);
  return ['regional', 'fips', 'dualstack'].includes(prediction.outcome)
    ? choiceFact(region, asking, surroundings)
    : undefined;
}

function judgeRequest(request: HostString, model: StsModel, surroundings: Surroundings): Verdict {
  const { host, meaning, site, isPresigned, place } = request;
  if (site) return 'it is judged where it is used';
  if (meaning !== 'endpoint') return meaningOfHost(request);
  if (isPresigned) return 'the request is only signed here, and another party sends it';
  if (host.kind === 'template') return 'its region is put in when the code runs';
  const asking = { subject: requestOf(request, model), where: place, name: host.host };
  const fact = hostFact(host.host, asking, surroundings);
  return fact ? { ...fact, messageId: 'hostWithoutEndpoint' } : SERVED;
}

/**
 * A host that is itself an interface endpoint is fine. AWS does not say whether private DNS covers FIPS and
 * dual-stack names too, so in a region that has an endpoint those are left alone.
 */
function hostFact(name: string, asking: Asking, surroundings: Surroundings): Fact | undefined {
  const host = parseStsHost(name);
  if (host === undefined || host.kind === 'global' || host.kind === 'vpce') return undefined;
  return regionFact(host.region, name, asking, surroundings);
}

/** One region or a choice between several, each of which is written out. */
function choiceFact(region: RegionState, asking: Asking, surroundings: Surroundings): Fact | undefined {
  if (region.state !== 'given' || !region.isComplete) return undefined;
  for (const { value } of region.literals) {
    const fact =
      typeof value === 'string'
        ? regionFact(value, stsHost(value), { ...asking, where: region.node }, surroundings)
        : undefined;
    if (fact) return fact;
  }
  return undefined;
}

function regionFact(
  region: string,
  host: string,
  { name, ...asking }: Asking,
  { settings }: Surroundings,
): Fact | undefined {
  const regions = Object.keys(settings.vpcEndpoints ?? {});
  const isRegion = findRegion(region) !== undefined || settings.allowedRegions?.includes(region) === true;
  if (regions.includes(region) || !isRegion) return undefined;
  const near = regions.find((other) => partitionOf(other).id === partitionOf(region).id);
  const advice = near === undefined ? 'Create one and add it' : `Add one, or use \`${near}\``;
  return { ...asking, messageId: 'noEndpoint', data: { name, advice }, host };
}
