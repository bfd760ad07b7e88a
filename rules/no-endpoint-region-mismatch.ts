import type { Surroundings } from '../src/model/settings/surroundings.js';
import { mayBeSignedBy } from '../src/model/code/signers.js';
import { requestOf } from '../src/model/code/hosts.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { findRegion } from '../src/sts/regions.js';
import { stsHost } from '../src/sts/hosts.js';
import type { Rule, Finding } from './define-rule.js';

const CHECK = 'no-endpoint-region-mismatch';

/** An endpoint of one region with the region, or signing region, of another: STS refuses such a signature. */
export const noEndpointRegionMismatch: Rule = {
  name: CHECK,
  description: 'Disallow an STS endpoint of one region with the signing region of another',
  type: 'problem',
  messages: {
    guessedRegion:
      "`{{name}}` without a region signs this request to `{{host}}` for `{{region}}`, which it reads out of the name: STS refuses a signature for another region. Pass `region: '{{endpointRegion}}'`.",
    mismatch:
      'The requests of `{{name}}` go to `{{host}}`, the host of `{{endpointRegion}}`, and are signed for `{{region}}`: STS refuses a signature for another region. Use one region for both.',
  },
  find: (model, surroundings) => [
    ...model.sites.flatMap(
      (site) =>
        checkSite(site, model) ??
        checkSigningRegion(site, model) ??
        checkGuessedRegion(site, model, surroundings) ??
        [],
    ),
    ...model.hosts.flatMap((host) => checkHost(host, model) ?? []),
  ],
};

/** `signingRegion` of SDK v3 signs for another region than the one whose host the request goes to (observed in 3.1169.0). */
function checkSigningRegion(site: Site, model: StsModel): Finding | undefined {
  const signing = site.configuration.setting('signingRegion');
  const region = regionOf(site, model);
  const [literal, ...more] = region.state === 'given' && region.isComplete ? region.literals : [];
  if (
    signing.state !== 'present' ||
    signing.value.kind !== 'literal' ||
    site.construct.sdk !== 'v3' ||
    !literal ||
    more.length > 0 ||
    hasEndpoint(site)
  )
    return undefined;
  const [signed, name] = [String(signing.value.value), String(literal.value)];
  if (signed === name || findRegion(name) === undefined) return undefined;
  const host = stsHost(name);
  return {
    check: CHECK,
    messageId: 'mismatch',
    data: { name: site.name, host, endpointRegion: name, region: signed },
    node: signing.node,
    subject: site,
    level: 'recommended',
    host,
  };
}

/** aws4 reads the region out of the host where none is given, and misreads it in the names of interface endpoints and dual-stack hosts. */
function checkGuessedRegion(site: Site, model: StsModel, surroundings: Surroundings): Finding | undefined {
  if (
    site.construct.kind !== 'aws4' ||
    site.configuration.opaque !== undefined ||
    regionOf(site, model).state !== 'absent'
  )
    return undefined;
  const [endpoint, ...others] = endpointHosts(site, model);
  const { signingRegion } = predictSite(site, model, surroundings);
  if (
    !endpoint ||
    others.length > 0 ||
    endpoint.host.kind === 'global' ||
    signingRegion === undefined ||
    signingRegion === endpoint.host.region
  )
    return undefined;
  const { host, region } = endpoint.host;
  return {
    check: CHECK,
    messageId: 'guessedRegion',
    data: { name: site.name, host, endpointRegion: region, region: signingRegion },
    node: site.callee,
    subject: site,
    level: 'recommended',
    host,
  };
}

/** A request of the code's own: its host and what signs it are two settings in two places. */
function checkHost(request: HostString, model: StsModel): Finding | undefined {
  const { node, host, meaning, site } = request;
  if (meaning !== 'endpoint' || site || host.kind === 'template' || host.kind === 'global') return undefined;
  const signers = model.signers.filter((each) => mayBeSignedBy(node, each));
  const [signer, ...others] = signers;
  if (!signer || others.length > 0 || signer.region.value === host.region) return undefined;
  return {
    check: CHECK,
    messageId: 'mismatch',
    data: { name: signer.name, host: host.host, endpointRegion: host.region, region: signer.region.value },
    node: signer.regionNode,
    subject: requestOf(request, model),
    level: 'recommended',
    host: host.host,
  };
}

function checkSite(site: Site, model: StsModel): Finding | undefined {
  const region = regionOf(site, model);
  const hosts = endpointHosts(site, model);
  const [endpoint, ...others] = hosts;
  if (
    !endpoint ||
    others.length > 0 ||
    endpoint.host.kind === 'global' ||
    region.state !== 'given' ||
    !region.isComplete
  )
    return undefined;
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
