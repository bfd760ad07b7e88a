import { describe, expect, it } from 'vitest';
import { PACKAGES, type Construct } from '../../src/sts/packages.js';
import {
  LEGACY_GLOBAL_REGIONS,
  honoursEnvironmentRegion,
  honoursEnvironmentRegionSince,
  predict,
  type Known,
  type Literal,
  type StsConfiguration,
} from '../../src/sts/sdk-behaviour.js';

function construct(module: string, name: string): Construct {
  const found = PACKAGES.get(module)?.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${module} has no ${name}`);
  return found;
}

const V3_CLIENT = construct('@aws-sdk/client-sts', 'STSClient');
const ASSUMER = construct('@aws-sdk/client-sts', 'getDefaultRoleAssumer');
const TEMPORARY = construct('@aws-sdk/credential-providers', 'fromTemporaryCredentials');
const TOKEN_FILE = construct('@aws-sdk/credential-providers', 'fromTokenFile');
const NODE_CHAIN = construct('@aws-sdk/credential-providers', 'fromNodeProviderChain');
const MIDDY = construct('@middy/sts', '');
const V2_CLIENT = construct('aws-sdk', 'STS');
const V2_COGNITO = construct('aws-sdk', 'CognitoIdentityCredentials');
const AWS4 = construct('aws4', 'sign');

const known = (value: Literal): Known<Literal> => ({ state: 'known', value });
const dynamic: Known<Literal> = { state: 'dynamic' };
const NEWEST = { version: '3.1169.0' };

describe('an environment that is not known', () => {
  it('leaves a v3 client without a region two possibilities', () => {
    const prediction = predict(V3_CLIENT, {}, NEWEST);
    expect(prediction.outcome).toBe('environment');
    expect(prediction.possible?.map(({ outcome }) => outcome)).toEqual(['regional', 'throws']);
    expect(prediction.reason).toMatch(/AWS_REGION.*; or .*Region is missing/);
  });

  it('leaves a provider without a region in the region it finds or in us-east-1', () => {
    const prediction = predict(TOKEN_FILE, {}, NEWEST);
    expect(prediction.outcome).toBe('regional');
    expect(prediction.possible?.map(({ host }) => host)).toEqual([undefined, 'sts.us-east-1.amazonaws.com']);
  });

  it('does not matter to a v3 client with a region', () => {
    expect(predict(V3_CLIENT, { region: known('eu-west-1') }, NEWEST)).toMatchObject({
      outcome: 'regional',
      host: 'sts.eu-west-1.amazonaws.com',
      signingRegion: 'eu-west-1',
    });
  });

  it('is taken to have no AWS_STS_REGIONAL_ENDPOINTS, which the reason names', () => {
    const prediction = predict(V2_CLIENT, { region: known('eu-west-1') });
    expect(prediction).toMatchObject({ outcome: 'global', host: 'sts.amazonaws.com', signingRegion: 'us-east-1' });
    expect(prediction.reason).toContain('unless');
    expect(prediction.possible).toBeUndefined();
  });

  it('decides whether v2 in regional mode finds a region or throws', () => {
    const prediction = predict(V2_CLIENT, { stsRegionalEndpoints: known('regional') });
    expect(prediction.outcome).toBe('environment');
    expect(prediction.possible?.map(({ outcome }) => outcome)).toEqual(['regional', 'throws']);
  });
});

describe('a version that is not known', () => {
  it(
    'has fromTemporaryCredentials throw, ignore AWS_REGION or follow it, and the reason says which ' +
      'versions ignore it',
    () => {
      const prediction = predict(TEMPORARY, {}, {}, { AWS_REGION: 'eu-west-1' });
      expect(prediction.outcome).toBe('regional');
      expect(prediction.possible?.map(({ host }) => host)).toEqual([
        'sts.eu-west-1.amazonaws.com',
        'sts.us-east-1.amazonaws.com',
      ]);
      expect(prediction.reason).toContain('from 3.734.0 and before 3.778.0');
    },
  );

  it('has the token file provider ignore AWS_REGION before 3.920.0, and the reason says so', () => {
    expect(predict(TOKEN_FILE, {}, {}, { AWS_REGION: 'eu-west-1' }).reason).toMatch(
      /^SDK v3 before 3\.920\.0 ignores AWS_REGION .*; or the region comes from the environment/,
    );
  });

  it('does not matter where all versions agree', () => {
    expect(predict(TEMPORARY, { region: known('eu-west-1') }).possible).toBeUndefined();
  });

  it('is narrowed by a range to the versions it allows', () => {
    const ranged = predict(TEMPORARY, {}, { version: '^3.800.0' }, { AWS_REGION: 'eu-west-1' });
    expect(ranged).toMatchObject({ host: 'sts.eu-west-1.amazonaws.com' });
    expect(ranged.possible).toBeUndefined();
  });

  it('of @middy/sts is not taken for a version of the SDK', () => {
    expect(
      predict(MIDDY, { region: known('us-east-1'), useGlobalEndpoint: known(true) }, { version: '4.7.0' }),
    ).toMatchObject({ outcome: 'global' });
  });
});

describe('a setting that is decided at run time', () => {
  it.each<[string, Construct, StsConfiguration, string]>([
    ['the region of a v3 client keeps it regional', V3_CLIENT, { region: dynamic }, 'regional'],
    ['the region of a v2 client keeps it global', V2_CLIENT, { region: dynamic }, 'global'],
    [
      'the region of a v2 client in regional mode keeps it regional',
      V2_CLIENT,
      { region: dynamic, stsRegionalEndpoints: known('regional') },
      'regional',
    ],
    [
      'the endpoint of a v3 client is nobody knows which',
      V3_CLIENT,
      { region: known('eu-west-1'), endpoint: dynamic },
      'custom',
    ],
    ['the endpoint of a v2 client is nobody knows which', V2_CLIENT, { endpoint: dynamic }, 'custom'],
    [
      'the mode of a v2 client decides between global and regional',
      V2_CLIENT,
      { region: known('eu-west-1'), stsRegionalEndpoints: dynamic },
      'environment',
    ],
    [
      'useGlobalEndpoint decides between global and regional',
      V3_CLIENT,
      { region: known('eu-west-1'), useGlobalEndpoint: dynamic },
      'environment',
    ],
    [
      'the region decides whether useGlobalEndpoint has an effect',
      V3_CLIENT,
      { region: dynamic, useGlobalEndpoint: known(true) },
      'environment',
    ],
    ['the host of an aws4 request is nobody knows which', AWS4, { endpoint: dynamic }, 'custom'],
  ])('%s', (_title, kind, configuration, outcome) => {
    expect(predict(kind, configuration, kind.sdk === 'v3' ? NEWEST : {}, {})).toMatchObject({ outcome });
  });

  it('has no host', () => {
    expect(predict(V3_CLIENT, { region: dynamic }, NEWEST)).not.toHaveProperty('host');
  });
});

describe('a prediction', () => {
  it('is no-sts for Cognito credentials in the enhanced flow', () => {
    expect(predict(V2_COGNITO, { region: known('us-east-1'), enhancedFlow: known(true) })).toMatchObject({
      outcome: 'no-sts',
    });
  });

  it('is no-sts for a chain that finds other credentials', () => {
    expect(predict(NODE_CHAIN, {}, NEWEST, { credentialSource: 'other' })).toMatchObject({ outcome: 'no-sts' });
  });

  it('names the endpoint kind: vpce, custom, dual-stack, FIPS', () => {
    const outcomeOf = (configuration: StsConfiguration): string =>
      predict(V3_CLIENT, { region: known('us-east-1'), ...configuration }, NEWEST).outcome;
    expect(outcomeOf({ endpoint: known('https://vpce-1.sts.us-east-1.vpce.amazonaws.com') })).toBe('vpce');
    expect(outcomeOf({ endpoint: known('http://localhost:4566') })).toBe('custom');
    expect(outcomeOf({ useDualstackEndpoint: known(true) })).toBe('dualstack');
    expect(outcomeOf({ useFipsEndpoint: known(true) })).toBe('fips');
  });

  it('of a throw at the global host says that nothing could sign the request', () => {
    expect(predict(TOKEN_FILE, { region: known('aws-global') }, NEWEST)).toMatchObject({
      outcome: 'throws',
      cannotSign: true,
    });
  });

  it('has a reason without a full stop, so that messages can go on', () => {
    for (const kind of [V3_CLIENT, ASSUMER, TEMPORARY, TOKEN_FILE, NODE_CHAIN, V2_CLIENT, AWS4]) {
      expect(predict(kind, {}).reason).toMatch(/^[^.].*[^.]$/s);
    }
  });
});

describe('honoursEnvironmentRegion', () => {
  it.each<[string, Construct, string | undefined, boolean | 'depends']>([
    ['a v3 client, always', V3_CLIENT, undefined, true],
    ['fromTemporaryCredentials 3.600.0', TEMPORARY, '3.600.0', true],
    ['fromTemporaryCredentials 3.758.0', TEMPORARY, '3.758.0', false],
    ['fromTemporaryCredentials 3.778.0', TEMPORARY, '3.778.0', true],
    ['fromTemporaryCredentials of an unknown version', TEMPORARY, undefined, 'depends'],
    ['fromTokenFile 3.919.0', TOKEN_FILE, '3.919.0', false],
    ['fromTokenFile 3.920.0', TOKEN_FILE, '3.920.0', true],
    ['fromTokenFile ^3.600.0', TOKEN_FILE, '^3.600.0', 'depends'],
    ['fromTokenFile ^3.1000.0', TOKEN_FILE, '^3.1000.0', true],
    ['a role assumer 3.919.0', ASSUMER, '3.919.0', false],
    ['a v2 client, for its region', V2_CLIENT, undefined, true],
    ['aws4, never', AWS4, undefined, false],
  ])('%s', (_title, kind, version, answer) => {
    expect(honoursEnvironmentRegion(kind, version)).toBe(answer);
  });

  it('starts for good at 3.778.0 for fromTemporaryCredentials and at 3.920.0 for token files', () => {
    expect(honoursEnvironmentRegionSince(TEMPORARY)).toBe('3.778.0');
    expect(honoursEnvironmentRegionSince(TOKEN_FILE)).toBe('3.920.0');
    expect(honoursEnvironmentRegionSince(V3_CLIENT)).toBeUndefined();
  });
});

describe('LEGACY_GLOBAL_REGIONS', () => {
  it('are fifteen regions and aws-global', () => {
    expect(LEGACY_GLOBAL_REGIONS.size).toBe(16);
    expect([...LEGACY_GLOBAL_REGIONS]).toEqual(
      expect.arrayContaining(['aws-global', 'us-east-1', 'sa-east-1', 'ap-southeast-2']),
    );
  });
});
