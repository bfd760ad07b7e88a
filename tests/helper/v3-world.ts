import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, limitRequests, loadHelper, unusedHaste, type V3Helper } from './load.js';

/** The servers of the tests in a file, and the helper as its users have it. Known once the tests run. */
export let world: World;
export let helper: V3Helper;

const REGIONS = [HOME, FALLBACK, 'us-east-1', 'us-west-2', 'us-gov-west-1', 'us-gov-east-1', 'ap-south-1'];
const HOSTS = [
  ...REGIONS.map((region) => `sts.${region}.amazonaws.com`),
  ...['sts.cn-north-1.amazonaws.com.cn', 'sts.cn-northwest-1.amazonaws.com.cn', 'sts.eusc-de-east-1.amazonaws.eu'],
  ...['sts-fips.us-east-1.amazonaws.com', 'sts-fips.us-west-2.amazonaws.com'],
  ...['sts.eu-west-1.api.aws', 'sts.eu-central-1.api.aws', 'localstack.example'],
  ...['vpce-1.sts.eu-west-1.vpce.amazonaws.com', 'vpce-2.sts.eu-central-1.vpce.amazonaws.com'],
];

/** Starts the servers for all tests of the file. Each test begins with what nobody has learned or changed yet. */
export function startV3World(options: Parameters<typeof loadHelper>[1] = {}): void {
  let shipped: V3Helper['stsPolicy'];
  beforeAll(async () => {
    world = await World.start(...HOSTS);
    helper = await loadHelper('v3-esm', options);
    shipped = { ...helper.stsPolicy };
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.reset();
    helper.resetStsHealth();
    Object.assign(helper.stsPolicy, shipped);
    limitRequests(helper);
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  });
  afterEach(() => {
    expect(world.missigned).toEqual([]);
    expect(unusedHaste()).toBe(0);
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
}
