import { fallbacksProblem, missingFallback, regionsProblem, vpcEndpointsProblem } from '../src/model/region-problems.js';
import type { Settings } from '../src/model/settings.js';

/** A transform's options as jscodeshift hands them over: flags by name, in either spelling, and its own (`dry`). */
export type RawOptions = Readonly<Record<string, unknown>>;

export interface TransformOptions {
  readonly settings: Settings;
  readonly helperPath?: string;
  readonly profileProviders?: boolean;
  readonly dry: boolean;
}

/** Reads `--regions a,b --fallbacks a=b+c --region-source env …` as the command line does. @throws Error naming the option that is wrong */
export function readOptions(raw: RawOptions): TransformOptions {
  const text = (flag: string): string | undefined => {
    const value = raw[flag] ?? raw[flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined || value === true || value === '' ? undefined : Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);
  };
  const regions = text('regions')?.split(',').map((name) => name.trim());
  const fallbacks = pairs('fallbacks', text('fallbacks'))?.map(([home, list]) => [home, list.split('+')] as const);
  const vpcEndpoints = pairs('vpc-endpoints', text('vpc-endpoints'));
  const regionSource = text('region-source');
  if (regionSource !== undefined && regionSource !== 'env' && regionSource !== 'literal') throw new Error(`--region-source must be env or literal, but is "${regionSource}".`);
  refuse('regions', regions && (regionsProblem(regions) ?? missingFallback({ regions, ...(fallbacks && { fallbacks: Object.fromEntries(fallbacks) }) })));
  refuse('fallbacks', fallbacks && fallbacksProblem(Object.fromEntries(fallbacks)));
  refuse('vpc-endpoints', vpcEndpoints && vpcEndpointsProblem(Object.fromEntries(vpcEndpoints)));
  const sdkVersion = text('sdk-version');
  const helperPath = text('helper-path');
  return {
    settings: {
      ...(regions && { regions }),
      ...(fallbacks && { fallbacks: Object.fromEntries(fallbacks) }),
      ...(vpcEndpoints && { vpcEndpoints: Object.fromEntries(vpcEndpoints) }),
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

function pairs(flag: string, text: string | undefined): (readonly [string, string])[] | undefined {
  return text?.split(',').map((entry) => {
    const at = entry.indexOf('=');
    if (at < 1 || at === entry.length - 1) throw new Error(`--${flag}: "${entry}" must have the form key=value.`);
    return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()] as const;
  });
}
