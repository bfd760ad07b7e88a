/**
 * The types of `sdk-behaviour.ts`: what is known of a configuration and of the environment, and what follows from it.
 */
import { parseStsHost } from './hosts.js';

export type Literal = string | number | boolean | null | undefined;

/**
 * `dynamic`: it is given, but the file does not decide its value. `known` with `undefined`: it is written as
 * `undefined`, which some versions treat differently from absent.
 */
export type Known<T> =
  { readonly state: 'absent' } | { readonly state: 'known'; readonly value: T } | { readonly state: 'dynamic' };

/** What the code gives to the STS client of a construct. A property that is not there is absent. */
export interface StsConfiguration {
  readonly region?: Known<Literal>;
  /** A URL or, for SDK v2 and aws4, a bare host. An endpoint object counts as the URL that it describes. */
  readonly endpoint?: Known<Literal>;
  readonly useGlobalEndpoint?: Known<Literal>;
  readonly stsRegionalEndpoints?: Known<Literal>;
  readonly useFipsEndpoint?: Known<Literal>;
  readonly useDualstackEndpoint?: Known<Literal>;
  readonly signingRegion?: Known<Literal>;
  readonly ignoreConfiguredEndpointUrls?: Known<Literal>;
  /**
   * v2: the region that the file sets in `AWS.config` or `AWS.config.sts`. `stsRegionalEndpoints` has no effect there.
   */
  readonly globalRegion?: Known<Literal>;
  /**
   * v3 providers: the region of the client that gets its credentials from the provider; known as `undefined` when that
   * client has none of its own.
   */
  readonly callerRegion?: Known<Literal>;
  /** v3 providers and role assumers: `parentClientConfig.region`. */
  readonly parentRegion?: Known<Literal>;
  /** v2 CognitoIdentityCredentials: true for the enhanced flow (no RoleArn), which asks Cognito only. */
  readonly enhancedFlow?: Known<Literal>;
}

/** What is known of the process that will run the code; a property that is not there is unset. */
export interface Environment {
  readonly AWS_REGION?: string;
  /** v2 only. */
  readonly AMAZON_REGION?: string;
  readonly AWS_STS_REGIONAL_ENDPOINTS?: string;
  readonly AWS_ENDPOINT_URL_STS?: string;
  readonly AWS_ENDPOINT_URL?: string;
  /** v3: `true` switches the two above and `profileEndpointUrl` off. */
  readonly AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?: string;
  /** v3: `endpoint_url` of the active profile, that of its `services` section first. */
  readonly profileEndpointUrl?: string;
  readonly AWS_USE_FIPS_ENDPOINT?: string;
  readonly AWS_USE_DUALSTACK_ENDPOINT?: string;
  /** `region` of the active profile. v2 reads it only with AWS_SDK_LOAD_CONFIG: leave it out otherwise. */
  readonly profileRegion?: string;
  /** `sts_regional_endpoints` of the active profile, where v2 reads it. */
  readonly profileStsRegionalEndpoints?: string;
  /** `region` of the profile whose role fromIni assumes. */
  readonly roleProfileRegion?: string;
  /** Where a profile or chain provider finds its credentials; `other`: without STS. */
  readonly credentialSource?: 'role-profile' | 'web-identity-profile' | 'web-identity-environment' | 'other';
}

export type Outcome =
  'global' | 'regional' | 'fips' | 'dualstack' | 'vpce' | 'custom' | 'throws' | 'environment' | 'no-sts';

export interface Prediction {
  /** `environment`: decided outside the file, with different kinds of outcome in `possible`. */
  readonly outcome: Outcome;
  /** Absent when nothing is sent, or when the file does not decide it. */
  readonly host?: string;
  /** Absent for unsigned requests too (web identity); then it names the region the client was given. */
  readonly signingRegion?: string;
  /** One clause for messages, without a full stop. */
  readonly reason: string;
  /** Throws, because the request would need a signature and the provider has no credentials to make one. */
  readonly cannotSign?: true;
  /** What else can happen, when the environment or an unknown SDK version decides. Two or more. */
  readonly possible?: readonly Prediction[];
}

const ABSENT = { state: 'absent' } as const;

/** A property of the configuration, with an explicit `undefined` counted as absent. */
export function given(setting: Known<Literal> | undefined): Known<Literal> {
  return setting === undefined || (setting.state === 'known' && (setting.value === undefined || setting.value === null))
    ? ABSENT
    : setting;
}

/** The known string behind a setting; `undefined` otherwise. */
export function knownString(setting: Known<Literal>): string | undefined {
  return setting.state === 'known' && typeof setting.value === 'string' ? setting.value : undefined;
}

/** The prediction for a request to a host that is known. */
export function sentTo(host: string, signingRegion: string | undefined, reason: string): Prediction {
  const outcome = parseStsHost(host)?.kind ?? 'custom';
  return { outcome, host, ...(signingRegion === undefined ? {} : { signingRegion }), reason };
}

export function throws(reason: string): Prediction {
  return { outcome: 'throws', reason };
}

/**
 * Combines everything that can happen into one prediction. Its outcome is the common one, or `environment` when there
 * is none.
 */
export function oneOf(predictions: readonly Prediction[]): Prediction {
  const possible = predictions.filter(
    (prediction, index) => predictions.findIndex((other) => sameRequest(other, prediction)) === index,
  );
  const [first] = possible;
  if (first === undefined) throw new Error('A prediction needs at least one possibility');
  if (possible.length === 1) return first;
  const outcome = possible.every((prediction) => prediction.outcome === first.outcome) ? first.outcome : 'environment';
  const reason = [...new Set(possible.map((prediction) => prediction.reason))].join('; or ');
  return { outcome, reason, possible };
}

function sameRequest(a: Prediction, b: Prediction): boolean {
  return (
    a.outcome === b.outcome && a.host === b.host && a.cannotSign === b.cannotSign && a.signingRegion === b.signingRegion
  );
}
