import { lookUp } from '../ast/object-value.js';
import { isCalled, staticName, unwrap } from '../ast/parents.js';
import { browserEvidenceAt } from '../model/sites/browser.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { endpointHosts, hasEndpoint, predictSite, regionOf, takesRegionOfCaller } from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { honoursCallerRegion, honoursEnvironmentRegion } from '../sts/sdk-behaviour.js';
import { addSetting } from './edits/arguments.js';
import { planFailover } from './plan-failover.js';
import { left, NOTHING, unlessBuiltElsewhere, type Plan } from './plan.js';
import { regionProperty, regionSourceOf } from './region-expression.js';
import { quoted, styleOf } from './edits/style.js';

/** The edits that give one site the region that it lacks, in the chosen source. */
export const planExplicitRegion = (
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  options: ExplicitRegionOptions = {},
): Plan => unlessBuiltElsewhere(planSite(site, model, surroundings, options), site);

interface ExplicitRegionOptions {
  readonly profileProviders?: boolean;
}

function planSite(site: Site, model: StsModel, surroundings: Surroundings, options: ExplicitRegionOptions): Plan {
  if (
    !site.callsSts ||
    site.construct.sdk === 'raw' ||
    site.use === 'unsent' ||
    hasFailover(site.node, model, surroundings)
  )
    return NOTHING;
  if (options.profileProviders !== true && site.construct.forSomeProfiles && site.construct.sdk === 'v3')
    return regionOf(site, model).state === 'absent' ? leftToProfile(site) : NOTHING;
  const { opaque } = site.configuration;
  if (opaque !== undefined)
    return left(`The configuration of \`${site.name}\` cannot be read: ${opaque}`, 'Make sure that it has a region');
  if (site.construct.kind === 'v2-unconfigurable') return NOTHING; // regional-endpoints changes its class first
  const region = regionOf(site, model);
  if (region.state !== 'absent' && region.state !== 'nothing') return NOTHING;
  if (surroundings.isTest)
    return left(`This test builds \`${site.name}\` without a region`, 'Give it one, if it talks to AWS');
  const property = propertyFor(site, model, surroundings);
  if (property === undefined) return NOTHING;
  if (typeof property !== 'string') return property;
  if (region.state === 'nothing') {
    const { literal } = site.configuration;
    if (region.node.type !== 'Property' || region.node.parent !== literal)
      return left(`\`region\` is set to ${region.text} away from the call`, 'Give it a region there');
    return { kind: 'edits', edits: [{ range: region.node.range, text: property }] };
  }
  const [outer] = site.construct.configuration?.path ?? [];
  const [argument] = site.node.arguments;
  const literal = argument && unwrap(argument);
  const isSpread =
    outer !== undefined &&
    literal?.type === 'ObjectExpression' &&
    !literal.properties.some((p) => p.type === 'Property' && staticName(p) === outer) &&
    lookUp(model.valueOf(literal), outer).state !== 'absent';
  if (isSpread)
    return left(
      `The \`${outer}\` of \`${site.name}\` comes from a spread, which would outrank one that is added`,
      `Write \`${outer}\` with a region at the call`,
    );
  const edit =
    site.construct.configuration && addSetting(site.node, site.construct.configuration, property, model.source);
  return edit
    ? { kind: 'edits', edits: [edit] }
    : left(`There is no place for a region in this call of \`${site.name}\``, 'Pass the region by hand');
}

const leftToProfile = (site: Site): Plan =>
  left(
    `\`${site.name}\` takes the region of the profile where it has one, which \`clientConfig.region\` would override`,
    'Give the profiles a region, or use `--profile-providers`',
  );

/** A provider whose users are not seen takes their region, in newer SDK versions: AWS_REGION would take it away from them. */
const mayServeUnseenClients = (site: Site, { versionOf }: Surroundings): boolean =>
  site.caller === undefined &&
  !isCalled(site.node) &&
  honoursCallerRegion(site.construct, versionOf(site.construct.package)) !== false;

/** The helper keeps the region of whoever asks, so that what stands in its way is what there is to do. */
function leftToClients(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const wrapped = planFailover(site, model, surroundings, { profileProviders: true, nameOf: String });
  return wrapped.kind === 'left'
    ? wrapped
    : left(
        `\`${site.name}\` takes the region of the client that uses it, which AWS_REGION would override`,
        'Use the codemod `failover`, whose helper keeps that region, or write `clientConfig: { region }` by hand',
      );
}

/** The text of the region property; `undefined` when the SDK already does what it would say. */
function propertyFor(site: Site, model: StsModel, surroundings: Surroundings): string | Plan | undefined {
  const style = styleOf(model.source);
  // The only region that fits an endpoint of one region is that one.
  const [endpoint] = endpointHosts(site, model);
  if (endpoint && endpoint.host.kind !== 'global') return `region: ${quoted(endpoint.host.region, style)}`;
  if (hasEndpoint(site) && !endpoint) return undefined;
  const source = regionSourceOf(surroundings.settings);
  if (!source)
    return left(
      'The region is to be written as a literal, and no region is named',
      'Name the regions of your organisation (`regions`, `--regions`)',
    );
  if (source.from === 'env') {
    // SDK v2 resolves AWS_REGION itself, and `region: undefined` would hide `AWS.config.region` from it.
    if (site.construct.sdk === 'v2') return undefined;
    if (
      surroundings.settings.allowEnvRegion === true &&
      honoursEnvironmentRegion(site.construct, surroundings.versionOf(site.construct.package)) === true
    )
      return undefined;
    if (takesRegionOfCaller(site, predictSite(site, model, surroundings))) return undefined;
    if (mayServeUnseenClients(site, surroundings)) return leftToClients(site, model, surroundings);
    const sign = browserEvidenceAt(site.node, model);
    if (sign !== undefined)
      return left(
        `\`${site.name}\` runs in browsers (${sign}), which have no AWS_REGION`,
        'Give it a region by hand, or use `--region-source literal`',
      );
  }
  return regionProperty(source, surroundings.isTypeScript, style);
}
