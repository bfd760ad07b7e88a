/**
 * What SDK v2 does with an STS configuration. By default it uses the global host, whatever the region; the mode
 * `stsRegionalEndpoints`, FIPS, dual-stack or an endpoint changes that. Read in aws-sdk 2.1693.0 (lib/services/sts.js,
 * lib/config_regional_endpoint.js, lib/region_config_data.json) and confirmed by running it.
 */
import { GLOBAL_SIGNING_REGION, GLOBAL_STS_HOST, hostOfUrl } from './hosts.js';
import {
  type Environment,
  type Known,
  type Literal,
  type Prediction,
  type StsConfiguration,
  given,
  knownString,
  sentTo,
  throws,
} from './prediction.js';
import { isAtLeast } from './versions.js';

export interface V2World {
  readonly version: string;
  readonly environment: Environment;
  readonly environmentRegion: Known<string>;
}

/**
 * The first version with each feature (aws-sdk 2.524.0 against 2.525.0, 2.757.0 against 2.758.0, 2.1026.0 against
 * 2.1027.0, 2.1027.0 against 2.1028.0).
 */
export const V2_FEATURES = {
  regionalMode: '2.525.0',
  profileRegion: '2.758.0',
  fips: '2.1027.0',
  dualStack: '2.1028.0',
} as const;

/** Whether a version knows the setting `stsRegionalEndpoints` and AWS_STS_REGIONAL_ENDPOINTS. */
const hasRegionalMode = (version: string): boolean => isAtLeast(version, V2_FEATURES.regionalMode);

/** Host names by region prefix, as in lib/region_config_data.json. Other regions go to the global host. */
const HOST_RULES: readonly {
  readonly prefix: RegExp;
  readonly suffix: string;
  readonly fipsSuffix: string;
  readonly fipsService: string;
  readonly dualStackSuffix: string;
}[] = [
  {
    prefix: /^cn-[^-]+-[^-]+$/,
    suffix: 'amazonaws.com.cn',
    fipsSuffix: 'amazonaws.com.cn',
    fipsService: 'sts-fips',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
  },
  {
    prefix: /^us-gov-[^-]+-[^-]+$/,
    suffix: 'amazonaws.com',
    fipsSuffix: 'amazonaws.com',
    fipsService: 'sts',
    dualStackSuffix: 'api.aws',
  },
  {
    prefix: /^us-iso-[^-]+-[^-]+$/,
    suffix: 'c2s.ic.gov',
    fipsSuffix: 'c2s.ic.gov',
    fipsService: 'sts-fips',
    dualStackSuffix: 'api.aws',
  },
  {
    prefix: /^us-isob-[^-]+-[^-]+$/,
    suffix: 'sc2s.sgov.gov',
    fipsSuffix: 'sc2s.sgov.gov',
    fipsService: 'sts-fips',
    dualStackSuffix: 'api.aws',
  },
  {
    prefix: /^us-isof-[^-]+-[^-]+$/,
    suffix: 'csp.hci.ic.gov',
    fipsSuffix: 'amazonaws.com',
    fipsService: 'sts-fips',
    dualStackSuffix: 'api.aws',
  },
  {
    prefix: /^eu-isoe-[^-]+-[^-]+$/,
    suffix: 'cloud.adc-e.uk',
    fipsSuffix: 'amazonaws.com',
    fipsService: 'sts-fips',
    dualStackSuffix: 'api.aws',
  },
];
const ORDINARY = { fipsSuffix: 'amazonaws.com', fipsService: 'sts-fips', dualStackSuffix: 'api.aws' };

const MISSING_REGION =
  'SDK v2 throws "Missing region in config", because neither the code nor the environment names a region';

type Mode = 'regional' | 'legacy' | 'unset' | 'dynamic';

/** Everything that can happen in this world. It is more than one prediction when a setting is decided at run time. */
export function predictV2(configuration: StsConfiguration, world: V2World): readonly Prediction[] {
  const mode = modeOf(configuration, world);
  if (typeof mode !== 'string') return [mode];
  return mode === 'dynamic'
    ? [...predictInMode(configuration, 'regional', world), ...predictInMode(configuration, 'unset', world)]
    : predictInMode(configuration, mode, world);
}

/**
 * The constructor's option, then the variable, then the profile. The first string decides, and a string that is not a
 * mode throws. `AWS.config` is not read.
 */
function modeOf(configuration: StsConfiguration, { environment, version }: V2World): Mode | Prediction {
  if (!hasRegionalMode(version)) return 'unset';
  const option = given(configuration.stsRegionalEndpoints);
  if (option.state === 'dynamic') return 'dynamic';
  const sources: readonly [string, string | undefined][] = [
    ['stsRegionalEndpoints', knownString(option) || undefined],
    ['AWS_STS_REGIONAL_ENDPOINTS', environment.AWS_STS_REGIONAL_ENDPOINTS],
    ['sts_regional_endpoints', environment.profileStsRegionalEndpoints],
  ];
  const [name, text] = sources.find(([, value]) => value !== undefined) ?? [];
  const mode = text?.toLowerCase();
  if (mode === undefined) return 'unset';
  return mode === 'regional' || mode === 'legacy'
    ? mode
    : throws(`SDK v2 throws, because ${name} is "${text}" and only "regional" and "legacy" are accepted`);
}

function predictInMode(
  configuration: StsConfiguration,
  mode: Exclude<Mode, 'dynamic'>,
  world: V2World,
): readonly Prediction[] {
  const { region, fips: fipsName } = regionOf(configuration, world);
  const fips =
    isAtLeast(world.version, V2_FEATURES.fips) &&
    (fipsName || isOn(configuration.useFipsEndpoint, world.environment.AWS_USE_FIPS_ENDPOINT));
  const dualStack =
    isAtLeast(world.version, V2_FEATURES.dualStack) &&
    isOn(configuration.useDualstackEndpoint, world.environment.AWS_USE_DUALSTACK_ENDPOINT);
  const name = region.state === 'known' ? region.value : undefined;

  const endpoint = given(configuration.endpoint);
  if (endpoint.state === 'dynamic')
    return [{ outcome: 'custom', reason: 'the request goes to the endpoint it is given at run time' }];
  if (knownString(endpoint))
    return [region.state === 'absent' ? throws(MISSING_REGION) : predictEndpoint(knownString(endpoint) ?? '', name)];
  if (fips || dualStack)
    return [region.state === 'absent' ? throws(MISSING_REGION) : predictVariant(name, fips, dualStack)];

  const rule = HOST_RULES.find(({ prefix }) => name !== undefined && prefix.test(name));
  if (name !== undefined && rule !== undefined)
    return [
      sentToRegion(
        `sts.${name}.${rule.suffix}`,
        name,
        `the request goes to sts.${name}.${rule.suffix}, the host of its partition`,
      ),
    ];
  if (mode !== 'regional') return [sentTo(GLOBAL_STS_HOST, GLOBAL_SIGNING_REGION, globalReason(mode))];
  if (region.state === 'absent') return [throws(MISSING_REGION)];
  if (name === undefined)
    return [{ outcome: 'regional', reason: 'the regional mode sends the request to the host of its region' }];
  return [
    sentToRegion(`sts.${name}.amazonaws.com`, name, `the regional mode sends the request to sts.${name}.amazonaws.com`),
  ];
}

function globalReason(mode: 'legacy' | 'unset'): string {
  return mode === 'legacy'
    ? `the legacy mode sends STS requests to ${GLOBAL_STS_HOST}, whatever the region`
    : `SDK v2 sends STS requests to ${GLOBAL_STS_HOST}, whatever the region, unless the constructor or AWS_STS_REGIONAL_ENDPOINTS says regional`;
}

/**
 * The constructor's region, then `AWS.config`, then the environment. Pseudo-regions become the region that they stand
 * for (lib/region/utils.js).
 */
function regionOf(
  configuration: StsConfiguration,
  world: V2World,
): { readonly region: Known<string>; readonly fips: boolean } {
  const setting = writtenRegion(configuration.region, configuration.globalRegion) ?? world.environmentRegion;
  if (setting.state !== 'known') return { region: setting, fips: false };
  if (setting.value === '' || setting.value === null) return { region: { state: 'absent' }, fips: false };
  const name = String(setting.value);
  const fips = name.startsWith('fips-') || name.endsWith('-fips');
  return { region: { state: 'known', value: realRegion(name) }, fips };
}

/**
 * `region: undefined` in the constructor skips `AWS.config` and asks the environment. `null` and an empty text count as
 * no region (lib/config.js, `set`).
 */
function writtenRegion(
  own: Known<Literal> | undefined,
  global: Known<Literal> | undefined,
): Known<Literal> | undefined {
  const setting = own === undefined || own.state === 'absent' ? global : own;
  if (setting === undefined || setting.state === 'absent') return undefined;
  return setting.state === 'known' && setting.value === undefined ? undefined : setting;
}

function realRegion(name: string): string {
  if (['fips-aws-global', 'aws-fips', 'aws-global'].includes(name)) return GLOBAL_SIGNING_REGION;
  if (['fips-aws-us-gov-global', 'aws-us-gov-global'].includes(name)) return 'us-gov-west-1';
  return name.replace(/fips-(?:dkr-|prod-)?|-fips/, '');
}

function isOn(option: Known<Literal> | undefined, variable: string | undefined): boolean {
  const setting = given(option);
  return setting.state === 'absent' ? variable === 'true' : setting.state === 'known' && Boolean(setting.value);
}

/**
 * An endpoint outranks the mode, and the request is signed for the region. `{service}` and `{region}` in it are
 * replaced.
 */
function predictEndpoint(text: string, region: string | undefined): Prediction {
  const expanded = text.replaceAll('{service}', 'sts').replaceAll('{region}', region ?? '{region}');
  const host = hostOfUrl(expanded);
  if (host === undefined) return { outcome: 'custom', reason: `the endpoint ${text} decides the host` };
  return sentTo(host, region, `the endpoint sends the request to ${host}`);
}

function predictVariant(region: string | undefined, fips: boolean, dualStack: boolean): Prediction {
  const outcome = fips ? 'fips' : 'dualstack';
  const label = fips ? 'FIPS' : 'dual-stack';
  if (region === undefined) return { outcome, reason: `the request goes to the ${label} host of its region` };
  const rule = HOST_RULES.find(({ prefix }) => prefix.test(region)) ?? ORDINARY;
  const service = fips ? (dualStack ? 'sts-fips' : rule.fipsService) : 'sts';
  const host = `${service}.${region}.${dualStack ? rule.dualStackSuffix : rule.fipsSuffix}`;
  return { ...sentTo(host, region, `the request goes to the ${label} host ${host}`), outcome };
}

function sentToRegion(host: string, region: string, reason: string): Prediction {
  return { ...sentTo(host, region, reason), outcome: 'regional' };
}
