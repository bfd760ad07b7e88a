import type { Node } from '../src/ast/source.js';
import { helperNames } from '../src/plans/failover-imports.js';
import { planFailover } from '../src/plans/plan-failover.js';
import { planHostFailover } from '../src/plans/plan-host.js';
import { browserEvidenceAt } from '../src/model/sites/browser.js';
import { isSameButRegion } from '../src/model/sites/chains.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { hasFailover } from '../src/model/sites/failover-in-code.js';
import { requestOf } from '../src/model/code/hosts.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { partitionOf, regionsOf } from '../src/sts/regions.js';
import type { Rule, Finding } from './define-rule.js';
import { failoverSuggestion } from './shared/suggestions.js';

const CHECK = 'require-fallback-region';

/** Regional clients, providers and requests with no second region to go to. */
export const requireFallbackRegion: Rule = {
  name: CHECK,
  description: 'Require a second region for STS clients, providers and requests',
  type: 'suggestion',
  hasSuggestions: true,
  strict:
    'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only, and code for browsers, which cannot import the failover helper.',
  messages: {
    oneRegion:
      '`{{name}}` asks STS in one region only, {{destination}}: when that region fails or hangs, this code gets no credentials, because no SDK goes to another region by itself. Build it with failover to a second region.',
    oneHost:
      'This request asks STS in one region only, `{{text}}`: when that region fails or hangs, this code gets no answer. Try a second region when the first one fails.',
    useHelper: 'Build it with `{{helper}}` of the failover helper.',
  },
  find: (model, surroundings) =>
    surroundings.isTest
      ? []
      : [
          ...model.sites.flatMap((site) => checkSite(site, model, surroundings) ?? []),
          ...model.hosts.flatMap((host) => checkHost(host, model, surroundings) ?? []),
        ],
};

function checkSite(site: Site, model: StsModel, surroundings: Surroundings): Finding | undefined {
  if (!site.callsSts || site.use !== 'sent' || site.asksForMfa || site.configuration.opaque !== undefined)
    return undefined;
  const region = regionOf(site, model);
  const endpoints = endpointHosts(site, model);
  const [endpoint] = endpoints;
  const host = endpoint?.host ?? model.hosts.find((each) => each.site === site && each.host.kind === 'template')?.host;
  if (hasEndpoint(site) && (!host || host.kind === 'global' || isLonelyVpcEndpoint(host, surroundings)))
    return undefined;
  const isRegional =
    region.state === 'given' ||
    (region.state === 'sometimes' && site.construct.sdk === 'v3') ||
    (site.construct.sdk === 'v3' &&
      region.state === 'absent' &&
      predictSite(site, model, surroundings).outcome === 'regional' &&
      site.caller?.region.state === 'present') ||
    host !== undefined;
  if (!isRegional || region.state === 'uncertain') return undefined;
  const names = region.state === 'given' ? region.literals.map((literal) => String(literal.value)) : [];
  if (
    names.some(hasNoSecondRegion) ||
    hasFailover(site.node, model, surroundings) ||
    model.chains.some((chain) => chain.links.includes(site) && isSameButRegion(chain, model))
  )
    return undefined;
  const prediction = predictSite(site, model, surroundings);
  // The file itself may set the environment to the regional mode.
  const destination = prediction.outcome === 'global' ? undefined : prediction.host;
  const level = site.construct.forSomeProfiles ? 'strict' : levelAt(site.node, model);
  const plan = planFailover(site, model, surroundings, {
    profileProviders: true,
    nameOf: helperNames(model, surroundings),
  });
  return {
    check: CHECK,
    suggestions: failoverSuggestion(plan, model, surroundings),
    messageId: 'oneRegion',
    data: {
      name: site.name,
      destination: destination
        ? `\`${destination}\``
        : region.state === 'sometimes'
          ? 'the one it is given or else finds where it runs'
          : 'the one it is given',
    },
    node: site.callee,
    subject: site,
    level,
    host: destination,
  };
}

function checkHost(host: HostString, model: StsModel, surroundings: Surroundings): Finding | undefined {
  if (
    host.meaning !== 'endpoint' ||
    host.site ||
    host.isPresigned ||
    host.host.kind === 'global' ||
    isLonelyVpcEndpoint(host.host, surroundings) ||
    hasFailover(host.node, model, surroundings)
  )
    return undefined;
  if (host.host.kind !== 'template' && hasNoSecondRegion(host.host.region)) return undefined;
  const text = host.text.replace(/^[`'"]|[`'"]$/g, '');
  const plan = planHostFailover(host, model, surroundings, { nameOf: helperNames(model, surroundings) });
  return {
    check: CHECK,
    suggestions: failoverSuggestion(plan, model, surroundings),
    messageId: 'oneHost',
    data: { text: text.length > 80 ? `${text.slice(0, 77)}…` : text },
    node: host.node,
    subject: requestOf(host, model),
    level: levelAt(host.node, model),
    host: host.host.kind === 'template' ? undefined : host.host.host,
  };
}

/** Bundles for browsers cannot import the helper, so that the cure is to be written by hand: only those who ask for strictness are told. */
const levelAt = (node: Node, model: StsModel): Finding['level'] =>
  browserEvidenceAt(node, model) === undefined ? 'recommended' : 'strict';

/** An interface endpoint with no other in its partition that the settings know: its network may have no way to a second region. */
function isLonelyVpcEndpoint(host: HostString['host'], { settings }: Surroundings): boolean {
  const others = Object.keys(settings.vpcEndpoints ?? {});
  if (host.kind === 'template') return host.isInterfaceEndpoint && others.length < 2;
  return (
    host.kind === 'vpce' && !others.some((other) => other !== host.region && partitionOf(other).id === host.partition)
  );
}

/** A partition with one region has nowhere to go. */
const hasNoSecondRegion = (region: string): boolean => regionsOf(partitionOf(region).id).length < 2;
