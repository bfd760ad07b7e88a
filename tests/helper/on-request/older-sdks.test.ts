/**
 * The helper with older releases of the SDKs, those that `npm run oracle` uses. Providers need the section `older`
 * before 3.914. `npm run older-sdks -- v3-193 v2-700` installs and tests only these.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderHelper, type HelperVariant } from '../../../src/helper/index.js';
import { BROKEN, refuse } from '../../faults/answers.js';
import { FAULTS, inflict, type FaultCase } from '../../faults/faults.js';
import { World } from '../../faults/world.js';
import { installedSets } from '../../support/installed-sets.js';
import {
  ALL_SECTIONS,
  FALLBACK,
  FALLBACKS,
  HOME,
  credentials,
  limitRequests,
  role,
  type V2Helper,
  type V3Helper,
} from '../load.js';

const wanted = process.env['OLDER_SDKS']?.split(',');
const installed = installedSets('oracle').filter(([set]) => wanted?.includes(set) !== false);
const versionOf = (set: string): number => Number(set.split('-')[1]);
const V3 = installed.filter(([set]) => set.startsWith('v3-'));
const V2 = installed.filter(([set]) => set.startsWith('v2-'));

const SELECTED = [
  'connection refused',
  'connection reset',
  'DNS ENOTFOUND',
  'SYN dropped',
  'TLS: certificate of another host',
  'no answer',
  'body drips',
  'body truncated',
  '503',
  'captive portal: 200 with a web page',
  'RegionDisabled',
];
const faults = (): FaultCase[] => FAULTS.filter(({ fault }) => SELECTED.includes(fault));

let world: World;
const files: string[] = [];

function load(
  folder: string,
  variant: HelperVariant,
  sections = ALL_SECTIONS,
): { require: NodeJS.Require; helper: unknown } {
  const file = join(folder, `sts-failover-${process.pid}.cjs`);
  files.push(file);
  writeFileSync(file, renderHelper(variant, { fallbacks: FALLBACKS, version: '0.0.0', sections }));
  const require = createRequire(file);
  return { require, helper: require(file) };
}

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`, 'sts.amazonaws.com');
});
afterAll(async () => {
  for (const file of files) rmSync(file);
  await world.stop();
});
beforeEach(() => {
  world.reset();
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  vi.unstubAllEnvs();
});

describe.runIf(V3.length > 0)('older releases of SDK v3', () => {
  describe.each(V3)('%s', (set, folder) => {
    let helper: V3Helper;
    let sdk: typeof import('@aws-sdk/client-sts');
    let providers: typeof import('@aws-sdk/credential-providers');

    beforeAll(() => {
      const loaded = load(folder, 'v3-cjs', versionOf(set) < 914 ? [...ALL_SECTIONS, 'older'] : ALL_SECTIONS);
      helper = loaded.helper as V3Helper;
      sdk = loaded.require('@aws-sdk/client-sts') as typeof sdk;
      providers = loaded.require('@aws-sdk/credential-providers') as typeof providers;
    });
    beforeEach(() => {
      helper.resetStsHealth();
      limitRequests(helper);
    });

    const assumeRole = async (
      sts = helper.createStsClient({ region: HOME, credentials }),
    ): Promise<string | undefined> => (await sts.send(new sdk.AssumeRoleCommand(role))).Credentials?.AccessKeyId;

    test.each(faults())('a client is served by the fallback: $fault', async (fault) => {
      inflict(world.host(HOME), fault);
      limitRequests(helper, fault.hangs === true ? (versionOf(set) === 300 ? 3 : 2) : 0); // 3.300 tries once more than told
      await expect(assumeRole()).resolves.toBe(`ASIA-${FALLBACK}`);
    });

    test("home's refusal is final", async () => {
      world.host(HOME).answer = refuse(403, 'AccessDenied');
      await expect(assumeRole()).rejects.toMatchObject({ name: 'AccessDenied' });
      expect(world.host(FALLBACK).requests).toEqual([]);
    });

    test('home is AWS_REGION', async () => {
      vi.stubEnv('AWS_REGION', HOME);
      world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
      await expect(assumeRole(helper.createStsClient({ credentials }))).resolves.toBe(`ASIA-${FALLBACK}`);
    });

    test('the aggregated client is served by the fallback', async () => {
      world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
      const { Arn } = await helper.createStsClient({ region: HOME, credentials }, sdk.STS).getCallerIdentity({});
      expect(Arn).toContain(FALLBACK);
    });

    test.each(['fromTemporaryCredentials', 'fromWebToken'] as const)(
      '%s is served by the fallback when home hangs',
      async (name) => {
        world.host(HOME).answer = BROKEN.hang;
        limitRequests(helper, 10);
        const provider = helper.stsProvider(
          (clientConfig): (() => Promise<{ accessKeyId: string }>) =>
            name === 'fromWebToken'
              ? providers.fromWebToken({ webIdentityToken: 'jwt', roleArn: role.RoleArn, clientConfig })
              : providers.fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig }),
          { region: HOME },
        );
        await expect(provider()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
      },
    );

    test('middleware runs in every region, and a cancelled call stops', async () => {
      world.host(HOME).answer = refuse(501, 'NotImplemented');
      let runs = 0;
      const sts = helper.createStsClient({ region: HOME, credentials });
      sts.middlewareStack.add((next) => async (args) => (runs++, next(args)), { step: 'initialize', name: 'counter' });
      await assumeRole(sts);
      expect(runs).toBe(2);
      const call = sts.send(new sdk.AssumeRoleCommand(role), { abortSignal: AbortSignal.abort() });
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
});

describe.runIf(V2.length > 0)('older releases of SDK v2', () => {
  describe.each(V2)('%s', (_, folder) => {
    let helper: V2Helper;
    let sdk: typeof import('aws-sdk');

    beforeAll(() => {
      const loaded = load(folder, 'v2-cjs');
      helper = loaded.helper as V2Helper;
      sdk = loaded.require('aws-sdk') as typeof sdk;
    });
    beforeEach(() => {
      helper.resetStsHealth();
      limitRequests(helper);
    });

    test.each(faults())('a client is served by the fallback: $fault', async (fault) => {
      inflict(world.host(HOME), fault);
      limitRequests(helper, fault.hangs === true ? 2 : 0);
      const sts = helper.withStsFailover(
        new sdk.STS({ region: HOME, credentials: new sdk.Credentials('AKIAEXAMPLE', 'secret') }),
      );
      const { Credentials } = await sts.assumeRole(role).promise();
      expect(Credentials?.AccessKeyId).toBe(`ASIA-${FALLBACK}`);
    });
  });
});
