import type { Surroundings } from '../model/settings/surroundings.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { requestOf } from '../model/code/hosts.js';
import type { HostString, StsModel } from '../model/types.js';
import { GLOBAL_STS_HOST, stsHost } from '../sts/hosts.js';
import { left, leftToHand, NOTHING, PRESIGNED, type Plan } from './plan.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { obstacleToRegions, type FailoverOptions } from './plan-failover.js';
import { BY_HAND, HANDED_OVER, planRequest } from './plan-request.js';
import { regionSourceOf } from './region-expression.js';
import { homeOfHost } from './request-region.js';

/** Requests of these operations carry a token instead of a signature, so their host can change by itself. */
const UNSIGNED = /Action=AssumeRoleWith(?:WebIdentity|SAML)\b/;

/** What the codemod does with a global host that the code writes out itself, in a request of its own. */
export function planGlobalHost(host: HostString, model: StsModel, surroundings: Surroundings): Plan {
  if (host.host.kind !== 'global' || host.site) return NOTHING;
  if (host.meaning === 'stub')
    return left(
      `This stub answers for the global host \`${GLOBAL_STS_HOST}\``,
      'Let it answer for the regional host once the code under test asks there',
    );
  if (host.meaning !== 'endpoint') return NOTHING;
  if (host.isPresigned) return PRESIGNED;
  const source = regionSourceOf(surroundings.settings);
  const text = model.source.text.slice(host.node.range[0], host.node.range[1]);
  if (source?.from !== 'literal')
    return leftToHand(
      'The request goes to the global host, and its region is known only where the code runs',
      'Send it inside `withStsRegions` of the helper, to the host `stsHost(region)`',
    );
  if (!UNSIGNED.test(text))
    return left(
      'The request is signed by hand, so its signing region must change together with the host',
      `Sign for '${source.region}' and send it to \`${stsHost(source.region)}\``,
    );
  return {
    kind: 'edits',
    edits: [{ range: host.node.range, text: text.replace(GLOBAL_STS_HOST, stsHost(source.region)) }],
  };
}

/** Requests to one regional host that the code makes itself: they get a second region where they are made and sent in one place. */
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
  if (host.isPresigned) return isToldBefore(host, model) ? NOTHING : HANDED_OVER;
  const home = homeOfHost(host, model);
  const plan = home
    ? (obstacleToRegions(home.name === undefined ? [] : [home.name], 'this request', surroundings, options) ??
      unlessHelperFails(planRequest(host.node, home, model, options), host.node, model, surroundings))
    : BY_HAND;
  return plan.kind === 'left' && isToldBefore(host, model) ? NOTHING : plan;
}

/** An interface endpoint that the helper does not have either. */
const isUnlisted = (host: HostString['host'], { settings }: Surroundings): boolean =>
  host.kind === 'template'
    ? host.isInterfaceEndpoint && settings.vpcEndpoints === undefined
    : host.kind === 'vpce' && settings.vpcEndpoints?.[host.region] === undefined;

/** Whether the same request names the host before: one request is one thing to do for a person. */
const isToldBefore = (host: HostString, model: StsModel): boolean =>
  model.hosts.some(
    (other) =>
      other.node.range[0] < host.node.range[0] &&
      other.meaning === 'endpoint' &&
      requestOf(other, model) === requestOf(host, model),
  );
