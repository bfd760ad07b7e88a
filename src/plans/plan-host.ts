import { onceFor } from '../ast/once-for.js';
import { contains, enclosingFunction } from '../ast/parents.js';
import type { Node } from '../ast/source.js';
import { branchOf, groupedBy, signingOf } from '../model/code/hosts.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { handSignatureIn } from '../model/sites/hand-signature.js';
import type { HostString, StsModel } from '../model/types.js';
import { GLOBAL_STS_HOST, stsHost } from '../sts/hosts.js';
import { hasSecondRegion } from '../sts/regions.js';
import { left } from './obstacles/index.js';
import { firstObstacle } from './obstacles/obstacle.js';
import { FALLBACK_OBSTACLES } from './obstacles/site.js';
import { planRegionalEndpoint } from './plan-regional-endpoint.js';
import { planRequest } from './plan-request.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { NOTHING, type FailoverOptions, type Plan } from './plan.js';
import { regionSourceOf } from './region-expression.js';
import { homeOfHost, signingRegionIn, signsIn } from './request-region.js';

/** Requests of these operations carry a token instead of a signature, so their host can change by itself. */
const UNSIGNED = /Action=AssumeRoleWith(?:WebIdentity|SAML)\b/;

/** The edit for a global host that the code writes out in a request of its own. What is left is told once. */
export function planGlobalHost(host: HostString, model: StsModel, surroundings: Surroundings): Plan {
  if (host.host.kind !== 'global' || host.site || isLeftAtSigning(host, model, surroundings)) return NOTHING;
  const plan = planGlobal(host, model, surroundings);
  if (plan.kind !== 'left' || host.meaning !== 'endpoint') return plan;
  const [first = host] = mentionsOf(host, model);
  return first !== host && planGlobal(first, model, surroundings).kind === 'left' ? NOTHING : plan;
}

/** The call that signs the request speaks for it. */
function isLeftAtSigning(host: HostString, model: StsModel, surroundings: Surroundings): boolean {
  const signing = signingOf(host, model);
  return signing !== undefined && planRegionalEndpoint(signing, model, surroundings).kind !== 'nothing';
}

function planGlobal(host: HostString, model: StsModel, surroundings: Surroundings): Plan {
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
  const isSigned = !mentionsOf(host, model).some(({ node }) => UNSIGNED.test(textOf(node, model)));
  const byHand = isSigned ? (handSignatureIn(code, model) ?? handSignatureIn(model.source.ast, model)) : undefined;
  if (byHand?.region !== undefined)
    return left('global-request-signed-by-hand', { region: byHand.region, host: stsHost(byHand.region) });
  const source = regionSourceOf(surroundings.settings);
  if (source?.from !== 'literal') return left(byHand ? 'global-request-signed-for-any' : 'global-request');
  const { region } = source;
  const regional = stsHost(region);
  if (isSigned) return left('global-request-signed', { region, host: regional });
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
const isToldBefore = (host: HostString, model: StsModel): boolean => mentionsOf(host, model)[0] !== host;

const textOf = ({ range: [start, end] }: Node, { source }: StsModel): string => source.text.slice(start, end);

/** The hosts that belong to the same branch of a request as an endpoint, itself included, in source order. */
const mentionsOf = (host: HostString, model: StsModel): readonly HostString[] =>
  hostsByBranch(model).get(branchOf(host, model)) ?? [host];

const hostsByBranch = onceFor((model: StsModel): ReadonlyMap<object, readonly HostString[]> => {
  const endpoints = model.hosts.filter(({ meaning }) => meaning === 'endpoint');
  return groupedBy(
    endpoints.toSorted((a, b) => a.node.range[0] - b.node.range[0]),
    (host) => branchOf(host, model),
  );
});
