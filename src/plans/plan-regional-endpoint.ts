import type { TSESTree } from '@typescript-eslint/utils';
import { optionsOf, type Value } from '../ast/value.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isInsideHelper } from '../model/sites/failover-in-code.js';
import {
  endpointHosts,
  globalEffect,
  hasEndpoint,
  namesKnownRegions,
  predictSite,
  regionOf,
} from '../model/sites/site-facts.js';
import type { Site, StsModel } from '../model/types.js';
import { V2_FEATURES } from '../sts/v2-behaviour.js';
import { isAtLeast } from '../sts/versions.js';
import { addSetting } from './edits/arguments.js';
import type { Edit } from '../text/edit.js';
import { removeProperties, removeProperty } from './edits/object-literal.js';
import { isSafeToMakeRegional } from './fix-safety.js';
import { planFailover } from './plan-failover.js';
import { left, NOTHING, PRESIGNED, unlessBuiltElsewhere, type Plan } from './plan.js';
import { regionProperty, regionSourceOf } from './region-expression.js';
import { quoted, styleOf } from './edits/style.js';

const DECLARED_ELSEWHERE = 'the setting is not written in the object literal at the call';

/** The edits that take one client, provider or credential class from the global host to its regional one. */
export function planRegionalEndpoint(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  if (!site.callsSts || site.configuration.opaque !== undefined || isInsideHelper(site.node, model, surroundings))
    return NOTHING;
  const plan =
    site.construct.sdk === 'v2'
      ? planV2(site, model, surroundings)
      : site.construct.sdk === 'v3'
        ? planV3(site, model, surroundings)
        : planSigner(site, model);
  if (plan.kind !== 'edits') return plan;
  return site.use === 'presigned'
    ? PRESIGNED
    : unlessBuiltElsewhere({ ...plan, isSafe: isSafeToMakeRegional(site, model, surroundings) }, site);
}

function planV3(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const edits: Edit[] = [];
  const { literal } = site.configuration;
  const removed: TSESTree.Node[] = [];
  const isAtCall = (property: TSESTree.Node): boolean => property.type === 'Property' && property.parent === literal;
  const flag = site.configuration.setting('useGlobalEndpoint');
  const hasGlobalEndpoint = endpointHosts(site, model).some(({ host }) => host.kind === 'global');
  // Where an endpoint, the region or FIPS makes the flag do nothing, it is none of ours.
  if (
    flag.state === 'present' &&
    isLiteral(flag.value, true) &&
    (hasGlobalEndpoint || !hasEndpoint(site)) &&
    globalEffect(site, model, surroundings) !== 'none'
  ) {
    if (!isAtCall(flag.node))
      return left(
        `\`useGlobalEndpoint\` must go, but ${DECLARED_ELSEWHERE}`,
        'Remove `useGlobalEndpoint` where it is set',
      );
    removed.push(flag.node);
  }
  const endpoint = site.configuration.setting('endpoint');
  if (endpoint.state === 'present' && hasGlobalEndpoint) {
    if (optionsOf(endpoint.value).length > 1)
      return left(
        'The endpoint is the global host on one branch only',
        'Remove that branch, so that the region decides the host',
      );
    if (!isAtCall(endpoint.node))
      return left(`The global \`endpoint\` must go, but ${DECLARED_ELSEWHERE}`, 'Remove `endpoint` where it is set');
    removed.push(endpoint.node);
  }
  if (literal && removed.length > 0) edits.push(...removeProperties(removed, literal, model.source));
  const region = site.configuration.setting('region');
  if (region.state === 'present' && isLiteral(region.value, 'aws-global')) {
    if (!isAtCall(region.node))
      return left(
        "The region is 'aws-global', but it is not written at the call",
        'Set it to a region where it is written',
      );
    const source = regionSourceOf(surroundings.settings);
    if (!source)
      return left(
        "The region 'aws-global' stands for the global host",
        'Name the regions of your organisation (`regions`, `--regions`)',
      );
    edits.push({
      range: region.node.range,
      text: regionProperty(source, surroundings.isTypeScript, styleOf(model.source)),
    });
  }
  return edits.length > 0 ? { kind: 'edits', edits } : NOTHING;
}

function planV2(site: Site, model: StsModel, surroundings: Surroundings): Plan {
  const version = surroundings.versionOf(site.construct.package);
  if (version !== undefined && !isAtLeast(version, V2_FEATURES.regionalMode))
    return left(
      `aws-sdk ${version} has no regional mode`,
      `Update aws-sdk to ${V2_FEATURES.regionalMode} or newer, or let the failover helper choose the host`,
    );
  // `ChainableTemporaryCredentials` takes one, but signs with its master credentials, and `TemporaryCredentials` with those at the root of them.
  const wrapped = planFailover(site, model, surroundings, { nameOf: String });
  if (site.construct.kind === 'v2-unconfigurable')
    return site.construct.forSomeProfiles
      ? NOTHING
      : left(
          `\`${site.name}\` takes no STS configuration`,
          `Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs${wrapped.kind === 'left' ? '' : ', or let the failover helper choose the host'}`,
        );
  const style = styleOf(model.source);
  const property = `stsRegionalEndpoints: ${quoted('regional', style)}`;
  const flag = site.configuration.setting('stsRegionalEndpoints');
  const edits: Edit[] = [];
  if (flag.state === 'unknown') return NOTHING;
  if (hasEndpoint(site)) {
    const endpoint = site.configuration.setting('endpoint');
    if (endpoint.state !== 'present' || !endpointHosts(site, model).some(({ host }) => host.kind === 'global'))
      return NOTHING;
    // Without a region it needs AWS_REGION already, so that its own host asks for nothing new.
    const { literal } = site.configuration;
    if (
      !literal ||
      endpoint.node.type !== 'Property' ||
      endpoint.node.parent !== literal ||
      optionsOf(endpoint.value).length > 1
    )
      return left(`The global \`endpoint\` must go, but ${DECLARED_ELSEWHERE}`, 'Remove `endpoint` where it is set');
    if (flag.state === 'absent') return { kind: 'edits', edits: [{ range: endpoint.node.range, text: property }] };
    edits.push(removeProperty(endpoint.node, literal, model.source));
  }
  if (flag.state === 'present') {
    const value = optionsOf(flag.value).length === 1 && flag.value.kind === 'literal' ? flag.value : undefined;
    if (!value || (typeof value.value === 'string' && value.value.toLowerCase() === 'regional'))
      return edits.length > 0 ? { kind: 'edits', edits } : NOTHING;
    if (flag.node.type !== 'Property')
      return left('`stsRegionalEndpoints` is assigned away from the call', "Set it to 'regional' where it is assigned");
    return { kind: 'edits', edits: [...edits, { range: flag.node.value.range, text: quoted('regional', style) }] };
  }
  // The hosts of other partitions, of FIPS and of dual-stack are regional in every mode.
  if (!namesKnownRegions(regionOf(site, model), surroundings))
    return left(
      `The region of \`${site.name}\` is none that AWS has, so it has no regional host`,
      'Correct the region, or add it to `allowedRegions`',
    );
  if (edits.length === 0 && ['regional', 'fips', 'dualstack'].includes(predictSite(site, model, surroundings).outcome))
    return NOTHING;
  if (lacksRegion(site, model, surroundings)) {
    const nextStep = "Give it a region together with `stsRegionalEndpoints: 'regional'`";
    if (surroundings.isTest)
      return left('This test builds a client without a region, which regional mode needs', nextStep);
    if (wrapped.kind === 'left')
      return left(
        `\`${site.name}\` has no region in sight, without which regional mode throws where AWS_REGION is not set, and cannot go through the helper, which would find one. ${wrapped.reason}`,
        `${nextStep}, or use \`--region-source literal\``,
      );
  }
  const addition =
    site.construct.configuration && addSetting(site.node, site.construct.configuration, property, model.source);
  return addition
    ? { kind: 'edits', edits: [...edits, addition] }
    : left(
        'There is no place for the STS configuration in this call',
        "Pass `stsRegionalEndpoints: 'regional'` by hand",
      );
}

/**
 * Whether the regional mode, which needs a region, may find none where the code runs: the global host, which it leaves, asks for none. Only the helper
 * keeps such a client working.
 */
const lacksRegion = (site: Site, model: StsModel, { settings, isTest }: Surroundings): boolean =>
  ['absent', 'nothing'].includes(regionOf(site, model).state) &&
  (isTest || regionSourceOf(settings)?.from !== 'literal');

/** aws4 signs for STS with the global host unless it is told a host; a region that is written out tells which. */
function planSigner(site: Site, model: StsModel): Plan {
  if (hasEndpoint(site) || site.construct.kind !== 'aws4') return NOTHING;
  const region = site.configuration.setting('region');
  if (region.state !== 'present' || region.node.type !== 'Property')
    return left(
      'The request is signed for the global host, and no region is in sight',
      'Give it a region and the host `sts.<region>.amazonaws.com`',
    );
  const { value } = region.node;
  const text = model.source.text.slice(value.range[0], value.range[1]);
  const host =
    value.type === 'Literal'
      ? quoted(`sts.${String(value.value)}.amazonaws.com`, styleOf(model.source))
      : `\`sts.\${${text}}.amazonaws.com\``;
  const edit = addSetting(site.node, { argument: 0, path: [] }, `host: ${host}`, model.source);
  return edit
    ? { kind: 'edits', edits: [edit] }
    : left('The options of the request are not an object literal', 'Add the host `sts.<region>.amazonaws.com`');
}

const isLiteral = (value: Value, wanted: unknown): boolean => value.kind === 'literal' && value.value === wanted;
