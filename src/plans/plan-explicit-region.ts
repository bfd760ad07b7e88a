import { lookUp } from '../ast/object-value.js';
import { isCalled, propertyNamed, unwrap } from '../ast/parents.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { browserEvidenceAt } from '../model/sites/browser.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import {
  endpointHosts,
  hasEndpoint,
  predictSite,
  regionOf,
  takesRegionOfCaller,
  type RegionState,
} from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { honoursCallerRegion, honoursEnvironmentRegion } from '../sts/sdk-behaviour.js';
import { addSetting } from './edits/arguments.js';
import { removeProperty } from './edits/object-literal.js';
import { quoted, styleOf } from './edits/style.js';
import { left } from './obstacles/index.js';
import { planFailover } from './plan-failover.js';
import { NOTHING, type FailoverOptions, type Plan } from './plan.js';
import { propertyAtCall } from './property-at-call.js';
import { regionProperty, regionSourceOf } from './region-expression.js';
import { unlessBuiltElsewhere } from './built-elsewhere.js';

const READ_BY_SDK = 'region-read-by-sdk';

type ExplicitRegionOptions = Pick<FailoverOptions, 'profileProviders'>;

/** The edits that give one site the region that it lacks, in the chosen source. */
export const planExplicitRegion = (
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  options: ExplicitRegionOptions = {},
): Plan => unlessBuiltElsewhere(planSite(site, model, surroundings, options), site);

function planSite(site: Site, model: StsModel, surroundings: Surroundings, options: ExplicitRegionOptions): Plan {
  const { construct, configuration, name } = site;
  if (!site.callsSts || construct.sdk === 'raw' || site.use === 'unsent' || hasFailover(site.node, model, surroundings))
    return NOTHING;
  const region = regionOf(site, model);
  if (options.profileProviders !== true && construct.forSomeProfiles && construct.sdk === 'v3')
    return region.state === 'absent' ? left('region-of-profile', { name }) : NOTHING;
  if (configuration.opaque !== undefined) return left('region-out-of-sight', { name, why: configuration.opaque });
  if (construct.kind === 'v2-unconfigurable') return NOTHING; // regional-endpoints changes its class first
  if (region.state !== 'absent' && region.state !== 'nothing') return NOTHING;
  if (surroundings.isTest) return left('test-without-region', { name });
  const property = propertyFor(site, model, surroundings);
  if (region.state === 'nothing' && region.text === "''") return planReplacement(region, site, model, property);
  if (typeof property !== 'string') return property;
  return region.state === 'absent'
    ? planAddition(site, model, property)
    : planReplacement(region, site, model, property);
}

/** Replaces an empty region, or removes it where the SDK finds one itself: `region: ''` makes the SDK throw. */
function planReplacement(
  { node, text }: Extract<RegionState, { state: 'nothing' }>,
  site: Site,
  model: StsModel,
  property: string | Plan,
): Plan {
  const atCall = propertyAtCall(node, site);
  const { literal } = site.configuration;
  if (typeof property !== 'string' && !(property.kind === 'left' && property.obstacle === READ_BY_SDK)) return property;
  if (!atCall || !literal) return left('region-unset-elsewhere', { name: site.name, value: text });
  const edit =
    typeof property === 'string'
      ? { range: atCall.range, text: property }
      : removeProperty(atCall, literal, model.source);
  return { kind: 'edits', edits: [edit] };
}

function planAddition(site: Site, model: StsModel, property: string): Plan {
  const { construct, name } = site;
  const [setting] = construct.configuration?.path ?? [];
  if (setting !== undefined && isFromSpread(setting, site, model))
    return left('setting-from-spread', { name, setting });
  const edit = construct.configuration && addSetting(site.node, construct.configuration, property, model.source);
  return edit ? { kind: 'edits', edits: [edit] } : left('no-place-for-region', { name });
}

function isFromSpread(
  setting: string,
  {
    node: {
      arguments: [argument],
    },
  }: Site,
  model: StsModel,
): boolean {
  const literal = argument && unwrap(argument);
  return (
    literal?.type === 'ObjectExpression' &&
    !propertyNamed(literal, setting) &&
    lookUp(model.valueOf(literal), setting).state !== 'absent'
  );
}

/** The text of the region property, or the plan that makes it unnecessary. */
function propertyFor(site: Site, model: StsModel, surroundings: Surroundings): string | Plan {
  const style = styleOf(model.source);
  // An endpoint of one region needs that region.
  const [endpoint] = endpointHosts(site, model);
  if (endpoint && endpoint.host.kind !== 'global') return `region: ${quoted(endpoint.host.region, style)}`;
  if (hasEndpoint(site) && !endpoint) return NOTHING;
  const source = regionSourceOf(surroundings.settings);
  if (!source) return left('no-literal-region', { name: site.name });
  return (
    (source.from === 'env' ? insteadOfEnvironment(site, model, surroundings) : undefined) ??
    regionProperty(source, surroundings.isTypeScript, style)
  );
}

/** What is done where AWS_REGION must not be written; `undefined` where it may. */
function insteadOfEnvironment(site: Site, model: StsModel, surroundings: Surroundings): Plan | undefined {
  const version = surroundings.versionOf(site.construct.package);
  // SDK v2 resolves AWS_REGION itself, and `region: undefined` would hide `AWS.config.region` from it.
  if (site.construct.sdk === 'v2') return NOTHING;
  if (surroundings.settings.allowEnvRegion === true && honoursEnvironmentRegion(site.construct, version) === true)
    return NOTHING;
  if (takesRegionOfCaller(site, predictSite(site, model, surroundings))) return NOTHING;
  if (mayServeUnseenClients(site, version)) return leftToClients(site, model, surroundings);
  const sign = browserEvidenceAt(site.node, model);
  if (sign !== undefined) return left('browser-without-region', { name: site.name, sign });
  return readsEnvironment(site, surroundings) ? left(READ_BY_SDK, { name: site.name }) : undefined;
}

/** Whether every SDK version that may be in use reads AWS_REGION where the site has no region. */
export const readsEnvironment = ({ construct }: Site, { versionOf }: Pick<Surroundings, 'versionOf'>): boolean =>
  construct.sdk === 'v3' && honoursEnvironmentRegion(construct, versionOf(construct.package)) === true;

/**
 * Newer SDK versions give a provider the region of its client. AWS_REGION would override that for clients that this
 * file does not show.
 */
const mayServeUnseenClients = (site: Site, version: string | undefined): boolean =>
  (site.caller === undefined || site.caller.differing !== undefined) &&
  !isCalled(site.node) &&
  honoursCallerRegion(site.construct, version) !== false;

/**
 * The helper keeps the region of the client, so it is the better way. Where it cannot be used, the obstacle to it is
 * the reason.
 */
function leftToClients(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const wrapped = planFailover(site, model, surroundings, { profileProviders: true, nameOf: String });
  return wrapped.kind === 'left' ? wrapped : left('region-of-clients', { name: site.name });
}
