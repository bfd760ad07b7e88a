import type { CodemodName, MigrateOptions, Settings } from '../../engine.js';
import type { FoundSettings } from '../../settings/settings-file.js';
import {
  fallbacksProblem,
  missingFallback,
  regionsProblem,
  vpcEndpointsProblem,
} from '../../../model/settings/region-problems.js';
import { UsageError } from '../../usage-error.js';

/** The flags that decide what is written. Each takes precedence over the setting of the same meaning. */
export interface RewriteFlags {
  readonly regions?: readonly string[];
  readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
  readonly regionSource?: 'env' | 'literal';
  readonly helperPath?: string;
  readonly sdkVersion?: string;
  readonly vpcEndpoints?: Readonly<Record<string, string>>;
  readonly profileProviders?: boolean;
  readonly only?: readonly CodemodName[];
}

export type RewriteOptions = Omit<MigrateOptions, 'project' | 'accept'>;

/**
 * The options of the engine, from the flags and the settings.
 *
 * @throws UsageError for a region that does not exist, for fallbacks across partitions, and, when failover is part of
 * the run, for a region without a fallback; the message names the flag or the file
 */
export function rewriteOptions(flags: RewriteFlags, { settings: found, path }: FoundSettings): RewriteOptions {
  const { regions, fallbacks, regionSource, sdkVersion, vpcEndpoints } = flags;
  const allowed = found.allowedRegions ?? [];
  if (regions) refuse('--regions', regionsProblem(regions, allowed));
  if (fallbacks) refuse('--fallbacks', fallbacksProblem(fallbacks, allowed));
  if (vpcEndpoints) refuse('--vpc-endpoints', vpcEndpointsProblem(vpcEndpoints, allowed));
  const settings: Settings = {
    ...found,
    ...(regions && { regions }),
    ...(fallbacks && { fallbacks }),
    ...(regionSource && { regionSource }),
    ...(sdkVersion !== undefined && { sdkVersion }),
    ...(vpcEndpoints && { vpcEndpoints }),
  };
  const only = flags.only?.includes('sts-regional') ? undefined : flags.only;
  if (!only || only.includes('failover'))
    refuse(regions ? '--regions' : `"regions" in ${path ?? 'the settings'}`, missingFallback(settings));
  return {
    settings,
    ...(only && { only: [...new Set(only)] }),
    ...(flags.helperPath !== undefined && { helperPath: flags.helperPath }),
    ...(flags.profileProviders === true && { profileProviders: true }),
  };
}

function refuse(where: string, problem: string | undefined): void {
  if (problem !== undefined) throw new UsageError(`${where}: ${problem}`);
}
