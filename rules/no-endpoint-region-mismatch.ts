import type { Surroundings } from '../src/model/settings/surroundings.js';
import { mayBeSignedBy } from '../src/model/code/signers.js';
import { requestOf } from '../src/model/code/hosts.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { findRegion } from '../src/sts/regions.js';
import { stsHost } from '../src/sts/hosts.js';
import { defineRule, type Fact } from './define-rule.js';

/** An endpoint of one region with the region, or signing region, of another: STS refuses such a signature. */
export const noEndpointRegionMismatch = defineRule({
  name: 'no-endpoint-region-mismatch',
  description: 'Disallow an STS endpoint in one region with a signing region in another',
  type: 'problem',
  severity: { recommended: 'error', strict: 'error' },
  messages: {
    guessedRegion:
      '`{{name}}` signs for `{{region}}`, guessed from `{{host}}`, so STS refuses it. ' +
      "Pass `region: '{{endpointRegion}}'`.",
    mismatch: '`{{name}}` calls `{{host}}` but signs for `{{region}}`, which STS refuses. Use one region for both.',
  },
  find: (model, surroundings) => [
    ...model.sites.flatMap(
      (site) =>
        endpointMismatch(site, model) ??
        signingRegionMismatch(site, model) ??
        guessedRegion(site, model, surroundings) ??
        [],
    ),
    ...model.hosts.flatMap((host) => requestMismatch(host, model) ?? []),
  ],
});

function endpointMismatch(site: Site, model: StsModel): Fact | undefined {
  const region = regionOf(site, model);
  const [endpoint, ...others] = endpointHosts(site, model);
  if (!endpoint || others.length > 0 || endpoint.host.kind === 'global') return undefined;
  if (region.state !== 'given' || !region.isComplete) return undefined;
  const [literal, ...more] = region.literals;
  const name = typeof literal?.value === 'string' ? literal.value.trim().toLowerCase() : undefined;
  if (name === undefined || more.length > 0 || name === endpoint.host.region) return undefined;
  const { host } = endpoint.host;
  return { subject: site, where: region.node, messageId: 'mismatch', data: { name: site.name, region: name }, host };
}

/**
 * `signingRegion` of SDK v3 signs for another region than the one whose host the request goes to (observed in
 * 3.1169.0).
 */
function signingRegionMismatch(site: Site, model: StsModel): Fact | undefined {
  const signing = site.configuration.setting('signingRegion');
  const region = regionOf(site, model);
  const [literal, ...more] = region.state === 'given' && region.isComplete ? region.literals : [];
  if (site.construct.sdk !== 'v3' || !literal || more.length > 0 || hasEndpoint(site)) return undefined;
  if (signing.state !== 'present' || signing.value.kind !== 'literal') return undefined;
  const [signed, name] = [String(signing.value.value), String(literal.value)];
  if (signed === name || findRegion(name) === undefined) return undefined;
  return {
    subject: site,
    where: signing.node,
    messageId: 'mismatch',
    data: { name: site.name, region: signed },
    host: stsHost(name),
  };
}

/**
 * aws4 reads the region out of the host where none is given, and misreads it in the names of interface endpoints and
 * dual-stack hosts.
 */
function guessedRegion(site: Site, model: StsModel, surroundings: Surroundings): Fact | undefined {
  if (site.construct.kind !== 'aws4' || site.configuration.opaque !== undefined) return undefined;
  if (regionOf(site, model).state !== 'absent') return undefined;
  const [endpoint, ...others] = endpointHosts(site, model);
  if (!endpoint || others.length > 0 || endpoint.host.kind === 'global') return undefined;
  const { host, region: endpointRegion } = endpoint.host;
  const { signingRegion: region } = predictSite(site, model, surroundings);
  if (region === undefined || region === endpointRegion) return undefined;
  return {
    subject: site,
    where: site.callee,
    messageId: 'guessedRegion',
    data: { name: site.name, endpointRegion, region },
    host,
  };
}

/** A request of the code's own: its host and what signs it are two settings in two places. */
function requestMismatch(request: HostString, model: StsModel): Fact | undefined {
  const { node, host, meaning, site } = request;
  if (meaning !== 'endpoint' || site || host.kind === 'template' || host.kind === 'global') return undefined;
  const [signer, ...others] = model.signers.filter((each) => mayBeSignedBy(node, each));
  if (!signer || others.length > 0 || signer.region.value === host.region) return undefined;
  return {
    subject: requestOf(request, model),
    where: signer.regionNode,
    messageId: 'mismatch',
    data: { name: signer.name, region: signer.region.value },
    host: host.host,
  };
}
