import type { TSESTree } from '@typescript-eslint/utils';
import type { PropertyState } from '../../ast/object-value.js';
import { optionsOf } from '../../ast/value.js';
import { fallbacksOf } from '../../model/settings/settings.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { isSometimes } from '../../model/sites/branches.js';
import { endpointHosts, namesKnownRegions, type RegionState } from '../../model/sites/site-facts.js';
import type { Site, StsModel } from '../../model/types.js';
import { packageOf, type ConstructKind } from '../../sts/packages.js';
import type { Pin } from '../pinned-endpoint.js';
import type { FailoverOptions } from '../plan.js';
import type { Obstacle, ObstaclesTo } from './obstacle.js';

/** Regions that need a second one to fail over to. */
export interface HomeRegions {
  readonly regions: readonly string[];
  readonly surroundings: Pick<Surroundings, 'settings'>;
  readonly options: Pick<FailoverOptions, 'needsFallbacks'>;
}

/** A client, provider or credential class that failover is planned for. */
export interface FailoverCandidate extends HomeRegions {
  readonly site: Site;
  readonly model: StsModel;
  readonly surroundings: Surroundings;
  readonly options: FailoverOptions;
  readonly region: RegionState;
  readonly endpoint: PropertyState;
  readonly pin: Pin | undefined;
  /** An `endpoint` that only repeats the region, and so goes. */
  readonly repeated: TSESTree.Property | undefined;
}

/** A run that writes the helper must know where each home region fails over to. */
export const FALLBACK_OBSTACLES = {
  'no-fallback-regions': {
    when: ({ surroundings, options }) =>
      options.needsFallbacks === true && Object.keys(fallbacksOf(surroundings.settings)).length === 0,
    reason: 'This run names no region to fall back to',
    nextStep: 'Name at least two regions of one partition (`regions` in the settings, or `--regions`)',
  },
  'home-without-fallback': {
    when: ({ regions, surroundings, options }) => {
      const fallbacks = fallbacksOf(surroundings.settings);
      const region = options.needsFallbacks === true ? regions.find((each) => !fallbacks[each]) : undefined;
      return region === undefined ? undefined : { region };
    },
    reason: "The region '{{region}}' has no fallback region in this run",
    nextStep: 'Add `--fallbacks {{region}}=<another region of its partition>`',
  },
} as const satisfies ObstaclesTo<HomeRegions>;

/** Another party sends the request, so failing over is not up to this code. */
const SENT_ELSEWHERE = {
  reason: 'The request is only signed here and another party sends it, so this code cannot send it to a second region',
  nextStep: 'Agree on a region with the party that sends it',
} as const satisfies Obstacle;

const UNKNOWN_REGION = {
  reason: '`{{name}}` has a region that AWS does not have, so there is no regional host for it',
  nextStep: 'Correct the region, or add it to `allowedRegions`',
} as const satisfies Obstacle;

/** How what builds its own client can be given one of the helper. */
const WAYS_TO_GIVE_A_CLIENT: Partial<Record<ConstructKind, string>> = {
  'v3-middleware': 'pass `AwsClient: createStsClient` (`createStsClient as never` in TypeScript)',
  'v3-layer': 'use `STSService.baseLayer(() => createStsClient(config))`',
  'v3-interceptor': 'pass `credentials: { getCredentials }`, made by `stsProvider`, instead of `assumeRoleArn`',
  'v3-token-signer': 'use `generateAuthTokenFromCredentialsProvider`, with a provider that `stsProvider` makes',
};

/** What stands in the way of failover at any site. */
export const SITE_OBSTACLES = {
  'sent-elsewhere': { when: ({ site }) => site.use === 'presigned', ...SENT_ELSEWHERE },
  'never-sends': {
    when: ({ site }) => site.use === 'unsent',
    reason: '`{{name}}` never sends a request: the code only reads its configuration, or calls what sends nothing',
    nextStep: 'Nothing to do, unless it sends requests elsewhere',
  },
  'endpoint-of-all-clients': {
    when: ({ endpoint, model: { globalConfig } }) =>
      endpoint.state === 'present' &&
      globalConfig.endpoint.state === 'present' &&
      endpoint.node === globalConfig.endpoint.node
        ? { setting: globalConfig.endpointName }
        : undefined,
    reason: '`{{name}}` takes its endpoint from `{{setting}}`, but the helper chooses the host for each region',
    nextStep:
      'Keep it if it leads to another server (LocalStack, a proxy). If it leads to AWS, remove `{{setting}}`, then run again',
  },
  // Checked before the region, because a server other than AWS may use any region name.
  'own-endpoint': {
    when: ({ endpoint, pin, repeated, site, model }) =>
      !pin && !repeated && endpoint.state === 'present' && !isKeptByHelper(endpoint, site, model),
    reason: '`{{name}}` has an endpoint of its own, but the helper chooses the host for each region',
    nextStep:
      'Keep it if it leads to another server (LocalStack, a proxy). If it leads to AWS, remove `endpoint`, or list an ' +
      'interface endpoint in `vpcEndpoints`, then run again',
  },
  'unknown-region': {
    when: ({ region, surroundings }) => !namesKnownRegions(region, surroundings),
    ...UNKNOWN_REGION,
  },
  ...FALLBACK_OBSTACLES,
  'built-elsewhere': {
    when: ({ site }) => site.isBuiltElsewhere,
    reason: '`{{name}}` is passed on as a class and built by code that cannot be seen here',
    nextStep: 'Build it where it is used instead of passing the class on, then run again',
  },
  'one-time-code': {
    when: ({ site }) => site.asksForMfa,
    reason: '`{{name}}` sends a one-time code, and a second region would need another one',
    nextStep: 'Keep one region here, or cache the credentials',
  },
  'super-call': {
    when: ({ site }) => site.callee.type === 'Super' && site.construct.sdk === 'v3',
    reason: '`super(…)` builds `{{name}}` inside a class, where the helper cannot build it',
    nextStep: 'Build the class through the helper where it is used: `createStsClient(config, YourClass)`',
    isByHand: true,
  },
  'super-call-of-v2': {
    when: ({ site }) => site.callee.type === 'Super' && site.construct.sdk === 'v2' && !site.construct.forSomeProfiles,
    reason: '`super(…)` builds `{{name}}` inside a class, where the helper cannot wrap it',
    nextStep: 'Call `withStsFailover(this)` of the helper after `super(…)`',
    isByHand: true,
  },
  'builds-own-client': {
    when: ({ site }) => {
      const how = WAYS_TO_GIVE_A_CLIENT[site.construct.kind];
      return how === undefined ? undefined : { how };
    },
    reason: '`{{name}}` builds its own client',
    nextStep: 'Let it use the helper: {{how}}',
  },
} as const satisfies ObstaclesTo<FailoverCandidate>;

/** What else stands in the way where the helper takes over the configuration. */
export const CONFIGURATION_OBSTACLES = {
  'options-passed-on': {
    when: ({ site: { construct } }) => construct.kind === 'v3-role-assumer' && construct.forSomeProfiles,
    reason: '`{{name}}` passes its options on to a provider of its own',
    nextStep: 'Use a provider of `@aws-sdk/credential-providers`, then run again',
  },
  'client-out-of-reach': {
    when: ({ site: { construct } }) => construct.sdk === 'v2' && construct.forSomeProfiles,
    reason: '`{{name}}` builds its STS client where the helper cannot reach it',
    nextStep: 'Use `ChainableTemporaryCredentials` with the role of the profile, then run again',
  },
  'some-profiles-only': {
    when: ({ site, options }) => options.profileProviders !== true && site.construct.forSomeProfiles,
    reason:
      '`{{name}}` calls STS for some profiles only, and one provider per region would repeat its prompts and processes',
    nextStep: 'Use `--profile-providers` to rewrite it, or a provider that always calls STS',
  },
  'other-package': {
    when: ({ site: { construct, callee }, model }) =>
      construct.helper === 'leaves'
        ? { package: packageOf(model.originOf(callee)?.module ?? construct.package) }
        : undefined,
    reason: '`{{name}}` comes from `{{package}}`, whose classes the helper does not replace',
    nextStep: 'Move to `@aws-sdk/client-sts`, then run again',
  },
  'spread-arguments': {
    when: ({ site: { construct, node } }) =>
      construct.sdk === 'v3' && node.arguments.some(({ type }) => type === 'SpreadElement'),
    reason: 'The arguments of `{{name}}` are spread from a list, which may hold more than the helper takes',
    nextStep: 'Write the configuration as one argument, then run again',
  },
  'vpc-endpoint-not-named': {
    when: ({ pin, surroundings }) =>
      pin?.listed === undefined && pin && !isNamed(pin, surroundings) ? wordsOf(pin) : undefined,
    reason: '`{{name}}` goes to the interface endpoint `{{host}}`, which the helper does not know',
    nextStep:
      'Run again with `--vpc-endpoints {{region}}=https://{{host}}`, or the setting `vpcEndpoints`, for all regions',
  },
  'vpc-endpoint-not-in-helper': {
    when: ({ pin }) => (pin && pin.listed === undefined ? wordsOf(pin) : undefined),
    reason: '`{{name}}` goes to the interface endpoint `{{host}}`, which the helper does not know',
    nextStep: "Add `'{{region}}': 'https://{{host}}'` to `stsPolicy.vpceEndpoints` in the helper, then run again",
  },
  'vpc-endpoint-differs': {
    when: ({ pin }) => (pin?.listed === undefined || pin.listed === pin.host ? undefined : wordsOf(pin)),
    reason: "`{{name}}` goes to the interface endpoint `{{host}}`, but the helper uses `{{listed}}` in '{{region}}'",
    nextStep: 'Use one of the two in both places, then run again',
  },
  'vpc-endpoint-elsewhere': {
    when: ({ pin }) => pin !== undefined && !pin.property,
    reason: 'The interface endpoint of `{{name}}` is not set in the object literal at the call',
    nextStep: 'Remove `endpoint` where it is set, then run again: the helper uses the same endpoint',
  },
  'global-flag': {
    when: ({ site }) => {
      const flag = site.configuration.setting('useGlobalEndpoint');
      return flag.state === 'present' && (flag.value.kind !== 'literal' || flag.value.value === true);
    },
    reason: '`useGlobalEndpoint` may send the requests of `{{name}}` to the global host',
    nextStep: 'Remove `useGlobalEndpoint`, then run again',
  },
  'region-function': {
    when: ({ site }) => {
      const region = site.configuration.setting('region');
      return region.state === 'present' && optionsOf(region.value).some(({ kind }) => kind === 'function');
    },
    reason: 'The region of `{{name}}` is a function, but the helper takes a string',
    nextStep: 'Pass the region as a string, or leave it to the SDK',
  },
} as const satisfies ObstaclesTo<FailoverCandidate>;

const isNamed = ({ region }: Pin, { settings }: Pick<Surroundings, 'settings'>): boolean =>
  settings.vpcEndpoints?.[region] !== undefined;

const wordsOf = ({ region, host, listed = '' }: Pin): Readonly<Record<string, string>> => ({ region, host, listed });

/**
 * Whether the helper does the right thing however an endpoint turns out: one that is set only sometimes keeps its
 * client as it was. In SDK v3 the global host would count as such an endpoint.
 */
const isKeptByHelper = (endpoint: PropertyState, site: Site, model: StsModel): boolean =>
  isSometimes(endpoint) &&
  (site.construct.sdk === 'v2' || endpointHosts(site, model).every(({ host }) => host.kind !== 'global'));
