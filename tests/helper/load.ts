/** Loads helpers as a migrated repository has them: rendered into a file of their own, imported by Node itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Client from '../../src/helper/sources/client.js';
import type * as Errors from '../../src/helper/sources/errors.js';
import type * as Health from '../../src/helper/sources/health.js';
import type * as Hosts from '../../src/helper/sources/hosts.js';
import type * as Policy from '../../src/helper/sources/policy.js';
import type * as Provider from '../../src/helper/sources/provider.js';
import type * as Raw from '../../src/helper/sources/raw.js';
import type * as V2 from '../../src/helper/sources/v2.js';
import { renderHelper, type HelperOptions, type HelperVariant } from '../../src/helper/index.js';

type Common = Pick<typeof Policy, 'stsPolicy'> &
  Pick<typeof Errors, 'classifyStsError'> &
  Pick<typeof Health, 'resetStsHealth'> &
  Pick<typeof Hosts, 'stsHost'>;
export type V3Helper = Common &
  Pick<typeof Client, 'createStsClient'> &
  Pick<typeof Provider, 'stsProvider'> &
  Pick<typeof Raw, 'withStsRegions'>;
export type V2Helper = Common & Pick<typeof V2, 'createStsClient' | 'createStsCredentials' | 'withStsFailover'>;

/** Under node_modules, so that the helper finds the SDKs and vitest leaves it to Node. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

export const FALLBACKS = { 'eu-west-1': ['eu-central-1'], 'eu-central-1': ['eu-west-1'], 'us-east-1': ['us-west-2'] };

export async function loadHelper(variant: `v3-${'esm' | 'cjs'}`, options?: Partial<HelperOptions>): Promise<V3Helper>;
export async function loadHelper(variant: `v2-${'esm' | 'cjs'}`, options?: Partial<HelperOptions>): Promise<V2Helper>;
export async function loadHelper(variant: HelperVariant, options: Partial<HelperOptions> = {}): Promise<unknown> {
  const text = renderHelper(variant, { fallbacks: FALLBACKS, version: '0.0.0', ...options });
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

/** Limits in proportion, so that a hang costs a test 0.8 s instead of 4 s. */
export const QUICK = {
  connectTimeoutMs: 350,
  requestTimeoutMs: 600,
  regionDeadlineMs: 800,
  lambdaRegionDeadlineMs: 400,
};

export const HOME = 'eu-west-1';
export const FALLBACK = 'eu-central-1';
export const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
export const role = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'test' };
