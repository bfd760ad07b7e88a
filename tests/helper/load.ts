/** Loads helpers as a migrated repository has them: rendered into a file of their own, imported by Node itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { renderHelper, type HelperOptions, type HelperSection, type HelperVariant } from '../../src/helper/index.js';

export type V3Helper = typeof import('../../src/helper/sources/v3.js');
export type V2Helper = typeof import('../../src/helper/sources/v2.js');

/** Under node_modules, so that the helper finds the SDKs and vitest leaves it to Node. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

export const FALLBACKS = { 'eu-west-1': ['eu-central-1'], 'eu-central-1': ['eu-west-1'], 'us-east-1': ['us-west-2'] };
export const ALL_SECTIONS: readonly HelperSection[] = ['client', 'provider', 'requests', 'endpoints'];

export async function loadHelper(variant: `v3-${'esm' | 'cjs'}`, options?: Partial<HelperOptions>): Promise<V3Helper>;
export async function loadHelper(variant: `v2-${'esm' | 'cjs'}`, options?: Partial<HelperOptions>): Promise<V2Helper>;
export async function loadHelper(variant: HelperVariant, options: Partial<HelperOptions> = {}): Promise<unknown> {
  const text = renderHelper(variant, { fallbacks: FALLBACKS, version: '0.0.0', sections: ALL_SECTIONS, ...options });
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'helper-'));
  const file = join(folder, variant.endsWith('esm') ? 'sts-failover.mjs' : 'sts-failover.cjs');
  writeFileSync(file, text);
  try {
    return variant.endsWith('esm')
      ? await import(/* @vite-ignore */ pathToFileURL(file).href)
      : createRequire(import.meta.url)(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PATIENT_MS = 60_000;
const HASTY_MS = 60;

let hastyLeft = 0;

/** After a test: how many requests fewer came than it said would hang. The next one would have had no time. */
export const unusedHaste = (): number => Math.max(0, hastyLeft);

/**
 * Limits for tests: none that a busy machine could reach, except for the first so many requests, which are known to be
 * never answered.
 */
export function limitRequests({ stsPolicy }: Pick<V3Helper, 'stsPolicy'>, hanging = 0): void {
  hastyLeft = hanging;
  Object.defineProperty(stsPolicy, 'requestTimeoutMs', {
    configurable: true,
    enumerable: true,
    get: () => (hastyLeft-- > 0 ? HASTY_MS : PATIENT_MS),
    set: () => {},
  });
}

export const HOME = 'eu-west-1';
export const FALLBACK = 'eu-central-1';
export const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
export const role = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'test' };
