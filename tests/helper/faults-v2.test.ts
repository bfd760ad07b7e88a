import AWS from 'aws-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS, inflict } from '../faults/faults.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, QUICK, loadHelper, role, type V2Helper } from './load.js';

let world: World;
let helper: V2Helper;

beforeAll(async () => {
  process.env['AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE'] = '1';
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`, 'sts.amazonaws.com');
  helper = await loadHelper('v2-cjs');
  Object.assign(helper.stsPolicy, QUICK);
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  helper.resetStsHealth();
});

const masterCredentials = new AWS.Credentials('AKIAEXAMPLE', 'secret');

/** Each subject makes a fresh client or credentials object and returns a call that resolves to the access key it was given. */
const SUBJECTS: Record<string, () => () => Promise<string | undefined>> = {
  client: () => {
    const sts = helper.createStsClient(AWS.STS, { region: HOME, credentials: masterCredentials });
    return async () => (await sts.assumeRole(role).promise()).Credentials?.AccessKeyId;
  },
  ChainableTemporaryCredentials: () => {
    const given = helper.createStsCredentials(AWS.ChainableTemporaryCredentials, { params: role, masterCredentials, stsConfig: { region: HOME } });
    return async () => {
      await given.refreshPromise();
      return given.accessKeyId;
    };
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

  test.each(FAULTS.filter(({ outcome }) => outcome === 'stops'))("gets home's error: $fault", async (fault) => {
    inflict(world.host(HOME), fault);

    await expect(SUBJECTS[subject]!()()).rejects.toThrow();
    expect(world.host(FALLBACK).requests).toEqual([]);
  });
});
