import { describe, expect, it } from 'vitest';
import { distanceKm, greatCircleKm } from '../../src/sts/distance.js';
import type { Proposal, ProposalOptions } from '../../src/sts/region-proposal.js';
import { candidatesNear, proposeByTime, proposeNear, settingsOf } from '../../src/sts/region-proposal.js';
import type { Region } from '../../src/sts/partition.js';
import { allRegions, findRegion, regionsOf } from '../../src/sts/regions.js';
import { isAllowed } from '../../src/sts/residency.js';

function region(name: string): Region {
  const found = findRegion(name);
  if (!found) throw new Error(`${name} is no region`);
  return found;
}

const near = (name: string, options?: ProposalOptions): Proposal => proposeNear(region(name), options);
const names = ({ home, fallbacks }: Proposal): (string | undefined)[] => [
  home?.name,
  ...fallbacks.map((fallback) => fallback.region.name),
];
const DEFAULTS = regionsOf('aws').filter(({ optIn }) => optIn === 'default');

describe('the distance', () => {
  it.each([
    ['a quarter of the equator', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 }, 10_008],
    ['across the date line', { latitude: 0, longitude: 179 }, { latitude: 0, longitude: -179 }, 222],
    ['between opposite points', { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }, 20_015],
    ['from a point to itself', { latitude: 53.3, longitude: -6.2 }, { latitude: 53.3, longitude: -6.2 }, 0],
  ])('%s is known', (_, from, to, km) => {
    expect(Math.round(greatCircleKm(from, to))).toBe(km);
  });

  it.each([
    ['eu-west-1', 'eu-west-2', 464],
    ['us-east-1', 'us-west-2', 3500],
    ['ap-southeast-2', 'us-west-1', 11_950],
  ])('from %s to %s is about %d km both ways', (from, to, km) => {
    expect(Math.abs((distanceKm(region(from), region(to)) ?? 0) - km)).toBeLessThan(km * 0.02);
    expect(distanceKm(region(from), region(to))).toBeCloseTo(distanceKm(region(to), region(from)) ?? 0, 9);
  });

  it('is unknown where a place is not public', () => {
    expect(distanceKm(region('us-gov-west-1'), region('us-gov-east-1'))).toBeUndefined();
  });
});

describe('a proposal near one of the 17 regions that every account has', () => {
  it('is asked of 17', () => {
    expect(DEFAULTS).toHaveLength(17);
  });

  it.each(DEFAULTS.map(({ name }) => name))(
    '%s: is that region with two fallbacks of its partition, enabled by default, nearest first',
    (name) => {
      const { home, fallbacks, caveats } = near(name);
      const regions = fallbacks.map((fallback) => fallback.region);
      expect(home?.name).toBe(name);
      expect(regions).toHaveLength(2);
      expect(regions.every(({ partition, optIn }) => partition === 'aws' && optIn === 'default')).toBe(true);
      const distances = DEFAULTS.filter((other) => other.name !== name)
        .map((other) => distanceKm(region(name), other) ?? 0)
        .sort((a, b) => a - b);
      expect(fallbacks.map((fallback) => fallback.distanceKm)).toEqual(distances.slice(0, 2));
      expect(caveats).toEqual([]);
    },
  );

  it.each([
    ['eu-west-1', ['eu-west-2', 'eu-west-3']],
    ['us-east-1', ['us-east-2', 'ca-central-1']],
    ['ap-southeast-2', ['ap-southeast-1', 'ap-northeast-3']],
    ['sa-east-1', ['us-east-1', 'us-east-2']],
  ])('%s goes to %j', (name, fallbacks) => {
    expect(names(near(name)).slice(1)).toEqual(fallbacks);
  });
});

describe('a proposal elsewhere', () => {
  it("near an opt-in region has that home, which is nobody's fallback", () => {
    const proposal = near('eu-central-2');
    expect(names(proposal)).toEqual(['eu-central-2', 'eu-central-1', 'eu-west-3']);
    expect(proposal.caveats).toEqual(['home-is-opt-in']);
    expect(settingsOf(proposal)).toEqual({
      regions: ['eu-central-2', 'eu-central-1', 'eu-west-3'],
      fallbacks: {
        'eu-central-2': ['eu-central-1', 'eu-west-3'],
        'eu-central-1': ['eu-west-3'],
        'eu-west-3': ['eu-central-1'],
      },
    });
  });

  it('in a partition of two regions has the other, though its place is not public', () => {
    expect(names(near('us-gov-west-1'))).toEqual(['us-gov-west-1', 'us-gov-east-1']);
    expect(names(near('cn-north-1'))).toEqual(['cn-north-1', 'cn-northwest-1']);
    expect(near('cn-north-1').caveats).toEqual(['few-fallbacks']);
  });

  it.each(['eusc-de-east-1', 'eu-isoe-west-1'])('in the partition of %s alone has no fallback and says so', (name) => {
    expect(near(name)).toEqual({ home: region(name), fallbacks: [], caveats: ['only-region'] });
    expect(settingsOf(near(name))).toEqual({ regions: [name] });
  });

  it('never has a region of another partition, nor one that is not enabled everywhere, as fallback', () => {
    for (const each of allRegions()) {
      for (const { region } of proposeNear(each).fallbacks)
        expect([region.partition, region.optIn]).toEqual([each.partition, 'default']);
    }
  });
});

describe('a proposal with residency', () => {
  it.each([
    ['eu-west-2', {}, ['eu-west-2', 'eu-west-3', 'eu-west-1']],
    ['eu-west-1', { within: ['eu'] }, ['eu-west-1', 'eu-west-3', 'eu-central-1']],
    ['eu-central-1', { within: ['DE'] }, ['eu-central-1']],
    ['eu-central-1', { within: ['de', 'fr'] }, ['eu-central-1', 'eu-west-3']],
    ['us-east-1', { exclude: ['us-east-2'] }, ['us-east-1', 'ca-central-1', 'us-west-2']],
    ['us-gov-west-1', { within: ['us'] }, ['us-gov-west-1', 'us-gov-east-1']],
  ])('near %s with %j is %j', (name, options, expected) => {
    expect(names(near(name, options))).toEqual(expected);
  });

  it.each([{ within: ['eu'] }, { exclude: ['us-east-1'] }])('has no home that %j leaves out', (options) => {
    expect(near('us-east-1', options).home).toBeUndefined();
  });

  it('of the European Union has no region of Great Britain or Switzerland', () => {
    const within = allRegions().filter((each) => isAllowed(each, { within: ['eu'] }));
    expect(within.map(({ name }) => name)).toEqual([
      'eu-central-1',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-3',
      'eusc-de-east-1',
    ]);
  });
});

describe('a proposal with FIPS', () => {
  it('has only regions where STS has a FIPS host', () => {
    expect(names(near('us-west-2', { fips: true }))).toEqual(['us-west-2', 'us-west-1', 'us-east-2']);
    expect(names(near('us-gov-east-1', { fips: true }))).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  });

  it('keeps the home where the code runs, and falls back to the nearest that has one', () => {
    expect(names(near('ca-central-1', { fips: true }))).toEqual(['ca-central-1', 'us-east-1', 'us-east-2']);
    expect(near('ca-central-1', { fips: true }).caveats).toEqual(['home-without-fips']);
  });

  it('has no home in a partition without any', () => {
    expect(near('cn-north-1', { fips: true })).toEqual({ home: undefined, fallbacks: [], caveats: [] });
    expect(settingsOf(near('cn-north-1', { fips: true }))).toBeUndefined();
  });
});

describe('a proposal by measured times', () => {
  const measured = (...times: readonly (readonly [string, number])[]): Parameters<typeof proposeByTime>[0] =>
    times.map(([name, milliseconds]) => ({ region: region(name), milliseconds }));

  it('has the quickest as home and the next ones as fallbacks, whatever the distance', () => {
    expect(
      names(proposeByTime(measured(['eu-west-1', 30], ['us-east-1', 90], ['eu-central-1', 12], ['eu-west-2', 31]))),
    ).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-2']);
  });

  it('decides equal times by name', () => {
    expect(names(proposeByTime(measured(['eu-west-2', 10], ['eu-west-1', 10])))).toEqual(['eu-west-1', 'eu-west-2']);
  });

  it('passes over opt-in regions, except the one where the code runs, as home', () => {
    const times = measured(['af-south-1', 5], ['eu-south-1', 90], ['eu-west-1', 120], ['eu-west-2', 110]);
    expect(names(proposeByTime(times))).toEqual(['eu-west-2', 'eu-west-1']);
    expect(names(proposeByTime(times, {}, region('af-south-1')))).toEqual(['af-south-1', 'eu-west-2', 'eu-west-1']);
  });

  it('stays in the partition of the home', () => {
    expect(names(proposeByTime(measured(['cn-north-1', 10], ['us-east-1', 20], ['cn-northwest-1', 30])))).toEqual([
      'cn-north-1',
      'cn-northwest-1',
    ]);
  });

  it('has no home when nothing was measured that qualifies', () => {
    expect(proposeByTime([]).home).toBeUndefined();
    expect(proposeByTime(measured(['eu-west-1', 10]), { fips: true }).home).toBeUndefined();
  });
});

describe('candidates near a region', () => {
  it('are the region and those that could be its fallback, nearest first', () => {
    expect(
      candidatesNear(region('eu-west-1'))
        .map(({ name }) => name)
        .slice(0, 4),
    ).toEqual(['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1']);
    expect(candidatesNear(region('eu-west-1'))).toHaveLength(17);
    expect(candidatesNear(region('eu-west-1'), { fips: true }).map(({ name }) => name)).toEqual([
      'us-east-1',
      'us-east-2',
      'us-west-2',
      'us-west-1',
    ]);
  });
});
