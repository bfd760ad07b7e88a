import { AssumeRoleCommand, STS } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS, inflict } from '../faults/faults.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, QUICK, credentials, loadHelper, role, type V3Helper } from './load.js';

let world: World;
let helper: V3Helper;

beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
  helper = await loadHelper('v3-esm');
  Object.assign(helper.stsPolicy, QUICK);
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  helper.resetStsHealth();
});

/** Each subject makes a fresh client or provider and returns a call that resolves to the access key it was given. */
const SUBJECTS: Record<string, () => () => Promise<string | undefined>> = {
  client: () => {
    const sts = helper.createStsClient({ region: HOME, credentials });
    return async () => (await sts.send(new AssumeRoleCommand(role))).Credentials?.AccessKeyId;
  },
  'aggregated client': () => {
    const sts = helper.createStsClient({ region: HOME, credentials }, STS);
    return async () => (await sts.assumeRole(role)).Credentials?.AccessKeyId;
  },
  'provider of temporary credentials': () => {
    const provider = helper.stsProvider((clientConfig) => fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig }), { region: HOME });
    return async () => (await provider()).accessKeyId;
  },
  'provider of web identity': () => {
    const provider = helper.stsProvider((clientConfig) => fromWebToken({ webIdentityToken: 'token', roleArn: role.RoleArn, clientConfig }), { region: HOME });
    return async () => (await provider()).accessKeyId;
  },
};

describe.each(Object.keys(SUBJECTS))('%s', (subject) => {
  test.each(FAULTS.filter(({ outcome }) => outcome !== 'stops'))('is served by the fallback: $fault', async (fault) => {
    inflict(world.host(HOME), fault);
    const call = SUBJECTS[subject]!();

    expect(await call()).toBe(`ASIA-${FALLBACK}`);
    const askedAtHome = world.host(HOME).requests.length;
    expect(await call()).toBe(`ASIA-${FALLBACK}`);
    expect(world.host(HOME).requests.length > askedAtHome, 'home is asked again').toBe(fault.outcome === 'moves');
    expect(world.missigned).toEqual([]);
  });

  test.each(FAULTS.filter(({ outcome }) => outcome === 'stops'))("gets home's error at once: $fault", async (fault) => {
    inflict(world.host(HOME), fault);

    await expect(SUBJECTS[subject]!()()).rejects.toThrow();
    expect(world.host(HOME).requests).toHaveLength(1);
    expect(world.host(FALLBACK).requests).toEqual([]);
  });
});

test('a slow home is waited for', async () => {
  world.host(HOME).answer = (_, response) => void setTimeout(() => response.writeHead(403).end(), 300);
  await expect(SUBJECTS['client']!()()).rejects.toThrow();
  expect(world.host(FALLBACK).requests).toEqual([]);
});
