import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STSClient } from '@aws-sdk/client-sts';
import type { NearJson, TableJson } from '../../../../src/cli/commands/endpoints/json.js';
import { allRegions, regionsOf } from '../../../../src/sts/regions.js';
import type { Outcome } from '../../run-in-process.js';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const run = (...args: readonly string[]): Promise<Outcome> => runIn(tree(), ['endpoints', ...args]);

const table = async (...args: readonly string[]): Promise<TableJson> =>
  JSON.parse((await run('--json', ...args)).stdout) as TableJson;
const proposal = async (...args: readonly string[]): Promise<NearJson['proposal']> =>
  (JSON.parse((await run('--json', '--near', ...args)).stdout) as NearJson).proposal;

describe('the table of endpoints', () => {
  it('has every region of every partition, with the hosts that the installed SDK resolves', async () => {
    const { endpointProvider } = new STSClient({ region: 'us-east-1' }).config;
    const hostInSdk = (Region: string, UseFIPS: boolean, UseDualStack: boolean): string =>
      endpointProvider({ Region, UseFIPS, UseDualStack, UseGlobalEndpoint: false }).url.hostname;
    const regions = (await table()).partitions.flatMap((partition) => partition.regions);
    expect(regions.map(({ name }) => name)).toEqual(allRegions().map(({ name }) => name));
    for (const { name, sdkHosts, hosts } of regions) {
      expect(sdkHosts).toEqual({
        regional: hostInSdk(name, false, false),
        fips: hostInSdk(name, true, false),
        dualStack: hostInSdk(name, false, true),
        fipsDualStack: hostInSdk(name, true, true),
      });
      for (const kind of ['regional', 'fips', 'dualStack', 'fipsDualStack'] as const)
        expect([null, sdkHosts[kind]]).toContain(hosts[kind]);
    }
  });

  it('says of a region what its documentation says', async () => {
    const [region] =
      (await table('--partition', 'aws')).partitions[0]?.regions.filter(({ name }) => name === 'eu-west-1') ?? [];
    expect(region).toEqual({
      name: 'eu-west-1',
      description: 'Europe (Ireland)',
      optIn: 'default',
      activation: { activeByDefault: true, note: 'Active; an administrator of the account can deactivate it.' },
      location: { place: 'Dublin', country: 'IE', latitude: 53.3, longitude: -6.2 },
      hosts: {
        regional: 'sts.eu-west-1.amazonaws.com',
        fips: null,
        dualStack: 'sts.eu-west-1.api.aws',
        fipsDualStack: null,
      },
      sdkHosts: {
        regional: 'sts.eu-west-1.amazonaws.com',
        fips: 'sts-fips.eu-west-1.amazonaws.com',
        dualStack: 'sts.eu-west-1.api.aws',
        fipsDualStack: 'sts-fips.eu-west-1.api.aws',
      },
    });
  });

  it('is for people a line for each region, with its hosts, status and activation', async () => {
    const { status, stdout } = await run();
    expect(status).toBe(0);
    for (const { name } of allRegions()) expect(stdout).toContain(`\n  ${name} `);
    expect(stdout).toMatch(
      /^ {2}us-east-1 +default +sts\.us-east-1\.amazonaws\.com +sts-fips\.us-east-1\.amazonaws\.com +sts\.us-east-1\.api\.aws +US East \(N\. Virginia\) +Active; cannot be deactivated\.$/m,
    );
    expect(stdout).toMatch(
      /^ {2}af-south-1 +opt-in +sts\.af-south-1\.amazonaws\.com +– +sts\.af-south-1\.api\.aws +Africa \(Cape Town\) +Active once the account has enabled the region\.$/m,
    );
    expect(stdout).toContain('AWS lists no such host of STS.');
  });

  it('is of one partition with --partition', async () => {
    expect((await table('--partition', 'aws-cn')).partitions.map(({ id, regions }) => [id, regions.length])).toEqual([
      ['aws-cn', 2],
    ]);
    expect((await run('--partition', 'aws-cn')).stdout).not.toContain('eu-west-1');
  });

  it('has only regions with a FIPS host with --fips', async () => {
    expect((await table('--fips')).partitions.map(({ id, regions }) => [id, regions.length])).toEqual([
      ['aws', 4],
      ['aws-us-gov', 2],
    ]);
  });
});

describe('the proposal of endpoints', () => {
  it('has a home, two fallbacks, their hosts, and how to use them', async () => {
    const { status, stdout } = await run('--near', 'eu-west-1');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}home +eu-west-1 +Europe \(Ireland\) +IE +sts\.eu-west-1\.amazonaws\.com$/m);
    expect(stdout).toMatch(/^ {2}fallback +eu-west-2 +Europe \(London\) +GB +460 km +sts\.eu-west-2\.amazonaws\.com$/m);
    expect(stdout).toContain(
      '  npx eslint-plugin-sts-regional migrate --regions eu-west-1,eu-west-2,eu-west-3 --dry-run\n',
    );
  });

  it('is one that migrate takes, whatever the region', async () => {
    for (const near of ['us-east-1', 'af-south-1', 'cn-north-1', 'us-gov-east-1']) {
      const command =
        /npx eslint-plugin-sts-regional (migrate .*)/.exec((await run('--near', near)).stdout)?.[1]?.split(' ') ?? [];
      const { status, stderr } = await runIn(tree({ 'a.ts': '' }), [...command, '--allow-dirty', '--format', 'json']);
      expect([near, status, stderr]).toEqual([near, 0, '']);
    }
  });

  it.each(
    regionsOf('aws')
      .filter(({ optIn }) => optIn === 'default')
      .map(({ name }) => name)
      .slice(0, 3),
  )('near %s is the same as JSON', async (near) => {
    const { home, fallbacks, settings, caveats } = await proposal(near);
    expect(home).toMatchObject({ region: near, host: `sts.${near}.amazonaws.com` });
    expect(fallbacks).toHaveLength(2);
    expect(settings).toEqual({ regions: [near, ...fallbacks.map(({ region }) => region)] });
    expect(caveats).toEqual([]);
  });

  it('has FIPS hosts with --fips, and a home that stays where the code runs', async () => {
    expect(await proposal('ca-central-1', '--fips')).toMatchObject({
      fips: true,
      home: { region: 'ca-central-1', host: 'sts.ca-central-1.amazonaws.com' },
      caveats: ['home-without-fips'],
    });
    expect((await run('--near', 'eu-west-1', '--fips')).stdout).toContain(
      'STS has no FIPS host in eu-west-1, so clients that ask for FIPS fail there. ' +
        'us-east-1 is the nearest region with one for all. The home stays where the code runs.',
    );
    expect((await run('--near', 'ca-central-1', '--fips')).stdout).toContain(
      'In ca-central-1 STS has a FIPS host for dual-stack clients only, ' +
        'sts-fips.ca-central-1.api.aws. us-east-1 is the nearest',
    );
  });

  it('stays within what --within and --exclude allow', async () => {
    expect(await proposal('eu-west-1', '--within', 'eu', '--exclude', 'eu-west-3')).toMatchObject({
      home: { region: 'eu-west-1', country: 'IE' },
      fallbacks: [
        { region: 'eu-central-1', country: 'DE' },
        { region: 'eu-north-1', country: 'SE' },
      ],
    });
  });

  it.each([
    [
      ['--near', 'us-east-1', '--within', 'eu'],
      '--within eu: the code runs in us-east-1, so that is the home, and it is in US.',
    ],
    [['--near', 'eu-west-1', '--exclude', 'eu-west-1'], '--exclude: the code runs in eu-west-1, so that is the home.'],
    [['--near', 'eu-west-1', '--within', 'europe'], '--within: no region is in "europe". Choose among eu, eea, ae,'],
    [['--near', 'eu-west-1', '--exclude', 'eu-wset-3'], '--exclude: "eu-wset-3" is not an AWS region. Did you mean'],
    [['--within', 'eu'], '--within is for --near and --probe --near'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('says that clients must ask for FIPS, except where the ordinary host is the FIPS host', async () => {
    expect((await run('--near', 'us-east-1', '--fips')).stdout).toContain('Clients use FIPS hosts only when told to');
    expect((await run('--near', 'us-east-1')).stdout).not.toContain('FIPS');
    expect((await run('--near', 'us-gov-west-1', '--fips')).stdout).not.toContain('FIPS');
  });

  it('says of the only region of a partition that there is no fallback', async () => {
    const { status, stdout } = await run('--near', 'eusc-de-east-1');
    expect(status).toBe(0);
    expect(stdout).toContain('eusc-de-east-1 is the only region of the partition aws-eusc');
    expect(stdout).not.toContain('--regions');
  });

  it('says of an opt-in home that nobody falls back to it', async () => {
    const { stdout } = await run('--near', 'eu-central-2');
    expect(stdout).toContain('STS answers in eu-central-2 only for accounts that enabled the region');
    expect(stdout).toContain(
      '--fallbacks eu-central-2=eu-central-1+eu-west-3,eu-central-1=eu-west-3,eu-west-3=eu-central-1',
    );
  });
});

describe('what cannot be done is said with exit status 2', () => {
  it.each([
    [
      ['--near', 'eu-wset-1'],
      'error: --near: "eu-wset-1" is not an AWS region. Did you mean eu-west-1 (Europe (Ireland))',
    ],
    [['--near', 'ireland'], 'Did you mean eu-west-1 (Europe (Ireland))?'],
    [['--near', 'zz'], '"sts-regional endpoints" lists them all.'],
    [['--near', 'cn-north-1', '--fips'], 'STS has no FIPS host in the partition aws-cn'],
    [['--partition', 'aws-gov'], 'there is no partition "aws-gov"'],
    [['--partition', 'aws-cn', '--fips'], 'STS has no FIPS host in the partition aws-cn'],
    [['--partition', 'aws', '--near', 'eu-west-1'], "'--partition <id>' cannot be used with option '--near <region>'"],
    [['eu-west-1'], 'too many arguments'],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('docs/endpoints.md', () => {
  it('shows the proposal that the command makes', async () => {
    const page = readFileSync(new URL('../../../../docs/endpoints.md', import.meta.url), 'utf8');
    const shown = /^```\n(For code near [\s\S]*?)^```/m.exec(page)?.[1] ?? 'nothing';
    expect((await run('--near', 'eu-west-1')).stdout.startsWith(shown)).toBe(true);
  });
});
