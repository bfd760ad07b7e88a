import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RegionInfo } from '@aws-cdk/region-info';
import { STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedHosts, sdkHosts, stsHost } from '../../src/sts/hosts.js';
import {
  PARTITIONS,
  allRegions,
  findRegion,
  isPseudoRegion,
  isWellFormedRegion,
  normaliseRegion,
  partitionOf,
  regionsOf,
} from '../../src/sts/regions.js';
import { closestRegion, similarRegions } from '../../src/sts/region-spelling.js';

const require = createRequire(import.meta.url);

interface SdkPartition {
  readonly id: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

/** The SDK's own table, found as the generator finds it. */
async function sdkPartitions(): Promise<readonly SdkPartition[]> {
  const core = dirname(require.resolve('@aws-sdk/core/package.json'));
  const file = join(core, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
  // An untyped module of another package; its shape is what the generator relies on.
  const { partitionsInfo } = (await import(pathToFileURL(file).href)) as {
    partitionsInfo: { partitions: readonly SdkPartition[] };
  };
  return partitionsInfo.partitions;
}

describe('the table of regions', () => {
  it('lacks no region that the installed SDK knows; if this fails, run npm run generate:regions', async () => {
    const known = (await sdkPartitions()).flatMap(({ id, regions }) =>
      Object.keys(regions)
        .filter((name) => !name.endsWith('-global'))
        .map((name) => `${id} ${name}`),
    );
    expect(
      known.filter((each) => !allRegions().some(({ partition, name }) => `${partition} ${name}` === each)),
    ).toEqual([]);
  });

  it('has no region that the installed SDK does not know', async () => {
    const known = new Set(
      (await sdkPartitions()).flatMap(({ id, regions }) => Object.keys(regions).map((name) => `${id} ${name}`)),
    );
    expect(
      allRegions()
        .map(({ partition, name }) => `${partition} ${name}`)
        .filter((each) => !known.has(each)),
    ).toEqual([]);
  });

  it('has the hosts that the installed SDK builds, ordinary, FIPS, dual-stack and both', () => {
    const { endpointProvider } = new STSClient({ region: 'us-east-1' }).config;
    const hostInSdk = (Region: string, UseFIPS: boolean, UseDualStack: boolean): string =>
      endpointProvider({ Region, UseFIPS, UseDualStack, UseGlobalEndpoint: false }).url.hostname;
    for (const { name } of allRegions()) {
      expect(stsHost(name)).toBe(hostInSdk(name, false, false));
      expect(stsHost(name, { fips: true })).toBe(hostInSdk(name, true, false));
      expect(stsHost(name, { dualStack: true })).toBe(hostInSdk(name, false, true));
      expect(stsHost(name, { fips: true, dualStack: true })).toBe(hostInSdk(name, true, true));
    }
  });

  it('has the opt-in status that region-info has, and none where that does not know the region', () => {
    const known = new Map(RegionInfo.regions.map((info) => [info.name, info.isOptInRegion ? 'opt-in' : 'default']));
    for (const { name, optIn } of allRegions()) expect([name, optIn]).toEqual([name, known.get(name) ?? 'unknown']);
  });

  it('has a place for every region, except those of which AWS publishes none', () => {
    const without = allRegions()
      .filter(({ location }) => location === undefined)
      .map(({ partition }) => partition);
    expect(new Set(without)).toEqual(new Set(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-us-gov']));
  });

  it('has no pseudo-regions', () => {
    expect(allRegions().filter(({ name }) => isPseudoRegion(name))).toEqual([]);
    expect(findRegion('aws-global')).toBeUndefined();
  });

  it('names the versions of the packages it was generated from', () => {
    const text = readFileSync(new URL('../../src/sts/partitions.generated.ts', import.meta.url), 'utf8');
    expect(text).toMatch(/@aws-sdk\/core \d+\.\d+\.\d+/);
  });

  it.each([
    ['us-east-1', 'default'],
    ['af-south-1', 'opt-in'],
    ['mx-central-1', 'opt-in'],
    ['cn-north-1', 'default'],
  ])('%s is %s', (name, optIn) => {
    expect(findRegion(name)?.optIn).toBe(optIn);
  });
});

describe('partitionOf', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['us-east-99', 'aws'],
    ['cn-north-7', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-gov-north-1', 'aws-us-gov'],
    ['us-isob-west-9', 'aws-iso-b'],
    ['eusc-de-east-2', 'aws-eusc'],
    ['aws-global', 'aws'],
    ['aws-cn-global', 'aws-cn'],
    ['moon-base-1', 'aws'],
  ])('%s belongs to %s', (name, id) => {
    expect(partitionOf(name).id).toBe(id);
  });

  it('agrees with the partition under which the table lists a region', () => {
    for (const { name, partition } of allRegions()) expect(partitionOf(name).id).toBe(partition);
  });

  it('finds the regions of every partition', () => {
    for (const id of PARTITIONS.keys()) expect(regionsOf(id).length).toBeGreaterThan(0);
  });
});

describe('a region name', () => {
  it.each(['us-east-1', 'us-east-99', 'us-gov-west-1', 'cn-north-1'])('%s is well formed', (name) => {
    expect(isWellFormedRegion(name)).toBe(true);
  });

  it.each(['us-east-1a', 'US-EAST-1', ' us-east-1', 'us-east', 'aws-global', 'us-west-2-fips', 'moon-base-1', ''])(
    '"%s" is not',
    (name) => {
      expect(isWellFormedRegion(name)).toBe(false);
    },
  );

  it.each(['aws-global', 'aws-cn-global', 'us-west-2-fips', 'fips-us-west-2', 'aws-fips'])(
    '%s is a pseudo-region',
    (name) => {
      expect(isPseudoRegion(name)).toBe(true);
    },
  );

  it('is normalised by trimming and lower-casing', () => {
    expect(normaliseRegion(' EU-West-1\t')).toBe('eu-west-1');
  });
});

describe('closestRegion', () => {
  it.each([
    ['us-esat-1', 'us-east-1'],
    ['eu-west1', 'eu-west-1'],
    ['useast-1', 'us-east-1'],
    ['us_east_1', 'us-east-1'],
    ['eu-west-1a', 'eu-west-1'],
    [' US-WEST-2 ', 'us-west-2'],
    ['ap-souteast-2', 'ap-southeast-2'],
  ])('%s means %s', (misspelt, region) => {
    expect(closestRegion(misspelt)).toBe(region);
  });

  it.each(['us-east-3', 'us-wast-1', 'eu-central', 'aws-global', 'localhost', 'us', '', 'my-region-1'])(
    '"%s" means no region for certain',
    (misspelt) => {
      expect(closestRegion(misspelt)).toBeUndefined();
    },
  );

  it('of a region is the region itself', () => {
    for (const { name } of allRegions()) expect(closestRegion(name)).toBe(name);
  });

  it('is a region or nothing, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const closest = closestRegion(text);
        return closest === undefined || findRegion(closest) !== undefined;
      }),
    );
  });
});

describe('FIPS hosts', () => {
  it('are in six regions', () => {
    expect(
      allRegions()
        .filter(({ hasFipsHost }) => hasFipsHost)
        .map(({ name }) => name),
    ).toEqual(['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1']);
  });
});

describe('the hosts that AWS lists', () => {
  const listed = (name: string): unknown => {
    const region = findRegion(name);
    return region && listedHosts(region);
  };

  it('are all four in the United States', () => {
    expect(listed('us-east-1')).toEqual({
      regional: 'sts.us-east-1.amazonaws.com',
      fips: 'sts-fips.us-east-1.amazonaws.com',
      dualStack: 'sts.us-east-1.api.aws',
      fipsDualStack: 'sts-fips.us-east-1.api.aws',
    });
  });

  it.each([
    [
      'eu-west-1',
      {
        regional: 'sts.eu-west-1.amazonaws.com',
        fips: undefined,
        dualStack: 'sts.eu-west-1.api.aws',
        fipsDualStack: undefined,
      },
    ],
    [
      'ca-central-1',
      {
        regional: 'sts.ca-central-1.amazonaws.com',
        fips: undefined,
        dualStack: 'sts.ca-central-1.api.aws',
        fipsDualStack: 'sts-fips.ca-central-1.api.aws',
      },
    ],
    [
      'us-gov-west-1',
      {
        regional: 'sts.us-gov-west-1.amazonaws.com',
        fips: 'sts.us-gov-west-1.amazonaws.com',
        dualStack: 'sts.us-gov-west-1.api.aws',
        fipsDualStack: undefined,
      },
    ],
    [
      'cn-north-1',
      {
        regional: 'sts.cn-north-1.amazonaws.com.cn',
        fips: undefined,
        dualStack: 'sts.cn-north-1.api.amazonwebservices.com.cn',
        fipsDualStack: undefined,
      },
    ],
    [
      'us-iso-east-1',
      { regional: 'sts.us-iso-east-1.c2s.ic.gov', fips: undefined, dualStack: undefined, fipsDualStack: undefined },
    ],
  ])('are fewer in %s, though the SDK builds all four', (name, hosts) => {
    expect(listed(name)).toEqual(hosts);
    expect(sdkHosts(name).fipsDualStack).toMatch(/^sts-fips\./);
  });
});

describe('regions that a text may mean', () => {
  it.each([
    ['eu-west', ['eu-west-1', 'eu-west-2', 'eu-west-3']],
    ['EU_WEST_1', ['eu-west-1']],
    ['dublin', ['eu-west-1']],
    ['Ireland', ['eu-west-1']],
    ['us-esat-1', ['us-east-1', 'us-east-2', 'us-west-1']],
    ['eu-west-1a', ['eu-west-1', 'eu-west-2', 'eu-west-3']],
    ['zz', []],
    ['nonsense', []],
  ])('"%s" may mean %j', (text, regions) => {
    expect(similarRegions(text).map(({ name }) => name)).toEqual(regions);
  });
});
