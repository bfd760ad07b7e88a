import { describe, expect, it } from 'vitest';
import type { HostBehaviour } from './loopback-endpoints.js';
import { probe, regions, report } from './probing.js';

describe('a host that cannot be reached', () => {
  it.each<[NonNullable<HostBehaviour['fault']>, string, string]>([
    ['ENOTFOUND', 'the name does not resolve', 'dns'],
    ['EAI_AGAIN', 'the name could not be resolved: no DNS server answers', 'dns'],
    ['refused', 'the connection was refused', 'connect'],
    ['reset', 'the connection was cut', 'tls'],
    ['wrongName', 'its certificate is for another name', 'tls'],
    ['untrusted', 'its certificate is not from an authority that Node trusts', 'tls'],
  ])('by %s is named with the cause "%s"', async (fault, message, phase) => {
    const made = await regions({ 'eu-west-1': {}, 'eu-west-2': { fault } });
    const flags = { regions: ['eu-west-1', 'eu-west-2'], repeat: 2 };
    const { status, stdout } = await probe(made, flags);
    expect(status).toBe(1);
    expect(stdout).toContain('Not reached:\n  eu-west-2  sts.eu-west-2.amazonaws.com  ' + message);
    const [, lost] = (await report(made, flags)).probe.measurements;
    expect(lost).toMatchObject({ region: 'eu-west-2', median: null, samples: [], failures: [{ phase }] });
  });

  // Alone, so that no other host has to answer within the short time.
  it.each<[NonNullable<HostBehaviour['fault']>, string, number]>([
    ['resolverHangs', 'no answer within 0.1 s (DNS)', 100],
    ['mute', 'no answer within 1 s (TLS)', 1000],
  ])('by %s is named with the cause "%s"', async (fault, message, timeout) => {
    const made = await regions({ 'eu-west-2': { fault } });
    const { status, stdout } = await probe(made, { regions: ['eu-west-2'], repeat: 2, timeout });
    expect(status).toBe(2);
    expect(stdout).toContain('Not reached:\n  eu-west-2  sts.eu-west-2.amazonaws.com  ' + message);
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
      'error: none of 2 STS endpoints could be reached from this machine, so there is nothing to propose. ' +
        'Check the network, the DNS and the firewall of this machine. Behind a proxy, set HTTPS_PROXY.\n',
    );
  });

  it('has a report as JSON without a proposal', async () => {
    expect((await report(await regions({}), { regions: ['eu-west-1'] })).proposal).toBeNull();
  });
});

describe('through a proxy', () => {
  it(
    'measures through the tunnel, says so, and sends the proxy nothing but the ' + 'name and its own credentials',
    async () => {
      const made = await regions({ 'eu-west-1': { connect: 120 }, 'eu-west-2': { connect: 10 } });
      const network = {
        ...made.network,
        lookup: () => Promise.reject(new Error('a proxy resolves names itself')),
        portOf: () => 443,
      };
      const env = { HTTPS_PROXY: made.proxy.replace('//', '//user:p%40ss@') };
      const { status, stdout } = await probe({ network }, { regions: ['eu-west-1', 'eu-west-2'], repeat: 2 }, { env });
      expect(status).toBe(0);
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
    },
  );

  it('says what the proxy answered', async () => {
    const made = await regions({ 'eu-west-1': {} });
    const { stdout } = await probe(
      made,
      { regions: ['eu-west-1', 'eu-west-3'], repeat: 1 },
      { env: { HTTPS_PROXY: made.proxy } },
    );
    expect(stdout).toContain(
      `eu-west-3  sts.eu-west-3.amazonaws.com  proxy ` +
        `${made.proxy.slice('http://'.length)}: it answered 502 Bad Gateway`,
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
