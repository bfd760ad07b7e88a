import type { TSESTree } from '@typescript-eslint/utils';
import { optionsOf, type Value } from '../ast/value.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isInsideHelper } from '../model/sites/built-by-helper.js';
import { endpointHosts, globalEffect, hasEndpoint } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { stsHost } from '../sts/hosts.js';
import type { Edit } from '../text/edit.js';
import { unlessBuiltElsewhere } from './built-elsewhere.js';
import { addSetting } from './edits/arguments.js';
import { removeProperties } from './edits/object-literal.js';
import { quoted, styleOf } from './edits/style.js';
import { isSafeToMakeRegional } from './fix-safety.js';
import { left } from './obstacles/index.js';
import { planRegionalMode } from './plan-regional-mode.js';
import { readsEnvironment } from './plan-explicit-region.js';
import { NOTHING, type Plan } from './plan.js';
import { propertyAtCall } from './property-at-call.js';
import { regionProperty, regionSourceOf } from './region-expression.js';

/** The edits that take one client, provider or credential class from the global host to its regional one. */
export function planRegionalEndpoint(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  if (!site.callsSts || site.configuration.opaque !== undefined || isInsideHelper(site.node, model, surroundings))
    return NOTHING;
  const plan = planSite(site, model, surroundings);
  if (plan.kind === 'nothing') return plan;
  if (site.use === 'presigned') return left('checked-elsewhere');
  if (plan.kind === 'left') return plan;
  return unlessBuiltElsewhere({ ...plan, isSafe: isSafeToMakeRegional(site, model, surroundings) }, site);
}

function planSite(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  switch (site.construct.sdk) {
    case 'v2':
      return planRegionalMode(site, model, surroundings);
    case 'v3':
      return planV3(site, model, surroundings);
    case 'raw':
      return planSigner(site, model);
  }
}

/** SDK v3 goes to a regional host by default. What sends it to the global one is removed. */
function planV3(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const { literal } = site.configuration;
  const hasGlobalEndpoint = endpointHosts(site, model).some(({ host }) => host.kind === 'global');
  const removed: TSESTree.Property[] = [];
  const flag = site.configuration.setting('useGlobalEndpoint');
  // Where an endpoint, the region or FIPS makes the flag ineffective, it may stay.
  const isFlagged =
    flag.state === 'present' &&
    isLiteral(flag.value, true) &&
    (hasGlobalEndpoint || !hasEndpoint(site)) &&
    globalEffect(site, model, surroundings) !== 'none';
  if (isFlagged) {
    const property = propertyAtCall(flag.node, site);
    if (!property) return left('global-flag-elsewhere');
    removed.push(property);
  }
  const endpoint = site.configuration.setting('endpoint');
  if (endpoint.state === 'present' && hasGlobalEndpoint) {
    if (optionsOf(endpoint.value).length > 1) return left('global-endpoint-in-some-cases', { name: site.name });
    const property = propertyAtCall(endpoint.node, site);
    if (!property) return left('global-endpoint-elsewhere');
    removed.push(property);
  }
  const edits: Edit[] = [];
  const region = site.configuration.setting('region');
  if (region.state === 'present' && isLiteral(region.value, 'aws-global')) {
    const property = propertyAtCall(region.node, site);
    if (!property) return left('aws-global-elsewhere', { name: site.name });
    const text = regionInstead(site, model, surroundings);
    if (text === undefined) return left('aws-global-without-region');
    if (text === '') removed.push(property);
    else edits.push({ range: property.range, text });
  }
  if (literal && removed.length > 0) edits.push(...removeProperties(removed, literal, model.source));
  return edits.length > 0 ? { kind: 'edits', edits } : NOTHING;
}

/**
 * What takes the place of 'aws-global': nothing where a client reads AWS_REGION itself, `undefined` where none is
 * known.
 */
function regionInstead(site: Site, model: StsModel, surroundings: Surroundings): string | undefined {
  const source = regionSourceOf(surroundings.settings);
  if (source?.from === 'env' && site.construct.kind === 'v3-client' && readsEnvironment(site, surroundings)) return '';
  return source && regionProperty(source, surroundings.isTypeScript, styleOf(model.source));
}

/** aws4 signs for the global host without a host, or where it is given that. The region that the code names decides. */
function planSigner(site: Site, model: StsModel): Plan {
  if (site.construct.kind !== 'aws4') return NOTHING;
  const global = endpointHosts(site, model).find(({ host }) => host.kind === 'global');
  if (!global && hasEndpoint(site)) return NOTHING;
  const region = site.configuration.setting('region');
  if (region.state !== 'present' || region.node.type !== 'Property') return left('signed-without-region');
  const { value } = region.node;
  // An expression may mean something else, or nothing, at the call.
  if (value.type !== 'Literal' && !propertyAtCall(region.node, site)) return left('signed-options-elsewhere');
  const text = model.source.text.slice(value.range[0], value.range[1]);
  const named = value.type === 'Literal' ? String(value.value) : undefined;
  const regional = named === undefined ? `sts.\${${text}}.amazonaws.com` : stsHost(named);
  if (isSentToGlobalHost(model)) return left('global-request-signed', { region: named ?? text, host: regional });
  const host = named === undefined ? `\`${regional}\`` : quoted(regional, styleOf(model.source));
  if (global) return planHostOfSigner(global.key, host, site);
  const edit = addSetting(site.node, { argument: 0, path: [] }, `host: ${host}`, model.source);
  return edit ? { kind: 'edits', edits: [edit] } : NOTHING;
}

/** The file also names the global host outside of the signature, perhaps in the URL that the request goes to. */
const isSentToGlobalHost = ({ hosts }: StsModel): boolean =>
  hosts.some((each) => each.host.kind === 'global' && each.meaning === 'endpoint' && !each.site);

/** The global host at the call becomes that of the region. */
function planHostOfSigner(key: string, host: string, site: Site): Plan {
  const setting = site.configuration.setting(key);
  const property = setting.state === 'present' ? propertyAtCall(setting.node, site) : undefined;
  if (setting.state !== 'present' || !property || optionsOf(setting.value).length > 1)
    return left('signed-options-elsewhere');
  const text = property.shorthand ? `${key}: ${host}` : host;
  return { kind: 'edits', edits: [{ range: (property.shorthand ? property : property.value).range, text }] };
}

const isLiteral = (value: Value, wanted: unknown): boolean => value.kind === 'literal' && value.value === wanted;
