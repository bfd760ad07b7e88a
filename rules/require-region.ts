import { optionsOf } from '../src/ast/value.js';
import { isCalled } from '../src/ast/parents.js';
import { planExplicitRegion } from '../src/plans/plan-explicit-region.js';
import { regionSourceOf } from '../src/plans/region-expression.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { hasFailover } from '../src/model/sites/failover-in-code.js';
import {
  endpointHosts,
  hasEndpoint,
  predictSite,
  regionOf,
  takesRegionOfCaller,
} from '../src/model/sites/site-facts.js';
import type { Site, StsModel } from '../src/model/types.js';
import { GLOBAL_SIGNING_REGION } from '../src/sts/hosts.js';
import { honoursCallerRegion, honoursEnvironmentRegion, type Prediction } from '../src/sts/sdk-behaviour.js';
import type { Rule, Finding } from './define-rule.js';
import { suggestionsFor } from './shared/suggestions.js';

const CHECK = 'require-region';

/** Clients, role assumers and providers that are built without a region. */
export const requireRegion: Rule = {
  name: CHECK,
  description: 'Require a region for STS clients and STS-backed credential providers',
  type: 'problem',
  hasSuggestions: true,
  strict: 'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only.',
  messages: {
    missingRegion: '`{{name}}` has no region: {{destination}}. Pass {{place}}.',
    regionIsNothing: '`region` is `{{value}}` here, so `{{name}}` has no region: {{destination}}. Pass {{place}}.',
    emptyRegion:
      '`region` is `\'\'` here, for which `{{name}}` throws "Region is missing", even where AWS_REGION is set. Pass a region or leave the setting out.',
    regionalWithoutRegion:
      '`{{name}}` asks for a regional host and has no region in sight: SDK v2 throws "Missing region in config" where AWS_REGION is not set. Pass `region`.',
    endpointWithoutRegion:
      "`{{name}}` has an endpoint and no region: an endpoint does not set the region that requests are signed for, which comes from AWS_REGION or is missing. Pass `region: '{{region}}'`.",
    readRegion: 'Read the region from AWS_REGION.',
    addRegion: "Add the region '{{region}}'.",
  },
  find: (model, surroundings) => model.sites.flatMap((site) => checkSite(site, model, surroundings) ?? []),
};

function checkSite(site: Site, model: StsModel, surroundings: Surroundings): Finding | undefined {
  if (
    !site.callsSts ||
    site.use === 'unsent' ||
    site.construct.sdk === 'raw' ||
    hasFailover(site.node, model, surroundings)
  )
    return undefined;
  if (site.configuration.opaque !== undefined || site.construct.kind === 'v2-unconfigurable') return undefined;
  const region = regionOf(site, model);
  if (region.state !== 'absent' && region.state !== 'nothing') return undefined;
  const endpoint = endpointHosts(site, model)[0]?.host;
  if (hasEndpoint(site) && (endpoint === undefined || endpoint.kind === 'global')) return undefined; // a host of their own, or no-global-endpoint
  if (site.construct.sdk === 'v2' && endpoint === undefined && !needsRegionInV2(site)) return undefined; // no-legacy-endpoint-mode
  if (
    surroundings.settings.allowEnvRegion === true &&
    region.state === 'absent' &&
    site.construct.sdk === 'v3' &&
    honoursEnvironmentRegion(site.construct, surroundings.versionOf(site.construct.package)) === true
  )
    return undefined;
  const prediction = predictSite(site, model, surroundings);
  if (takesRegionOfCaller(site, prediction)) return undefined;

  const node = region.state === 'nothing' ? region.node : site.callee;
  const data = {
    name: site.name,
    destination: destinationOf(prediction, site, surroundings),
    place: PLACES[site.construct.kind] ?? '`region`',
  };
  const plan = planExplicitRegion(site, model, surroundings, { profileProviders: true });
  const source = regionSourceOf(surroundings.settings);
  const suggestions =
    endpoint && endpoint.kind !== 'global'
      ? suggestionsFor('addRegion', plan, { region: endpoint.region })
      : source?.from === 'literal'
        ? suggestionsFor('addRegion', plan, { region: source.region })
        : suggestionsFor('readRegion', plan);
  const base = {
    check: CHECK,
    subject: site,
    node,
    level: site.construct.forSomeProfiles ? 'strict' : 'recommended',
    host: prediction.host,
    suggestions,
  } as const;
  if (endpoint && endpoint.kind !== 'global')
    return { ...base, messageId: 'endpointWithoutRegion', data: { ...data, region: endpoint.region } };
  if (site.construct.sdk === 'v2') return { ...base, messageId: 'regionalWithoutRegion', data };
  if (region.state === 'nothing')
    return region.text === "''"
      ? { ...base, messageId: 'emptyRegion', data }
      : { ...base, messageId: 'regionIsNothing', data: { ...data, value: region.text } };
  return { ...base, messageId: 'missingRegion', data };
}

/** SDK v2 asks for a region in regional mode, and for FIPS and dual-stack hosts. */
function needsRegionInV2(site: Site): boolean {
  const isAlways = (key: string, test: (value: unknown) => boolean): boolean => {
    const setting = site.configuration.setting(key);
    return (
      setting.state === 'present' &&
      setting.always &&
      optionsOf(setting.value).every((option) => option.kind === 'literal' && test(option.value))
    );
  };
  return (
    isAlways('stsRegionalEndpoints', (value) => String(value).toLowerCase() === 'regional') ||
    isAlways('useFipsEndpoint', Boolean) ||
    isAlways('useDualstackEndpoint', Boolean)
  );
}

/** Where the SDK goes without a region, in words; with no version known, all that its versions do. */
function destinationOf(prediction: Prediction, site: Site, surroundings: Surroundings): string {
  const version = surroundings.versionOf(site.construct.package);
  const possible = prediction.possible ?? [prediction];
  const silent = possible.find((each) => each.host !== undefined && each.signingRegion === GLOBAL_SIGNING_REGION)?.host;
  const fromEnvironment = possible.some((each) => each.outcome === 'regional' && each.host === undefined);
  const fails = possible.some((each) => each.outcome === 'throws');
  const known = version === undefined ? '' : ` in version ${version}`;
  const client = site.caller ? ` and whatever the region of \`${site.caller.name}\`` : '';
  if (silent !== undefined && site.caller && possible.length > 1)
    return `its requests go to \`${silent}\` in older SDK versions, whatever AWS_REGION says${client}; only newer ones take that region`;
  if (silent !== undefined && !fromEnvironment && !fails)
    return `its requests go to ${ofUser(site, version)}\`${silent}\`${known}, whatever AWS_REGION says${client}`;
  if (!fromEnvironment) return prediction.reason;
  const start = `its requests go to ${ofUser(site, version)}the host of AWS_REGION or of the profile`;
  if (silent === undefined) return fails ? `${start}, and it throws "Region is missing" where neither is set` : start;
  const old = version === undefined ? ', or everywhere in versions that do not read them' : '';
  return `${start}, and silently to \`${silent}\` where neither is set${old}`;
}

/** A provider that is not written into a client learns the region of the one that asks it first, unless the code calls it itself. */
function ofUser(site: Site, version: string | undefined): string {
  const honours = site.caller || isCalled(site.node) ? false : honoursCallerRegion(site.construct, version);
  return honours === false
    ? ''
    : `the region of the client that uses it${honours === 'depends' ? ', in newer SDK versions' : ''}, or else to `;
}

const PLACES: Partial<Record<Site['construct']['kind'], string>> = {
  'v3-temporary-credentials': '`clientConfig: { region }`',
  'v3-web-token': '`clientConfig: { region }`',
  'v3-token-file': '`clientConfig: { region }`',
  'v3-profile': '`clientConfig: { region }`',
  'v3-node-chain': '`clientConfig: { region }`',
  'v3-middleware': '`awsClientOptions: { region }`',
};
