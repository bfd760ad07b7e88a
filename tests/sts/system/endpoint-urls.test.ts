/**
 * What SDK v3 does with endpoint URLs from outside the code, as docs/vpc-endpoints.md tells it: the real SDK, loopback
 * servers.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PACKAGES, type Construct } from '../../../src/sts/packages.js';
import { predict } from '../../../src/sts/sdk-behaviour.js';
import { World } from '../../faults/world.js';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const role = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'test' };
const region = 'eu-west-1';
const PUBLIC = `sts.${region}.amazonaws.com`;

const ASK: Readonly<
  Record<string, (config: STSClientConfig & { ignoreConfiguredEndpointUrls?: boolean }) => Promise<unknown>>
> = {
  'a client': (config) => new STSClient({ region, credentials, ...config }).send(new AssumeRoleCommand(role)),
  fromTemporaryCredentials: (config) =>
    fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig: { region, ...config } })(),
  fromWebToken: (config) =>
    fromWebToken({
      roleArn: role.RoleArn,
      roleSessionName: 'test',
      webIdentityToken: 'token',
      clientConfig: { region, ...config },
    })(),
};

let world: World;
let folder = '';
beforeAll(async () => {
  world = await World.start(
    PUBLIC,
    'own.example',
    'sts.variable.example',
    'all.variable.example',
    'sts.profile.example',
    'all.profile.example',
  );
  folder = mkdtempSync(join(tmpdir(), 'endpoint-urls-'));
  writeFileSync(join(folder, 'all'), '[default]\nendpoint_url = https://all.profile.example\n');
  writeFileSync(
    join(folder, 'both'),
    '[default]\n' +
      'services = here\n' +
      'endpoint_url = https://all.profile.example\n' +
      '[services here]\n' +
      'sts =\n' +
      '  endpoint_url = https://sts.profile.example\n',
  );
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  world.reset();
  for (const name of [
    'AWS_REGION',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_STS',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_USE_FIPS_ENDPOINT',
  ])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => vi.unstubAllEnvs());

const hostAsked = async (subject: string, config = {}): Promise<string | undefined> => {
  await ASK[subject]?.(config);
  return world.requests.at(-1)?.host;
};

describe.each(Object.keys(ASK))('%s goes to', (subject) => {
  const profile = (name: string): unknown => vi.stubEnv('AWS_CONFIG_FILE', join(folder, name));
  const variables = (sts: boolean): void => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://all.variable.example');
    if (sts) vi.stubEnv('AWS_ENDPOINT_URL_STS', 'https://sts.variable.example');
  };

  test('the endpoint in the code before all others', async () => {
    variables(true);
    expect(await hostAsked(subject, { endpoint: 'https://own.example' })).toBe('own.example');
  });

  test('AWS_ENDPOINT_URL_STS before AWS_ENDPOINT_URL and the profile, signed for its own region', async () => {
    profile('both');
    variables(true);
    expect(await hostAsked(subject)).toBe('sts.variable.example');
    expect([region, undefined]).toContain(world.requests[0]?.signedFor); // web identities are not signed
  });

  test('AWS_ENDPOINT_URL before the profile', async () => {
    profile('all');
    variables(false);
    expect(await hostAsked(subject)).toBe('all.variable.example');
  });

  test("the endpoint_url of the profile's services section before that of the profile", async () => {
    profile('both');
    expect(await hostAsked(subject)).toBe('sts.profile.example');
    profile('all');
    expect(await hostAsked(subject)).toBe('all.profile.example');
  });

  test('the host of its region where such URLs are ignored, by the variable or in the code', async () => {
    profile('both');
    variables(true);
    expect(await hostAsked(subject, { ignoreConfiguredEndpointUrls: true })).toBe(PUBLIC);
    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    expect(await hostAsked(subject)).toBe(PUBLIC);
  });

  test('nowhere with FIPS', async () => {
    variables(true);
    await expect(ASK[subject]?.({ useFipsEndpoint: true })).rejects.toThrow(
      'FIPS and custom endpoint are not supported',
    );
  });
});

describe('the prediction for a client', () => {
  const client = PACKAGES.get('@aws-sdk/client-sts')?.find(({ name }) => name === 'STSClient') as Construct;
  const predicted = (environment: Parameters<typeof predict>[3], version = '3.1169.0'): string | undefined =>
    predict(client, { region: { state: 'known', value: region } }, { version }, environment).host;

  test('takes the variables as unset where nothing is known of the environment', () => {
    expect(predicted(undefined)).toBe(PUBLIC);
  });

  test('follows the variables and the profile in the same order where they are known', () => {
    const urls = {
      AWS_ENDPOINT_URL_STS: 'https://sts.variable.example',
      AWS_ENDPOINT_URL: 'https://all.variable.example',
      profileEndpointUrl: 'https://all.profile.example',
    };
    expect(predicted(urls)).toBe('sts.variable.example');
    expect(predicted({ ...urls, AWS_ENDPOINT_URL_STS: '' })).toBe('all.variable.example');
    expect(predicted({ profileEndpointUrl: 'https://all.profile.example' })).toBe('all.profile.example');
    expect(predicted({ ...urls, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBe(PUBLIC);
    expect(predicted(urls, '3.300.0')).toBe(PUBLIC);
  });

  test('takes an empty variable as the SDK does', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', '');
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://all.variable.example');
    expect(await hostAsked('a client')).toBe('all.variable.example');
  });
});
