import { addPairs } from '../src/model/settings/pairs.js';
import {
  fallbacksProblem,
  missingFallback,
  regionsProblem,
  vpcEndpointsProblem,
} from '../src/model/settings/region-problems.js';
import type { Settings } from '../src/model/settings/settings.js';

/** A transform's options as jscodeshift hands them over: flags by name, in either spelling, and its own (`dry`). */
export type RawOptions = Readonly<Record<string, unknown>>;

export interface TransformOptions {
  readonly settings: Settings;
  readonly helperPath?: string;
  readonly profileProviders?: boolean;
  readonly dry: boolean;
}

/**
 * Reads `--regions a,b --fallbacks a=b+c --region-source env …` as the command line does.
 *
 * @throws Error naming the option that is wrong
 */
export function readOptions(raw: RawOptions): TransformOptions {
  const text = (flag: string): string | undefined => {
    const value = raw[flag] ?? raw[flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined || value === true || value === ''
      ? undefined
      : Array.isArray(value)
        ? value.join(',')
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
  };
  const regions = text('regions')
    ?.split(',')
    .map((name) => name.trim());
  const fallbacks = pairs('fallbacks', text('fallbacks'), 'home=fallback+fallback', (list) =>
    list.split('+').map((name) => name.trim()),
  );
  const vpcEndpoints = pairs('vpc-endpoints', text('vpc-endpoints'), 'region=https://host', (url) => url);
  const regionSource = text('region-source');
  if (regionSource !== undefined && regionSource !== 'env' && regionSource !== 'literal')
    throw new Error(`--region-source must be env or literal, but is "${regionSource}".`);
  refuse(
    'regions',
    regions && (regionsProblem(regions) ?? missingFallback({ regions, ...(fallbacks && { fallbacks }) })),
  );
  refuse('fallbacks', fallbacks && fallbacksProblem(fallbacks));
  refuse('vpc-endpoints', vpcEndpoints && vpcEndpointsProblem(vpcEndpoints));
  const sdkVersion = text('sdk-version');
  const helperPath = text('helper-path');
  return {
    settings: {
      ...(regions && { regions }),
      ...(fallbacks && { fallbacks }),
      ...(vpcEndpoints && { vpcEndpoints }),
      ...(regionSource !== undefined && { regionSource }),
      ...(sdkVersion !== undefined && { sdkVersion }),
    },
    ...(helperPath !== undefined && { helperPath }),
    ...((raw['profile-providers'] ?? raw['profileProviders']) === true && { profileProviders: true }),
    dry: raw['dry'] === true,
  };
}

function refuse(flag: string, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`--${flag}: ${problem}`);
}

function pairs<Value>(
  flag: string,
  text: string | undefined,
  form: string,
  read: (text: string) => Value,
): Readonly<Record<string, Value>> | undefined {
  try {
    return text === undefined ? undefined : addPairs({}, text.split(','), form, read);
  } catch (error) {
    throw new Error(`--${flag}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
