import { isCalled } from '../src/ast/parents.js';
import { optionsOf } from '../src/ast/value.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { branchesOf, type Branch } from '../src/model/sites/branches.js';
import { hasFailover } from '../src/model/sites/failover-in-code.js';
import {
  endpointHosts,
  hasEndpoint,
  predictSite,
  regionOf,
  takesRegionOfCaller,
  type RegionState,
} from '../src/model/sites/site-facts.js';
import type { Caller, Site, StsModel } from '../src/model/types.js';
import { helperNames } from '../src/plans/failover-imports.js';
import { planExplicitRegion, readsEnvironment } from '../src/plans/plan-explicit-region.js';
import { planFailover } from '../src/plans/plan-failover.js';
import { regionSourceOf } from '../src/plans/region-expression.js';
import { GLOBAL_SIGNING_REGION } from '../src/sts/hosts.js';
import { honoursCallerRegion, honoursEnvironmentRegion, type Prediction } from '../src/sts/sdk-behaviour.js';
import { defineRule, factsIn, type Verdict } from './define-rule.js';
import { CALLS_NO_STS, HAS_FAILOVER, NOT_SENT, notReadable } from './shared/silence.js';

/** Clients, role assumers and providers that are built without a region. */
export const requireRegion = defineRule({
  name: 'require-region',
  description: 'Require a region for STS clients and STS-backed credential providers',
  type: 'problem',
  severity: { recommended: 'error', strict: 'error' },
  strict: 'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only.',
  messages: {
    missingRegion: '`{{name}}` has no region: {{destination}}. Pass {{place}}.',
    missingRegionWithoutEndpoint:
      '`{{name}}` has no region where `{{unset}}` is not set: {{destination}}. Pass {{place}}.',
    regionIsNothing: '`region` is `{{value}}`, so `{{name}}` has none: {{destination}}. Pass {{place}}.',
    emptyRegion:
      '`region: \'\'` makes `{{name}}` throw "Region is missing", even where AWS_REGION is set. ' +
      'Pass a region, or leave it out.',
    regionalWithoutRegion:
      '`{{name}}` is set to use a regional host but has no region: SDK v2 throws where AWS_REGION is not set. ' +
      'Pass `region`.',
    endpointWithoutRegion:
      '`{{name}}` calls `{{host}}` but gets its signing region from AWS_REGION only. ' + "Pass `region: '{{region}}'`.",
  },
  suggestions: {
    readRegion: 'Use the region in AWS_REGION.',
    addRegion: "Use the region '{{region}}'.",
    useHelper: 'Fail over to a second region when the first one fails, with `{{helper}}` of the failover helper.',
  },
  find: (model, surroundings) => factsIn(model.sites.flatMap((site) => judgeSite(site, model, surroundings))),
  judge: (subject, model, surroundings) =>
    subject.kind === 'site' ? judgeSite(subject.site, model, surroundings) : [],
});

const judgeSite = (site: Site, model: StsModel, surroundings: Surroundings): readonly Verdict[] =>
  branchesOf(site).map((branch) => judgeBranch(site, branch, model, surroundings));

function judgeBranch(site: Site, branch: Branch, model: StsModel, surroundings: Surroundings): Verdict {
  const { site: judged, unset } = branch;
  if (!site.callsSts) return CALLS_NO_STS;
  if (site.use === 'unsent') return NOT_SENT;
  if (site.construct.sdk === 'raw') return 'no SDK needs a region here';
  if (hasFailover(site.node, model, surroundings)) return HAS_FAILOVER;
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  if (site.construct.kind === 'v2-unconfigurable') return 'it takes no region';
  const region = regionOf(judged, model);
  if (region.state === 'uncertain') return 'it may have a region that cannot be seen here';
  if (region.state === 'sometimes') return 'it has a region on some paths';
  if (region.state === 'given') return 'it has a region';
  const endpoint = endpointHosts(judged, model)[0]?.host;
  if (hasEndpoint(judged) && endpoint === undefined) return 'its endpoint is a host of your own';
  if (hasEndpoint(judged) && endpoint?.kind === 'global')
    return 'its endpoint is the global host, which no-global-endpoint reports';
  if (site.construct.sdk === 'v2' && endpoint === undefined && !needsRegionInV2(judged))
    return 'SDK v2 needs no region in this mode: it goes to the global host';
  if (region.state === 'absent' && isLeftToEnvironment(judged, surroundings))
    return '`allowEnvRegion` accepts the region in AWS_REGION, and the SDK reads it';
  const prediction = predictSite(judged, model, surroundings);
  if (takesRegionOfCaller(judged, prediction)) return 'it takes the region of the client that it is given to';

  const regional = endpoint?.kind === 'global' ? undefined : endpoint;
  const source = regionSourceOf(surroundings.settings);
  const offered = regional?.region ?? (source?.from === 'literal' ? source.region : undefined);
  // Writing AWS_REGION would change nothing. The helper, where there is one, makes the report go away.
  const needsHelper = offered === undefined && region.state === 'absent' && readsEnvironment(site, surroundings);
  return {
    subject: site,
    where: region.state === 'nothing' ? region.node : site.callee,
    messageId: regional ? 'endpointWithoutRegion' : messageFor(site, region, prediction, unset),
    data: {
      name: site.name,
      destination: destinationOf(prediction, judged, surroundings),
      ...(unset !== undefined && { unset }),
      place: PLACES[site.construct.kind] ?? '`region`',
      ...(region.state === 'nothing' && { value: region.text }),
      ...(offered !== undefined && { region: offered }),
    },
    level: site.construct.forSomeProfiles ? 'strict' : 'recommended',
    host: regional?.host ?? prediction.host,
    plan: () =>
      needsHelper
        ? planFailover(site, model, surroundings, { profileProviders: true, nameOf: helperNames(model, surroundings) })
        : planExplicitRegion(site, model, surroundings, { profileProviders: true }),
    suggestion: needsHelper ? 'useHelper' : offered === undefined ? 'readRegion' : 'addRegion',
  };
}

function messageFor(site: Site, region: RegionState, prediction: Prediction, unset: string | undefined): string {
  if (site.construct.sdk === 'v2') return 'regionalWithoutRegion';
  if (region.state !== 'nothing') return unset === undefined ? 'missingRegion' : 'missingRegionWithoutEndpoint';
  return prediction.outcome === 'throws' && region.text === "''" ? 'emptyRegion' : 'regionIsNothing';
}

/** The organisation accepts AWS_REGION, and the SDK reads it. */
const isLeftToEnvironment = ({ construct }: Site, { settings, versionOf }: Surroundings): boolean =>
  settings.allowEnvRegion === true &&
  construct.sdk === 'v3' &&
  honoursEnvironmentRegion(construct, versionOf(construct.package)) === true;

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

/** Where the SDK goes without a region, in words. If the version is not known, what all versions do. */
function destinationOf(prediction: Prediction, site: Site, surroundings: Surroundings): string {
  const version = surroundings.versionOf(site.construct.package);
  const possible = prediction.possible ?? [prediction];
  const silent = possible.find(
    ({ host, signingRegion }) => host !== undefined && signingRegion === GLOBAL_SIGNING_REGION,
  )?.host;
  const readsEnvironment = possible.some(({ outcome, host }) => outcome === 'regional' && host === undefined);
  const throws = possible.some(({ outcome }) => outcome === 'throws');
  const mayAskCaller = honoursCallerRegion(site.construct, version) !== false;
  if (silent !== undefined && site.caller && mayAskCaller && possible.length > 1)
    return `older SDKs call \`${silent}\`, whatever ${nameOf(site.caller)} has`;
  if (site.caller?.differing && takesRegionOfUser(site, version))
    return 'it takes that of the first client that uses it';
  const client = takesRegionOfUser(site, version) ? "its client's" : undefined;
  if (!readsEnvironment) {
    if (silent === undefined)
      return throws ? 'it throws "Region is missing"' : 'it calls the host of whatever region it finds';
    const other = site.caller ? `${nameOf(site.caller)} has` : 'AWS_REGION says';
    return client === undefined
      ? `it calls \`${silent}\`, whatever ${other}`
      : `it takes ${client}, else calls \`${silent}\``;
  }
  if (silent === undefined) {
    const taken = `it takes ${client === undefined ? '' : `${client} or `}that of AWS_REGION or the profile`;
    return throws ? `${taken}, else it throws` : taken;
  }
  if (client !== undefined) return `it takes ${client}, AWS_REGION or \`${silent}\``;
  return `it takes AWS_REGION${version === undefined ? ' or' : ', else'} calls \`${silent}\``;
}

const nameOf = ({ name }: Caller): string => (name === undefined ? 'its client' : `\`${name}\``);

/**
 * A provider outside of a client takes the region of the first client that uses it, unless the code calls the provider
 * itself.
 */
const takesRegionOfUser = (site: Site, version: string | undefined): boolean =>
  (!site.caller || site.caller.differing !== undefined) &&
  !isCalled(site.node) &&
  honoursCallerRegion(site.construct, version) !== false;

const PLACES: Partial<Record<Site['construct']['kind'], string>> = {
  'v3-temporary-credentials': '`clientConfig.region`',
  'v3-web-token': '`clientConfig.region`',
  'v3-token-file': '`clientConfig.region`',
  'v3-oidc-token': '`clientConfig.region`',
  'v3-profile': '`clientConfig.region`',
  'v3-node-chain': '`clientConfig.region`',
  'v3-middleware': '`awsClientOptions.region`',
  'v3-interceptor': '`options.region`',
};
