import type { Surroundings } from '../src/model/settings/surroundings.js';
import { mayBeSignedBy } from '../src/model/code/signers.js';
import { requestOf } from '../src/model/code/hosts.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { findRegion } from '../src/sts/regions.js';
import { stsHost } from '../src/sts/hosts.js';
import { defineRule, factsIn, type Verdict } from './define-rule.js';
import { meaningOfHost, notReadable, ONLY_V3 } from './shared/silence.js';

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
    ...factsIn(model.sites.map((site) => judgeSite(site, model, surroundings))),
    ...factsIn(model.hosts.map((host) => judgeRequest(host, model))),
  ],
  judge: (subject, model, surroundings) => {
    if (subject.kind === 'site') return [judgeSite(subject.site, model, surroundings)];
    return subject.kind === 'host' ? [judgeRequest(subject.host, model)] : [];
  },
});

/** The first mismatch, or why the endpoint and the region are not at odds. */
function judgeSite(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  const verdicts = [judgeEndpoint, judgeSigningRegion, judgeGuess].map((judge) => judge(site, model, surroundings));
  return factsIn(verdicts)[0] ?? verdicts[0] ?? '';
}

function judgeEndpoint(site: Site, model: StsModel): Verdict {
  const region = regionOf(site, model);
  const [endpoint, ...others] = endpointHosts(site, model);
  if (!endpoint) return hasEndpoint(site) ? 'its endpoint is not known to be an STS host' : 'it has no endpoint';
  if (others.length > 0) return 'its endpoint is one of several hosts';
  if (endpoint.host.kind === 'global') return 'the global host belongs to no region';
  if (region.state !== 'given' || !region.isComplete) return 'its region is not written out';
  const [literal, ...more] = region.literals;
  const name = typeof literal?.value === 'string' ? literal.value.trim().toLowerCase() : undefined;
  if (name === undefined || more.length > 0) return 'its region is one of several';
  if (name === endpoint.host.region) return 'its endpoint and its region agree';
  const { host } = endpoint.host;
  return { subject: site, where: region.node, messageId: 'mismatch', data: { name: site.name, region: name }, host };
}

/**
 * `signingRegion` of SDK v3 signs for another region than the one whose host the request goes to (observed in
 * 3.1169.0).
 */
function judgeSigningRegion(site: Site, model: StsModel): Verdict {
  const signing = site.configuration.setting('signingRegion');
  const region = regionOf(site, model);
  const [literal, ...more] = region.state === 'given' && region.isComplete ? region.literals : [];
  if (site.construct.sdk !== 'v3') return ONLY_V3;
  if (!literal || more.length > 0 || hasEndpoint(site)) return 'no single region decides its host';
  if (signing.state !== 'present' || signing.value.kind !== 'literal') return 'no `signingRegion` is written out';
  const [signed, name] = [String(signing.value.value), String(literal.value)];
  if (signed === name || findRegion(name) === undefined) return 'its `signingRegion` and its region agree';
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
function judgeGuess(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  if (site.construct.kind !== 'aws4') return 'only aws4 guesses a region';
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  if (regionOf(site, model).state !== 'absent') return 'it is given a region';
  const [endpoint, ...others] = endpointHosts(site, model);
  if (!endpoint || others.length > 0 || endpoint.host.kind === 'global') return 'no regional host is written out';
  const { host, region: endpointRegion } = endpoint.host;
  const { signingRegion: region } = predictSite(site, model, surroundings);
  if (region === undefined || region === endpointRegion) return 'aws4 reads the right region out of its host';
  return {
    subject: site,
    where: site.callee,
    messageId: 'guessedRegion',
    data: { name: site.name, endpointRegion, region },
    host,
  };
}

/** A request of the code's own: its host and what signs it are two settings in two places. */
function judgeRequest(request: HostString, model: StsModel): Verdict {
  const { node, host, meaning, site } = request;
  if (site) return 'it is judged where it is used';
  if (meaning !== 'endpoint') return meaningOfHost(request);
  if (host.kind === 'template' || host.kind === 'global') return 'the host names no region';
  const [signer, ...others] = model.signers.filter((each) => mayBeSignedBy(node, each));
  if (!signer || others.length > 0) return 'the file does not show the region that the request is signed for';
  if (signer.region.value === host.region) return 'the request is signed for the region of its host';
  return {
    subject: requestOf(request, model),
    where: signer.regionNode,
    messageId: 'mismatch',
    data: { name: signer.name, region: signer.region.value },
    host: host.host,
  };
}
