import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/cli/commands/endpoints/endpoints.js';
import type { EndpointsFlags } from '../../src/cli/commands/endpoints/endpoints.js';
import type { ProbeJson } from '../../src/cli/commands/endpoints/json.js';
import type { Terminal } from '../../src/cli/terminal/terminal.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { buildBinary } from './build.js';
import { fakeEngine } from './fake-engine.js';
import type { HostBehaviour, LoopbackEndpoints } from './loopback-endpoints.js';
import { startEndpoints } from './loopback-endpoints.js';
import { runIn } from './run-in-process.js';
import { tree } from './tree.js';

const started: LoopbackEndpoints[] = [];
afterEach(async () => {
  for (const endpointsOnLoopback of started.splice(0)) await endpointsOnLoopback.stop();
});

/** Hosts of STS on loopback, by region. */
async function regions(behaviours: Readonly<Record<string, HostBehaviour>>): Promise<LoopbackEndpoints> {
  const made = await startEndpoints(
    Object.fromEntries(
      Object.entries(behaviours).map(([region, behaviour]) => [`sts.${region}.amazonaws.com`, behaviour]),
    ),
  );
  started.push(made);
  return made;
}

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Machine {
  readonly env?: Terminal['env'];
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
}

async function probe(
  { network }: Pick<LoopbackEndpoints, 'network'>,
  flags: EndpointsFlags,
  { env = {}, terminal = false, interrupted = new AbortController().signal }: Machine = {},
): Promise<Outcome> {
  const text = { stdout: '', stderr: '' };
  const output = (name: keyof typeof text): Terminal['stdout'] => ({
    write: (part) => (text[name] += part),
    isTTY: terminal,
    columns: 120,
  });
  const status = await endpoints(
    { probe: true, ...flags },
    {
      cwd: '/',
      env,
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdinIsTerminal: terminal,
      interrupted,
      engine: fakeEngine,
    },
    network,
  );
  return { status, ...text };
}

async function report(
  machine: Pick<LoopbackEndpoints, 'network'>,
  flags: EndpointsFlags,
  world?: Machine,
): Promise<ProbeJson> {
  return JSON.parse((await probe(machine, { ...flags, json: true }, world)).stdout) as ProbeJson;
}

const names = (json: ProbeJson): string[] => json.probe.measurements.map(({ region }) => region);
const proposed = ({ proposal }: ProbeJson): (string | undefined)[] => [
  proposal?.home.region,
  ...(proposal?.fallbacks.map(({ region }) => region) ?? []),
];

const DELAYED = {
  'eu-west-1': { dns: 20, tls: 120 },
  'us-east-1': { dns: 120, tls: 120 },
  'eu-central-1': { tls: 10 },
  'ap-south-1': { tls: 360 },
};

describe('a probe of hosts with known delays', () => {
  it('orders them by the whole handshake, and proposes the quickest with the next two as fallbacks', async () => {
    const json = await report(await regions(DELAYED), {
      regions: ['ap-south-1', 'eu-west-1', 'us-east-1', 'eu-central-1'],
      repeat: 3,
    });
    expect(names(json)).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-south-1']);
    expect(proposed(json)).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
    expect(json.proposal?.settings).toEqual({ regions: ['eu-central-1', 'eu-west-1', 'us-east-1'] });
  });

  it('tells DNS from TLS', async () => {
    const [first] = (
      await report(await regions({ 'us-east-1': { dns: 120, tls: 60 } }), { regions: ['us-east-1'], repeat: 2 })
    ).probe.measurements;
    expect(first?.median?.dnsMs).toBeGreaterThanOrEqual(118);
    expect(first?.median?.tlsMs).toBeGreaterThanOrEqual(58);
    expect(first?.median?.connectMs).toBeLessThan(first?.median?.dnsMs ?? 0);
    expect(first?.samples).toHaveLength(2);
  });

  it('shows people the medians, the range, and how to use the result', async () => {
    const { status, stdout, stderr } = await probe(await regions(DELAYED), {
      regions: Object.keys(DELAYED),
      repeat: 1,
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('From this machine, medians of 1 TLS handshake in ms:\n  region        total');
    expect(stdout).toMatch(/^ {2}eu-central-1 +\d+(?:\.\d)? +\d+\.\d +\d+\.\d +\d+(?:\.\d)? +[\d.]+ to [\d.]+$/m);
    expect(stdout).toContain('Quickest from here:\n  home      eu-central-1');
    expect(stdout).toContain('npx sts-regional migrate --regions eu-central-1,eu-west-1,us-east-1 --dry-run');
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
      { terminal: true },
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
      await regions({ 'af-south-1': {}, 'sa-east-1': { tls: 80 }, 'ap-south-1': { tls: 160 } }),
      { near: 'af-south-1', repeat: 1 },
    );
    expect(proposed(json)).toEqual(['af-south-1', 'sa-east-1', 'ap-south-1']);
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

describe('a host that cannot be reached', () => {
  it.each<[NonNullable<HostBehaviour['fault']>, string, string]>([
    ['ENOTFOUND', 'the name does not resolve', 'dns'],
    ['EAI_AGAIN', 'the name could not be resolved: no DNS server answers', 'dns'],
    ['resolverHangs', 'no answer within 0.3 s (DNS)', 'dns'],
    ['refused', 'the connection was refused', 'connect'],
    ['reset', 'the connection was cut', 'tls'],
    ['mute', 'no answer within 0.3 s (TLS)', 'tls'],
    ['wrongName', 'its certificate is for another name', 'tls'],
    ['untrusted', 'its certificate is not from an authority that Node trusts', 'tls'],
  ])('by %s is named with the cause "%s"', async (fault, message, phase) => {
    const made = await regions({ 'eu-west-1': {}, 'eu-west-2': { fault } });
    const flags = { regions: ['eu-west-1', 'eu-west-2'], repeat: 2, timeout: 300 };
    const { status, stdout } = await probe(made, flags);
    expect(status).toBe(1);
    expect(stdout).toContain('Not reached:\n  eu-west-2  sts.eu-west-2.amazonaws.com  ' + message);
    const [, lost] = (await report(made, flags)).probe.measurements;
    expect(lost).toMatchObject({ region: 'eu-west-2', median: null, samples: [], failures: [{ phase }] });
  });

  it('is no failure of the command when it is opt-in and was not asked for by name', async () => {
    const optional = await regions({ 'cn-north-1': {} });
    expect((await probe(optional, { near: 'eu-central-2', repeat: 1 })).status).toBe(2);
    const made = await regions(
      Object.fromEntries(
        [
          'eu-central-1',
          'eu-west-1',
          'eu-west-2',
          'eu-west-3',
          'eu-north-1',
          'ca-central-1',
          'ap-south-1',
          'us-east-1',
        ].map((name) => [name, {}]),
      ),
    );
    const { status, stdout } = await probe(made, { near: 'eu-central-2', repeat: 1 });
    expect(stdout).toContain('Not reached:\n  eu-central-2');
    expect(status).toBe(0);
  });
});

describe('without network', () => {
  it('says so, with the cause for every host, and exits 2', async () => {
    const { status, stdout, stderr } = await probe(
      await regions({ 'eu-west-1': { fault: 'EAI_AGAIN' }, 'eu-west-2': { fault: 'EAI_AGAIN' } }),
      { regions: ['eu-west-1', 'eu-west-2'] },
    );
    expect(status).toBe(2);
    expect(stdout.match(/no DNS server answers EAI_AGAIN/g)).toHaveLength(2);
    expect(stderr).toBe(
      'error: none of 2 STS endpoints could be reached from this machine, so there is nothing to propose. Check the network, the DNS and the firewall of this machine. Behind a proxy, set HTTPS_PROXY.\n',
    );
  });

  it('has a report as JSON without a proposal', async () => {
    expect((await report(await regions({}), { regions: ['eu-west-1'] })).proposal).toBeNull();
  });
});

describe('through a proxy', () => {
  it('measures through the tunnel, says so, and sends the proxy nothing but the name and its own credentials', async () => {
    const made = await regions({ 'eu-west-1': { connect: 120 }, 'eu-west-2': { connect: 10 } });
    const network = {
      ...made.network,
      lookup: () => Promise.reject(new Error('a proxy resolves names itself')),
      portOf: () => 443,
    };
    const env = { HTTPS_PROXY: made.proxy.replace('//', '//user:p%40ss@') };
    const { status, stdout } = await probe({ network }, { regions: ['eu-west-1', 'eu-west-2'], repeat: 2 }, { env });
    expect(status).toBe(0);
    expect(stdout.indexOf('eu-west-2')).toBeLessThan(stdout.indexOf('eu-west-1'));
    expect(stdout).toContain(`These times are through the proxy ${made.proxy.slice('http://'.length)}: `);
    expect(stdout).not.toContain('p%40ss');
    expect(made.tunnels[0]).toEqual({
      target: 'sts.eu-west-1.amazonaws.com:443',
      headers: {
        host: 'sts.eu-west-1.amazonaws.com:443',
        connection: 'close',
        'proxy-authorization': `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      },
    });
  });

  it('says what the proxy answered', async () => {
    const made = await regions({ 'eu-west-1': {} });
    const { stdout } = await probe(
      made,
      { regions: ['eu-west-1', 'eu-west-3'], repeat: 1 },
      { env: { HTTPS_PROXY: made.proxy } },
    );
    expect(stdout).toContain(
      `eu-west-3  sts.eu-west-3.amazonaws.com  proxy ${made.proxy.slice('http://'.length)}: it answered 502 Bad Gateway`,
    );
  });

  it('goes past it for hosts in NO_PROXY', async () => {
    const made = await regions({ 'eu-west-1': {} });
    await probe(
      made,
      { regions: ['eu-west-1'], repeat: 1 },
      { env: { HTTPS_PROXY: made.proxy, NO_PROXY: '.amazonaws.com' } },
    );
    expect(made.tunnels).toEqual([]);
  });

  it('that is not there is what the message speaks of', async () => {
    const made = await regions({ 'eu-west-1': {} });
    const { status, stdout, stderr } = await probe(
      made,
      { regions: ['eu-west-1'] },
      { env: { https_proxy: 'http://127.0.0.1:9' } },
    );
    expect(status).toBe(2);
    expect(stdout).toContain('proxy 127.0.0.1:9: the connection was refused');
    expect(stderr).toContain('All went through the proxy of HTTPS_PROXY or ALL_PROXY');
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

describe('the built probe', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildBinary('probe');
  });

  /** Starts it behind a loopback proxy, with the test authority trusted as a company's would be. */
  function start(made: LoopbackEndpoints, ...args: readonly string[]): ReturnType<typeof spawn> {
    return startBehind(made.proxy, made, ...args);
  }

  function startBehind(proxy: string, made: LoopbackEndpoints, ...args: readonly string[]): ReturnType<typeof spawn> {
    const authority = tree({ 'ca.pem': made.authority }).path('ca.pem');
    return spawn(process.execPath, [binary, 'endpoints', '--probe', ...args], {
      env: { PATH: process.env['PATH'], HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: authority },
    });
  }

  async function finished(child: ReturnType<typeof spawn>): Promise<Outcome> {
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (part: Buffer) => (text[name] += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, ...text };
  }

  it('orders hosts by the delays of their servers, checks their certificates, and exits 0', async () => {
    const made = await regions({
      'eu-west-1': { connect: 150, tls: 100 },
      'eu-north-1': { connect: 10, tls: 10 },
      'eu-west-3': { connect: 120, tls: 10 },
    });
    const { status, stdout, stderr } = await finished(
      start(made, '--regions', 'eu-west-1,eu-west-3,eu-north-1', '--repeat', '3', '--json'),
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(proposed(JSON.parse(stdout) as ProbeJson)).toEqual(['eu-north-1', 'eu-west-3', 'eu-west-1']);
  });

  it('refuses a certificate of another name, and exits 1', async () => {
    const made = await regions({ 'eu-west-1': {}, 'eu-west-2': { fault: 'wrongName' } });
    const { status, stdout } = await finished(start(made, '--regions', 'eu-west-1,eu-west-2', '--repeat', '1'));
    expect(status).toBe(1);
    expect(stdout).toContain('its certificate is for another name ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('goes through a proxy that speaks TLS itself', async () => {
    const made = await regions({ 'eu-west-1': {} });
    const { status, stdout } = await finished(
      startBehind(made.secureProxy, made, '--regions', 'eu-west-1', '--repeat', '1'),
    );
    expect(status).toBe(0);
    expect(stdout).toContain(`These times are through the proxy ${made.secureProxy.slice('https://'.length)}: `);
  });

  it('exits 2 when nothing can be reached', async () => {
    const { status, stderr } = await finished(start(await regions({}), '--partition', 'aws-us-gov', '--repeat', '1'));
    expect(status).toBe(2);
    expect(stderr).toContain('none of 2 STS endpoints could be reached');
  });

  it('stops at Ctrl-C with 130, while a host keeps it waiting', async () => {
    const made = await regions({ 'eu-west-1': { fault: 'resolverHangs' } });
    const child = start(made, '--regions', 'eu-west-1', '--timeout', '60000');
    const outcome = finished(child);
    await made.firstTunnel;
    child.kill('SIGINT');
    expect(await outcome).toEqual({
      status: 130,
      stdout: '',
      stderr: 'Stopped after 0 handshakes; nothing is proposed.\n',
    });
  });
});
