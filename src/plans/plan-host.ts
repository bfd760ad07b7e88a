import { onceFor } from '../ast/once-for.js';
import { contains, enclosingFunction } from '../ast/parents.js';
import type { Node } from '../ast/source.js';
import { branchOf } from '../model/code/hosts.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import type { HostString, StsModel } from '../model/types.js';
import { GLOBAL_STS_HOST, stsHost } from '../sts/hosts.js';
import { hasSecondRegion } from '../sts/regions.js';
import { left } from './obstacles/index.js';
import { firstObstacle } from './obstacles/obstacle.js';
import { FALLBACK_OBSTACLES } from './obstacles/site.js';
import { planRequest } from './plan-request.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { NOTHING, type FailoverOptions, type Plan } from './plan.js';
import { regionSourceOf } from './region-expression.js';
import { homeOfHost, signingRegionIn, signsIn } from './request-region.js';

/** Requests of these operations carry a token instead of a signature, so their host can change by itself. */
const UNSIGNED = /Action=AssumeRoleWith(?:WebIdentity|SAML)\b/;

/** The edit for a global host that the code writes out in a request of its own. */
export function planGlobalHost(host: HostString, model: StsModel, surroundings: Surroundings): Plan {
  if (host.host.kind !== 'global' || host.site) return NOTHING;
  if (host.meaning === 'stub') return left('stub-of-global-host', { host: GLOBAL_STS_HOST });
  if (host.variable !== undefined) return left('global-variable', { name: host.variable });
  if (host.meaning !== 'endpoint') return NOTHING;
  if (host.isPresigned) return left('checked-elsewhere');
  const text = textOf(host.node, model);
  const to = (region: string): Plan => ({
    kind: 'edits',
    edits: [{ range: host.node.range, text: text.replace(GLOBAL_STS_HOST, stsHost(region)) }],
  });
  const code = enclosingFunction(host.node) ?? model.source.ast;
  const signed = text.includes(GLOBAL_STS_HOST) ? signingRegionIn(code, model) : undefined;
  // aws4 signs for the host that its options name, too.
  const isSignedByAws4 = model.sites.some(({ construct, node }) => construct.kind === 'aws4' && contains(code, node));
  if (signed !== undefined && (isSignedByAws4 || hasHostApart(code, model)))
    return left('global-request-signed', { region: signed, host: stsHost(signed) });
  if (signed !== undefined) return to(signed);
  const source = regionSourceOf(surroundings.settings);
  if (source?.from !== 'literal') return left('global-request');
  const { region } = source;
  const regional = stsHost(region);
  if (!UNSIGNED.test(text)) return left('global-request-signed', { region, host: regional });
  return text.includes(GLOBAL_STS_HOST) ? to(region) : left('global-request-in-pieces', { host: regional });
}

/**
 * Whether another function, which signs nothing itself, has the global host too: it may send what this code signs. A
 * signature is refused where its host is not that of the request.
 */
const hasHostApart = (code: Node, model: StsModel): boolean =>
  model.hosts.some(
    ({ host, meaning, site, node }) =>
      host.kind === 'global' &&
      meaning === 'endpoint' &&
      !site &&
      !contains(code, node) &&
      !UNSIGNED.test(textOf(node, model)) &&
      !signsIn(enclosingFunction(node) ?? model.source.ast, model),
  );

/**
 * Requests to one regional host that the code makes itself get a second region if they are made and sent in one place.
 */
export function planHostFailover(
  host: HostString,
  model: StsModel,
  surroundings: Surroundings,
  options: FailoverOptions,
): Plan {
  if (
    host.meaning !== 'endpoint' ||
    host.site ||
    host.host.kind === 'global' ||
    isUnlisted(host.host, surroundings) ||
    surroundings.isTest ||
    hasFailover(host.node, model, surroundings)
  )
    return NOTHING;
  const plan = planHost(host, model, surroundings, options);
  return plan.kind === 'left' && isToldBefore(host, model) ? NOTHING : plan;
}

function planHost(host: HostString, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan {
  if (host.isPresigned) return left('sent-elsewhere');
  const home = homeOfHost(host, model);
  if (!home) return left('request-by-hand');
  const regions = home.name === undefined ? [] : [home.name];
  if (!regions.every(hasSecondRegion)) return NOTHING;
  return (
    firstObstacle(FALLBACK_OBSTACLES, { regions, surroundings, options }) ??
    unlessHelperFails(planRequest(host.node, home, model, options), host.node, model, surroundings)
  );
}

/** An interface endpoint that is not in the list of the helper. */
const isUnlisted = (host: HostString['host'], { settings }: Surroundings): boolean =>
  host.kind === 'template'
    ? host.isInterfaceEndpoint && settings.vpcEndpoints === undefined
    : host.kind === 'vpce' && settings.vpcEndpoints?.[host.region] === undefined;

/** Whether a host before this one belongs to the same branch of a request. A person has to deal with it once. */
const isToldBefore = (host: HostString, model: StsModel): boolean =>
  (firstHosts(model).get(branchOf(host, model)) ?? host).node.range[0] < host.node.range[0];

const textOf = ({ range: [start, end] }: Node, { source }: StsModel): string => source.text.slice(start, end);

/** The first host that belongs to each request. */
const firstHosts = onceFor((model: StsModel): ReadonlyMap<object, HostString> => {
  const first = new Map<object, HostString>();
  for (const host of model.hosts) {
    const request = branchOf(host, model);
    const before = first.get(request);
    if (host.meaning === 'endpoint' && !(before && before.node.range[0] <= host.node.range[0]))
      first.set(request, host);
  }
  return first;
});
