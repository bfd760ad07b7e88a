/**
 * Where each v3 construct takes the region of its STS client from, version by version. The order of a row is the order
 * of precedence. The facts were read in the published packages of the versions named, and confirmed by running them
 * (tests/oracle). `since` is the version of the construct's package; up to 3.9xx all packages of one release share it.
 */
import type { ConstructKind } from './packages.js';
import { compareVersions, isAtLeast } from './versions.js';

export type SdkRegionSource =
  | 'configuration'
  | 'role-profile' // the region of the profile whose role is assumed
  | 'parent' // parentClientConfig.region
  | 'parent-outside-aws' // the same, but only when it is in another partition than aws
  | 'caller' // the region of the client that resolves the credentials
  | 'environment' // AWS_REGION, then the active profile; then the client throws
  | 'us-east-1'; // the silent default

/** `web-identity-profile` is fromIni for a profile with a token file, which it passes to fromTokenFile. */
export type V3Kind = Extract<ConstructKind, `v3-${string}`> | 'web-identity-profile';

export interface RegionSourceWindow {
  readonly since: string;
  readonly sources: readonly SdkRegionSource[];
}

const CLIENT: readonly RegionSourceWindow[] = [{ since: '3.0.0', sources: ['configuration', 'environment'] }];

/**
 * client-sts 3.300.0 defaultStsRoleAssumers.js; parentClientConfig 3.511.0, in every partition 3.515.0, environment
 * 3.920.0.
 */
const ASSUMER: readonly RegionSourceWindow[] = [
  { since: '3.0.0', sources: ['configuration', 'us-east-1'] },
  { since: '3.511.0', sources: ['configuration', 'parent-outside-aws', 'us-east-1'] },
  { since: '3.515.0', sources: ['configuration', 'parent', 'us-east-1'] },
  { since: '3.920.0', sources: ['configuration', 'parent', 'environment', 'us-east-1'] },
];

/** credential-providers fromTemporaryCredentials.base.js at 3.733.0, 3.734.0, 3.777.0, 3.778.0, 3.1169.0. */
const TEMPORARY: readonly RegionSourceWindow[] = [
  { since: '3.0.0', sources: ['configuration', 'environment'] },
  { since: '3.734.0', sources: ['configuration', 'caller', 'us-east-1'] },
  { since: '3.778.0', sources: ['configuration', 'caller', 'environment', 'us-east-1'] },
];

/** credential-provider-web-identity fromWebToken.js: the caller since 3.713.0. */
const WEB_TOKEN: readonly RegionSourceWindow[] = [
  ...ASSUMER.slice(0, 3),
  { since: '3.713.0', sources: ['configuration', 'parent', 'caller', 'us-east-1'] },
  { since: '3.920.0', sources: ['configuration', 'parent', 'caller', 'environment', 'us-east-1'] },
];

/** credential-provider-web-identity fromTokenFile.js: passes the caller on since 3.917.0. */
const TOKEN_FILE: readonly RegionSourceWindow[] = [
  ...ASSUMER.slice(0, 3),
  { since: '3.917.0', sources: ['configuration', 'parent', 'caller', 'us-east-1'] },
  { since: '3.920.0', sources: ['configuration', 'parent', 'caller', 'environment', 'us-east-1'] },
];

/** credential-provider-node defaultProvider.js: passes the caller on to fromTokenFile since 3.920.0. */
const NODE_CHAIN: readonly RegionSourceWindow[] = [
  ...ASSUMER.slice(0, 3),
  { since: '3.920.0', sources: ['configuration', 'parent', 'caller', 'environment', 'us-east-1'] },
];

/** credential-provider-ini resolveAssumeRoleCredentials.js: profile and caller since 3.713.0. */
const PROFILE: readonly RegionSourceWindow[] = [
  ...ASSUMER.slice(0, 3),
  { since: '3.713.0', sources: ['configuration', 'role-profile', 'parent', 'caller', 'us-east-1'] },
  { since: '3.920.0', sources: ['configuration', 'role-profile', 'parent', 'caller', 'environment', 'us-east-1'] },
];

/**
 * credential-provider-ini resolveWebIdentityCredentials.js: does not pass on the profile's region, nor since 3.502.0
 * the clientConfig.
 */
const WEB_IDENTITY_PROFILE: readonly RegionSourceWindow[] = [
  { since: '3.0.0', sources: ['configuration', 'us-east-1'] },
  { since: '3.502.0', sources: ['us-east-1'] },
  { since: '3.511.0', sources: ['parent-outside-aws', 'us-east-1'] },
  { since: '3.515.0', sources: ['parent', 'us-east-1'] },
  { since: '3.713.0', sources: ['parent', 'caller', 'us-east-1'] },
  { since: '3.920.0', sources: ['parent', 'caller', 'environment', 'us-east-1'] },
];

const WINDOWS: Readonly<Record<V3Kind, readonly RegionSourceWindow[]>> = {
  'v3-client': CLIENT,
  'v3-middleware': CLIENT,
  'v3-layer': CLIENT,
  'v3-interceptor': CLIENT,
  'v3-token-signer': [{ since: '3.0.0', sources: ['configuration'] }],
  'v3-role-assumer': ASSUMER,
  'v3-temporary-credentials': TEMPORARY,
  'v3-web-token': WEB_TOKEN,
  'v3-token-file': TOKEN_FILE,
  // @vercel/functions oidc/aws-credentials-provider.js hands its options to fromWebToken, and no caller.
  'v3-oidc-token': ASSUMER,
  'v3-profile': PROFILE,
  'v3-node-chain': NODE_CHAIN,
  'web-identity-profile': WEB_IDENTITY_PROFILE,
};

/** Kinds whose client is made by a role assumer. Before `OPTIONS_FORWARDED_SINCE` it passes on only the region. */
const MADE_BY_ASSUMER: ReadonlySet<V3Kind> = new Set<V3Kind>([
  'v3-role-assumer',
  'v3-web-token',
  'v3-token-file',
  'v3-oidc-token',
  'v3-profile',
  'v3-node-chain',
  'web-identity-profile',
]);

/**
 * Role assumers spread their options into the STS client: endpoint, FIPS, dual-stack, useGlobalEndpoint (client-sts
 * 3.914.0).
 */
const OPTIONS_FORWARDED_SINCE = '3.914.0';

/** Kinds that hand nothing but a region to the STS client that they build. */
const HANDS_ON_REGION_ONLY: ReadonlySet<V3Kind> = new Set<V3Kind>([
  'v3-interceptor',
  'v3-token-signer',
  'web-identity-profile',
]);

/** Web identity requests carry no signature, and the STS client of these providers has no credentials to make one. */
const UNSIGNED: ReadonlySet<V3Kind> = new Set<V3Kind>([
  'v3-web-token',
  'v3-token-file',
  'v3-oidc-token',
  'v3-node-chain',
  'web-identity-profile',
]);

/**
 * The client looks for credentials wherever the endpoint rules name a signing region (3.972.0 sends the request,
 * 3.974.0 throws).
 */
const GLOBAL_RULES_SIGN_SINCE = '3.974.0';

/** Versions at which single features of the STS client change. */
export const CLIENT_FEATURES = {
  /**
   * `{ region: undefined }` counts as no region; before, it hides AWS_REGION (client-sts runtimeConfig.js, 3.22.0
   * against 3.23.0).
   */
  undefinedRegionIsAbsent: '3.23.0',
  /**
   * Endpoint rules replace a table of hosts: `useGlobalEndpoint` works, and FIPS or dual-stack beside an endpoint
   * throws (3.193.0 against 3.194.0).
   */
  endpointRules: '3.194.0',
  /** The partitions aws-iso-e and aws-iso-f; before, their regions get the suffix amazonaws.com (util-endpoints). */
  isoPartitions: '3.413.0',
  /**
   * AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL (honoured by 3.450.0, ignored by 3.300.0; treated as ignored in between).
   */
  endpointUrlVariables: '3.450.0',
  /** `ignoreConfiguredEndpointUrls` (ignored by 3.713.0, honoured by 3.731.0; treated as ignored in between). */
  ignoreEndpointUrls: '3.731.0',
  /** The partition aws-eusc (util-endpoints). */
  sovereignCloud: '3.782.0',
} as const;

/**
 * The oldest version that is considered when none is known. Older ones are from before 2023, and nothing that only they
 * do still matters.
 */
export const OLDEST_CONSIDERED = '3.300.0';

/** Where `kind` takes its region from in `version` (exact). */
export function regionSourcesOf(kind: V3Kind, version: string): RegionSourceWindow {
  const windows = WINDOWS[kind];
  const window = windows.findLast(({ since }) => isAtLeast(version, since)) ?? windows[0];
  if (window === undefined) throw new Error(`No region sources for ${kind}`);
  return window;
}

/** Whether some version reads `parentClientConfig.region`. */
export const takesParentRegion = (kind: V3Kind): boolean =>
  WINDOWS[kind].some(({ sources }) => sources.includes('parent'));

/**
 * The range of versions around `version` in which `kind` ignores AWS_REGION. `since` is absent when no earlier version
 * reads it, `until` when no later one does.
 */
export function versionsIgnoringEnvironment(
  kind: V3Kind,
  version: string,
): { readonly since?: string; readonly until?: string } {
  const reading = WINDOWS[kind].filter(({ sources }) => sources.includes('environment'));
  const until = reading.find(({ since }) => !isAtLeast(version, since))?.since;
  const lastReading = reading.findLast(({ since }) => isAtLeast(version, since));
  const since = lastReading === undefined ? undefined : WINDOWS[kind][WINDOWS[kind].indexOf(lastReading) + 1]?.since;
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

/** The first version from which `kind` reads AWS_REGION and keeps doing so; `undefined`: it always did. */
export function environmentRegionSince(kind: V3Kind): string | undefined {
  const windows = WINDOWS[kind];
  const lastWithout = windows.findLastIndex((window) => !window.sources.includes('environment'));
  return lastWithout === -1 ? undefined : windows[lastWithout + 1]?.since;
}

/** Whether clients may tell their provider who asks (`callerClientConfig`; core 3.709.0 against 3.713.0). */
export const tellsProviderOfItsClient = (version: string | undefined): boolean =>
  version === undefined || isAtLeast(version, '3.713.0');

/** Whether endpoint, FIPS, dual-stack and useGlobalEndpoint options reach the STS client of `kind`. */
export function forwardsClientOptions(kind: V3Kind, version: string): boolean {
  if (HANDS_ON_REGION_ONLY.has(kind)) return false;
  return !MADE_BY_ASSUMER.has(kind) || isAtLeast(version, OPTIONS_FORWARDED_SINCE);
}

/** Whether the client of `kind` has credentials to sign with when the endpoint rules ask for a signature. */
export function canSign(kind: V3Kind, version: string): boolean {
  return !UNSIGNED.has(kind) || !isAtLeast(version, GLOBAL_RULES_SIGN_SINCE);
}

/**
 * One version for each range of versions in which `kind` behaves the same, starting with `from`. Any of them may be
 * installed when only a lower bound is known.
 */
export function versionsThatDiffer(kind: V3Kind, from: string): readonly string[] {
  const boundaries = [
    ...WINDOWS[kind].map((window) => window.since),
    ...(kind === 'v3-profile' || kind === 'v3-node-chain'
      ? [...PROFILE, ...WEB_IDENTITY_PROFILE].map((window) => window.since)
      : []),
    ...(MADE_BY_ASSUMER.has(kind) ? [OPTIONS_FORWARDED_SINCE, GLOBAL_RULES_SIGN_SINCE] : []),
    ...Object.values(CLIENT_FEATURES),
  ];
  return [
    from,
    ...[...new Set(boundaries)].filter((version) => compareVersions(version, from) > 0).sort(compareVersions),
  ];
}
