import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FixtureModules } from '../../codemods/fixture-modules.js';
import { readFixtures, REGIONS, type Fixture } from '../../codemods/fixtures.js';
import { BROKEN, refuse, webPage } from '../../faults/answers.js';
import { World } from '../../faults/world.js';
import { installedSets } from '../../support/installed-sets.js';

const [HOME = '', FALLBACK = ''] = REGIONS;
const NAMES = ['posted', 'postedEmpty', 'got', 'configured'];
const hosts = (): readonly string[] => world.requests.map(({ host }) => host);
const hostOf = (region: string): string => `sts.${region}.amazonaws.com`;

let world: World;
let fixture: Fixture;
beforeAll(async () => {
  world = await World.start(hostOf(HOME), hostOf(FALLBACK));
  fixture = readFixtures(['failover']).find(({ file }) => file === 'raw-axios.mjs') as Fixture;
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe.each(installedSets('third-party', 'axios-'))('%s', (_, folder) => {
  let modules: FixtureModules;
  beforeAll(() => {
    modules = new FixtureModules(join(folder, 'node_modules/.cache/'));
  });
  afterAll(() => modules.remove());

  /** Asks with a helper that has seen nothing yet. */
  const ask = async (name: string): Promise<unknown> =>
    ((await modules.load(fixture))[name] as (token: string) => Promise<unknown>)('token');

  describe.each(NAMES)('%s of the migrated file', (name) => {
    test('home serves while it is well', async () => {
      await expect(ask(name)).resolves.toContain(`ASIA-${HOME}`);
      expect(hosts()).toEqual([hostOf(HOME)]);
    });

    test('the fallback serves when home is down', async () => {
      world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
      await expect(ask(name)).resolves.toContain(`ASIA-${FALLBACK}`);
      expect(hosts()).toEqual([hostOf(HOME), hostOf(FALLBACK)]);
    });

    test("home's refusal reaches the caller as axios throws it", async () => {
      world.host(HOME).answer = refuse(403, 'AccessDenied');
      await expect(ask(name)).rejects.toMatchObject({ isAxiosError: true, response: { status: 403 } });
      expect(hosts()).toEqual([hostOf(HOME)]);
    });
  });

  test.each(
    Object.entries({
      throttling: refuse(400, 'Throttling'),
      RegionDisabled: refuse(403, 'RegionDisabledException'),
      'connection reset': BROKEN.reset,
      'body truncated': BROKEN.truncate,
      'no answer': BROKEN.hang,
      'captive portal': webPage(200),
    }),
  )('the fallback serves when home is down: %s', async (__, answer) => {
    world.host(HOME).answer = answer;
    await expect(ask('posted')).resolves.toContain(`ASIA-${FALLBACK}`);
    expect(hosts()).toEqual([hostOf(HOME), hostOf(FALLBACK)]);
  });

  test.each(['refused', 'synDropped', 'tlsHang', 'wrongName', { dns: 'ENOTFOUND' }] as const)(
    'the fallback serves when nothing connects to home: %s',
    async (connection) => {
      world.host(HOME).connection = connection;
      await expect(ask('posted')).resolves.toContain(`ASIA-${FALLBACK}`);
      expect(hosts()).toEqual([hostOf(FALLBACK)]);
    },
  );
});
