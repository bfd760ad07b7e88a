import type { TSESTree } from '@typescript-eslint/utils';
import { optionsOf } from '../ast/value.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { endpointHosts, regionOf } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { hostOfUrl } from '../sts/hosts.js';
import type { Edit } from '../text/edit.js';
import { removeProperty } from './edits/object-literal.js';
import { quoted, styleOf } from './edits/style.js';
import { helperVpcEndpoint } from './failover-imports.js';
import { propertyAtCall } from './property-at-call.js';

/**
 * A site that names the interface endpoint of its only region. The helper has a list of such endpoints, one for each
 * region.
 */
export interface Pin {
  readonly region: string;
  readonly host: string;
  /** The host that the helper has for the region. */
  readonly listed: string | undefined;
  /** The setting at the call; `undefined` when it is written elsewhere. */
  readonly property: TSESTree.Property | undefined;
}

/**
 * The interface endpoint of a site, if it is the only endpoint of the site and belongs to the region that the site
 * signs for.
 */
export function pinOf(site: Site, model: StsModel, surroundings: Surroundings): Pin | undefined {
  const endpoint = site.configuration.setting('endpoint');
  const [found, ...others] = endpointHosts(site, model);
  const region = regionOf(site, model);
  if (
    endpoint.state !== 'present' ||
    !endpoint.always ||
    optionsOf(endpoint.value).length > 1 ||
    found?.host.kind !== 'vpce' ||
    others.length > 0
  )
    return undefined;
  const { host } = found;
  if (region.state !== 'given' || !region.isComplete || region.literals.some(({ value }) => value !== host.region))
    return undefined;
  const listed = helperVpcEndpoint(site.construct.sdk === 'v2' ? 'v2' : 'v3', host.region, model, surroundings);
  return {
    region: host.region,
    host: host.host,
    listed: hostOfUrl(listed ?? ''),
    property: propertyAtCall(endpoint.node, site),
  };
}

/**
 * The edit that removes an endpoint. In SDK v2 the regional mode takes its place, so that a presigned URL is regional
 * too.
 */
export function releaseOf(property: TSESTree.Property | undefined, site: Site, model: StsModel): readonly Edit[] {
  const { literal } = site.configuration;
  if (!property || !literal) return [];
  const needsMode =
    site.construct.sdk === 'v2' && site.configuration.setting('stsRegionalEndpoints').state === 'absent';
  return [
    needsMode
      ? { range: property.range, text: `stsRegionalEndpoints: ${quoted('regional', styleOf(model.source))}` }
      : removeProperty(property, literal, model.source),
  ];
}
