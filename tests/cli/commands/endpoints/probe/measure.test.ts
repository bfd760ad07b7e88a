import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../src/cli/commands/endpoints/probe/failure.js';
import type { Sample } from '../../../../../src/cli/commands/endpoints/probe/handshake.js';
import type { Attempt, Measurement, Target } from '../../../../../src/cli/commands/endpoints/probe/measure.js';
import { CONCURRENCY, measure } from '../../../../../src/cli/commands/endpoints/probe/measure.js';
import { proxyFor, proxyName } from '../../../../../src/cli/commands/endpoints/probe/proxy.js';
import { measuredRegions, median, standingsOf } from '../../../../../src/cli/commands/endpoints/probe/standings.js';
import { proposeByTime } from '../../../../../src/sts/region-proposal.js';
import { findRegion } from '../../../../../src/sts/regions.js';
import { stsHost } from '../../../../../src/sts/hosts.js';

function target(name: string): Target {
  const region = findRegion(name);
  if (!region) throw new Error(`${name} is no region`);
  return { region, host: stsHost(name), proxy: undefined };
}

const sample = (dnsMs: number, connectMs: number, tlsMs: number): Sample => ({ dnsMs, connectMs, tlsMs });
const FAILURE: Failure = { phase: 'dns', code: 'ENOTFOUND', message: 'the name does not resolve' };
const REGIONS = [
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-central-1',
  'eu-north-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];
const running = (): AbortSignal => new AbortController().signal;

describe('measuring', () => {
  it('has no more handshakes under way than the resolver has threads', async () => {
    let underWay = 0;
    let most = 0;
    const attempt: Attempt = async () => {
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      return { sample: sample(1, 1, 1) };
    };
    await measure(REGIONS.map(target), attempt, { repeat: 3, interrupted: running() });
    expect(most).toBe(CONCURRENCY);
  });

  it('goes over all hosts before it comes to one again', async () => {
    const order: string[] = [];
    await measure(
      ['eu-west-1', 'eu-west-2'].map(target),
      ({ region }) => Promise.resolve({ sample: sample(order.push(region.name), 1, 1) }),
      { repeat: 2, interrupted: running() },
    );
    expect(order).toEqual(['eu-west-1', 'eu-west-2', 'eu-west-1', 'eu-west-2']);
  });

  it('gives a host that fails at first no second try, and goes on with one that fails later', async () => {
    const progress: number[] = [];
    let tries = 0;
    const attempt: Attempt = ({ region }) =>
      Promise.resolve(
        region.name === 'eu-west-1' || ++tries === 2 ? { failure: FAILURE } : { sample: sample(1, 1, 1) },
      );
    const seen = await measure(['eu-west-1', 'eu-west-2'].map(target), attempt, {
      repeat: 3,
      interrupted: running(),
      onProgress: (done) => progress.push(done),
    });
    expect(seen.map(({ samples, failures }) => [samples.length, failures.length])).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(progress.at(-1)).toBe(6);
  });

  it('ends at an interruption and blames no host for it', async () => {
    const interruption = new AbortController();
    let tries = 0;
    const attempt: Attempt = () => {
      tries += 1;
      interruption.abort();
      return Promise.resolve({ failure: FAILURE });
    };
    const seen = await measure(REGIONS.map(target), attempt, { repeat: 5, interrupted: interruption.signal });
    expect(tries).toBe(1);
    expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
  });
});

describe('standings of recorded samples', () => {
  const measured = (name: string, samples: readonly Sample[], failures: readonly Failure[] = []): Measurement => ({
    ...target(name),
    samples,
    failures,
  });
  /** Seen from Frankfurt; one slow sample each, as a busy machine has them. */
  const RECORDED = [
    measured('us-east-1', [sample(3, 92, 190), sample(1, 91, 186), sample(1, 91, 187)]),
    measured('eu-west-1', [sample(40, 24, 52), sample(1, 23, 49), sample(1, 24, 900)]),
    measured('eu-central-1', [sample(2, 2, 7), sample(1, 1, 6), sample(300, 2, 6)]),
    measured('me-west-1', [], [FAILURE]),
    measured('af-south-1', [], [FAILURE]),
    measured('eu-west-2', [sample(1, 15, 33)], [FAILURE, FAILURE]),
  ];

  it('are in the order of the medians, which one slow sample does not change', () => {
    const { reached } = standingsOf(RECORDED);
    expect(reached.map(({ measurement, medians }) => [measurement.region.name, medians.totalMs])).toEqual([
      ['eu-central-1', 11],
      ['eu-west-2', 49],
      ['eu-west-1', 116],
      ['us-east-1', 279],
    ]);
    expect(reached[2]?.medians).toEqual({ dnsMs: 1, connectMs: 24, tlsMs: 52, totalMs: 116 });
  });

  it('have hosts that never answered by themselves, by name', () => {
    expect(standingsOf(RECORDED).unreached.map(({ region }) => region.name)).toEqual(['af-south-1', 'me-west-1']);
  });

  it('lead to a proposal of the quickest', () => {
    const { home, fallbacks } = proposeByTime(measuredRegions(standingsOf(RECORDED)));
    expect([home?.name, ...fallbacks.map(({ region }) => region.name)]).toEqual([
      'eu-central-1',
      'eu-west-2',
      'eu-west-1',
    ]);
  });

  it('are the same whatever the order of the measurements', () => {
    expect(standingsOf([...RECORDED].reverse())).toEqual(standingsOf(RECORDED));
  });

  it('have no DNS time through a proxy', () => {
    const { reached } = standingsOf([measured('eu-west-1', [{ dnsMs: undefined, connectMs: 30, tlsMs: 20 }])]);
    expect(reached[0]?.medians).toEqual({ dnsMs: undefined, connectMs: 30, tlsMs: 20, totalMs: 50 });
  });

  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 100], 3],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the proxy of a host', () => {
  const HOST = 'sts.eu-west-1.amazonaws.com';
  const PROXY = 'http://proxy.example:3128';

  it.each<[string, Record<string, string>, string | undefined]>([
    ['none by default', {}, undefined],
    ['HTTPS_PROXY', { HTTPS_PROXY: PROXY }, 'proxy.example:3128'],
    ['https_proxy before HTTPS_PROXY', { https_proxy: 'http://lower:1', HTTPS_PROXY: PROXY }, 'lower:1'],
    ['ALL_PROXY when there is no other', { ALL_PROXY: PROXY }, 'proxy.example:3128'],
    ['not HTTP_PROXY', { HTTP_PROXY: PROXY }, undefined],
    ['a name without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
    ['never with its password', { HTTPS_PROXY: 'http://user:secret@proxy.example:3128' }, 'proxy.example:3128'],
    ['the usual port when none is given', { HTTPS_PROXY: 'https://proxy.example' }, 'proxy.example:443'],
    ['none when empty', { HTTPS_PROXY: '' }, undefined],
    ['none for NO_PROXY=*', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, undefined],
    ['none for the host itself', { HTTPS_PROXY: PROXY, NO_PROXY: `localhost, ${HOST}` }, undefined],
    ['none for a domain', { HTTPS_PROXY: PROXY, no_proxy: 'amazonaws.com' }, undefined],
    ['none for a domain with a dot, or a star', { HTTPS_PROXY: PROXY, NO_PROXY: '*.amazonaws.com' }, undefined],
    ['none for a domain and the port of HTTPS', { HTTPS_PROXY: PROXY, NO_PROXY: '.amazonaws.com:443' }, undefined],
    ['one for a domain and another port', { HTTPS_PROXY: PROXY, NO_PROXY: 'amazonaws.com:8443' }, 'proxy.example:3128'],
    ['one for the end of a word', { HTTPS_PROXY: PROXY, NO_PROXY: 'zonaws.com,aws.com' }, 'proxy.example:3128'],
  ])('is %s', (_, env, name) => {
    const proxy = proxyFor(HOST, env);
    expect(proxy && proxyName(proxy)).toBe(name);
  });

  it.each([
    [
      'socks5://proxy.example:1080',
      'HTTPS_PROXY names a proxy of the kind "socks5"; the probe can use http and https proxies.',
    ],
    [
      'http://user:100%@proxy.example:3128',
      'HTTPS_PROXY: user and password must be percent-encoded; a "%" itself is "%25".',
    ],
    ['http://', 'HTTPS_PROXY is not a URL. It must look like http://proxy.example:3128.'],
  ])('is refused when it is %s', (value, message) => {
    expect(() => proxyFor(HOST, { HTTPS_PROXY: value })).toThrow(message);
  });
});
