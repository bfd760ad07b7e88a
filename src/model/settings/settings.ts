import { hostOfUrl } from '../../sts/hosts.js';
import { partitionOf } from '../../sts/regions.js';

/**
 * `settings['sts-regional']` of ESLint, or the same object in a settings file or `package.json#sts-regional`.
 * Every key is optional.
 */
export interface Settings {
  readonly regions?: readonly string[];
  readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
  readonly regionSource?: 'env' | 'literal';
  readonly allowEnvRegion?: boolean;
  readonly helper?: { readonly module: string; readonly names?: readonly string[] };
  readonly sdkVersion?: string;
  readonly vpcEndpoints?: Readonly<Record<string, string>>;
  readonly allowedRegions?: readonly string[];
}

/**
 * Where each home region goes when it fails: from each of `regions` to the others of its partition, in order, except
 * where `fallbacks` says otherwise.
 */
export function fallbacksOf(settings: Settings): Readonly<Record<string, readonly string[]>> {
  const regions = settings.regions ?? [];
  const entries = regions.map(
    (home) =>
      [home, regions.filter((region) => region !== home && partitionOf(region).id === partitionOf(home).id)] as const,
  );
  return { ...Object.fromEntries(entries.filter(([, others]) => others.length > 0)), ...settings.fallbacks };
}

/**
 * The interface endpoint of each region as `https://<host>`, however its URL is spelt (upper case, `:443`, a slash at
 * the end). The helper compares hosts, and signs for them.
 */
export function vpcEndpointsOf({ vpcEndpoints = {} }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(vpcEndpoints).map(([region, url]) => [region, `https://${hostOfUrl(url) ?? ''}`]),
  );
}
