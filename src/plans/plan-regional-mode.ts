import { unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import { optionsOf } from '../ast/value.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isRegionalByEnvironment } from '../model/sites/mode-in-environment.js';
import { endpointHosts, hasEndpoint, namesKnownRegions, predictSite, regionOf } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { V2_FEATURES } from '../sts/v2-behaviour.js';
import type { Edit } from '../text/edit.js';
import { addSetting } from './edits/arguments.js';
import { removeProperty } from './edits/object-literal.js';
import { quoted, styleOf } from './edits/style.js';
import { left } from './obstacles/index.js';
import { planFailover } from './plan-failover.js';
import { NOTHING, type Plan } from './plan.js';
import { propertyAtCall } from './property-at-call.js';
import { regionSourceOf } from './region-expression.js';

/** The setting of SDK v2 that makes a client go to the host of its region. */
const MODE = 'stsRegionalEndpoints';

const REQUIRES_REGION =
  'SDK v2 throws "Missing region in config" here where neither AWS_REGION nor the profile names a region, which the ' +
  'global host did not need';

/** SDK v2 uses the global host by default, so its clients get the regional mode. */
export function planRegionalMode(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const { construct, name, configuration } = site;
  if (site.use === 'unsent' && !hasEndpoint(site)) return NOTHING;
  const version = surroundings.versionBelow(construct.package, V2_FEATURES.regionalMode);
  if (version !== undefined) return left('no-regional-mode', { version, needed: V2_FEATURES.regionalMode });
  if (construct.kind === 'v2-unconfigurable') {
    // `ChainableTemporaryCredentials` cannot replace these: it signs with its master credentials, these sign with the
    // root of those.
    if (construct.forSomeProfiles || isRegionalByEnvironment(model)) return NOTHING;
    // An endpoint in `AWS.config.sts` decides the host, whatever the mode.
    if (hasEndpoint(site)) return planEndpoint(site, model);
    return failoverOf(site, model, surroundings).kind === 'left'
      ? left('no-sts-configuration-nor-helper', { name })
      : left('no-sts-configuration', { name });
  }
  if (configuration.setting(MODE).state === 'unknown') return NOTHING;
  if (hasEndpoint(site)) return planEndpoint(site, model);
  const plan =
    configuration.setting(MODE).state === 'present'
      ? planFlag(site, model, [])
      : planMissingMode(site, model, surroundings);
  return plan.kind === 'edits' && lacksRegion(site, model, surroundings)
    ? { ...plan, requires: REQUIRES_REGION }
    : plan;
}

const failoverOf = (site: Site, model: StsModel, surroundings: Surroundings): Plan =>
  planFailover(site, model, surroundings, { nameOf: String });

/**
 * The mode takes the place of a global endpoint. A client with an endpoint already needs a region, so the mode adds no
 * requirement.
 */
function planEndpoint(site: Site, model: StsModel): Plan {
  const { configuration } = site;
  const endpoint = configuration.setting('endpoint');
  if (endpoint.state !== 'present' || !endpointHosts(site, model).some(({ host }) => host.kind === 'global'))
    return NOTHING;
  const property = propertyAtCall(endpoint.node, site);
  if (!property || !configuration.literal || optionsOf(endpoint.value).length > 1)
    return left('global-endpoint-elsewhere');
  return configuration.setting(MODE).state === 'absent'
    ? { kind: 'edits', edits: [{ range: property.range, text: modeProperty(model) }] }
    : planFlag(site, model, [removeProperty(property, configuration.literal, model.source)]);
}

/** Changes a mode that is set to the regional one. `others` are edits of the same site. */
function planFlag(site: Site, model: StsModel, others: readonly Edit[]): Plan {
  const flag = site.configuration.setting(MODE);
  if (flag.state !== 'present') return NOTHING;
  const value = optionsOf(flag.value).length === 1 && flag.value.kind === 'literal' ? flag.value : undefined;
  if (!value || String(value.value).toLowerCase() === 'regional')
    return others.length > 0 ? { kind: 'edits', edits: others } : NOTHING;
  if (flag.node.type !== 'Property') return left('mode-elsewhere');
  const edit = { range: flag.node.value.range, text: quoted('regional', styleOf(model.source)) };
  return { kind: 'edits', edits: [...others, edit] };
}

function planMissingMode(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const { name, construct } = site;
  const region = regionOf(site, model);
  if (!namesKnownRegions(region, surroundings)) return left('unknown-region', { name });
  // The hosts of other partitions, of FIPS and of dual-stack are regional in every mode.
  if (['regional', 'fips', 'dualstack'].includes(predictSite(site, model, surroundings).outcome)) return NOTHING;
  if (lacksRegion(site, model, surroundings)) {
    if (surroundings.isTest) return left('test-without-region-for-mode', { name });
    const wrapped = failoverOf(site, model, surroundings);
    if (wrapped.kind === 'left')
      return left(region.state === 'sometimes' ? 'region-sometimes-nor-helper' : 'no-region-nor-helper', {
        name,
        why: wrapped.reason,
      });
  }
  const edit =
    construct.configuration && addSetting(site.node, construct.configuration, modeProperty(model), model.source);
  return edit ? { kind: 'edits', edits: [edit] } : left('no-place-for-mode', { name });
}

const modeProperty = ({ source }: StsModel): string => `${MODE}: ${quoted('regional', styleOf(source))}`;

/**
 * Whether the code may run where no region is found. The global host needs none, but the regional mode does. Only the
 * helper keeps such a client working.
 */
function lacksRegion(site: Site, model: StsModel, { settings, isTest }: Surroundings): boolean {
  const region = regionOf(site, model);
  if (region.state === 'sometimes' || (region.state === 'given' && mayBeUndefined(region.node, model.source)))
    return true;
  return ['absent', 'nothing'].includes(region.state) && (isTest || regionSourceOf(settings)?.from !== 'literal');
}

/** A parameter `region?: string` or `region: string | undefined`. */
function mayBeUndefined(setting: Node, source: Source): boolean {
  const value = setting.type === 'Property' ? unwrap(setting.value) : setting;
  const definition = value.type === 'Identifier' ? variableOf(value, source)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || definition.name.type !== 'Identifier') return false;
  const { optional, typeAnnotation } = definition.name;
  return (
    optional ||
    (typeAnnotation?.typeAnnotation.type === 'TSUnionType' &&
      typeAnnotation.typeAnnotation.types.some(({ type }) => type === 'TSUndefinedKeyword'))
  );
}
