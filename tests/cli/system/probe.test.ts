import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { EndpointsFlags } from '../../../src/cli/commands/endpoints/endpoints.js';
import type { ProbeJson } from '../../../src/cli/commands/endpoints/json.js';
import { UsageError } from '../../../src/cli/usage-error.js';
import { runIn } from '../run-in-process.js';
import { tree } from '../tree.js';
import type { LoopbackEndpoints } from './loopback-endpoints.js';
import { startEndpoints } from './loopback-endpoints.js';
import { names, probe, proposed, regions, report, started } from './probing.js';

const DELAYED = {
  'eu-west-1': { dns: 20, tls: 120 },
  'us-east-1': { dns: 120, tls: 120 },
  'eu-central-1': { tls: 10 },
  'ap-south-1': { tls: 360 },
};

const totalOf = ({ median }: ProbeJson['probe']['measurements'][number]): number => median?.totalMs ?? Number.NaN;

describe('a probe of hosts with known delays', () => {
  it(
    'orders them by the median of the whole handshake, and proposes the quickest ' + 'with the next two as fallbacks',
    async () => {
      const json = await report(await regions(DELAYED), { regions: Object.keys(DELAYED), repeat: 3 });
      // A busy machine may add to the delays, so the order is that of what was measured.
      const byMedian = json.probe.measurements.toSorted((a, b) => totalOf(a) - totalOf(b)).map(({ region }) => region);
      expect(names(json)).toEqual(byMedian);
      expect(proposed(json)[0]).toBe(byMedian[0]);
      expect(json.proposal?.settings.regions).toEqual(proposed(json));
    },
  );

  it('tells DNS from TLS', async () => {
    const [first] = (
      await report(await regions({ 'us-east-1': { dns: 120, tls: 60 } }), { regions: ['us-east-1'], repeat: 2 })
    ).probe.measurements;
    expect(first?.median?.dnsMs).toBeGreaterThanOrEqual(118);
    expect(first?.median?.tlsMs).toBeGreaterThanOrEqual(58);
    expect(first?.samples).toHaveLength(2);
  });

  it('shows people the medians, the range, and how to use the result', async () => {
    const { status, stdout, stderr } = await probe(await regions(DELAYED), {
      regions: Object.keys(DELAYED),
      repeat: 1,
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('From this machine, medians of 1 TLS handshake in ms:\n  region        total');
    expect(stdout).toMatch(
      /^ {2}eu-central-1 +\d+(?:\.\d)? +\d+(?:\.\d)? +\d+(?:\.\d)? +\d+(?:\.\d)? +[\d.]+ to [\d.]+$/m,
    );
    expect(stdout).toMatch(/Quickest from here:\n {2}home +[a-z]+-[a-z]+-\d/);
    expect(stdout).toMatch(/npx eslint-plugin-sts-regional migrate --regions \S+,\S+,\S+ --dry-run/);
  });

  it('sends nothing but the handshake, and leaves no connection', async () => {
    const made = await regions(DELAYED);
    await probe(made, { regions: Object.keys(DELAYED), repeat: 2 });
    for (const socket of made.openSockets) await once(socket, 'close');
    expect(made.received).toEqual([]);
  });

  it('draws a progress line on a terminal, and removes it before the result', async () => {
    const { stderr } = await probe(
      await regions(DELAYED),
      { regions: Object.keys(DELAYED), repeat: 2 },
      { isTTY: true },
    );
    expect(stderr).toMatch(/\r\[#+-*\] \d\/8 handshakes, /);
    expect(stderr.endsWith('\r\u001B[K')).toBe(true);
  });
});

describe('what is probed', () => {
  const quick = async (): Promise<LoopbackEndpoints> =>
    regions(
      Object.fromEntries(
        [
          'eu-west-1',
          'eu-west-2',
          'eu-west-3',
          'eu-central-1',
          'eu-north-1',
          'ca-central-1',
          'us-east-1',
          'us-east-2',
          'af-south-1',
          'cn-north-1',
        ].map((name) => [name, {}]),
      ),
    );

  it('is every region of the partition aws without other flags, and of another with --partition', async () => {
    const lookedUp: string[] = [];
    const lookup = async (host: string): Promise<never> => {
      lookedUp.push(host);
      return Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    };
    const network = { lookup, portOf: () => 443 };
    await probe({ network }, { repeat: 1 });
    expect(lookedUp).toHaveLength(36);
    lookedUp.length = 0;
    await probe({ network }, { partition: 'aws-cn' });
    expect(lookedUp.sort()).toEqual(['sts.cn-north-1.amazonaws.com.cn', 'sts.cn-northwest-1.amazonaws.com.cn']);
  });

  it('is with --near that region and those nearest to it', async () => {
    const json = await report(await quick(), { near: 'eu-west-1', repeat: 1 });
    expect(json.near).toBe('eu-west-1');
    expect(names(json).sort()).toEqual([
      'ca-central-1',
      'eu-central-1',
      'eu-north-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'us-east-1',
      'us-east-2',
    ]);
  });

  it('is with --near an opt-in region that one too, and it can be the home', async () => {
    const json = await report(
      await regions({ 'af-south-1': {}, 'sa-east-1': { tls: 500 }, 'ap-south-1': { tls: 600 } }),
      { near: 'af-south-1', repeat: 1 },
    );
    expect(proposed(json)).toEqual(names(json).slice(0, 3));
    expect(proposed(json)[0]).toBe('af-south-1');
    expect(json.proposal?.caveats).toEqual(['home-is-opt-in']);
  });

  it('are FIPS hosts with --fips', async () => {
    const made = await startEndpoints({
      'sts-fips.us-east-1.amazonaws.com': {},
      'sts-fips.us-west-2.amazonaws.com': { tls: 60 },
    });
    started.push(made);
    const json = await report(made, { regions: ['us-east-1', 'us-west-2'], fips: true, repeat: 1 });
    expect(json.probe.measurements.map(({ host }) => host)).toEqual([
      'sts-fips.us-east-1.amazonaws.com',
      'sts-fips.us-west-2.amazonaws.com',
    ]);
    expect(json.proposal).toMatchObject({ fips: true, home: { host: 'sts-fips.us-east-1.amazonaws.com' } });
  });
});

describe('flags of the probe', () => {
  it.each<[EndpointsFlags, string]>([
    [{ probe: false, regions: ['eu-west-1'] }, '--regions is for --probe.'],
    [{ probe: false, repeat: 3 }, '--repeat is for --probe.'],
    [{ regions: ['eu-wset-1'] }, '--regions: "eu-wset-1" is not an AWS region. Did you mean eu-west-1'],
    [{ regions: ['us-east-1', 'eu-west-1'], fips: true }, '--regions: STS has no FIPS host in eu-west-1.'],
    [{ near: 'cn-north-1', fips: true }, 'STS has no FIPS host in the partition aws-cn.'],
  ])('%j is refused', async (flags, message) => {
    const nowhere = {
      network: { lookup: () => Promise.reject(new Error('nothing may be looked up')), portOf: () => 443 },
    };
    await expect(probe(nowhere, flags)).rejects.toThrow(UsageError);
    await expect(probe(nowhere, flags)).rejects.toThrow(message);
  });
});

describe('numbers of the probe', () => {
  it.each([
    [['--repeat', '0'], 'It must be from 1 to 1000.'],
    [['--repeat', 'many'], 'It must be a whole number'],
    [['--timeout', '0'], 'It must be from 1 to 600000.'],
    [['--timeout', '9999999999'], 'It must be from 1 to 600000.'],
  ])('%j are refused', async (flags, message) => {
    const { status, stderr } = await runIn(tree(), ['endpoints', '--probe', '--regions', 'eu-west-1', ...flags]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
